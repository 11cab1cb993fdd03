/* SPDX-License-Identifier: ISC */
/* Ranges of monitoring plugins. */
#include "monitor/threshold.h"

#include "../expect.h"

Suite *suite_threshold(void);

/* When each alerts: the examples of the guidelines, then every form at both ends. */
static const struct {
	const char *range;
	double value;
	bool alerts;
} rows[] = {
    {"10", -0.001, true},
    {"10", 0, false},
    {"10", 10, false},
    {"10", 10.001, true},
    {"10:", 9.999, true},
    {"10:", 10, false},
    {"10:", 1e300, false},
    {"~:10", -1e300, false},
    {"~:10", 10, false},
    {"~:10", 10.001, true},
    {"10:20", 9.999, true},
    {"10:20", 10, false},
    {"10:20", 20, false},
    {"10:20", 20.001, true},
    {"@10:20", 9.999, false},
    {"@10:20", 10, true},
    {"@10:20", 20, true},
    {"@10:20", 20.001, false},
    {"@10", 0, true},
    {"@10", 10, true},
    {"@10", 10.5, false},
    {"@10", -1, false},
    {"@10:", 9, false},
    {"@10:", 11, true},
    {"@~:10", -5, true},
    {"@~:10", 11, false},
    {"~:", -1e300, false},
    {"~:", 1e300, false},
    {"@~:", 0, true},
    {":10", 0, false},
    {":10", 10, false},
    {":10", -1, true},
    {":10", 11, true},
    {":", 5, false},
    {":", -1, true},
    {"0", 0, false},
    {"0", 1, true},
    {"0:0", 0, false},
    {"0:0", 1, true},
    {"@0", 0, true},
    {"@0", 1, false},
    {"1:", 0, true},
    {"1:", 1, false},
    {"-5:5", -5, false},
    {"-5:5", -5.1, true},
    {"-5:5", 5, false},
    {"-10:-5", -7, false},
    {"-10:-5", 0, true},
    {"~:-5", -5, false},
    {"~:-5", 0, true},
    {"0.5", 0.5, false},
    {"0.5", 0.51, true},
    {".5", 0.51, true},
    {"0.25:.75", 0.5, false},
    {"0.25:.75", 0.2, true},
    {"@-.5:0.5", 0, true},
    {"007", 7, false},
    {"007", 8, true},
};

START_TEST(alerts)
{
	struct threshold t;
	struct err err = {0};

	ck_assert_msg(threshold_read(&t, str_of(rows[_i].range), &err) == 0, "%s", err.text);
	ck_assert_msg(threshold_alerts(&t, rows[_i].value) == rows[_i].alerts, "%s with %g",
	    rows[_i].range, rows[_i].value);
}
END_TEST

START_TEST(refuses)
{
	static const char *const bad[] = {"", "@", "~", "@~", "ten", "10:20:30", "10..20", "10-20",
	    "1e3", "0x10", "inf", "nan", "10%", "10s", " 10", "10 ", "+10", "-", "--1", "1.", ".",
	    "1.2.3", "10:~", "~:~", "20:~", "@@10", "10@", "10,20", "~10", "10:@20", "1_000",
	    "00000000000000000000000000000000000000000000000000000000000000001"};
	struct threshold t;
	struct err err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct buf want = BUF_INIT(BUF_MAX_LINE);
		err_clear(&err);
		ck_assert_msg(threshold_read(&t, str_of(bad[i]), &err) < 0, "%s", bad[i]);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		buf_addf(&want, "a range is 10, 10:, ~:10, 10:20 or @10:20: %s", bad[i]);
		EXPECT_STR(str_of(err.text), buf_str(&want));
		buf_clear(&want);
	}
}
END_TEST

START_TEST(refuses_a_start_above_the_end)
{
	static const char *const bad[] = {"20:10", "@20:10", "-1", "1:0", "0.2:0.1", "0:-1"};
	struct threshold t;
	struct err err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		err_clear(&err);
		ck_assert_msg(threshold_read(&t, str_of(bad[i]), &err) < 0, "%s", bad[i]);
		ck_assert_ptr_nonnull(strstr(err.text, "must not be above its end: "));
		ck_assert_ptr_nonnull(strstr(err.text, bad[i]));
	}
}
END_TEST

START_TEST(none_never_alerts)
{
	struct threshold none = {0};

	ck_assert(!threshold_alerts(&none, 0));
	ck_assert(!threshold_alerts(&none, -1));
	ck_assert(!threshold_alerts(&none, 1e300));
}
END_TEST

static const char *const labels[] = {"waiting", "longest", "free"};

/* What is written for three values; "-": nothing. */
START_TEST(reads_several)
{
	static const struct {
		const char *text;
		const char *want[3];
	} several[] = {
	    {"5", {"5", "-", "-"}},
	    {"5,60", {"5", "60", "-"}},
	    {"5,,1:", {"5", "-", "1:"}},
	    {",@10:20", {"-", "@10:20", "-"}},
	    {"free=1:", {"-", "-", "1:"}},
	    {"FREE=1:,waiting=5", {"5", "-", "1:"}},
	    {"5,free=1:", {"5", "-", "1:"}},
	    {",,", {"-", "-", "-"}},
	};

	for (size_t i = 0; i < sizeof(several) / sizeof(several[0]); i++) {
		struct threshold v[3];
		memset(v, 0, sizeof(v));
		struct err err = {0};
		ck_assert_msg(thresholds_read(v, labels, 3, str_of(several[i].text), &err) == 0,
		    "%s: %s", several[i].text, err.text);
		for (size_t k = 0; k < 3; k++)
			EXPECT_ROW(str_eq(v[k].text.p ? v[k].text : STR("-"),
			               str_of(several[i].want[k])),
			    str_of(several[i].text), v[k].text);
	}
}
END_TEST

START_TEST(refuses_several)
{
	static const struct {
		const char *text;
		size_t n;
		const char *why;
	} bad[] = {
	    {"1,2,3,4", 3, "one range too many: 4"},
	    {"1,2", 1, "one range too many: 2"},
	    {"", 1, "a range is 10, 10:, ~:10, 10:20 or @10:20: "},
	    {"busy=1", 3, "no such value: busy, there is waiting, longest, free"},
	    {"free=", 3, "a range is 10, 10:, ~:10, 10:20 or @10:20: "},
	    {"free=x", 3, "a range is 10, 10:, ~:10, 10:20 or @10:20: x"},
	    {"1,x", 3, "a range is 10, 10:, ~:10, 10:20 or @10:20: x"},
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct threshold v[3];
		memset(v, 0, sizeof(v));
		struct err err = {0};
		ck_assert_msg(thresholds_read(v, labels, bad[i].n, str_of(bad[i].text), &err) < 0,
		    "%s", bad[i].text);
		EXPECT_STR(str_of(err.text), str_of(bad[i].why));
	}
}
END_TEST

Suite *
suite_threshold(void)
{
	Suite *suite = suite_create("threshold");
	TCase *t = tcase_create("threshold");

	tcase_add_loop_test(t, alerts, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_test(t, refuses);
	tcase_add_test(t, refuses_a_start_above_the_end);
	tcase_add_test(t, none_never_alerts);
	tcase_add_test(t, reads_several);
	tcase_add_test(t, refuses_several);
	suite_add_tcase(suite, t);
	return suite;
}
