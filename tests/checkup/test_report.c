/* SPDX-License-Identifier: ISC */
/* Steps for people: their columns, and how they are broken. */
#include "checkup/report.h"

#include <check.h>

#include "../expect.h"

Suite *suite_report(void);

static void
expect(enum finding finding, const char *text, const char *advice, size_t columns, bool color,
    const char *lines)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	report_write(&out, "tcp", finding, str_of(text), str_of(advice), columns, color);
	EXPECT_STR(buf_str(&out), str_of(lines));
	buf_clear(&out);
}

START_TEST(whole_lines)
{
	expect(FINDING_OK, "connected", "", 0, false, "ok      tcp      connected\n");
	expect(FINDING_FAILED, "connection refused", "look at it", 0, false,
	    "failed  tcp      connection refused\n                 -> look at it\n");
}
END_TEST

START_TEST(broken_lines)
{
	expect(FINDING_NOTE, "one two three four", "five six seven eight", 30, false,
	    "note    tcp      one two three\n"
	    "                 four\n"
	    "                 -> five six\n"
	    "                    seven\n"
	    "                    eight\n");
	/* A word that has no place there begins further left. */
	expect(FINDING_OK, "is sha256:0123456789abcdef good", "", 30, false,
	    "ok      tcp      is\n"
	    "       sha256:0123456789abcdef\n"
	    "                 good\n");
}
END_TEST

START_TEST(coloured)
{
	expect(FINDING_FAILED, "refused", "", 80, true,
	    "\x1b[31mfailed\x1b[0m  tcp      refused\n");
}
END_TEST

Suite *
suite_report(void)
{
	Suite *suite = suite_create("report");
	TCase *t = tcase_create("report");

	tcase_add_test(t, whole_lines);
	tcase_add_test(t, broken_lines);
	tcase_add_test(t, coloured);
	suite_add_tcase(suite, t);
	return suite;
}
