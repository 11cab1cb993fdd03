/* SPDX-License-Identifier: ISC */
/* Sets of codes, and that the tables are what the search needs: in order. */
#include <check.h>

#include "base/range.h"
#include "base/text_table.h"

Suite *suite_range(void);

START_TEST(looks_up)
{
	static const struct range one[] = {{5, 5}};
	static const struct range some[] = {{2, 4}, {6, 6}, {8, 11}, {13, 13}, {20, 22}};
	static const char in_some[] = "..xxx.x.xxxx.x......xxx..";

	for (uint32_t code = 0; code < sizeof(in_some) - 1; code++) {
		ck_assert_msg(RANGE_HAS(one, code) == (code == 5), "one and %u", code);
		ck_assert_msg(
		    RANGE_HAS(some, code) == (in_some[code] == 'x'), "some and %u", code);
	}
	ck_assert(!RANGE_HAS(some, UINT32_MAX));
}
END_TEST

static void
check_table(const struct range *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ck_assert_msg(table[i].first <= table[i].last, "%x is turned round", table[i].first);
		ck_assert_msg(i == 0 || table[i].first > table[i - 1].last, "%x is out of order",
		    table[i].first);
	}
}

START_TEST(tables_are_sorted)
{
	check_table(text_zero, sizeof(text_zero) / sizeof(*text_zero));
	check_table(text_wide, sizeof(text_wide) / sizeof(*text_wide));
}
END_TEST

Suite *
suite_range(void)
{
	Suite *s = suite_create("range");
	TCase *t = tcase_create("range");

	tcase_add_test(t, looks_up);
	tcase_add_test(t, tables_are_sorted);
	suite_add_tcase(s, t);
	return s;
}
