/* SPDX-License-Identifier: ISC */
/* The table of events: sorted, well formed, and about headers that the events have. */
#include "../expect.h"
#include "phrase_check.h"
#include "view/event_phrases.h"

Suite *suite_event_phrases(void);

static const struct event_phrases rows[] = {
#include "view/event_phrases.inc"
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
		phrase_check(rows[i].name, rows[i].subject);
		phrase_check(rows[i].name, rows[i].details);
	}
}
END_TEST

static const char *
found(const char *name, size_t json)
{
	struct field title = {0, 0, 0, (uint32_t)strlen(name)};
	struct msg m = {
	    .kind = MSG_EVENT, .raw = str_of(name), .fields = &title, .n = 1, .json = json};

	return event_phrases(&m)->name;
}

START_TEST(finds_by_name)
{
	EXPECT_STR(str_of(found("HANGUP", 0)), STR("Hangup"));
	EXPECT_STR(str_of(found("AgentCalled", 0)), STR("AgentCalled"));
	EXPECT_STR(str_of(found("Wink", 0)), STR("Wink"));
	EXPECT_STR(str_of(found("NoSuchEvent", 0)), STR(""));
	EXPECT_STR(str_of(found("StasisStart", 0)), STR(""));
	EXPECT_STR(str_of(found("StasisStart", 1)), STR("StasisStart"));
	EXPECT_STR(str_of(found("Hangup", 1)), STR(""));
}
END_TEST

Suite *
suite_event_phrases(void)
{
	Suite *suite = suite_create("event_phrases");
	TCase *tests = tcase_create("event_phrases");

	tcase_add_test(tests, rows_are_sorted);
	tcase_add_test(tests, phrases_are_right);
	tcase_add_test(tests, finds_by_name);
	suite_add_tcase(suite, tests);
	return suite;
}
