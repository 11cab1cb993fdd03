/* SPDX-License-Identifier: ISC */
/* The messages that lines can look into. */
#include "client/messages.h"

#include <check.h>

#include "../expect.h"
#include "../view/shown.h"

Suite *suite_messages(void);

static void
take_reply(void *arg, const struct msg *m)
{
	messages_reply(arg, m);
}

static void
take_event(void *arg, const struct msg *m)
{
	messages_event(arg, m);
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
	ck_assert_uint_eq(m.n, 3);
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
	ck_assert_uint_eq(m.n, 2);
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
	suite_add_tcase(suite, t);
	return suite;
}
