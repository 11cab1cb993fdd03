/* SPDX-License-Identifier: ISC */
/* The messages that lines can look into. */
#include "client/messages.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"

Suite *suite_messages(void);

static void
take_reply(void *arg, const struct msg *m)
{
	messages_take(arg, m, false);
}

static void
take_event(void *arg, const struct msg *m)
{
	messages_take(arg, m, true);
}

START_TEST(the_last_of_each_kind_is_found)
{
	struct messages m = {0};
	struct str value;

	shown_each(STR("Response: Success\nA: 1\n\nResponse: Success\nB: 2\n\n"), take_reply, &m);
	shown_each(STR("Event: E\nC: 3\n\n"), take_event, &m);
	ck_assert(!messages_find(&m, STR("A"), &value));
	ck_assert(messages_find(&m, STR("B"), &value));
	EXPECT_STR(value, STR("2"));
	ck_assert(messages_find(&m, STR("C"), &value));
	EXPECT_STR(value, STR("3"));
	messages_clear(&m);
}
END_TEST

START_TEST(what_nobody_can_look_into_is_not_kept)
{
	struct messages m = {.unread = true};
	struct str value;

	shown_each(STR("Response: Success\nA: 1\n\n"), take_reply, &m);
	shown_each(STR("Event: E\nC: 3\n\n"), take_event, &m);
	ck_assert(!messages_find(&m, STR("A"), &value));
	ck_assert_ptr_null(m.last[0]);
	ck_assert_ptr_null(m.last[1]);
	messages_clear(&m);
}
END_TEST

/* What is in a keeper. */
static struct str
kept(const struct keeper *keeper, struct str header)
{
	return keeper->last ? msg_get(keeper->last, header) : STR("nothing");
}

START_TEST(lines_keep_their_own_apart)
{
	struct messages m = {0};
	struct keeper outer = {0}, first = {0}, second = {0};
	struct field field = {.name = 0, .name_n = 1, .value = 3, .value_n = 1};
	struct msg one = {.raw = STR("A: 1"), .fields = &field, .n = 1}, two = one;

	two.raw = STR("A: 2");
	messages_begin(&m, &outer);
	messages_begin(&m, &first);
	messages_end(&m);
	messages_begin(&m, &second);
	messages_end(&m);
	ck_assert_ptr_eq(m.keeper, &outer);
	messages_keep(&second, &two);
	EXPECT_STR(kept(&first, STR("A")), STR("nothing"));
	EXPECT_STR(kept(&outer, STR("A")), STR("2"));
	messages_keep(&first, &one);
	EXPECT_STR(kept(&first, STR("A")), STR("1"));
	EXPECT_STR(kept(&second, STR("A")), STR("2"));
	EXPECT_STR(kept(&outer, STR("A")), STR("1"));
	messages_keep(NULL, &two);
	EXPECT_STR(kept(&outer, STR("A")), STR("1"));
	messages_end(&m);
	ck_assert_ptr_null(m.keeper);
	free(outer.last);
	free(first.last);
	free(second.last);
	messages_clear(&m);
}
END_TEST

Suite *
suite_messages(void)
{
	Suite *suite = suite_create("messages");
	TCase *t = tcase_create("messages");

	tcase_add_test(t, the_last_of_each_kind_is_found);
	tcase_add_test(t, what_nobody_can_look_into_is_not_kept);
	tcase_add_test(t, lines_keep_their_own_apart);
	suite_add_tcase(suite, t);
	return suite;
}
