/* SPDX-License-Identifier: ISC */
/* The list of kept events: order, each once, and its bounds. */
#include "client/eventlog.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "ami/msg.h"

Suite *suite_eventlog(void);

/* Add an event with a number. */
static size_t
add(struct eventlog *log, int number)
{
	char text[64];

	snprintf(text, sizeof(text), "Event: Numbered\nNumber: %d\n\n", number);
	struct msg *m = shown_one(text);
	size_t size = msg_keep_size(m);
	eventlog_add(log, m, number % 2 == 0);
	free(m);
	return size;
}

/* What to take: the first with this number, or any; and what was taken. */
struct taker {
	const char *wanted;
	char number[16];
};

static bool
take(void *arg, const struct msg *m, bool suspect)
{
	struct taker *t = arg;
	struct str number = msg_get(m, STR("Number"));

	if (t->number[0] || (t->wanted && !str_eq(number, str_of(t->wanted))))
		return false;
	snprintf(t->number, sizeof(t->number), "%.*s", STR_ARG(number));
	ck_assert_int_eq(suspect, atoi(t->number) % 2 == 0);
	return true;
}

/* The event taken has this number; "" when there is none. */
static void
expect_taken(struct eventlog *log, const char *wanted, const char *number)
{
	struct taker t = {.wanted = wanted};

	eventlog_offer(log, take, &t);
	ck_assert_str_eq(t.number, number);
}

static bool
take_even(void *arg, const struct msg *m, bool suspect)
{
	buf_adds(arg, msg_get(m, STR("Number")));
	return suspect;
}

START_TEST(offers_all_and_keeps_what_is_not_taken)
{
	struct eventlog *log = eventlog_new(100000);
	struct buf seen = BUF_INIT(BUF_MAX_LINE);

	for (int i = 1; i <= 4; i++)
		add(log, i);
	eventlog_offer(log, take_even, &seen);
	add(log, 5);
	eventlog_offer(log, take_even, &seen);
	EXPECT_STR(buf_str(&seen), STR("1234135"));
	buf_clear(&seen);
	eventlog_free(log);
}
END_TEST

START_TEST(gives_each_event_once_in_order)
{
	struct eventlog *log = eventlog_new(100000);

	expect_taken(log, NULL, "");
	for (int i = 1; i <= 4; i++)
		add(log, i);
	expect_taken(log, "3", "3");
	expect_taken(log, "3", "");
	expect_taken(log, NULL, "1");
	expect_taken(log, "4", "4");
	add(log, 5);
	expect_taken(log, NULL, "2");
	expect_taken(log, NULL, "5");
	expect_taken(log, NULL, "");
	add(log, 6);
	expect_taken(log, NULL, "6");
	ck_assert_uint_eq(eventlog_lost(log), 0);
	eventlog_free(log);
}
END_TEST

START_TEST(forgets_everything)
{
	struct eventlog *log = eventlog_new(100000);

	add(log, 1);
	add(log, 2);
	eventlog_reset(log);
	expect_taken(log, NULL, "");
	add(log, 3);
	expect_taken(log, NULL, "3");
	eventlog_free(log);
}
END_TEST

START_TEST(drops_the_oldest_at_the_limit)
{
	struct eventlog *log = eventlog_new(100000);
	size_t size = add(log, 1);

	eventlog_free(log);
	log = eventlog_new(3 * size);
	for (int i = 1; i <= 3; i++)
		add(log, i);
	ck_assert_uint_eq(eventlog_lost(log), 0);
	add(log, 4);
	ck_assert_uint_eq(eventlog_lost(log), 1);
	add(log, 5);
	ck_assert_uint_eq(eventlog_lost(log), 2);
	expect_taken(log, NULL, "3");
	add(log, 6);
	ck_assert_uint_eq(eventlog_lost(log), 2);
	expect_taken(log, NULL, "4");
	eventlog_reset(log);
	ck_assert_uint_eq(eventlog_lost(log), 0);
	eventlog_free(log);
}
END_TEST

START_TEST(keeps_the_last_one_however_big)
{
	struct eventlog *log = eventlog_new(1);

	add(log, 1);
	add(log, 2);
	ck_assert_uint_eq(eventlog_lost(log), 1);
	expect_taken(log, NULL, "2");
	eventlog_free(log);
	eventlog_free(NULL);
}
END_TEST

Suite *
suite_eventlog(void)
{
	Suite *suite = suite_create("eventlog");
	TCase *t = tcase_create("eventlog");

	tcase_add_test(t, gives_each_event_once_in_order);
	tcase_add_test(t, offers_all_and_keeps_what_is_not_taken);
	tcase_add_test(t, forgets_everything);
	tcase_add_test(t, drops_the_oldest_at_the_limit);
	tcase_add_test(t, keeps_the_last_one_however_big);
	suite_add_tcase(suite, t);
	return suite;
}
