/* SPDX-License-Identifier: ISC */
/* The table of lists: sorted, well formed, and about headers that the items have. */
#include "../expect.h"
#include "form_check.h"
#include "view/list_form.h"
#include "view/render_table.h"

Suite *suite_list_form(void);

static const struct list_form forms[] = {
#include "view/list_form.inc"
};

#define FORMS (sizeof(forms) / sizeof(*forms))

START_TEST(rows_are_sorted)
{
	for (size_t i = 1; i < FORMS; i++)
		ck_assert_msg(str_icmp(str_of(forms[i - 1].name), str_of(forms[i].name)) < 0,
		    "%s comes before %s", forms[i - 1].name, forms[i].name);
}
END_TEST

START_TEST(forms_are_right)
{
	for (size_t i = 0; i < FORMS; i++) {
		ck_assert_msg(forms[i].columns[0].title, "%s has no columns", forms[i].name);
		for (size_t c = 0; c < LIST_COLUMNS && forms[i].columns[c].title; c++)
			form_check(forms[i].name, forms[i].columns[c].form);
	}
}
END_TEST

START_TEST(finds_by_name)
{
	EXPECT_STR(str_of(list_form(STR("coreshowchannel"))->noun), STR("channel"));
	EXPECT_STR(str_of(list_form(STR("Agents"))->noun), STR("agent"));
	EXPECT_STR(str_of(list_form(STR("VoicemailUserEntry"))->noun), STR("mailbox"));
	ck_assert(!list_form(STR("EndpointDetail")));
}
END_TEST

Suite *
suite_list_form(void)
{
	Suite *suite = suite_create("list_form");
	TCase *tests = tcase_create("list_form");

	tcase_add_test(tests, rows_are_sorted);
	tcase_add_test(tests, forms_are_right);
	tcase_add_test(tests, finds_by_name);
	suite_add_tcase(suite, tests);
	return suite;
}
