/* SPDX-License-Identifier: ISC */
/* What the inbox leaves out for an owner who reads himself. */
#include "session/inbox.h"

#include <check.h>
#include <string.h>

#include "../expect.h"

Suite *suite_inbox(void);

#define EVENT(name) "Event: " name "\r\nPrivilege: call,all\r\n\r\n"

static bool
is_hangup(void *arg, struct str name)
{
	++*(int *)arg;
	return str_eq(name, STR("Hangup"));
}

/* Put the next message into the batch, unless it is left out. Returns whether there was one. */
static bool
take_one(struct inbox *in, struct parse *p)
{
	struct err err;
	struct msg m;

	if (parse_frame(p, &m, &err) != 1)
		return false;
	inbox_add_verdict(in, VERDICT_EVENT, 0, false, &m, NULL);
	return true;
}

/* Read the text as the turn of one who wants hangups. Returns the batch; NULL: there is none. */
static struct batch *
read_turn(struct inbox *in, struct parse *p, const char *text, int *asked)
{
	const struct wanted wanted = {is_hangup, asked};
	size_t n;
	char *room = parse_room(p, strlen(text), &n);

	memcpy(room, text, strlen(text));
	parse_fed(p, strlen(text));
	inbox_pass(in, &wanted);
	do {
		if (inbox_passes(in))
			parse_pass(p, inbox_refuses, in);
	} while (take_one(in, p));
	inbox_pass(in, NULL);
	return inbox_take(in);
}

/* Of one name it is asked once a turn. After a wanted event all that follows is kept: what is wanted
 * may change with it. */
START_TEST(leaves_out_what_comes_before_a_wanted_event)
{
	struct session_setup setup = {.spare = queue_new_unpolled(1)};
	struct parse *p = parse_new(BUF_MAX_MESSAGE, false);
	struct inbox in;
	struct item item;
	int asked = 0;

	inbox_init(&in, &setup);
	in.parse = &p;
	ck_assert_ptr_null(read_turn(&in, p, EVENT("Newexten") EVENT("Newexten"), &asked));
	ck_assert_int_eq(asked, 1);
	ck_assert_ptr_null(read_turn(&in, p, "Event: Newexten\r\nPriv", &asked));
	ck_assert_ptr_null(read_turn(&in, p, "ilege: call,all\r\n\r\n", &asked));
	ck_assert_int_eq(asked, 2);
	struct batch *b = read_turn(&in, p,
	    EVENT("Newexten") EVENT("Newexten") EVENT("Hangup") EVENT("Newexten"), &asked);
	ck_assert_int_eq(asked, 4);
	ck_assert_ptr_nonnull(b);
	ck_assert(batch_next(b, &item));
	EXPECT_STR(item.msg.raw, STR(EVENT("Hangup")));
	ck_assert(batch_next(b, &item));
	EXPECT_STR(item.msg.raw, STR(EVENT("Newexten")));
	ck_assert(!batch_next(b, &item));
	batch_free(b);
	inbox_clear(&in);
	parse_free(p);
	queue_free(setup.spare, NULL);
}
END_TEST

Suite *
suite_inbox(void)
{
	Suite *s = suite_create("inbox");
	TCase *t = tcase_create("inbox");

	tcase_add_test(t, leaves_out_what_comes_before_a_wanted_event);
	suite_add_tcase(s, t);
	return s;
}
