/* SPDX-License-Identifier: ISC */
/* The pictures of watch: what of a text the screen holds. */
#include "../expect.h"
#include "base/buf.h"
#include "cmd/watch.h"

Suite *suite_watch(void);

static void
expect_body(const char *text, size_t rows, size_t columns, const char *want)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	watch_body(&out, str_of(text), rows, columns);
	EXPECT_STR(buf_str(&out), str_of(want));
	buf_clear(&out);
}

START_TEST(shows_all_that_fits)
{
	expect_body("", 3, 10, "");
	expect_body("a\nb\nc\n", 3, 10, "a\nb\nc\n");
	expect_body("a\nb\nc", 3, 10, "a\nb\nc\n");
	expect_body("a\n\nc\nd\n", 0, 10, "a\n\nc\nd\n");
}
END_TEST

START_TEST(keeps_the_top_and_counts_the_rest)
{
	expect_body("a\nb\nc\nd\n", 3, 10, "a\nb\n… and 2 more lines\n");
	expect_body("a\n\nc\nd\ne\n", 2, 10, "a\n… and 4 more lines\n");
	expect_body("a\nb\n", 1, 10, "… and 2 more lines\n");
}
END_TEST

/* A line may take several rows; its colours take no room. */
START_TEST(counts_rows)
{
	expect_body("0123456789\nb\n", 2, 10, "0123456789\nb\n");
	expect_body("0123456789a\nb\nc\n", 3, 10, "0123456789a\n… and 2 more lines\n");
	expect_body("\033[1m0123456789\033[0m\nb\n", 2, 10, "\033[1m0123456789\033[0m\nb\n");
	expect_body("東京東京東\n東京東京東京\nb\n", 3, 10, "東京東京東\n… and 2 more lines\n");
	expect_body("a\033", 1, 10, "a\033\n");
}
END_TEST

Suite *
suite_watch(void)
{
	Suite *suite = suite_create("watch");
	TCase *tests = tcase_create("watch");

	tcase_add_test(tests, shows_all_that_fits);
	tcase_add_test(tests, keeps_the_top_and_counts_the_rest);
	tcase_add_test(tests, counts_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
