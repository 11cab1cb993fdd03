/* SPDX-License-Identifier: ISC */
/* What is cut, in which order, and that nothing is ever too wide. */
#include "../expect.h"
#include "layout/fit.h"

Suite *suite_fit(void);

#define PARTS 4

/* Fit copies of the parts and tell the widths: "12+3", blanks after a plus, "-" for a hidden
 * one. */
static void
expect_fit(const struct fit *parts, size_t columns, enum fit_floor floor, const char *want)
{
	struct buf out = BUF_INIT(200);
	struct fit p[PARTS];

	memcpy(p, parts, sizeof(p));
	fit_parts(p, PARTS, columns, floor);
	for (size_t i = 0; i < PARTS; i++) {
		buf_addz(&out, i ? " " : "");
		if (p[i].hidden)
			buf_addc(&out, '-');
		else
			buf_addf(&out, "%zu", p[i].width);
		if (p[i].blanks)
			buf_addf(&out, "+%zu", p[i].blanks);
	}
	ck_assert_msg(str_eq(buf_str(&out), str_of(want)), "%zu columns: expected %s, came %s",
	    columns, want, buf_z(&out));
	buf_clear(&out);
}

/* A title with firm blanks, a name with others, text, and a key. */
static const struct fit line[PARTS] = {
    {.natural = 6, .least = 6, .filled = 10, .weight = FIT_TITLE, .firm = true},
    {.natural = 20, .least = 8, .filled = 24, .gap = 2, .weight = FIT_NAME},
    {.natural = 30, .least = 5, .gap = 2, .weight = FIT_TEXT},
    {.natural = 4, .least = 4, .gap = 1, .weight = FIT_KEY},
};

START_TEST(takes_away_in_order)
{
	static const struct {
		size_t columns;
		const char *want;
	} rows[] = {
	    {0, "6+4 20+4 30 4"},
	    {73, "6+4 20+4 30 4"},
	    {72, "6+4 20+3 30 4"},
	    {69, "6+4 20 30 4"},
	    {68, "6+4 20 29 4"},
	    {44, "6+4 20 5 4"},
	    {43, "6+4 19 5 4"},
	    {32, "6+4 8 5 4"},
	    {31, "6+3 8 5 4"},
	    {28, "6 8 5 4"},
	    {27, "6 8 4 4"},
	    {24, "6 8 1 4"},
	    {23, "6 7 1 4"},
	    {17, "6 1 1 4"},
	    {16, "6 3 - 4"},
	    {14, "6 1 - 4"},
	    {13, "6+2 - - 4"},
	    {11, "6 - - 4"},
	    {10, "6 2 - -"},
	    {5, "5 - - -"},
	    {1, "1 - - -"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		expect_fit(line, rows[i].columns, FIT_ELLIPSIS, rows[i].want);
}
END_TEST

START_TEST(cuts_the_widest_of_a_weight_first)
{
	static const struct fit same[PARTS] = {
	    {.natural = 10, .least = 3, .weight = FIT_TEXT},
	    {.natural = 20, .least = 3, .weight = FIT_TEXT},
	    {.natural = 5, .least = 3, .weight = FIT_TEXT},
	    {.natural = 12, .uncut = true, .weight = FIT_TEXT},
	};

	expect_fit(same, 46, FIT_ELLIPSIS, "10 19 5 12");
	expect_fit(same, 37, FIT_ELLIPSIS, "10 10 5 12");
	expect_fit(same, 36, FIT_ELLIPSIS, "10 9 5 12");
	expect_fit(same, 27, FIT_ELLIPSIS, "5 5 5 12");
	expect_fit(same, 21, FIT_ELLIPSIS, "3 3 3 12");
	expect_fit(same, 20, FIT_ELLIPSIS, "3 3 2 12");
}
END_TEST

START_TEST(leaves_out_columns_from_the_right)
{
	static const struct fit columns[PARTS] = {
	    {.natural = 20, .least = 8, .weight = FIT_NAME},
	    {.natural = 4, .least = 8, .filled = 9, .gap = 2, .weight = FIT_TEXT},
	    {.natural = 0, .gap = 2, .weight = FIT_TEXT, .hidden = true},
	    {.natural = 20, .least = 8, .gap = 2, .weight = FIT_TEXT},
	};

	expect_fit(columns, 53, FIT_LEAST, "20 4+5 - 20");
	expect_fit(columns, 48, FIT_LEAST, "20 4 - 20");
	expect_fit(columns, 36, FIT_LEAST, "20 4 - 8");
	expect_fit(columns, 24, FIT_LEAST, "8 4 - 8");
	expect_fit(columns, 23, FIT_LEAST, "17 4 - -");
	expect_fit(columns, 13, FIT_LEAST, "13 - - -");
	expect_fit(columns, 3, FIT_LEAST, "3 - - -");
}
END_TEST

Suite *
suite_fit(void)
{
	Suite *suite = suite_create("fit");
	TCase *tests = tcase_create("fit");

	tcase_add_test(tests, takes_away_in_order);
	tcase_add_test(tests, cuts_the_widest_of_a_weight_first);
	tcase_add_test(tests, leaves_out_columns_from_the_right);
	suite_add_tcase(suite, tests);
	return suite;
}
