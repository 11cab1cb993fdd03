/* SPDX-License-Identifier: ISC */
/* The clock, and deadlines as poll wants them. */
#include <check.h>
#include <limits.h>

#include "base/clock.h"

Suite *suite_clock(void);

START_TEST(never_goes_back)
{
	msec last = clock_now();

	for (int i = 0; i < 1000; i++) {
		msec now = clock_now();
		ck_assert_int_ge(now, last);
		last = now;
	}
	ck_assert_int_gt(last, 0);
}
END_TEST

/* Rounds of the loop are counted too, so that a stopped clock fails and does not hang. */
START_TEST(counts_milliseconds)
{
	msec start = clock_now();
	long turns = 0;

	while (clock_now() < start + 3 && turns < 1000000000L)
		turns++;
	ck_assert_int_ge(clock_now(), start + 3);
	ck_assert_int_lt(clock_now(), start + 60000);
}
END_TEST

START_TEST(makes_poll_timeouts)
{
	ck_assert_int_eq(clock_poll_timeout(CLOCK_NEVER), -1);
	ck_assert_int_eq(clock_poll_timeout(0), 0);
	ck_assert_int_eq(clock_poll_timeout(clock_now() - 1), 0);
	ck_assert_int_eq(clock_poll_timeout(clock_now() + INT_MAX + INT64_C(100000)), INT_MAX);
	int left = clock_poll_timeout(clock_now() + 60000);
	ck_assert_int_le(left, 60000);
	ck_assert_int_gt(left, 50000);
}
END_TEST

START_TEST(reads_seconds)
{
	static const struct {
		const char *text;
		msec value; /* -1: refused */
	} all[] = {
	    {"0", 0}, {"10", 10000}, {"0.5", 500}, {".25", 250}, {"1.0009", 1000}, {"007", 7000},
	    {"1000000000", INT64_C(1000000000000)}, {"", -1}, {".", -1}, {"5.", -1}, {"-1", -1},
	    {"-0", -1}, {"1.-5", -1}, {"1.2345x", -1}, {"1e3", -1}, {" 1", -1}, {"1000000001", -1},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		msec value = -1;
		bool good = clock_read_seconds(str_of(all[i].text), &value);
		ck_assert_msg(good == (all[i].value >= 0) && (!good || value == all[i].value),
		    "\"%s\": expected %lld, came %lld", all[i].text, (long long)all[i].value,
		    good ? (long long)value : -1);
	}
}
END_TEST

Suite *
suite_clock(void)
{
	Suite *s = suite_create("clock");
	TCase *t = tcase_create("clock");

	tcase_add_test(t, never_goes_back);
	tcase_add_test(t, counts_milliseconds);
	tcase_add_test(t, makes_poll_timeouts);
	tcase_add_test(t, reads_seconds);
	suite_add_tcase(s, t);
	return s;
}
