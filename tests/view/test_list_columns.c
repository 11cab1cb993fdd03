/* SPDX-License-Identifier: ISC */
/* The table of lists: sorted, well formed, and about headers that the items have. */
#include "../expect.h"
#include "layout/render_table.h"
#include "phrase_check.h"
#include "view/list_columns.h"

Suite *suite_list_columns(void);

static const struct list_columns rows[] = {
#include "view/list_columns.inc"
};

#define ROWS (sizeof(rows) / sizeof(*rows))

START_TEST(rows_are_sorted)
{
	for (size_t i = 1; i < ROWS; i++)
		ck_assert_msg(str_icmp(str_of(rows[i - 1].name), str_of(rows[i].name)) < 0,
		    "%s comes before %s", rows[i - 1].name, rows[i].name);
}
END_TEST

START_TEST(phrases_are_right)
{
	for (size_t i = 0; i < ROWS; i++) {
		ck_assert_msg(rows[i].columns[0].title, "%s has no columns", rows[i].name);
		for (size_t c = 0; c < LIST_COLUMNS && rows[i].columns[c].title; c++)
			phrase_check(rows[i].name, rows[i].columns[c].phrase);
	}
}
END_TEST

START_TEST(finds_by_name)
{
	EXPECT_STR(str_of(list_columns(STR("coreshowchannel"))->noun), STR("channel"));
	EXPECT_STR(str_of(list_columns(STR("Agents"))->noun), STR("agent"));
	EXPECT_STR(str_of(list_columns(STR("VoicemailUserEntry"))->noun), STR("mailbox"));
	ck_assert(!list_columns(STR("EndpointDetail")));
}
END_TEST

Suite *
suite_list_columns(void)
{
	Suite *suite = suite_create("list_columns");
	TCase *tests = tcase_create("list_columns");

	tcase_add_test(tests, rows_are_sorted);
	tcase_add_test(tests, phrases_are_right);
	tcase_add_test(tests, finds_by_name);
	suite_add_tcase(suite, tests);
	return suite;
}
