/* SPDX-License-Identifier: ISC */
/* Compact JSON comes apart; other bytes come apart somehow, and always end. */
#include "ari/cut.h"

#include <check.h>

#include "../expect.h"

Suite *suite_cut(void);

static const struct {
	const char *text, *parts;
} parts[] = {
    {"{}", ""},
    {"[]", ""},
    {"{\"a\":1}", "\"a\" 1;"},
    {"{\"a\":\"x,\\\"}\",\"b\":{\"c\":[1,\"]\"]},\"d\":[],\"e\":{}}",
        "\"a\" \"x,\\\"}\";\"b\" {\"c\":[1,\"]\"]};\"d\" [];\"e\" {};"},
    {"{\"a\\\"\":null,\"\":-1.5e3}", "\"a\\\"\" null;\"\" -1.5e3;"},
    {"{\"a\xc3\xa9\":\"\xc3\xa9\"}", "\"a\xc3\xa9\" \"\xc3\xa9\";"},
    {"{\"a\":\"\\\\\",\"b\":1}", "\"a\" \"\\\\\";\"b\" 1;"},
};

START_TEST(takes_members)
{
	struct str inside = cut_inside(str_of(parts[_i].text)), name, value;
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	while (cut_member(&inside, &name, &value))
		buf_addf(&out, "%.*s %.*s;", STR_ARG(name), STR_ARG(value));
	EXPECT_STR(buf_str(&out), str_of(parts[_i].parts));
	buf_clear(&out);
}
END_TEST

START_TEST(takes_elements)
{
	struct str inside = cut_inside(STR("[1,\"a,b\",[2,[3]],{\"x\":[4]},null,\"\"]")), value;
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	while (cut_element(&inside, &value))
		buf_addf(&out, "%.*s;", STR_ARG(value));
	EXPECT_STR(buf_str(&out), STR("1;\"a,b\";[2,[3]];{\"x\":[4]};null;\"\";"));
	buf_clear(&out);
}
END_TEST

static const struct {
	const char *json;
	struct str text;
} texts[] = {
    {"\"plain\"", STR("plain")},
    {"\"\"", STR("")},
    {"\"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\"", STR("a\"b\\c/d\b\f\n\r\t")},
    {"\"\\u00e9\\u20AC\\u0041\"", STR("\xc3\xa9\xe2\x82\xac" "A")},
    {"\"x\\u0000y\"", STR("x\0y")},
    {"\"\\u001b[2J\"", STR("\x1b[2J")},
    {"\"\\ud83d\\ude00\"", STR("\xf0\x9f\x98\x80")},
    {"\"\\ud83d\"", STR("\xef\xbf\xbd")},
    {"\"\\ude00\\ud83d\"", STR("\xef\xbf\xbd\xef\xbf\xbd")},
    {"\"\\ud83d\\u0041\"", STR("\xef\xbf\xbd" "A")},
    {"1.0", STR("1.0")},
    {"1e3", STR("1e3")},
    {"true", STR("true")},
    {"null", STR("")},
    {"{\"a\":\"\\u0041\"}", STR("{\"a\":\"\\u0041\"}")},
};

START_TEST(says_what_a_value_stands_for)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	cut_text(&out, str_of(texts[_i].json));
	EXPECT_STR(buf_str(&out), texts[_i].text);
	buf_clear(&out);
}
END_TEST

START_TEST(knows_a_plain_string)
{
	struct str text;

	ck_assert(cut_plain(STR("\"a b\""), &text));
	EXPECT_STR(text, STR("a b"));
	ck_assert(cut_plain(STR("\"\""), &text));
	EXPECT_STR(text, STR(""));
	ck_assert(!cut_plain(STR("\"a\\n\""), &text));
	ck_assert(!cut_plain(STR("12"), &text));
	ck_assert(!cut_plain(STR("\""), &text));
	ck_assert(!cut_plain(STR(""), &text));
}
END_TEST

START_TEST(ends_with_any_bytes)
{
	static const char *const odd[] = {"", "{", "}", "{}}", "\"", "\"\\", "{\"a", "{\"a\\", "[[[", "]]]",
	    "{\"a\":", "{:,}", "[,,]", "{\"a\":\"\\u12", "[\"\\ud8"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		struct str text = str_of(odd[i]), rest = text, name, value;
		size_t n = 0;
		for (; cut_member(&rest, &name, &value); n++)
			cut_text(&out, value);
		for (rest = cut_inside(text); cut_element(&rest, &value); n++)
			cut_text(&out, value);
		ck_assert_uint_le(n, 2 * text.n);
		ck_assert_uint_le(out.n, 2 * text.n);
		buf_clear(&out);
	}
}
END_TEST

Suite *
suite_cut(void)
{
	Suite *suite = suite_create("cut");
	TCase *t = tcase_create("cut");

	tcase_set_tags(t, "blocks");
	tcase_add_loop_test(t, takes_members, 0, sizeof(parts) / sizeof(parts[0]));
	tcase_add_test(t, takes_elements);
	tcase_add_loop_test(t, says_what_a_value_stands_for, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, knows_a_plain_string);
	tcase_add_test(t, ends_with_any_bytes);
	suite_add_tcase(suite, t);
	return suite;
}
