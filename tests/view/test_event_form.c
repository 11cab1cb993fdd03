/* SPDX-License-Identifier: ISC */
/* The table of events: sorted, well formed, and about headers that the events have. */
#include "../expect.h"
#include "form_check.h"
#include "view/event_form.h"

Suite *suite_event_form(void);

static const struct event_form forms[] = {
#include "view/event_form.inc"
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
		form_check(forms[i].name, forms[i].subject);
		form_check(forms[i].name, forms[i].details);
	}
}
END_TEST

START_TEST(finds_by_name)
{
	EXPECT_STR(str_of(event_form(STR("HANGUP"))->name), STR("Hangup"));
	EXPECT_STR(str_of(event_form(STR("AgentCalled"))->name), STR("AgentCalled"));
	EXPECT_STR(str_of(event_form(STR("Wink"))->name), STR("Wink"));
	EXPECT_STR(str_of(event_form(STR("NoSuchEvent"))->details), STR("{*}"));
}
END_TEST

Suite *
suite_event_form(void)
{
	Suite *suite = suite_create("event_form");
	TCase *tests = tcase_create("event_form");

	tcase_add_test(tests, rows_are_sorted);
	tcase_add_test(tests, forms_are_right);
	tcase_add_test(tests, finds_by_name);
	suite_add_tcase(suite, tests);
	return suite;
}
