/* SPDX-License-Identifier: ISC */
/* Durations at the ends of minutes and hours. */
#include "base/duration.h"

#include "../expect.h"

Suite *suite_duration(void);

START_TEST(has_hours_from_an_hour_on)
{
	static const struct {
		int64_t seconds;
		const char *want;
	} rows[] = {
	    {-1, "0:00"},
	    {0, "0:00"},
	    {59, "0:59"},
	    {60, "1:00"},
	    {3599, "59:59"},
	    {3600, "1:00:00"},
	    {3723, "1:02:03"},
	    {360000, "100:00:00"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		duration_print(&out, rows[i].seconds);
		ck_assert_str_eq(buf_z(&out), rows[i].want);
		buf_clear(&out);
	}
}
END_TEST

START_TEST(has_tenths_below_a_minute)
{
	static const struct {
		double seconds;
		const char *want;
	} rows[] = {
	    {0, "0.0 s"},
	    {6.28, "6.3 s"},
	    {59.9, "59.9 s"},
	    {60, "1:00"},
	    {3723.9, "1:02:03"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		duration_print_tenths(&out, rows[i].seconds);
		ck_assert_str_eq(buf_z(&out), rows[i].want);
		buf_clear(&out);
	}
}
END_TEST

Suite *
suite_duration(void)
{
	Suite *suite = suite_create("duration");
	TCase *tests = tcase_create("duration");

	tcase_add_test(tests, has_hours_from_an_hour_on);
	tcase_add_test(tests, has_tenths_below_a_minute);
	suite_add_tcase(suite, tests);
	return suite;
}
