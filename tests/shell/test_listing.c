/* SPDX-License-Identifier: ISC */
/* Candidates in columns and explained, at every width. */
#include "../expect.h"
#include "../laid_out.h"
#include "base/buf.h"
#include "complete/candidates.h"
#include "shell/listing.h"

Suite *suite_listing(void);

static const char *const names[][2] = {
    {"PJSIP/SOFTPHONE-alice-0000001a", "Alice Example, ringing"},
    {"PJSIP/SOFTPHONE-alice-0000001b", ""},
    {"東京都庁前駅", "wide"},
    {"x", "a summary that is so long that hardly any terminal has room for all of its words"},
    {"odd\xff\x1b[31m", "odd\xff\x1b[31m"},
};

static void
fill(struct completion *c)
{
	*c = (struct completion){0};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		completion_add(c, str_of(names[i][0]), str_of(names[i][1]), CANDIDATE_WORD);
}

START_TEST(fits_every_width)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct completion c;

	fill(&c);
	for (size_t columns = 1; columns <= 300; columns++)
		for (size_t rows = 0; rows < 20; rows++)
			for (int explained = 0; explained < 2; explained++) {
				buf_reset(&out);
				listing_lay_out(&out, &c, explained, columns, rows);
				const char *fault = laid_out_fault(buf_str(&out), columns, false);
				ck_assert_msg(!fault, "%zu columns: %s: %s", columns, fault,
				    expect_shown(buf_str(&out)));
			}
	completion_clear(&c);
	buf_clear(&out);
}
END_TEST

START_TEST(cuts_names_in_the_middle)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct completion c;

	fill(&c);
	c.n = 2;
	listing_lay_out(&out, &c, false, 20, 24);
	EXPECT_STR(buf_str(&out), STR("PJSIP/SOF…e-0000001a\nPJSIP/SOF…e-0000001b\n"));
	buf_reset(&out);
	listing_lay_out(&out, &c, true, 40, 24);
	EXPECT_STR(buf_str(&out),
	    STR("PJSIP/SOFTPHONE-alice-0000001a  Alice E…\nPJSIP/SOFTPHONE-alice-0000001b\n"));
	c.n = 5;
	completion_clear(&c);
	buf_clear(&out);
}
END_TEST

/* A long name widens its own column alone, and one longer than the screen is cut. */
START_TEST(columns_have_their_own_width)
{
	static const char *const many[] = {"a", "b", "c", "d", "e", "f", "a-very-long-name", "h"};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct completion c = {0};

	for (size_t i = 0; i < sizeof(many) / sizeof(*many); i++)
		completion_add(&c, str_of(many[i]), STR(""), CANDIDATE_WORD);
	listing_lay_out(&out, &c, false, 26, 24);
	EXPECT_STR(buf_str(&out),
	    STR("a  c  e  a-very-long-name\nb  d  f  h\n"));
	buf_reset(&out);
	listing_lay_out(&out, &c, false, 15, 24);
	EXPECT_STR(buf_str(&out), STR("a  d  a-v…ame\nb  e  h\nc  f\n"));
	buf_reset(&out);
	listing_lay_out(&out, &c, false, 3, 24);
	EXPECT_STR(buf_str(&out), STR("a\nb\nc\nd\ne\nf\na…e\nh\n"));
	completion_clear(&c);
	buf_clear(&out);
}
END_TEST

Suite *
suite_listing(void)
{
	Suite *suite = suite_create("listing");
	TCase *tests = tcase_create("listing");

	tcase_add_test(tests, fits_every_width);
	tcase_add_test(tests, cuts_names_in_the_middle);
	tcase_add_test(tests, columns_have_their_own_width);
	suite_add_tcase(suite, tests);
	return suite;
}
