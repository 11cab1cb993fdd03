/* SPDX-License-Identifier: ISC */
/* Collecting header names over messages, and reading those of --fields. */
#include <stdlib.h>

#include "shown.h"
#include "view/header_names.h"

Suite *suite_header_names(void);

/* The names, commas between them. */
static void
expect_names(const struct header_names *names, const char *want)
{
	struct buf got = BUF_INIT(1024);

	for (size_t i = 0; i < names->n; i++) {
		buf_addz(&got, i ? "," : "");
		buf_adds(&got, names->p[i]);
	}
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
}

START_TEST(collects_in_order_of_appearance)
{
	static const char *const skip[] = {"event", NULL};
	struct msg *first = shown_one("Event: X\nA: 1\nB: 2\nC: 3\n\n");
	struct msg *second = shown_one("Event: X\nB: 1\nD: 2\na: 3\nE: 4\n\n");
	struct header_names names = {0};

	header_names_add_msg(&names, first, skip);
	header_names_add_msg(&names, second, skip);
	header_names_add_msg(&names, first, skip);
	expect_names(&names, "A,B,C,D,E");
	header_names_clear(&names);
	free(first);
	free(second);
}
END_TEST

START_TEST(reads_fields)
{
	static const char *const rows[][2] = {
	    {"", ""},
	    {"A", "A"},
	    {"A,B", "A,B"},
	    {" A , B b\t,,C,", "A,B b,C"},
	    {"A,A", "A,A"},
	    {",", ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct header_names names = {0};
		header_names_add_fields(&names, str_of(rows[i][0]));
		expect_names(&names, rows[i][1]);
		header_names_clear(&names);
	}
}
END_TEST

Suite *
suite_header_names(void)
{
	Suite *suite = suite_create("header_names");
	TCase *tests = tcase_create("header_names");

	tcase_add_test(tests, collects_in_order_of_appearance);
	tcase_add_test(tests, reads_fields);
	suite_add_tcase(suite, tests);
	return suite;
}
