/* SPDX-License-Identifier: ISC */
/* Who gets what: answers, events, a loss and timers, without a session. */
#include "client/loop.h"

#include <check.h>
#include <poll.h>
#include <stdlib.h>

#include "base/sig.h"
#include "session/item.h"
#include "session/outbox.h"
#include "session/session.h"
#include "session/setup.h"

Suite *suite_loop(void);

static struct loop *loop;
static unsigned rests;

static void
count_rest(void *arg)
{
	(void)arg;
	rests++;
}

static const struct loop_ops ops = {.rest = count_rest, .resized = count_rest};

static void
setup(void)
{
	sig_init();
	loop = loop_new(&ops, NULL);
	rests = 0;
}

static void
teardown(void)
{
	loop_free(loop);
}

struct heard {
	unsigned n;
	enum item_kind last;
};

static void
hear(struct waiter *w, const struct item *item)
{
	struct heard *h = w->owner;

	h->n++;
	h->last = item->kind;
}

static struct waiter
waiter_of(struct heard *h, uint32_t number)
{
	return (struct waiter){.request = number, .take = hear, .owner = h};
}

START_TEST(gives_an_answer_to_its_waiter_until_it_is_complete)
{
	struct heard a = {0}, b = {0};
	struct waiter first = waiter_of(&a, 1), second = waiter_of(&b, 2);
	struct item item = {.kind = ITEM_LIST, .request = 2, .msg = {.kind = MSG_EVENT}};

	loop_await(loop, &first);
	loop_await(loop, &second);
	loop_answer(loop, NULL, &item);
	ck_assert_uint_eq(b.n, 1);
	ck_assert(!second.done);
	item.msg.kind = MSG_RESPONSE; /* a part of a reply, which it does not take */
	loop_answer(loop, NULL, &item);
	ck_assert_uint_eq(b.n, 1);
	item.kind = ITEM_END;
	loop_answer(loop, NULL, &item);
	loop_answer(loop, NULL, &item);
	ck_assert_uint_eq(b.n, 2);
	ck_assert(second.done);
	ck_assert_uint_eq(a.n, 0);
	ck_assert_ptr_eq(loop->waiters, &first);
	ck_assert_ptr_eq(loop->last_waiter, &first);
	loop_forget(loop, &first);
	ck_assert_ptr_null(loop->waiters);
	ck_assert_ptr_null(loop->last_waiter);
}
END_TEST

START_TEST(a_reply_with_more_is_not_the_end)
{
	struct heard h = {0};
	struct waiter w = waiter_of(&h, 7);
	struct item item = {.kind = ITEM_REPLY, .request = 7, .more = true};

	loop_await(loop, &w);
	loop_answer(loop, NULL, &item);
	ck_assert(!w.done);
	item.more = false;
	loop_answer(loop, NULL, &item);
	ck_assert(w.done);
	ck_assert_ptr_null(loop->waiters);
}
END_TEST

struct ear {
	struct listener listener;
	unsigned events, losses;
	bool uses;
};

static bool
listen_to(struct listener *l, const struct msg *m, bool suspect)
{
	struct ear *e = l->owner;

	(void)m, (void)suspect;
	e->events++;
	return e->uses;
}

static void
lose(struct listener *l, struct str why)
{
	struct ear *e = l->owner;

	ck_assert(str_eq(why, STR("gone")));
	e->losses++;
	loop_unlisten(loop, l);
}

START_TEST(tells_listeners_of_events)
{
	struct ear usual = {.listener = {.event = listen_to, .owner = &usual, .instead = true}};
	struct ear wide = {.listener = {.event = listen_to, .owner = &wide, .wider = true}};
	const struct msg m = {.kind = MSG_EVENT};

	loop_listen(loop, &usual.listener);
	loop_listen(loop, &wide.listener);
	struct told told = loop_tell(loop, HEARS_AMI, &m, false, true);
	ck_assert(!told.used && told.shown);
	ck_assert_uint_eq(usual.events, 0);
	ck_assert_uint_eq(wide.events, 1);
	usual.uses = true;
	told = loop_tell(loop, HEARS_AMI, &m, false, false);
	ck_assert(told.used);
	ck_assert_uint_eq(usual.events, 1);
	ck_assert_uint_eq(wide.events, 2);
}
END_TEST

START_TEST(a_loss_ends_all_waiting)
{
	struct heard h[3] = {0};
	struct waiter w[3];
	struct ear ears[2] = {0};
	const struct item offline = {.kind = ITEM_OFFLINE, .text = STR("gone")};

	for (uint32_t i = 0; i < 3; i++) {
		w[i] = waiter_of(&h[i], i + 1);
		loop_await(loop, &w[i]);
	}
	for (size_t i = 0; i < 2; i++) {
		ears[i].listener = (struct listener){
		    .event = listen_to, .lost = lose, .owner = &ears[i]};
		loop_listen(loop, &ears[i].listener);
	}
	loop_lose(loop, NULL, &offline);
	loop_silence(loop, HEARS_AMI, offline.text);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(h[i].n, 1);
		ck_assert_int_eq(h[i].last, ITEM_LOST);
		ck_assert(w[i].done);
	}
	ck_assert_uint_eq(ears[0].losses + ears[1].losses, 2);
	ck_assert_ptr_null(loop->waiters);
	ck_assert_ptr_null(loop->listeners);
}
END_TEST

START_TEST(sessions_are_told_apart)
{
	char one, other;
	const struct session *ami = (void *)&one, *ari = (void *)&other;
	struct heard h[3] = {0};
	struct waiter w[3];
	const struct item reply = {.kind = ITEM_REPLY, .request = 1, .more = true};
	const struct item offline = {.kind = ITEM_OFFLINE};

	for (size_t i = 0; i < 3; i++) {
		w[i] = waiter_of(&h[i], i == 2 ? 2 : 1);
		w[i].session = i == 0 ? ami : ari;
		loop_await(loop, &w[i]);
	}
	loop_answer(loop, ari, &reply);
	ck_assert_uint_eq(h[0].n, 0);
	ck_assert_uint_eq(h[1].n, 1);
	loop_lose(loop, ari, &offline);
	ck_assert_uint_eq(h[0].n, 0);
	ck_assert_uint_eq(h[1].n, 2);
	ck_assert_uint_eq(h[2].n, 1);
	ck_assert_ptr_eq(loop->waiters, &w[0]);
	loop_forget(loop, &w[0]);
}
END_TEST

static unsigned unsent; /* what it had not sent at its end */

/* A thread that sends nothing until it must end. */
static void
unhurried(const struct session_setup *setup)
{
	struct pollfd ready = {.fd = queue_fd(setup->outbox), .events = POLLIN};
	struct backlog backlog;

	backlog_init(&backlog);
	while (!backlog.closing) {
		poll(&ready, 1, -1);
		backlog_fill(&backlog, setup->outbox);
	}
	for (unsent = 0; backlog_first(&backlog); unsent++)
		outbox_item_free(backlog_take(&backlog));
	backlog_drop(&backlog);
}

/* Begin a session, and send it that many actions for those who wait. */
static struct loop_source
begin(struct waiter *w, struct heard *h, size_t n)
{
	struct endpoint nowhere = {.scheme = SCHEME_AMI};
	struct err err;
	struct action a;
	struct loop_source s = {.session = session_new(&(struct session_options){
	    .run = unhurried, .endpoint = &nowhere, .room = 65536})};

	ck_assert_int_eq(action_init(&a, STR("Ping"), STR(""), &err), 0);
	for (size_t i = 0; i < n; i++) {
		w[i] = waiter_of(&h[i], session_send(s.session, &a, 1000));
		w[i].session = s.session;
		loop_await(loop, &w[i]);
	}
	action_clear(&a);
	return s;
}

START_TEST(an_abandoned_answer_ends_the_session)
{
	struct heard h[3] = {0};
	struct waiter w[3], stranger = waiter_of(&h[0], 1);
	struct loop_source s = begin(w, h, 3);

	loop_attach(loop, &s);
	loop_abandon(loop, &s, &stranger);
	loop_forget(loop, &w[0]);
	w[0].done = true;
	loop_abandon(loop, &s, &w[0]);
	ck_assert_ptr_nonnull(s.session);
	loop_forget(loop, &w[1]);
	loop_abandon(loop, &s, &w[1]);
	ck_assert_ptr_null(s.session);
	ck_assert_uint_eq(unsent, 3);
	ck_assert_uint_eq(h[1].n, 0);
	ck_assert_uint_eq(h[2].n, 1);
	ck_assert_int_eq(h[2].last, ITEM_LOST);
	ck_assert_ptr_null(loop->waiters);
	ck_assert(!loop_take(loop, 0));
	loop_abandon(loop, &s, &w[2]);
}
END_TEST

START_TEST(a_listener_hears_ami_or_ari_or_both)
{
	struct ear ears[3] = {0};
	const struct msg m = {.kind = MSG_EVENT};

	for (unsigned i = 0; i < 3; i++) {
		ears[i].listener = (struct listener){
		    .event = listen_to, .lost = lose, .owner = &ears[i], .hears = i + 1};
		loop_listen(loop, &ears[i].listener);
	}
	loop_tell(loop, HEARS_ARI, &m, false, false);
	ck_assert_uint_eq(ears[0].events, 0);
	ck_assert_uint_eq(ears[1].events, 1);
	ck_assert_uint_eq(ears[2].events, 1);
	loop_silence(loop, HEARS_AMI, STR("gone"));
	ck_assert_uint_eq(ears[0].losses, 1);
	ck_assert_uint_eq(ears[1].losses, 0);
	ck_assert_uint_eq(ears[2].losses, 1);
	loop_unlisten(loop, &ears[1].listener);
}
END_TEST

static bool
wants_hangup(const struct listener *l, struct str name)
{
	(void)l;
	return str_eq(name, STR("Hangup"));
}

START_TEST(an_event_is_wanted_by_its_name)
{
	struct listener ari = {.event = listen_to, .hears = HEARS_ARI};
	struct listener one = {.event = listen_to, .wants = wants_hangup};
	struct listener all = {.event = listen_to};

	ck_assert(!loop_wants(loop, STR("Hangup")));
	loop_listen(loop, &ari);
	ck_assert(!loop_wants(loop, STR("Hangup")));
	loop_listen(loop, &one);
	ck_assert(loop_wants(loop, STR("Hangup")));
	ck_assert(!loop_wants(loop, STR("Newexten")));
	loop_listen(loop, &all);
	ck_assert(loop_wants(loop, STR("Newexten")));
	loop_unlisten(loop, &all);
	loop_unlisten(loop, &one);
	loop_unlisten(loop, &ari);
}
END_TEST

static void
fire(struct timer *t)
{
	unsigned *n = t->owner;

	++*n;
}

START_TEST(fires_timers_in_order)
{
	unsigned early = 0, late = 0;
	struct timer a = {.fire = fire, .owner = &late}, b = {.fire = fire, .owner = &early};
	const msec now = clock_now();

	ck_assert_int_eq(loop_deadline(loop), CLOCK_NEVER);
	loop_set_timer(loop, &a, now + 100000);
	loop_set_timer(loop, &b, now + 200000);
	ck_assert_int_eq(loop_deadline(loop), now + 100000);
	loop_set_timer(loop, &b, now);
	ck_assert_int_eq(loop_deadline(loop), now);
	ck_assert(!loop_take(loop, 0));
	ck_assert_uint_eq(early, 1);
	ck_assert_uint_eq(late, 0);
	ck_assert_uint_eq(rests, 1);
	loop_clear_timer(loop, &a);
	ck_assert_int_eq(loop_deadline(loop), CLOCK_NEVER);
}
END_TEST

Suite *
suite_loop(void)
{
	Suite *suite = suite_create("loop");
	TCase *t = tcase_create("loop");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, gives_an_answer_to_its_waiter_until_it_is_complete);
	tcase_add_test(t, a_reply_with_more_is_not_the_end);
	tcase_add_test(t, tells_listeners_of_events);
	tcase_add_test(t, a_loss_ends_all_waiting);
	tcase_add_test(t, sessions_are_told_apart);
	tcase_add_test(t, an_abandoned_answer_ends_the_session);
	tcase_add_test(t, a_listener_hears_ami_or_ari_or_both);
	tcase_add_test(t, an_event_is_wanted_by_its_name);
	tcase_add_test(t, fires_timers_in_order);
	suite_add_tcase(suite, t);
	return suite;
}
