/* SPDX-License-Identifier: ISC */
/* Rows that look equal: those that are, and those that are not. */
#include "../expect.h"
#include "layout/twins.h"

Suite *suite_twins(void);

/* Rows are letters in truth. */
static bool
same_letter(const void *arg, size_t a, size_t b)
{
	const char *truth = arg;

	return truth[a] == truth[b];
}

START_TEST(groups_what_looks_equal_and_is_not)
{
	static const char truth[] = "abcabxa";
	static const uint64_t looks[] = {7, 9, 5, 7, 9, 9, 5};
	static const size_t groups[] = {TWINS_NONE, 1, 0, TWINS_NONE, 1, 1, 0};
	struct twin rows[7];

	for (size_t i = 0; i < 7; i++)
		rows[i] = (struct twin){.look = looks[i], .row = i};
	ck_assert_uint_eq(twins_find(rows, 7, same_letter, truth), 5);
	for (size_t i = 0; i < 7; i++) {
		ck_assert_uint_eq(rows[i].row, i);
		ck_assert_uint_eq(rows[i].group, groups[i]);
	}
}
END_TEST

START_TEST(has_nothing_to_do_without_rows)
{
	ck_assert_uint_eq(twins_find(NULL, 0, same_letter, ""), 0);
}
END_TEST

Suite *
suite_twins(void)
{
	Suite *suite = suite_create("twins");
	TCase *tests = tcase_create("twins");

	tcase_add_test(tests, groups_what_looks_equal_and_is_not);
	tcase_add_test(tests, has_nothing_to_do_without_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
