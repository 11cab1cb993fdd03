/* SPDX-License-Identifier: ISC */
/* When what may begin. */
#include "rows/rate.h"

#include <check.h>

#include "../expect.h"

Suite *suite_rate(void);

START_TEST(reads_a_rate)
{
	static const struct {
		const char *text;
		long n;
		msec unit;
	} rows[] = {{"5", 5, 1000}, {"5/s", 5, 1000}, {"30/m", 30, 60000}, {"100000/s", 100000, 1000}};
	static const char *const bad[] = {"", "0", "-1", "5/h", "5/", "/s", "1.5/s", "100001", "5 /s"};
	struct rate r;
	struct err err;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(rate_read(&r, str_of(rows[i].text), &err), 0);
		ck_assert_int_eq(r.n, rows[i].n);
		ck_assert_int_eq(r.unit, rows[i].unit);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_assert_int_eq(rate_read(&r, str_of(bad[i]), &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
	}
}
END_TEST

/* Each comes up to 20 ms late, which never adds up: 301 take 300 intervals. */
START_TEST(does_not_drift)
{
	struct rate r;
	struct err err;
	msec now = 5000, late = 0;

	ck_assert_int_eq(rate_read(&r, STR("7/s"), &err), 0);
	ck_assert_int_eq(rate_next(&r), 0);
	for (long i = 0; i <= 300; i++) {
		if (i)
			now = rate_next(&r);
		ck_assert_int_eq(now, 5000 + i * 1000 / 7);
		late = (late + 13) % 21;
		rate_take(&r, now + (i ? late : 0));
	}
}
END_TEST

START_TEST(makes_no_burst_after_a_pause)
{
	struct rate r;
	struct err err;

	ck_assert_int_eq(rate_read(&r, STR("10/s"), &err), 0);
	rate_take(&r, 1000);
	ck_assert_int_eq(rate_next(&r), 1100);
	rate_take(&r, 9000);
	ck_assert_int_eq(rate_next(&r), 9100);
	rate_take(&r, 9150);
	ck_assert_int_eq(rate_next(&r), 9200);
}
END_TEST

START_TEST(has_no_limit_without_a_rate)
{
	struct rate r = {0};

	rate_take(&r, 1000);
	ck_assert_int_eq(rate_next(&r), 0);
}
END_TEST

Suite *
suite_rate(void)
{
	Suite *suite = suite_create("rate");
	TCase *t = tcase_create("rate");

	tcase_add_test(t, reads_a_rate);
	tcase_add_test(t, does_not_drift);
	tcase_add_test(t, makes_no_burst_after_a_pause);
	tcase_add_test(t, has_no_limit_without_a_rate);
	suite_add_tcase(suite, t);
	return suite;
}
