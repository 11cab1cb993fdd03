/* SPDX-License-Identifier: ISC */
/* Errors: kinds, texts and where they are cut. */
#include <stdio.h>

#include "../expect.h"
#include "base/err.h"

Suite *suite_err(void);

#define LONGEST (sizeof(((struct err *)NULL)->text) - 1)

/* Text of n bytes x; the caller's array holds it. */
static const char *
xs(char *text, size_t n)
{
	memset(text, 'x', n);
	text[n] = '\0';
	return text;
}

START_TEST(sets_kind_and_text)
{
	struct err err = {.kind = ERR_LOST, .text = "old"};

	ck_assert_int_eq(err_set(&err, ERR_LOGIN, "login as %s refused", "hello"), -1);
	ck_assert_int_eq(err.kind, ERR_LOGIN);
	ck_assert_str_eq(err.text, "login as hello refused");
	err_clear(&err);
	ck_assert_int_eq(err.kind, ERR_NONE);
	ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(keeps_the_longest_text_whole)
{
	struct err err;
	char text[LONGEST + 2];

	err_set(&err, ERR_USAGE, "%s", xs(text, LONGEST));
	ck_assert_str_eq(err.text, text);
}
END_TEST

START_TEST(marks_text_one_too_long)
{
	struct err err;
	char text[LONGEST + 2];

	err_set(&err, ERR_USAGE, "%s", xs(text, LONGEST + 1));
	ck_assert_uint_eq(strlen(err.text), LONGEST);
	memcpy(text + LONGEST - 3, "...", 4);
	ck_assert_str_eq(err.text, text);
}
END_TEST

START_TEST(puts_prefixes_before)
{
	struct err err;

	err_set(&err, ERR_FAILED, "No such channel");
	ck_assert_int_eq(err_prefix(&err, "Hangup"), -1);
	err_prefix(&err, "%s:%d", "stdin", 12);
	ck_assert_str_eq(err.text, "stdin:12: Hangup: No such channel");
	ck_assert_int_eq(err.kind, ERR_FAILED);
	err_set(&err, ERR_USAGE, "%s", "");
	ck_assert_int_eq(err_prefix(&err, "rows.csv"), -1);
	ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(tells_the_reason_of_a_loss)
{
	struct err err;

	err_set(&err, ERR_LOST, "connection reset");
	ck_assert_int_eq(err_lost(&err), -1);
	ck_assert_str_eq(err.text, "connection lost: connection reset");
	ck_assert_str_eq(err.text + err.lead, "connection reset");
	err_prefix(&err, "Hangup");
	ck_assert_uint_eq(err.lead, 0);
	err_lost(&err);
	err_set(&err, ERR_LOST, "no answer");
	ck_assert_uint_eq(err.lead, 0);
}
END_TEST

START_TEST(adds_more_at_the_end)
{
	struct err err;

	err_set(&err, ERR_CONNECT, "pbx:5038: connection refused");
	ck_assert_int_eq(err_suffix(&err, " (%s)", "enabled = no"), -1);
	ck_assert_str_eq(err.text, "pbx:5038: connection refused (enabled = no)");
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	char xs[2000];
	memset(xs, 'x', sizeof(xs) - 1);
	xs[sizeof(xs) - 1] = '\0';
	err_suffix(&err, "%s", xs);
	ck_assert_uint_eq(strlen(err.text), sizeof(err.text) - 1);
	ck_assert(str_ends(str_of(err.text), STR("xx...")));
}
END_TEST

/* A prefix that leaves room for all, for all but one byte, for some, for nothing, and for less. */
START_TEST(marks_what_a_prefix_pushes_out)
{
	static const struct {
		size_t prefix;
		bool cut;
	} rows[] = {
	    {LONGEST - 5, false},
	    {LONGEST - 4, true},
	    {LONGEST - 1, true},
	    {LONGEST, true},
	    {LONGEST + 1, true},
	    {LONGEST + 5, true},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct err err;
		char prefix[LONGEST + 6], want[2 * LONGEST];

		err_set(&err, ERR_USAGE, "abc");
		err_prefix(&err, "%s", xs(prefix, rows[i].prefix));
		snprintf(want, sizeof(want), "%s: abc", prefix);
		if (rows[i].cut)
			memcpy(want + LONGEST - 3, "...", 4);
		EXPECT_STR(str_of(err.text), str_of(want));
	}
}
END_TEST

START_TEST(knows_exit_statuses)
{
	ck_assert_int_eq(err_exit_status(ERR_NONE), 0);
	ck_assert_int_eq(err_exit_status(ERR_FAILED), 1);
	ck_assert_int_eq(err_exit_status(ERR_USAGE), 2);
	ck_assert_int_eq(err_exit_status(ERR_CONNECT), 3);
	ck_assert_int_eq(err_exit_status(ERR_LOGIN), 4);
	ck_assert_int_eq(err_exit_status(ERR_TIMEOUT), 5);
	ck_assert_int_eq(err_exit_status(ERR_LOST), 6);
	ck_assert_int_eq(err_exit_status(ERR_INTERRUPTED), 130);
}
END_TEST

Suite *
suite_err(void)
{
	Suite *s = suite_create("err");
	TCase *t = tcase_create("err");

	tcase_add_test(t, sets_kind_and_text);
	tcase_add_test(t, keeps_the_longest_text_whole);
	tcase_add_test(t, marks_text_one_too_long);
	tcase_add_test(t, puts_prefixes_before);
	tcase_add_test(t, marks_what_a_prefix_pushes_out);
	tcase_add_test(t, tells_the_reason_of_a_loss);
	tcase_add_test(t, adds_more_at_the_end);
	tcase_add_test(t, knows_exit_statuses);
	suite_add_tcase(s, t);
	return s;
}
