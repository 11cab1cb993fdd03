/* SPDX-License-Identifier: ISC */
/* Pretty-printed JSON becomes one line; what is no character becomes U+FFFD. */
#include "ari/tidy.h"

#include <check.h>

#include "../expect.h"

Suite *suite_tidy(void);

#define FFFD "\xef\xbf\xbd"

static const struct {
	struct str text, tidy;
} texts[] = {
    {STR(""), STR("")},
    {STR(" \r\n\t"), STR("")},
    {STR("{ \"a b\" : [ 1 ,\r\n\t2 ] }\n"), STR("{\"a b\":[1,2]}")},
    {STR("\"tab\\t \\\" quote\""), STR("\"tab\\t \\\" quote\"")},
    {STR("\xef\xbb\xbf{}"), STR("{}")},
    {STR("\"\xc3\xa9\""), STR("\"\xc3\xa9\"")},
    {STR("\"\x7f\xc2\x9b\xe2\x80\xae\""), STR("\"\\u007f\\u009b\\u202e\"")},
    {STR("\"a\xc3\""), STR("\"a" FFFD "\"")},
    {STR("\"\xff\xfe\""), STR("\"" FFFD FFFD "\"")},
    {STR("\"\xe2\x82\""), STR("\"" FFFD "\"")},
    {STR("\"\xed\xa0\x80\""), STR("\"" FFFD FFFD FFFD "\"")},
    {STR("\"\\ud83d\\ude00\""), STR("\"\\ud83d\\ude00\"")},
    {STR("\"\\uD83D\""), STR("\"\\ufffd\"")},
    {STR("\"\\ude00\\ud83d\""), STR("\"\\ufffd\\ufffd\"")},
    {STR("\"\\ud83dx\""), STR("\"\\ufffdx\"")},
    {STR("\"\\ud8\""), STR("\"\\ud8\"")},
    {STR("\"\\\\ud83d\""), STR("\"\\\\ud83d\"")},
    {STR("\"open"), STR("\"open")},
    {STR("\"\\"), STR("\"\\")},
    {STR("]]}"), STR("]]}")},
    {STR("\"\x01\0\""), STR("\"\x01\0\"")},
};

START_TEST(makes_one_line)
{
	struct buf out = BUF_INIT(BUF_MAX_MESSAGE);
	struct err err = {0};

	ck_assert_int_eq(tidy(&out, texts[_i].text, &err), 0);
	EXPECT_STR(buf_str(&out), texts[_i].tidy);
	buf_clear(&out);
}
END_TEST

START_TEST(refuses_what_is_nested_too_deep)
{
	for (size_t more = 0; more < 2; more++) {
		struct buf text = BUF_INIT(BUF_MAX_LINE), out = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		buf_pad(&text, '[', TIDY_DEPTH + more);
		buf_pad(&text, ']', TIDY_DEPTH + more);
		ck_assert_int_eq(tidy(&out, buf_str(&text), &err), more ? -1 : 0);
		if (more)
			ck_assert_str_eq(err.text, "it is nested more than 512 levels deep");
		else
			EXPECT_STR(buf_str(&out), buf_str(&text));
		buf_clear(&text);
		buf_clear(&out);
	}
}
END_TEST

START_TEST(has_a_limit)
{
	struct buf out = BUF_INIT(1 << 20), text = BUF_INIT(BUF_MAX_MESSAGE);
	struct err err = {0};

	buf_pad(&text, '1', out.max);
	ck_assert_int_eq(tidy(&out, buf_str(&text), &err), 0);
	buf_reset(&out);
	buf_addc(&text, '1');
	ck_assert_int_eq(tidy(&out, buf_str(&text), &err), -1);
	ck_assert_str_eq(err.text, "it is bigger than 1 MiB");
	buf_clear(&text);
	buf_clear(&out);
}
END_TEST

Suite *
suite_tidy(void)
{
	Suite *suite = suite_create("tidy");
	TCase *t = tcase_create("tidy");

	tcase_set_tags(t, "blocks");
	tcase_add_loop_test(t, makes_one_line, 0, sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, refuses_what_is_nested_too_deep);
	tcase_add_test(t, has_a_limit);
	suite_add_tcase(suite, t);
	return suite;
}
