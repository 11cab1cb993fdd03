/* SPDX-License-Identifier: ISC */
/* Who reads a connection, its thread or the owner, and that somebody always does. */
#include <check.h>
#include <poll.h>
#include <stdlib.h>

#include "../expect.h"
#include "ami_server.h"
#include "item_expect.h"
#include "resting.h"
#include "sender.h"

Suite *suite_duty(void);

static struct ami_server server;
static struct session *s;
static int inbox_fd;

/* The next item, for which the owner wants to read himself. */
static struct item
next_item(void)
{
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	while (!session_next(s, &item)) {
		resting_want_duty(s);
		ck_assert_msg(resting_sleep(s, deadline), "no item within %d ms", PATIENCE);
	}
	return item;
}

static struct item
expect(enum item_kind kind)
{
	return item_expect(next_item(), kind);
}

#define TIMES 20 /* a test is made, until the machine is not so loaded that the thread takes over */

/* Log in; the owner has the duty then. */
static void
start(void (*play)(struct talk *t, struct ami_server *a), struct session_options o)
{
	struct endpoint e = {.scheme = SCHEME_AMI};
	char host[] = "127.0.0.1", *port;

	server = (struct ami_server){.version = "11.0.0", .play = play};
	ami_server_start(&server);
	port = strdup(ami_server_port(&server));
	e.host = host;
	e.port = port;
	o.endpoint = &e;
	o.user = STR("hello");
	o.secret = STR("world");
	o.connect_timeout = PATIENCE;
	o.ping = o.ping ? o.ping : CLOCK_NEVER;
	o.room = (size_t)1 << 20;
	s = session_new(&o);
	free(port);
	inbox_fd = session_fd(s);
	expect(ITEM_ONLINE);
}

static void
finish(void)
{
	session_free(s);
	ami_server_end(&server);
}

static void
play_answers(struct talk *t, struct ami_server *a)
{
	(void)a;
	while (talk_hear(t, PATIENCE) && !str_eq(talk_header(t, "Action"), STR("Logoff")))
		talk_reply(t, "Success", "Message: done\r\n");
}

static void
ask(void)
{
	uint32_t request = sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);

	ck_assert_uint_eq(expect(ITEM_REPLY).request, request);
}

START_TEST(goes_to_and_fro)
{
	int had = 0;

	start(play_answers, (struct session_options){0});
	for (int i = 0; i < TIMES; i++) {
		ask();
		had += resting_has_duty(s, inbox_fd);
		ck_assert_int_eq(session_fd(s), inbox_fd);
		ck_assert(!resting_has_duty(s, inbox_fd));
		ask();
	}
	ck_assert_int_gt(had, 0);
	finish();
}
END_TEST

/* Both work where he sends action after action. */
START_TEST(the_thread_reads_for_an_owner_who_does_not_wait)
{
	start(play_answers, (struct session_options){0});
	ask();
	for (int i = 0; i < 20; i++)
		sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	ck_assert(!resting_has_duty(s, inbox_fd));
	for (int i = 0; i < 20; i++)
		expect(ITEM_REPLY);
	finish();
}
END_TEST

/* Note the first three pings of a client that says nothing else. */
static void
play_silence(struct talk *t, struct ami_server *a)
{
	int n = 0;

	while (talk_hear(t, PATIENCE) && !str_eq(talk_header(t, "Action"), STR("Logoff"))) {
		if (n++ < 3)
			buf_adds(&a->log, talk_header(t, "Action"));
		talk_reply(t, "Success", "Ping: Pong\r\n");
		atomic_store(&a->finished, n >= 3);
	}
}

/* Returns whether the owner had the duty at the end. */
static bool
expect_pings(bool owner_sleeps)
{
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	start(play_silence, (struct session_options){.ping = 60});
	while (!atomic_load(&server.finished)) {
		ck_assert_msg(clock_now() < deadline, "the pings did not come");
		if (owner_sleeps) {
			resting_sleep(s, deadline);
			ck_assert(!session_next(s, &item));
		} else {
			poll(NULL, 0, 1);
		}
	}
	EXPECT_STR(buf_str(&server.log), STR("PingPingPing"));
	bool had = resting_has_duty(s, inbox_fd);
	finish();
	return had;
}

START_TEST(the_owner_pings_while_he_sleeps)
{
	int times = 1;

	while (!expect_pings(true) && times < TIMES)
		times++;
	ck_assert_int_lt(times, TIMES);
}
END_TEST

START_TEST(the_thread_takes_over_from_an_owner_who_is_away)
{
	ck_assert(!expect_pings(false));
}
END_TEST

/* He sleeps long enough for the thread to sleep as well, then leaves. */
START_TEST(the_thread_wakes_when_the_owner_leaves)
{
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	start(play_answers, (struct session_options){0});
	for (msec end = clock_now() + 100; resting_sleep(s, end);)
		ck_assert(!session_next(s, &item));
	while (resting_has_duty(s, inbox_fd)) {
		ck_assert_msg(clock_now() < deadline, "the duty is still his");
		poll(NULL, 0, 100);
	}
	ask();
	finish();
}
END_TEST

#define EVENT(name) "Event: " name "\r\nPrivilege: call,all\r\n\r\n"
#define FLOOD       40000 /* events, of 60 bytes: more than the turns of a busy owner read */

static void
play_flood(struct talk *t, struct ami_server *a)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	(void)a;
	talk_hear(t, PATIENCE);
	for (int i = 0; i < FLOOD; i += 100) {
		buf_reset(&text);
		for (int n = i; n < i + 100; n++)
			buf_addf(&text, "Event: Hangup\r\nPrivilege: call,all\r\nNumber: %d\r\n\r\n", n);
		talk_say(t, buf_z(&text));
	}
	talk_reply(t, "Success", "");
	talk_hear(t, PATIENCE);
	buf_clear(&text);
}

static bool
wants_none(void *arg, struct str name)
{
	(void)arg, (void)name;
	return false;
}

/* Take the flood up to the answer, in haste or not. Returns how many events came, in order; and how
 * often the owner did not have the duty. */
static size_t
take_flood(bool slowly, int *without)
{
	size_t events = 0;
	long last = -1, number;

	sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	for (;;) {
		struct item item = next_item();
		if (item.kind == ITEM_REPLY)
			return events;
		ck_assert_int_eq(item.kind, ITEM_EVENT);
		ck_assert(str_number(msg_get(&item.msg, STR("Number")), 0, FLOOD, &number));
		ck_assert_msg(number > last, "event %ld comes after %ld", number, last);
		last = number;
		if (slowly && events % 2000 == 0) {
			poll(NULL, 0, events ? 5 : 100); /* the thread takes over after 20 ms */
			*without += !resting_has_duty(s, inbox_fd);
		}
		events++;
	}
}

START_TEST(nothing_is_lost_while_it_changes_hands)
{
	int without = 0;

	start(play_flood, (struct session_options){.lossless = true});
	ck_assert_uint_eq(take_flood(true, &without), FLOOD);
	ck_assert_msg(without > 0, "the busy owner kept the duty");
	finish();
}
END_TEST

/* But those that the thread has read in two parts. */
START_TEST(an_owner_who_reads_passes_over_what_he_does_not_want)
{
	start(play_flood, (struct session_options){.lossless = true});
	session_want(s, wants_none, NULL);
	ck_assert_uint_lt(take_flood(false, NULL), FLOOD / 100);
	finish();
}
END_TEST

static void
play_four(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_say(t, EVENT("Newexten") EVENT("Newexten") EVENT("Hangup") EVENT("Newexten"));
	talk_reply(t, "Success", "");
	talk_hear(t, PATIENCE);
}

static bool
is_wanted(void *arg, struct str name)
{
	return str_eq(name, str_of(arg));
}

/* What the owner wants after an event holds for those that were read together with it. */
START_TEST(wants_change_with_an_event)
{
	start(play_four, (struct session_options){0});
	char first[] = "Hangup", then[] = "Newexten";
	session_want(s, is_wanted, first);
	sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Hangup"));
	session_want(s, is_wanted, then);
	item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Newexten"));
	expect(ITEM_REPLY);
	finish();
}
END_TEST

static void
play_end(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_say(t, EVENT("Hangup"));
}

/* The last event, what became of the request, and the end; the next connection is the thread's
 * first, too. */
START_TEST(the_thread_ends_what_the_owner_has_lost)
{
	start(play_end, (struct session_options){.reconnect = true, .first_pause = 1});
	uint32_t request = sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	expect(ITEM_EVENT);
	ck_assert_uint_eq(expect(ITEM_LOST).request, request);
	struct item item = expect(ITEM_OFFLINE);
	ck_assert(item.more);
	ck_assert(!resting_has_duty(s, inbox_fd));
	finish();
}
END_TEST

static atomic_bool go;

/* An event, and much later the answer. */
static void
play_late(struct talk *t, struct ami_server *a)
{
	msec deadline = clock_now() + PATIENCE;

	(void)a;
	talk_hear(t, PATIENCE);
	talk_say(t, EVENT("Hangup"));
	while (!atomic_load(&go) && clock_now() < deadline)
		poll(NULL, 0, 1);
	talk_reply(t, "Success", "");
	talk_hear(t, PATIENCE);
}

/* The owner handles an event when the process is stopped, for longer than the answer may take.
 * Returns whether that is waited for. */
static bool
wait_after_a_stop(void)
{
	atomic_store(&go, false);
	start(play_late, (struct session_options){0});
	sender_send(s, "CoreStatus", NULL, NULL, 1500);
	struct item item = next_item();
	if (item.kind == ITEM_EVENT)
		ck_assert_int_eq(system("kill -STOP $PPID; sleep 1.7; kill -CONT $PPID"), 0);
	bool came = false;
	for (msec end = clock_now() + 50; !came && resting_sleep(s, end);)
		came = session_next(s, &item);
	atomic_store(&go, true);
	if (!came)
		item = next_item();
	finish();
	return item.kind == ITEM_REPLY;
}

START_TEST(nothing_is_late_because_the_process_was_stopped)
{
	int times = 1;

	while (!wait_after_a_stop() && times < TIMES)
		times++;
	ck_assert_int_lt(times, TIMES);
}
END_TEST

static void
play_event(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "");
	talk_say(t, EVENT("Hangup"));
	talk_hear(t, PATIENCE);
}

/* Returns false if the owner did not have the duty. */
static bool
look_without_sleep(void)
{
	struct item item;

	start(play_event, (struct session_options){0});
	ask();
	bool came = session_next(s, &item);
	if (!came) {
		resting_sleep_through(s, clock_now() + PATIENCE);
		session_looks(s);
		came = session_next(s, &item);
	}
	bool had = resting_has_duty(s, inbox_fd);
	ck_assert_msg(!had || (came && item.kind == ITEM_EVENT), "the event was not seen");
	finish();
	return had;
}

START_TEST(who_looks_sees_what_has_come)
{
	int times = 1;

	while (!look_without_sleep() && times < TIMES)
		times++;
	ck_assert_int_lt(times, TIMES);
}
END_TEST

static void
play_two(struct talk *t, struct ami_server *a)
{
	(void)a;
	talk_hear(t, PATIENCE);
	talk_say(t, EVENT("Hangup") EVENT("Newexten"));
	talk_hear(t, PATIENCE);
}

/* The owner reads two events, takes one, and goes to somebody who only polls. */
START_TEST(what_is_left_of_a_turn_can_be_polled_for)
{
	start(play_two, (struct session_options){0});
	sender_send(s, "CoreStatus", NULL, NULL, PATIENCE);
	struct item item = expect(ITEM_EVENT);
	EXPECT_STR(msg_title(&item.msg), STR("Hangup"));
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	ck_assert_int_eq(poll(&ready, 1, PATIENCE), 1);
	ck_assert(session_next(s, &item));
	EXPECT_STR(msg_title(&item.msg), STR("Newexten"));
	ck_assert(!session_next(s, &item));
	ck_assert_int_eq(poll(&ready, 1, 0), 0);
	finish();
}
END_TEST

/* A command that says what a server does, ends its output and lives on: who reads the end waits for
 * the command's. */
static char ends_first[] =
    "printf 'Asterisk Call Manager/11.0.0\\r\\n'; id=; "
    "while IFS= read -r l; do l=${l%?}; case $l in ActionID*) id=$l;; '') break;; esac; done; "
    "printf 'Response: Success\\r\\n%s\\r\\nMessage: Authentication accepted\\r\\n\\r\\n' "
    "\"$id\"; sleep 0.1; exec >&- <&-; sleep 1";

START_TEST(the_thread_reads_the_end_of_a_command)
{
	char host[] = "127.0.0.1", port[] = "5038";
	const struct endpoint e = {
	    .scheme = SCHEME_AMI,
	    .host = host,
	    .port = port,
	    .proxy = ends_first,
	    .proxy_unasked = ends_first,
	};
	struct item item;

	s = session_new(&(struct session_options){
	    .endpoint = &e,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .auth = AUTH_PLAIN,
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .room = 1 << 20,
	});
	inbox_fd = session_fd(s);
	expect(ITEM_ONLINE);
	while (!session_next(s, &item) && resting_has_duty(s, inbox_fd))
		resting_sleep(s, clock_now() + PATIENCE);
	ck_assert_msg(!resting_has_duty(s, inbox_fd), "item of kind %d came first", item.kind);
	expect(ITEM_OFFLINE);
	session_free(s);
}
END_TEST

Suite *
suite_duty(void)
{
	Suite *suite = suite_create("duty");
	TCase *t = tcase_create("duty");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, goes_to_and_fro);
	tcase_add_test(t, the_thread_reads_for_an_owner_who_does_not_wait);
	tcase_add_test(t, the_owner_pings_while_he_sleeps);
	tcase_add_test(t, the_thread_takes_over_from_an_owner_who_is_away);
	tcase_add_test(t, the_thread_wakes_when_the_owner_leaves);
	tcase_add_test(t, nothing_is_lost_while_it_changes_hands);
	tcase_add_test(t, an_owner_who_reads_passes_over_what_he_does_not_want);
	tcase_add_test(t, wants_change_with_an_event);
	tcase_add_test(t, the_thread_ends_what_the_owner_has_lost);
	tcase_add_test(t, nothing_is_late_because_the_process_was_stopped);
	tcase_add_test(t, who_looks_sees_what_has_come);
	tcase_add_test(t, what_is_left_of_a_turn_can_be_polled_for);
	tcase_add_test(t, the_thread_reads_the_end_of_a_command);
	suite_add_tcase(suite, t);
	return suite;
}
