/* SPDX-License-Identifier: ISC */
/* Actions as forms: what is encoded, what is refused, and the limit. */
#include "session/http_form.h"

#include <check.h>

#include "../expect.h"
#include "ami/action.h"

Suite *suite_http_form(void);

START_TEST(encodes)
{
	static const struct {
		struct str block, form;
	} all[] = {
	    {STR("Action: Ping\r\n\r\n"), STR("Action=Ping")},
	    {STR("Action: Ping\nActionID: a b\n\n"), STR("Action=Ping&ActionID=a%20b")},
	    {STR("A:x\r\nB:  y\r\nC:\r\nD: \r\n\r\n"), STR("A=x&B=%20y&C=&D=")},
	    {STR("Variable: A=1\r\nVariable: B=2&3\r\n\r\n"), STR("Variable=A%3D1&Variable=B%3D2%263")},
	    {STR("X: +%-._~/?\xc3\xa9\x1b\x7f:\r\n\r\n"), STR("X=%2B%25-._~%2F%3F%C3%A9%1B%7F%3A")},
	    {STR("Filter: !Event: X\r\n\r\n"), STR("Filter=%21Event%3A%20X")},
	    {STR("A: x\r\n\r\nB: y\r\n\r\n"), STR("A=x")},
	    {STR("A: x\r\n"), STR("A=x")},
	    {STR(""), STR("")},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf form = BUF_INIT(BUF_MAX_LINE);
		struct err err;
		ck_assert_msg(http_form(&form, all[i].block, &err) == 0, "%s", err.text);
		EXPECT_STR(buf_str(&form), all[i].form);
		buf_clear(&form);
	}
}
END_TEST

START_TEST(refuses)
{
	static const struct {
		struct str block;
		const char *text;
	} all[] = {
	    {STR("Action: Ping\r\nno colon\r\n\r\n"), "a line without a colon cannot be sent over "
	    "HTTP"},
	    {STR("Secret: a\rb\r\n\r\n"), "value of Secret holds a line break or NUL"},
	    {STR("Secret: a\0b\r\n\r\n"), "value of Secret holds a line break or NUL"},
	    {STR("Secret: a\r\r\n\r\n"), "value of Secret holds a line break or NUL"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf form = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		ck_assert_int_eq(http_form(&form, all[i].block, &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, all[i].text);
		buf_clear(&form);
	}
}
END_TEST

/* A block whose form has that many bytes: lines of at most 1,000. */
static void
fill(struct buf *block, size_t bytes)
{
	while (bytes) {
		size_t n = bytes < 1000 ? bytes : 1000;
		size_t name = block->n ? 3 : 2; /* "&A=" or "A=" */
		buf_addz(block, "A: ");
		buf_pad(block, 'x', n - name);
		buf_addz(block, "\r\n");
		bytes -= n;
	}
	buf_addz(block, "\r\n");
}

START_TEST(holds_the_limit)
{
	for (size_t over = 0; over <= 1; over++) {
		struct buf block = BUF_INIT(BUF_MAX_LINE), form = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		fill(&block, HTTP_FORM_MAX + over);
		int failed = http_form(&form, buf_str(&block), &err);
		ck_assert_uint_eq(form.n, HTTP_FORM_MAX + over);
		ck_assert_msg(failed == (over ? -1 : 0), "%zu bytes: %s", form.n, err.text);
		ck_assert_int_eq(err.kind, over ? ERR_USAGE : ERR_NONE);
		buf_clear(&block);
		buf_clear(&form);
	}
}
END_TEST

Suite *
suite_http_form(void)
{
	Suite *suite = suite_create("http_form");
	TCase *all = tcase_create("all");

	tcase_add_test(all, encodes);
	tcase_add_test(all, refuses);
	tcase_add_test(all, holds_the_limit);
	suite_add_tcase(suite, all);
	return suite;
}
