/* SPDX-License-Identifier: ISC */
/* Which versions know MatchCriteria. */
#include "ami/version.h"

#include <check.h>

Suite *suite_version(void);

START_TEST(manager_major)
{
	ck_assert_int_eq(version_manager_major(STR("11.0.0")), 11);
	ck_assert_int_eq(version_manager_major(STR("1.1")), 1);
	ck_assert_int_eq(version_manager_major(STR("2")), 2);
	ck_assert_int_eq(version_manager_major(STR("")), -1);
	ck_assert_int_eq(version_manager_major(STR("x.1")), -1);
}
END_TEST

START_TEST(match_criteria)
{
	static const struct {
		const char *version;
		bool known;
	} rows[] = {
	    {"18.25.0", false},
	    {"18.26.0", true},
	    {"18.26.0-rc1", true},
	    {"19.8.1", false},
	    {"20.10.0", false},
	    {"20.11.0", true},
	    {"21.5.0", false},
	    {"21.6.0", true},
	    {"22.0.0", false},
	    {"22.1.0", true},
	    {"22.10.1+dfsg+~cs6.17-1", true},
	    {"23.0.0", true},
	    {"30.1", true},
	    {"1.8.32.3", false},
	    {"11.25.3", false},
	    {"16.28.0~dfsg-0+deb11u4", false},
	    {"certified/18.9-cert5", false},
	    {"certified-20.7-cert1", false},
	    {"certified-22.8-cert1", true},
	    {"GIT-master-a1b2c3", false},
	    {"SVN-branch-11-r400000", false},
	    {"22", false},
	    {"22.", false},
	    {".", false},
	    {"", false},
	    {"99999999999999999999.1", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(version_has_match_criteria(str_of(rows[i].version)) == rows[i].known,
		    "%s: expected %d", rows[i].version, rows[i].known);
}
END_TEST

Suite *
suite_version(void)
{
	Suite *suite = suite_create("version");
	TCase *tc = tcase_create("version");

	tcase_add_test(tc, manager_major);
	tcase_add_test(tc, match_criteria);
	suite_add_tcase(suite, tc);
	return suite;
}
