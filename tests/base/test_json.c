/* SPDX-License-Identifier: ISC */
/* JSON against texts made by hand. */
#include <stdio.h>

#include "../expect.h"
#include "base/json.h"

Suite *suite_json(void);

#define BAD "\xef\xbf\xbd" /* U+FFFD */

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

START_TEST(writes_an_empty_object)
{
	struct buf b = BUF_INIT(100);
	struct json j;

	json_init(&j, &b);
	json_object_open(&j);
	json_object_close(&j);
	EXPECT_STR(buf_str(&b), STR("{}"));
	buf_clear(&b);
}
END_TEST

START_TEST(puts_commas_where_they_belong)
{
	struct buf b = BUF_INIT(1000);
	struct json j;

	json_init(&j, &b);
	json_array_open(&j);
	json_object_open(&j);
	json_key(&j, STR("a"));
	json_string(&j, STR("1"));
	json_key(&j, STR("b"));
	json_array_open(&j);
	json_string(&j, STR("x"));
	json_string(&j, STR(""));
	json_array_close(&j);
	json_key(&j, STR("c"));
	json_array_open(&j);
	json_array_close(&j);
	json_key(&j, STR("d"));
	json_string(&j, STR("-1"));
	json_object_close(&j);
	json_object_open(&j);
	json_object_close(&j);
	json_string(&j, (struct str){0});
	json_array_close(&j);
	EXPECT_STR(buf_str(&b), STR("[{\"a\":\"1\",\"b\":[\"x\",\"\"],"
	                            "\"c\":[],\"d\":\"-1\"},{},\"\"]"));
	buf_clear(&b);
}
END_TEST

START_TEST(starts_anew_for_each_message)
{
	struct buf b = BUF_INIT(100);
	struct json j;

	for (int i = 0; i < 2; i++) {
		json_init(&j, &b);
		json_object_open(&j);
		json_key(&j, STR("n"));
		json_string(&j, STR("x"));
		json_object_close(&j);
		buf_addc(&b, '\n');
	}
	EXPECT_STR(buf_str(&b), STR("{\"n\":\"x\"}\n{\"n\":\"x\"}\n"));
	buf_clear(&b);
}
END_TEST

/* A string between its quotes must come out as want; as a key too. */
static void
check_string(struct str bytes, struct str want)
{
	struct buf b = BUF_INIT(BUF_MAX_LINE), expected = BUF_INIT(BUF_MAX_LINE);
	struct json j;

	json_init(&j, &b);
	json_string(&j, bytes);
	json_key(&j, bytes);
	buf_addc(&expected, '"');
	buf_adds(&expected, want);
	buf_addz(&expected, "\",\"");
	buf_adds(&expected, want);
	buf_addz(&expected, "\":");
	EXPECT_ROW(str_eq(buf_str(&b), buf_str(&expected)), bytes, buf_str(&b));
	buf_clear(&b);
	buf_clear(&expected);
}

/* A pair must come out as its key and its string do. */
static void
check_pair(struct str key, struct str value)
{
	struct buf b = BUF_INIT(BUF_MAX_LINE), expected = BUF_INIT(BUF_MAX_LINE);
	struct json one, other;

	json_init(&one, &b);
	json_init(&other, &expected);
	for (int i = 0; i < 2; i++) {
		json_pair(&one, key, value);
		json_key(&other, key);
		json_string(&other, value);
	}
	EXPECT_ROW(str_eq(buf_str(&b), buf_str(&expected)), value, buf_str(&b));
	buf_clear(&b);
	buf_clear(&expected);
}

START_TEST(escapes_strings)
{
	static const struct {
		struct str bytes;
		const char *want; /* NULL: as it is */
	} rows[] = {
	    {STR("PJSIP/alice-00000001"), NULL},
	    {STR("\"Alice\" <100>"), "\\\"Alice\\\" <100>"},
	    {STR("a\\b/c"), "a\\\\b/c"},
	    {STR("\b\f\n\r\t"), "\\b\\f\\n\\r\\t"},
	    {STR("\0\x01\x0b\x1b\x1f"), "\\u0000\\u0001\\u000b\\u001b\\u001f"},
	    {STR("\x7f"), "\\u007f"},
	    {STR("\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0"), "\\u0080\\u009b\\u009f\xc2\xa0"},
	    {STR("\xe2\x80\xae\xe2\x81\xa6"), "\\u202e\\u2066"},
	    {STR("\xe2\x80\x8b\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf"),
		"\\u200b\\u2028\\u2029\\ufeff"},
	    {STR("\xcd\x8f\xe1\x85\x9f\xe1\x85\xa0\xe3\x85\xa4\xef\xbe\xa0"),
		"\\u034f\\u115f\\u1160\\u3164\\uffa0"},
	    {STR("\xf3\xa0\x81\x81\xf3\xa0\xbf\xbf"), "\\udb40\\udc41\\udb43\\udfff"},
	    {STR("\xf0\x9d\x85\xb3"), "\\ud834\\udd73"},
	    {STR("M\xc3\xbcller \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80"), NULL},
	    {STR("\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"), NULL},
	    {STR("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), NULL},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		check_string(rows[i].bytes, rows[i].want ? str_of(rows[i].want) : rows[i].bytes);
}
END_TEST

/* One U+FFFD for each maximal part of a character that breaks off, and one for each other byte. */
START_TEST(replaces_invalid_bytes)
{
	static const struct {
		struct str bytes;
		const char *want;
	} rows[] = {
	    {STR("\x80"), BAD},
	    {STR("a\x80\xbfz"), "a" BAD BAD "z"},
	    {STR("\xfe\xff"), BAD BAD},
	    {STR("\xc0\x80"), BAD BAD},
	    {STR("\xc1\xbf"), BAD BAD},
	    {STR("\xe0\x80\x80"), BAD BAD BAD},
	    {STR("\xe0\x9f\xbf"), BAD BAD BAD},
	    {STR("\xf0\x80\x80\x80"), BAD BAD BAD BAD},
	    {STR("\xf0\x8f\xbf\xbf"), BAD BAD BAD BAD},
	    {STR("\xed\xa0\x80"), BAD BAD BAD},
	    {STR("\xed\xbf\xbf"), BAD BAD BAD},
	    {STR("\xed\xa0\xbd\xed\xb8\x80"), BAD BAD BAD BAD BAD BAD},
	    {STR("\xf4\x90\x80\x80"), BAD BAD BAD BAD},
	    {STR("\xf5\x80\x80\x80"), BAD BAD BAD BAD},
	    {STR("\xf8\x88\x80\x80\x80"), BAD BAD BAD BAD BAD},
	    {STR("\xc3"), BAD},
	    {STR("\xe2\x82"), BAD},
	    {STR("\xf0\x9f\x98"), BAD},
	    {STR("\xc3\""), BAD "\\\""},
	    {STR("\xe2\x82\n"), BAD "\\n"},
	    {STR("\xf0\x9f\x98x"), BAD "x"},
	    {STR("\xf0\x9f\x98\xf0\x9f\x98\x80"), BAD "\xf0\x9f\x98\x80"},
	    {STR("\xe2\x82\xe2\x82\xac"), BAD "\xe2\x82\xac"},
	    {STR("a\xf1\x80\x80\xe1\x80\xc2" "b\x80" "c\x80\xbf" "d"),
	        "a" BAD BAD BAD "b" BAD "c" BAD BAD "d"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		check_string(rows[i].bytes, str_of(rows[i].want));
}
END_TEST

/* What needs care is found wherever it stands in the words that the scan takes. */
START_TEST(escapes_at_every_place)
{
	static const struct {
		struct str bytes, want;
	} rows[] = {
	    {STR("\""), STR("\\\"")},
	    {STR("\x1f"), STR("\\u001f")},
	    {STR("\xff"), STR(BAD)},
	    {STR("\xc3\xbc"), STR("\xc3\xbc")},
	    {STR("\xe2\x82"), STR(BAD)},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t before = 0; before < 20; before++)
			for (size_t after = 0; after < 20; after++) {
				struct buf in = BUF_INIT(100), want = BUF_INIT(100);
				buf_pad(&in, 'x', before);
				buf_adds(&in, rows[i].bytes);
				buf_pad(&in, 'y', after);
				buf_pad(&want, 'x', before);
				buf_adds(&want, rows[i].want);
				buf_pad(&want, 'y', after);
				check_string(buf_str(&in), buf_str(&want));
				check_pair(STR("x"), buf_str(&in));
				check_pair(buf_str(&in), STR("x"));
				buf_clear(&in);
				buf_clear(&want);
			}
}
END_TEST

START_TEST(fits_the_maximum_to_the_byte)
{
	struct json j;
	struct buf b = BUF_INIT(11);

	json_init(&j, &b);
	json_string(&j, STR("a\n"));
	json_string(&j, STR("abc"));
	ck_assert(!buf_full(&b));
	EXPECT_STR(buf_str(&b), STR("\"a\\n\",\"abc\""));
	buf_clear(&b);

	json_init(&j, &b);
	json_string(&j, STR("a\n"));
	json_string(&j, STR("abcd"));
	ck_assert(buf_full(&b));
	buf_clear(&b);
}
END_TEST

START_TEST(fits_pairs_to_the_byte)
{
	struct json j;
	struct buf b = BUF_INIT(20);

	json_init(&j, &b);
	json_pair(&j, STR("a"), STR("\n"));
	json_pair(&j, STR("bc"), STR("defg"));
	ck_assert(!buf_full(&b));
	EXPECT_STR(buf_str(&b), STR("\"a\":\"\\n\",\"bc\":\"defg\""));
	buf_clear(&b);

	json_init(&j, &b);
	json_pair(&j, STR("a"), STR("\n"));
	json_pair(&j, STR("bc"), STR("defgh"));
	ck_assert(buf_full(&b));
	buf_clear(&b);
}
END_TEST

Suite *
suite_json(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");

	tcase_set_tags(t, "blocks");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, writes_an_empty_object);
	tcase_add_test(t, puts_commas_where_they_belong);
	tcase_add_test(t, starts_anew_for_each_message);
	tcase_add_test(t, escapes_strings);
	tcase_add_test(t, replaces_invalid_bytes);
	tcase_add_test(t, escapes_at_every_place);
	tcase_add_test(t, fits_the_maximum_to_the_byte);
	tcase_add_test(t, fits_pairs_to_the_byte);
	suite_add_tcase(s, t);
	return s;
}
