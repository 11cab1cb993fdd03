/* SPDX-License-Identifier: ISC */
/*
 * A connection that is cut at every byte, in both directions: each time there is one clear end, no
 * hang, and no action is sent twice.
 */
#include <check.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../net/server.h"
#include "base/mem.h"
#include "resting.h"

Suite *suite_cuts(void);

/* A manager that serves one client after the other; the first gets only so many bytes, and only so
 * many of its own are read. */
static struct {
	int listener;
	pthread_t thread;
	size_t says;  /* bytes that may still go to the client */
	size_t hears; /* and come from it */
	atomic_uint events; /* UserEvent actions that came whole */
	atomic_bool over;
} manager;

static bool keen; /* the owner reads himself as soon and as often as he may */

static bool
say(int fd, const char *text)
{
	size_t n = strlen(text), may = n < manager.says ? n : manager.says;

	manager.says -= may;
	return send(fd, text, may, MSG_NOSIGNAL) == (ssize_t)may && may == n;
}

/* Answer one whole action. False: that was the last byte, or the last action. */
static bool
answer(int fd, struct str block)
{
	struct buf reply = BUF_INIT(BUF_MAX_LINE);
	size_t at = str_find(block, STR("ActionID: "));
	struct str id = str_from_at(block, at + 10);

	id = str_head(id, str_chr(id, '\r'));
	buf_addf(&reply, "Response: Success\r\nActionID: %.*s\r\n", STR_ARG(id));
	if (str_find(block, STR("Action: Challenge")) == 0)
		buf_addz(&reply, "Challenge: 123456789\r\n");
	if (str_find(block, STR("Action: UserEvent")) == 0)
		atomic_fetch_add(&manager.events, 1);
	buf_addz(&reply, "Message: done\r\n\r\n");
	bool more = say(fd, buf_z(&reply));
	buf_clear(&reply);
	return more && str_find(block, STR("Action: Logoff")) != 0;
}

/* Serve one client until it leaves or the bytes are used up. */
static void
serve(int fd)
{
	struct buf input = BUF_INIT(BUF_MAX_LINE);
	bool open = say(fd, "Asterisk Call Manager/11.0.0\r\n");

	while (open && manager.hears) {
		char *room = buf_room(&input, 4096);
		size_t want = manager.hears < 4096 ? manager.hears : 4096;
		ssize_t n = recv(fd, room, want, 0);
		if (n <= 0)
			break;
		manager.hears -= (size_t)n;
		input.n += (size_t)n;
		size_t end;
		while (open && (end = str_find(buf_str(&input), STR("\r\n\r\n"))) < input.n) {
			open = answer(fd, str_head(buf_str(&input), end + 4));
			buf_drop(&input, end + 4);
		}
	}
	buf_clear(&input);
}

static void *
run(void *arg)
{
	(void)arg;
	while (!atomic_load(&manager.over)) {
		struct pollfd ready = {.fd = manager.listener, .events = POLLIN};
		int fd = poll(&ready, 1, 50) == 1 ? accept(manager.listener, NULL, NULL) : -1;
		if (fd < 0)
			continue;
		serve(fd);
		close(fd);
		manager.says = manager.hears = SIZE_MAX;
	}
	return NULL;
}

static void
send_event(struct session *s)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);
	struct action a;
	struct err err;

	session_action_id(s, &id);
	ck_assert_int_eq(action_init(&a, STR("UserEvent"), buf_str(&id), &err), 0);
	ck_assert_int_eq(action_header(&a, STR("UserEvent"), STR("Cut"), &err), 0);
	action_end(&a);
	session_send(s, &a, PATIENCE);
	action_clear(&a);
	buf_clear(&id);
}

/* The outcome of a session: how often each kind of item came. */
struct outcome {
	unsigned online, offline, replies;
	bool last; /* it will not be tried again */
};

/* Take items until the action has been answered, or the connection is gone for good, or back. */
static struct outcome
live(struct session *s, const char *what, size_t bytes)
{
	struct outcome o = {0};
	msec deadline = clock_now() + PATIENCE;
	struct item item;

	while (!o.last && !o.replies && !(o.offline && o.online > 1)) {
		if (!session_next(s, &item)) {
			if (keen)
				resting_want_duty(s);
			ck_assert_msg(resting_sleep(s, deadline), "%s cut after %zu bytes: a hang", what,
			    bytes);
			continue;
		}
		if (item.kind == ITEM_ONLINE && o.online++ == 0)
			send_event(s);
		o.replies += item.kind == ITEM_REPLY;
		if (item.kind != ITEM_OFFLINE)
			continue;
		o.offline++;
		o.last = !item.more;
		ck_assert_msg(item.text.n > 0 && item.error != ERR_NONE,
		    "%s cut after %zu bytes: no word about it", what, bytes);
	}
	return o;
}

static struct outcome
play(size_t says, size_t hears, bool reconnect, const char *what)
{
	char host[] = "127.0.0.1", port[8];
	struct endpoint e = {.scheme = SCHEME_AMI, .host = host, .port = port};

	manager.listener = server_bind(AF_INET, port);
	ck_assert_int_eq(listen(manager.listener, 4), 0);
	manager.says = says;
	manager.hears = hears;
	atomic_store(&manager.events, 0);
	atomic_store(&manager.over, false);
	ck_assert_int_eq(pthread_create(&manager.thread, NULL, run, NULL), 0);
	struct session *s = session_new(&(struct session_options){
	    .endpoint = &e,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .reconnect = reconnect,
	    .lossless = true,
	    .room = 1 << 20,
	});
	struct outcome o = live(s, what, says < hears ? says : hears);
	session_free(s);
	atomic_store(&manager.over, true);
	shutdown(manager.listener, SHUT_RDWR); /* wakes its poll */
	pthread_join(manager.thread, NULL);
	close(manager.listener);
	return o;
}

/* The bytes that each side sends in a conversation that is not cut: more than that changes nothing. */
#define SAID  260
#define HEARD 420

static void
check_cut(size_t says, size_t hears, const char *what)
{
	struct outcome o = play(says, hears, false, what);

	ck_assert_uint_eq(o.replies + o.offline, 1);
	ck_assert_uint_le(atomic_load(&manager.events), 1);
	if (o.replies)
		ck_assert_uint_eq(atomic_load(&manager.events), 1);
}

START_TEST(server_is_cut_at_every_byte)
{
	keen = _i;
	for (size_t n = 0; n < SAID; n++)
		check_cut(n, SIZE_MAX, "the server");
}
END_TEST

START_TEST(client_is_cut_at_every_byte)
{
	keen = _i;
	for (size_t n = 1; n < HEARD; n++)
		check_cut(SIZE_MAX, n, "the client");
}
END_TEST

START_TEST(whole_conversation_is_answered)
{
	keen = _i;
	struct outcome o = play(SIZE_MAX, SIZE_MAX, false, "nothing");

	ck_assert_uint_eq(o.replies, 1);
	ck_assert_uint_eq(o.offline, 0);
}
END_TEST

START_TEST(nothing_is_sent_twice_on_another_connection)
{
	keen = _i;
	for (size_t n = HEARD; n > 0; n -= n < 60 ? n : 60) {
		struct outcome o = play(SIZE_MAX, n, true, "the client");
		ck_assert_uint_le(atomic_load(&manager.events), 1);
		if (!o.replies && o.online)
			ck_assert_uint_eq(o.online, 2);
	}
}
END_TEST

Suite *
suite_cuts(void)
{
	Suite *s = suite_create("cuts");
	TCase *t = tcase_create("cuts");

	tcase_set_tags(t, "cuts");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, whole_conversation_is_answered, 0, 2);
	tcase_add_loop_test(t, server_is_cut_at_every_byte, 0, 2);
	tcase_add_loop_test(t, client_is_cut_at_every_byte, 0, 2);
	tcase_add_loop_test(t, nothing_is_sent_twice_on_another_connection, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
