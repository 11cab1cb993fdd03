/* SPDX-License-Identifier: ISC */
/* Which fields stand in which columns: order, repeats, names that are asked for twice, many. */
#include <stdio.h>
#include <stdlib.h>

#include "shown.h"
#include "view/cells.h"

Suite *suite_cells(void);

/* Each cell as COLUMN=FIELD. */
static void
expect_cells(struct header_names *names, const char *stream, const char *want)
{
	struct msg *m = shown_one(stream);
	struct buf got = BUF_INIT(BUF_MAX_TEXT);
	struct cells cells = {0};

	cells_find(&cells, names, m);
	for (size_t i = 0; i < cells.n; i++)
		buf_addf(&got, "%s%zu=%zu", i ? " " : "", cells.p[i].column, cells.p[i].field);
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
	cells_clear(&cells);
	free(m);
}

START_TEST(finds_cells_in_the_columns_order)
{
	struct header_names names = {0};

	header_names_add_fields(&names, STR("A,B,C"));
	expect_cells(&names, "Event: X\nC: 1\na: 2\nD: 3\nB: 4\nC: 5\n\n", "0=2 1=4 2=1 2=5");
	expect_cells(&names, "Event: X\n\n", "");
	header_names_clear(&names);
}
END_TEST

START_TEST(fills_a_name_asked_for_twice_twice)
{
	struct header_names names = {0};

	header_names_add_fields(&names, STR("A,b,A,B,a"));
	expect_cells(&names, "Event: X\nB: 1\nA: 2\nA: 3\n\n",
	    "0=2 0=3 1=1 2=2 2=3 3=1 4=2 4=3");
	header_names_clear(&names);
}
END_TEST

START_TEST(finds_one_of_many_names)
{
	struct buf fields = BUF_INIT(BUF_MAX_LINE);
	struct header_names names = {0};

	for (int i = 0; i < 1000; i++)
		buf_addf(&fields, "H%d,", i);
	header_names_add_fields(&names, buf_str(&fields));
	expect_cells(&names, "Event: X\nH999: 1\nh0: 2\nH1000: 3\nH500: 4\n\n", "0=2 500=4 999=1");
	ck_assert_uint_eq(header_names_find(&names, STR("h42")), 42);
	ck_assert(header_names_find(&names, STR("H1000")) == HEADER_NAMES_NONE);
	header_names_clear(&names);
	buf_clear(&fields);
}
END_TEST

START_TEST(keeps_what_is_wanted)
{
	struct header_names names = {0};
	bool keep[100] = {[7] = true, [50] = true, [99] = true};
	char text[100][16];

	for (int i = 0; i < 100; i++) {
		snprintf(text[i], sizeof(text[i]), "H%d", i);
		header_names_add(&names, str_of(text[i]));
	}
	header_names_keep(&names, keep);
	ck_assert_uint_eq(names.n, 3);
	ck_assert_uint_eq(header_names_find(&names, STR("H50")), 1);
	ck_assert(header_names_find(&names, STR("H51")) == HEADER_NAMES_NONE);
	header_names_clear(&names);
}
END_TEST

Suite *
suite_cells(void)
{
	Suite *s = suite_create("cells");
	TCase *tests = tcase_create("cells");

	tcase_add_test(tests, finds_cells_in_the_columns_order);
	tcase_add_test(tests, fills_a_name_asked_for_twice_twice);
	tcase_add_test(tests, finds_one_of_many_names);
	tcase_add_test(tests, keeps_what_is_wanted);
	suite_add_tcase(s, tests);
	return s;
}
