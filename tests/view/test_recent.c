/* SPDX-License-Identifier: ISC */
/* Lines that look like one before, and are or are not the same. */
#include <stdio.h>

#include "../expect.h"
#include "view/recent.h"

Suite *suite_recent(void);

START_TEST(knows_what_misleads)
{
	struct recent r = {0};

	ck_assert(!recent_misleads(&r, STR("a…"), STR("a1")));
	ck_assert(!recent_misleads(&r, STR("b…"), STR("b1")));
	ck_assert(recent_misleads(&r, STR("a…"), STR("a2")));
	ck_assert(!recent_misleads(&r, STR("a…"), STR("a1")));
	ck_assert(recent_misleads(&r, STR("a…"), STR("a2")));
}
END_TEST

START_TEST(forgets_what_is_long_ago)
{
	struct recent r = {0};
	char look[16];

	ck_assert(!recent_misleads(&r, STR("a…"), STR("a1")));
	for (int i = 1; i < RECENT_LINES; i++) {
		snprintf(look, sizeof(look), "%d", i);
		ck_assert(!recent_misleads(&r, str_of(look), STR("x")));
	}
	ck_assert(recent_misleads(&r, STR("a…"), STR("a2")));
	ck_assert(!recent_misleads(&r, STR("one more"), STR("x")));
	ck_assert(!recent_misleads(&r, STR("a…"), STR("a2")));
}
END_TEST

Suite *
suite_recent(void)
{
	Suite *suite = suite_create("recent");
	TCase *tests = tcase_create("recent");

	tcase_add_test(tests, knows_what_misleads);
	tcase_add_test(tests, forgets_what_is_long_ago);
	suite_add_tcase(suite, tests);
	return suite;
}
