/* SPDX-License-Identifier: ISC */
/* The session and its reader against a scripted manager, over TCP and TLS. */
#include "session/session.h"

#include <check.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "../expect.h"
#include "ami_server.h"
#include "item_expect.h"
#include "resting.h"
#include "sender.h"

Suite *suite_session(void);

#define MOMENT 900 /* ms: session_free gives up on its thread after 1000 */

static struct ami_server server;
static struct session *s;
static bool keen; /* the owner reads himself as soon and as often as he may */

/* A connection to the server, with the options that matter to a test. */
static struct session *
open_session(const char *port, struct session_options o)
{
	struct endpoint e = {.scheme = server.tls ? SCHEME_AMIS : SCHEME_AMI};
	char host[] = "127.0.0.1", *copy = strdup(port);

	e.host = host;
	e.port = copy;
	e.tls.insecure = true;
	o.endpoint = &e;
	o.user = STR("hello");
	o.secret = STR("world");
	o.connect_timeout = o.connect_timeout ? o.connect_timeout : PATIENCE;
	o.ping = o.ping ? o.ping : CLOCK_NEVER;
	o.room = o.room ? o.room : (size_t)1 << 20;
	struct session *opened = session_new(&o);
	free(copy);
	return opened;
}

static void
start(void (*play)(struct talk *t, struct ami_server *a), struct session_options o)
{
	server.play = play;
	ami_server_start(&server);
	s = open_session(ami_server_port(&server), o);
}

static void
setup(void)
{
	server = (struct ami_server){.version = "11.0.0"};
	s = NULL;
	keen = false;
}

static void
setup_keen(void)
{
	setup();
	keen = true;
}

static void
setup_tls(void)
{
	setup();
	server.tls = true;
}

static void
setup_keen_tls(void)
{
	setup_tls();
	keen = true;
}

/* Sleep until there may be an item. */
static bool
sleep_until(msec deadline)
{
	struct pollfd ready = {.fd = -1, .events = POLLIN};

	if (keen) {
		resting_want_duty(s);
		return resting_sleep(s, deadline);
	}
	ready.fd = session_fd(s);
	return poll(&ready, 1, clock_poll_timeout(deadline)) == 1;
}

/* The next item, or a failure that says it did not come. */
static struct item
next_item(void)
{
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	while (!session_next(s, &item))
		ck_assert_msg(sleep_until(deadline), "no item within %d ms", PATIENCE);
	return item;
}

static struct item
expect(enum item_kind kind)
{
	return item_expect(next_item(), kind);
}

/* Wait until a flag of the server's is set. */
static void
await(atomic_bool *flag)
{
	msec deadline = clock_now() + PATIENCE;

	while (!atomic_load(flag)) {
		ck_assert_msg(clock_now() < deadline, "the server did not come that far");
		poll(NULL, 0, 1);
	}
}

/* Close the session; it must not have to abandon its thread. */
static void
finish(void)
{
	msec begin = clock_now();

	session_free(s);
	ck_assert_msg(clock_now() - begin < MOMENT, "session_free took %lld ms",
	    (long long)(clock_now() - begin));
	ami_server_end(&server);
}

/* Answer every action with Success until the client leaves. */
static void
play_answers(struct talk *t, struct ami_server *a)
{
	while (talk_hear(t, PATIENCE) && !str_eq(talk_header(t, "Action"), STR("Logoff")))
		talk_reply(t, "Success", "Message: done\r\n");
	buf_adds(&a->log, talk_header(t, "Action"));
}

START_TEST(logs_in_and_calls)
{
	start(play_answers, (struct session_options){0});
	struct item item = expect(ITEM_ONLINE);
	EXPECT_STR(item.text, STR("11.0.0"));
	for (int i = 0; i < 3; i++) {
		uint32_t call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
		item = expect(ITEM_REPLY);
		ck_assert_uint_eq(item.request, call);
		ck_assert(!item.more);
		EXPECT_STR(msg_get(&item.msg, STR("Message")), STR("done"));
	}
	session_free(s);
	await(&server.finished);
	EXPECT_STR(buf_str(&server.log), STR("Logoff"));
	ami_server_end(&server);
}
END_TEST

static void
play_list(struct talk *t, struct ami_server *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	(void)a;
	talk_say(t, "Event: Before\r\nPrivilege: call,all\r\n\r\n");
	talk_hear(t, PATIENCE);
	struct str id = talk_header(t, "ActionID");
	talk_reply(t, "Success", "EventList: start\r\nMessage: Channels will follow\r\n");
	for (int i = 0; i < 2; i++)
		buf_addf(&text, "Event: CoreShowChannel\r\nActionID: %.*s\r\nChannel: %d\r\n\r\n",
		    STR_ARG(id), i);
	buf_addf(&text, "Event: CoreShowChannelsComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n"
	                "ListItems: 2\r\n\r\n",
	    STR_ARG(id));
	buf_addz(&text, "Event: Behind\r\nPrivilege: call,all\r\n\r\n");
	talk_say(t, buf_z(&text));
	talk_hear(t, PATIENCE);
	buf_clear(&text);
}

START_TEST(keeps_the_order)
{
	start(play_list, (struct session_options){0});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "CoreShowChannels", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Before"));
	item = expect(ITEM_REPLY);
	ck_assert_uint_eq(item.request, call);
	ck_assert(item.more);
	for (int i = 0; i < 2; i++) {
		item = expect(ITEM_LIST);
		ck_assert_uint_eq(item.request, call);
		EXPECT_STR(msg_get(&item.msg, STR("Channel")), i ? STR("1") : STR("0"));
	}
	item = expect(ITEM_END);
	ck_assert(item.has_msg);
	item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Behind"));
	ck_assert(!item.suspect);
	finish();
}
END_TEST

#define FLOOD 60000 /* events: more than inbox, batch and both sockets' buffers hold */

/* Append numbered events of some 300 bytes. */
static void
add_numbered(struct buf *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		buf_addf(text, "Event: Newexten\r\nPrivilege: dialplan,all\r\nNumber: %zu\r\nAppData: ", i);
		buf_pad(text, 'x', 250);
		buf_addz(text, "\r\n\r\n");
	}
}

/* Send many of them, then the reply to the action that started them. */
static void
play_flood(struct talk *t, struct ami_server *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	talk_hear(t, PATIENCE);
	for (size_t i = 0; i < FLOOD; i += 200) {
		add_numbered(&text, i, i + 200);
		talk_say(t, buf_z(&text));
		buf_reset(&text);
	}
	talk_reply(t, "Success", "");
	buf_clear(&text);
	atomic_store(&a->finished, true);
	while (talk_hear(t, PATIENCE))
		continue;
}

/* Take the reply and n events, in order; returns how many came and were not dropped, or 0 if the
 * reply was lost. */
static size_t
take_events(size_t n, uint32_t call, uint64_t *dropped)
{
	size_t events = 0;
	long last = -1, number;

	*dropped = 0;
	for (bool replied = false; !replied || events + *dropped < n;) {
		struct item item = next_item();
		if (item.kind == ITEM_LOST)
			return 0;
		if (item.kind == ITEM_EVENT) {
			ck_assert(str_number(msg_get(&item.msg, STR("Number")), 0, FLOOD, &number));
			ck_assert_msg(number > last, "event %ld comes after %ld", number, last);
			last = number;
			events++;
		} else if (item.kind == ITEM_DROPPED) {
			*dropped += item.count;
		} else {
			ck_assert_int_eq(item.kind, ITEM_REPLY);
			ck_assert_uint_eq(item.request, call);
			replied = true;
		}
	}
	return events;
}

START_TEST(lossless_waits_and_loses_nothing)
{
	uint64_t dropped;

	start(play_flood, (struct session_options){.lossless = true, .room = 65536});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
	await(&server.blocked);
	ck_assert_uint_eq(take_events(FLOOD, call, &dropped), FLOOD);
	ck_assert_uint_eq(dropped, 0);
	finish();
}
END_TEST

#define BACKLOG 2000 /* events: more than the inbox holds, but the sockets' buffers hold the rest */
#define LATE    300  /* ms for the answer to them */

static _Atomic msec all_said;

static void
play_backlog(struct talk *t, struct ami_server *a)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);

	talk_hear(t, PATIENCE);
	add_numbered(&text, 0, BACKLOG);
	buf_addf(&text, "Response: Success\r\nActionID: %.*s\r\n\r\n",
	    STR_ARG(talk_header(t, "ActionID")));
	talk_say(t, buf_z(&text));
	atomic_store(&all_said, clock_now());
	atomic_store(&a->finished, true);
	buf_clear(&text);
	while (talk_hear(t, PATIENCE))
		continue;
}

/* Take nothing until the answer, which came in time, is late. Returns whether it came in time, and
 * was not given up. */
static bool
dawdle(void)
{
	uint64_t dropped;

	server = (struct ami_server){.version = "11.0.0"};
	start(play_backlog, (struct session_options){.lossless = true, .room = 65536});
	expect(ITEM_ONLINE);
	msec late = clock_now() + LATE;
	uint32_t call = sender_send(s, "Ping", NULL, NULL, LATE);
	await(&server.finished);
	while (clock_now() <= late)
		poll(NULL, 0, 10);
	size_t events = take_events(BACKLOG, call, &dropped);
	bool in_time = atomic_load(&all_said) < late;
	finish();
	return in_time && events == BACKLOG;
}

/* An answer that is there, behind what we did not take, is not late. On a loaded machine it may not
 * be there in time: then the test is made again. */
START_TEST(lossless_answers_are_not_late_before_they_are_read)
{
	int times = 1;

	while (!dawdle() && times < 20)
		times++;
	ck_assert_msg(times < 20, "the answer was given up");
}
END_TEST

/* The owner handles events slowly, but never so long that the thread takes over, and makes the server
 * wait with the answer. Returns whether it was waited for. */
static bool
handle_slowly(void)
{
	server = (struct ami_server){.version = "11.0.0"};
	start(play_flood, (struct session_options){.lossless = true, .room = 65536});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, LATE);
	struct item item = next_item();
	for (size_t i = 0; item.kind == ITEM_EVENT; i++) {
		if (i % 64 == 0)
			poll(NULL, 0, 1);
		item = next_item();
	}
	finish();
	return item.kind == ITEM_REPLY;
}

/* It is late only if the machine is so loaded that the server comes to nothing for that long. */
START_TEST(lossless_answers_are_not_late_while_others_are_handled)
{
	int times = 1;

	while (!handle_slowly() && times < 8)
		times++;
	ck_assert_int_lt(times, 8);
}
END_TEST

static atomic_bool given_up;

/* Never answer the action, and say other things without a pause, until it is given up. */
static void
play_endless(struct talk *t, struct ami_server *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	(void)a;
	talk_hear(t, PATIENCE);
	for (int i = 0; i < 1000; i++)
		buf_addz(&text, "Event: Newexten\r\nPrivilege: dialplan,all\r\n\r\n");
	while (!atomic_load(&given_up))
		talk_say(t, buf_z(&text));
	buf_clear(&text);
	while (talk_hear(t, PATIENCE))
		continue;
}

/* Take what is still on its way: on a loaded machine an end in the middle of it lasts. */
static void
drain(void)
{
	msec quiet = clock_now() + 100;
	struct item item;

	while (clock_now() < quiet) {
		if (session_next(s, &item))
			quiet = clock_now() + 100;
		else
			sleep_until(quiet);
	}
}

/* Take events until the call is lost. */
static void
endure(bool lossless)
{
	msec begin = clock_now();
	struct item item;

	atomic_store(&given_up, false);
	start(play_endless, (struct session_options){.lossless = lossless, .room = 65536});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, 300);
	do
		item = next_item();
	while (item.kind != ITEM_LOST && clock_now() < begin + PATIENCE);
	atomic_store(&given_up, true);
	ck_assert_int_eq(item.kind, ITEM_LOST);
	ck_assert_uint_eq(item.request, call);
	ck_assert_int_eq(item.error, ERR_TIMEOUT);
	drain();
	finish();
}

START_TEST(gives_up_in_a_flood)
{
	bool was_keen = keen;

	endure(true);
	setup();
	keen = was_keen;
	endure(false);
}
END_TEST

START_TEST(lossy_drops_and_counts)
{
	uint64_t dropped;

	start(play_flood, (struct session_options){.room = 65536});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
	await(&server.finished); /* so all of it was read, although nobody takes any */
	size_t events = take_events(FLOOD, call, &dropped);
	ck_assert_msg(dropped > 0, "all %zu events found room", events);
	ck_assert_uint_eq(events + dropped, FLOOD);
	finish();
}
END_TEST

START_TEST(free_stops_a_reader_that_waits_for_room)
{
	start(play_flood, (struct session_options){.lossless = true, .room = 65536});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	await(&server.blocked);
	finish();
}
END_TEST

START_TEST(free_cancels_connecting)
{
	struct server_full full;
	msec begin = clock_now();

	server_fill(&full);
	s = open_session(full.port, (struct session_options){0});
	session_free(s);
	ck_assert_msg(clock_now() - begin < MOMENT, "it took %lld ms", (long long)(clock_now() - begin));
	server_empty(&full);
}
END_TEST

static void
play_nothing(struct talk *t, struct ami_server *a)
{
	(void)a;
	while (talk_hear(t, PATIENCE) && !str_eq(talk_header(t, "Action"), STR("Logoff")))
		continue;
}

START_TEST(free_while_a_call_waits)
{
	start(play_nothing, (struct session_options){0});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	finish();
}
END_TEST

/* Answer the Logoff, and note whether the client was still there for it. */
static void
play_farewell(struct talk *t, struct ami_server *a)
{
	struct pollfd left = {.fd = t->fd, .events = POLLIN};

	talk_hear(t, PATIENCE);
	if (poll(&left, 1, 20) != 0)
		return;
	talk_say(t, "Event: FullyBooted\r\nPrivilege: system,all\r\nStatus: Fully Booted\r\n\r\n");
	talk_say(t, "Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n");
	buf_addz(&a->log, "heard");
}

/* A client that closes right after its Logoff makes servers log an error. The wait has a bound, so
 * that on a loaded machine some clients may leave before. */
START_TEST(hears_the_farewell)
{
	bool heard = false, tls = server.tls;

	for (int i = 0; i < 20 && !heard; i++) {
		server = (struct ami_server){.version = "11.0.0", .tls = tls};
		start(play_farewell, (struct session_options){0});
		expect(ITEM_ONLINE);
		session_free(s);
		await(&server.finished);
		heard = server.log.n > 0;
		ami_server_end(&server);
	}
	ck_assert(heard);
}
END_TEST

START_TEST(free_while_an_action_is_held_back)
{
	start(play_nothing, (struct session_options){0});
	expect(ITEM_ONLINE);
	for (int i = 0; i < 40; i++)
		sender_send(s, "Getvar", "Variable", "A_VARIABLE", PATIENCE);
	finish();
}
END_TEST

/* Close in the middle of an answer. */
#define EVENT(name, rest) "Event: " name "\r\nPrivilege: call,all\r\n" rest "\r\n"

/* Events of which each second one is wanted, and one that does not go to all. */
static void
play_wanted(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	for (int i = 0; i < 3; i++)
		talk_say(t, EVENT("Newexten", "A: 1\r\nB:2\r\n") EVENT("Hangup", "Cause: 16\r\n"));
	talk_say(t, "Event: Newexten\r\nX: 1\r\n\r\n");
	talk_reply(t, "Success", "Message: done\r\n");
	talk_hear(t, PATIENCE);
}

static bool
is_hangup(void *arg, struct str name)
{
	++*(int *)arg;
	return str_eq(name, STR("Hangup"));
}

START_TEST(passes_over_what_is_not_wanted)
{
	int asked = 0;

	start(play_wanted, (struct session_options){0});
	session_want(s, is_hangup, &asked);
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	for (int i = 0; i < 3; i++) {
		struct item item = expect(ITEM_EVENT);
		EXPECT_STR(item.msg.raw, STR(EVENT("Hangup", "Cause: 16\r\n")));
		ck_assert_uint_eq(item.msg.n, 3);
		EXPECT_STR(msg_get(&item.msg, STR("Cause")), STR("16"));
	}
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_get(&item.msg, STR("X")), STR("1"));
	ck_assert(item.suspect);
	expect(ITEM_REPLY);
	/* Who reads himself asks for what he reads, and again for what he keeps. */
	ck_assert_int_ge(asked, keen ? 4 : 6);
	ck_assert_int_le(asked, keen ? 9 : 6);
	finish();
}
END_TEST

/* Events of more names than are remembered, and of one that recurs; the last one is wanted. */
static void
play_names(struct talk *t, struct ami_server *a)
{
	struct buf events = BUF_INIT(BUF_MAX_MESSAGE);

	(void)a;
	talk_hear(t, PATIENCE);
	for (int i = 0; i < 40; i++) {
		buf_addf(&events, EVENT("Other%d", ""), i % 20);
		buf_addz(&events, EVENT("Newexten", "A: 1\r\n") EVENT("Newexten", ""));
	}
	buf_addz(&events, EVENT("Hangup", "Cause: 16\r\n"));
	talk_say(t, buf_z(&events));
	talk_reply(t, "Success", "Message: done\r\n");
	talk_hear(t, PATIENCE);
	buf_clear(&events);
}

/* Each event is passed over or given by its own name, of 121 for which few are asked. */
START_TEST(asks_seldom_for_a_name_that_recurs)
{
	int asked = 0;

	start(play_names, (struct session_options){0});
	session_want(s, is_hangup, &asked);
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Hangup"));
	EXPECT_STR(msg_get(&item.msg, STR("Cause")), STR("16"));
	expect(ITEM_REPLY);
	ck_assert_int_gt(asked, 20);
	ck_assert_int_lt(asked, 60);
	finish();
}
END_TEST

START_TEST(splits_what_it_gives)
{
	start(play_wanted, (struct session_options){0});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	for (int i = 0; i < 6; i++) {
		struct item item = expect(ITEM_EVENT);
		ck_assert(!item.msg.framed && !item.suspect);
		ck_assert_uint_eq(item.msg.n, i % 2 ? 3 : 4);
	}
	expect(ITEM_EVENT);
	expect(ITEM_REPLY);
	finish();
}
END_TEST

static void
play_death(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "Message: first\r\n");
	talk_hear(t, PATIENCE);
	talk_say(t, "Response: Success\r\nMess");
}

START_TEST(loses_what_the_server_takes_with_it)
{
	start(play_death, (struct session_options){0});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	expect(ITEM_REPLY);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_LOST);
	ck_assert_uint_eq(item.request, call);
	ck_assert_int_eq(item.error, ERR_LOST);
	item = expect(ITEM_OFFLINE);
	ck_assert_int_eq(item.error, ERR_LOST);
	EXPECT_STR(item.text, STR("the server closed the connection"));
	finish();
}
END_TEST

static void
play_late(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	struct buf first = BUF_INIT(BUF_MAX_LINE);
	buf_adds(&first, talk_header(t, "ActionID"));
	talk_hear(t, PATIENCE);
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	buf_addf(&text, "Response: Success\r\nActionID: %s\r\nMessage: late\r\n\r\n", buf_z(&first));
	talk_say(t, buf_z(&text));
	talk_reply(t, "Success", "Message: in time\r\n");
	talk_hear(t, PATIENCE);
	buf_clear(&first);
	buf_clear(&text);
}

START_TEST(gives_up_in_time)
{
	start(play_late, (struct session_options){0});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "Ping", NULL, NULL, 30);
	struct item item = expect(ITEM_LOST);
	ck_assert_uint_eq(item.request, call);
	ck_assert_int_eq(item.error, ERR_TIMEOUT);
	EXPECT_STR(item.text, STR("no reply within 0.03 s"));
	call = sender_send(s, "Ping", NULL, NULL, PATIENCE);
	item = expect(ITEM_STRAY);
	EXPECT_STR(msg_get(&item.msg, STR("Message")), STR("late"));
	item = expect(ITEM_REPLY);
	ck_assert_uint_eq(item.request, call);
	finish();
}
END_TEST

static void
play_refusal(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_say(t, "Asterisk Call Manager/11.0.0\r\n");
	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "Challenge: 1\r\n");
	talk_hear(t, PATIENCE);
	talk_reply(t, "Error", "Message: Authentication failed\r\n");
}

/* An owner who has not heard of the loss yet sends an action just when the reader tries again. */
START_TEST(tries_again_whatever_is_sent_meanwhile)
{
	struct pollfd knock;

	start(play_death, (struct session_options){.reconnect = true});
	expect(ITEM_ONLINE);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	expect(ITEM_REPLY);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	expect(ITEM_LOST);
	struct item item = expect(ITEM_OFFLINE);
	ck_assert(item.more);
	knock = (struct pollfd){.fd = server.plain.fd, .events = POLLIN};
	ck_assert_int_eq(poll(&knock, 1, PATIENCE), 1);
	sender_send(s, "Ping", NULL, NULL, PATIENCE);
	item = expect(ITEM_OFFLINE);
	ck_assert_msg(item.more, "it gave up: %s", expect_shown(item.text));
	finish();
}
END_TEST

START_TEST(tells_a_refused_login)
{
	server.version = NULL;
	start(play_refusal, (struct session_options){0});
	struct item item = expect(ITEM_OFFLINE);
	ck_assert_int_eq(item.error, ERR_LOGIN);
	finish();
}
END_TEST

START_TEST(tells_a_silent_server)
{
	server.version = NULL;
	start(play_nothing, (struct session_options){.connect_timeout = 50});
	struct item item = expect(ITEM_OFFLINE);
	ck_assert_int_eq(item.error, ERR_CONNECT);
	finish();
}
END_TEST

static void
play_raw(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_say(t, "IAX2/a 1 2 3\r\n\r\n");
	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "Ping: Pong\r\n");
	talk_hear(t, PATIENCE);
}

START_TEST(finds_the_end_of_raw_lines)
{
	start(play_raw, (struct session_options){0});
	expect(ITEM_ONLINE);
	uint32_t call = sender_send(s, "IAXnetstats", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_LIST);
	ck_assert_uint_eq(item.request, call);
	EXPECT_STR(item.msg.raw, STR("IAX2/a 1 2 3\r\n\r\n"));
	item = expect(ITEM_END);
	ck_assert_uint_eq(item.request, call);
	finish();
}
END_TEST

/* Note what is said in silence. */
static void
play_keepalive(struct talk *t, struct ami_server *a)
{
	for (int i = 0; i < 3 && talk_hear(t, PATIENCE); i++) {
		buf_adds(&a->log, talk_header(t, "Action"));
		talk_reply(t, "Success", "Ping: Pong\r\n");
	}
	atomic_store(&a->finished, true);
	talk_hear(t, PATIENCE);
}

START_TEST(pings_in_silence)
{
	struct item item;

	start(play_keepalive, (struct session_options){.ping = 20});
	expect(ITEM_ONLINE);
	await(&server.finished);
	EXPECT_STR(buf_str(&server.log), STR("PingPingPing"));
	ck_assert_msg(!session_next(s, &item), "a keepalive was reported");
	finish();
}
END_TEST

START_TEST(waits_without_spinning)
{
	struct pollfd ready;
	struct rusage before, after;
	struct item item;
	const int wait = 400;

	start(play_nothing, (struct session_options){.ping = 20});
	expect(ITEM_ONLINE);
	sender_send(s, "Originate", NULL, NULL, PATIENCE);
	ck_assert(!session_next(s, &item));
	ready = (struct pollfd){.fd = session_fd(s), .events = POLLIN};
	getrusage(RUSAGE_SELF, &before);
	ck_assert_int_eq(poll(&ready, 1, wait), 0);
	getrusage(RUSAGE_SELF, &after);
	long used = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000 +
	    (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1000 +
	    (after.ru_stime.tv_sec - before.ru_stime.tv_sec) * 1000 +
	    (after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1000;
	ck_assert_msg(used < wait / 4, "%ld ms of CPU while waiting %d ms", used, wait);
	finish();
}
END_TEST

START_TEST(traces_without_secrets)
{
	start(play_answers, (struct session_options){.trace = true});
	struct buf wire = BUF_INIT(BUF_MAX_LINE);
	struct item item = next_item();
	for (; item.kind != ITEM_ONLINE; item = next_item()) {
		ck_assert(item.kind == ITEM_SENT || item.kind == ITEM_HEARD);
		buf_adds(&wire, item.text);
	}
	ck_assert_msg(str_find(buf_str(&wire), STR("Key: ***")) < wire.n, "%s", buf_z(&wire));
	ck_assert_msg(str_find(buf_str(&wire), STR("Authentication accepted")) < wire.n, "%s",
	    buf_z(&wire));
	buf_clear(&wire);
	sender_send(s, "Ping", "Secret", "hunter2", PATIENCE);
	item = expect(ITEM_SENT);
	ck_assert_msg(str_find(item.text, STR("hunter2")) == item.text.n, "%.*s", STR_ARG(item.text));
	expect(ITEM_REPLY);
	finish();
}
END_TEST

/* Answer only when nothing more comes, and note how much was on its way at most. */
static void
play_window(struct talk *t, struct ami_server *a)
{
	struct buf ids = BUF_INIT(BUF_MAX_LINE), replies = BUF_INIT(BUF_MAX_LINE);
	size_t bytes = 0, calls = 0, most_bytes = 0, most_calls = 0;

	for (size_t answered = 0; answered < a->number;) {
		if (talk_hear(t, 60)) {
			bytes += t->block.n + 2;
			calls++;
			buf_addf(&ids, "%.*s\n", STR_ARG(talk_header(t, "ActionID")));
			continue;
		}
		most_bytes = bytes > most_bytes ? bytes : most_bytes;
		most_calls = calls > most_calls ? calls : most_calls;
		answered += calls;
		struct str rest = buf_str(&ids), id;
		while (str_cut(&rest, '\n', &id) && id.n)
			buf_addf(&replies, "Response: Success\r\nActionID: %.*s\r\n\r\n", STR_ARG(id));
		talk_say(t, buf_z(&replies));
		buf_reset(&ids);
		buf_reset(&replies);
		bytes = calls = 0;
	}
	buf_addf(&a->log, "%zu %zu", most_bytes, most_calls);
	atomic_store(&a->finished, true);
	while (talk_hear(t, PATIENCE))
		continue;
	buf_clear(&ids);
	buf_clear(&replies);
}

/* Send many actions at once; returns how many bytes and calls were on their way at most. */
static void
window_of(const char *version, long *bytes, long *calls)
{
	const char *value = "a name of some length, so that a few fill the window";

	server.version = version;
	server.number = 20;
	start(play_window, (struct session_options){0});
	expect(ITEM_ONLINE);
	for (size_t i = 0; i < server.number; i++)
		sender_send(s, "Getvar", "Variable", value, PATIENCE);
	for (size_t i = 0; i < server.number; i++)
		expect(ITEM_REPLY);
	await(&server.finished);
	ck_assert_int_eq(sscanf(buf_z(&server.log), "%ld %ld", bytes, calls), 2);
	finish();
}

START_TEST(tls_window_is_one_buffer)
{
	long bytes, calls;

	window_of("11.0.0", &bytes, &calls);
	ck_assert_int_le(bytes, STREAM_MAX_WRITE_TLS);
	ck_assert_msg(calls > 2, "only %ld actions at a time", calls);
}
END_TEST

START_TEST(tls_asks_old_servers_one_by_one)
{
	long bytes, calls;

	window_of("2.10.6", &bytes, &calls);
	ck_assert_int_eq(calls, 1);
}
END_TEST

/* Be silent until a Ping comes, as Asterisk is when a record was too big. Note when that was. */
static void
play_stuck(struct talk *t, struct ami_server *a)
{
	struct buf late = BUF_INIT(BUF_MAX_LINE);

	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "Message: idle for a while\r\n");
	talk_hear(t, PATIENCE);
	buf_addf(&late, "Response: Success\r\nActionID: %.*s\r\n\r\n",
	    STR_ARG(talk_header(t, "ActionID")));
	talk_hear(t, PATIENCE);
	buf_addf(&a->log, "%s %lld", str_eq(talk_header(t, "Action"), STR("Ping")) ? "Ping" : "?",
	    (long long)clock_now());
	talk_say(t, buf_z(&late));
	talk_reply(t, "Success", "Ping: Pong\r\n");
	atomic_store(&a->finished, true);
	while (talk_hear(t, PATIENCE))
		continue;
	buf_clear(&late);
}

START_TEST(tls_nudges_a_silent_server)
{
	struct pollfd ready;
	struct item item;
	long long pinged = 0;

	start(play_stuck, (struct session_options){0});
	expect(ITEM_ONLINE);
	sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	expect(ITEM_REPLY);
	/* Silence without a call is none to break; what counts is how long ago the action went out. */
	ck_assert(!session_next(s, &item));
	ready = (struct pollfd){.fd = session_fd(s), .events = POLLIN};
	ck_assert_int_eq(poll(&ready, 1, 2100), 0);
	msec sent = clock_now();
	uint32_t call = sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	item = expect(ITEM_REPLY);
	ck_assert_uint_eq(item.request, call);
	await(&server.finished);
	ck_assert_msg(sscanf(buf_z(&server.log), "Ping %lld", &pinged) == 1 && pinged - sent > 1500,
	    "the server heard: %s, the action was sent at %lld", buf_z(&server.log), (long long)sent);
	finish();
}
END_TEST

static void
add_tests(TCase *plain)
{
	tcase_set_timeout(plain, 60);
	tcase_add_test(plain, logs_in_and_calls);
	tcase_add_test(plain, keeps_the_order);
	tcase_add_test(plain, free_cancels_connecting);
	tcase_add_test(plain, free_while_a_call_waits);
	tcase_add_test(plain, hears_the_farewell);
	tcase_add_test(plain, passes_over_what_is_not_wanted);
	tcase_add_test(plain, asks_seldom_for_a_name_that_recurs);
	tcase_add_test(plain, splits_what_it_gives);
	tcase_add_test(plain, loses_what_the_server_takes_with_it);
	tcase_add_test(plain, gives_up_in_time);
	tcase_add_test(plain, tries_again_whatever_is_sent_meanwhile);
	tcase_add_test(plain, tells_a_refused_login);
	tcase_add_test(plain, tells_a_silent_server);
	tcase_add_test(plain, finds_the_end_of_raw_lines);
	tcase_add_test(plain, pings_in_silence);
	tcase_add_test(plain, waits_without_spinning);
	tcase_add_test(plain, traces_without_secrets);
}

static void
add_tls_tests(TCase *tls)
{
	tcase_set_timeout(tls, 60);
	tcase_add_test(tls, logs_in_and_calls);
	tcase_add_test(tls, free_while_an_action_is_held_back);
	tcase_add_test(tls, tls_window_is_one_buffer);
	tcase_add_test(tls, hears_the_farewell);
	tcase_add_test(tls, tls_asks_old_servers_one_by_one);
	tcase_add_test(tls, tls_nudges_a_silent_server);
}

static void
add_volume_tests(TCase *volume)
{
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_test(volume, lossless_waits_and_loses_nothing);
	tcase_add_test(volume, lossless_answers_are_not_late_before_they_are_read);
	tcase_add_test(volume, lossless_answers_are_not_late_while_others_are_handled);
	tcase_add_test(volume, gives_up_in_a_flood);
	tcase_add_test(volume, lossy_drops_and_counts);
	tcase_add_test(volume, free_stops_a_reader_that_waits_for_room);
}

Suite *
suite_session(void)
{
	static const struct {
		const char *name;
		void (*setup)(void);
		void (*add_tests)(TCase *tests);
	} cases[] = {
	    {"plain", setup, add_tests},
	    {"tls", setup_tls, add_tls_tests},
	    {"volume", setup, add_volume_tests},
	    {"plain, the owner reads", setup_keen, add_tests},
	    {"tls, the owner reads", setup_keen_tls, add_tls_tests},
	    {"volume, the owner reads", setup_keen, add_volume_tests},
	};
	Suite *suite = suite_create("session");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		TCase *tests = tcase_create(cases[i].name);
		tcase_add_checked_fixture(tests, cases[i].setup, NULL);
		cases[i].add_tests(tests);
		suite_add_tcase(suite, tests);
	}
	return suite;
}
