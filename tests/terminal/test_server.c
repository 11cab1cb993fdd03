/* SPDX-License-Identifier: ISC */
/* The test's own manager, spoken to over a plain socket. */
#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../patience.h"
#include "base/buf.h"
#include "base/clock.h"
#include "server.h"

Suite *suite_server(void);

static struct server *server;
static int fd;
static struct buf got;

/* Connect, or return -1. */
static int
connect_to(int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
	int sock = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (connect(sock, (struct sockaddr *)&a, sizeof(a)) == 0)
		return sock;
	close(sock);
	return -1;
}

static void
set_up(void)
{
	server = server_start();
	fd = connect_to(server_port(server));
	ck_assert_int_ne(fd, -1);
	buf_init(&got, BUF_MAX_MESSAGE);
}

static void
tear_down(void)
{
	close(fd);
	server_stop(server);
	buf_clear(&got);
}

/* Read until the text came. */
static void
expect(const char *text)
{
	msec deadline = clock_now() + PATIENCE;

	while (strstr(buf_z(&got), text) == NULL) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		char bytes[4096];
		ssize_t n;

		ck_assert_msg(clock_now() < deadline, "expected '%s', got '%s'", text, buf_z(&got));
		if (poll(&p, 1, 100) != 1)
			continue;
		n = read(fd, bytes, sizeof(bytes));
		ck_assert_msg(n > 0, "expected '%s', got the end after '%s'", text, buf_z(&got));
		buf_add(&got, bytes, (size_t)n);
	}
}

static void
say(const char *text)
{
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

START_TEST(logs_in)
{
	expect("Asterisk Call Manager/11.0.0\r\n");
	say("Action: Challenge\r\nActionID: 1\r\nAuthType: MD5\r\n\r\n");
	expect("Response: Success\r\nActionID: 1\r\nChallenge: 102273405\r\n\r\n");
	ck_assert_int_eq(server_logins(server), 0);
	say("action:login\r\nactionid: 2\r\nUsername: hello\r\n\r\n");
	expect("Response: Success\r\nActionID: 2\r\nMessage: Authentication accepted\r\n\r\n"
	       "Event: FullyBooted\r\n");
	ck_assert_int_eq(server_logins(server), 1);
}
END_TEST

START_TEST(answers)
{
	say("Action: Ping\r\n\r\nAction: Nope\r\nActionID: 7\r\n\r\n");
	expect("\r\nResponse: Success\r\nPing: Pong\r\n");
	expect("Response: Error\r\nActionID: 7\r\nMessage: Invalid/unknown command: Nope. ");
	say("Action: CoreShowChannels\r\nActionID: 8\r\n\r\n");
	expect("ActionID: 8\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n"
	       "Event: CoreShowChannelsComplete\r\nActionID: 8\r\nEventList: Complete\r\n");
	say("Action: ListCommands\r\n\r\n");
	expect("\r\nPing: Ask for a sign of life.  (Priv: <none>)\r\n");
}
END_TEST

/* Fail unless the oldest message of the action is that. */
static void
expect_taken(const char *action, const char *message)
{
	char *taken = server_take(server, action);

	ck_assert_ptr_nonnull(taken);
	ck_assert_str_eq(taken, message);
	free(taken);
}

START_TEST(tells_what_came)
{
	char *all;

	say("Action: Ping\r\nActionID: 1\r\n\r\nAction: Ping\r\nX: 2\r\nActionID: 2\r\n\r\n");
	say("ActionID: 3\r\nAction: Hangup\r\n\r\n");
	expect("ActionID: 3\r\n");
	expect_taken("Hangup", "Action: Hangup\r\n\r\n");
	expect_taken("ping", "Action: Ping\r\n\r\n");
	expect_taken("ping", "Action: Ping\r\nX: 2\r\n\r\n");
	ck_assert_ptr_null(server_take(server, "ping"));
	all = server_received(server);
	ck_assert_msg(strstr(all, "X: 2\r\nActionID: 2\r\n") != NULL, "received '%s'", all);
	free(all);
	server_forget(server);
	all = server_received(server);
	ck_assert_str_eq(all, "");
	free(all);
}
END_TEST

START_TEST(pushes_and_holds)
{
	expect("Manager");
	server_hold(server, true);
	say("Action: Ping\r\nActionID: 1\r\n\r\n");
	server_pushf(server, "Event: %s\r\n\r\n", "Made");
	expect("Event: Made\r\n\r\n");
	server_hold(server, false);
	say("Action: Ping\r\nActionID: 2\r\n\r\n");
	expect("ActionID: 2\r\n");
	ck_assert_ptr_null(strstr(buf_z(&got), "ActionID: 1"));
}
END_TEST

START_TEST(floods)
{
	server_flood(server, 10000);
	expect("PJSIP/flood-00000064");
	server_flood(server, 0);
	ck_assert_uint_gt(server_flooded(server), 100);
}
END_TEST

START_TEST(cuts_and_refuses)
{
	char c;

	expect("Manager");
	server_refuse(server, true);
	server_cut(server);
	ck_assert_int_eq(read(fd, &c, 1), 0);
	ck_assert_int_eq(connect_to(server_port(server)), -1);
	server_refuse(server, false);
	close(fd);
	fd = connect_to(server_port(server));
	ck_assert_int_ne(fd, -1);
	buf_reset(&got);
	expect("Manager");
}
END_TEST

Suite *
suite_server(void)
{
	Suite *suite = suite_create("server");
	TCase *tc = tcase_create("server");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, logs_in);
	tcase_add_test(tc, answers);
	tcase_add_test(tc, tells_what_came);
	tcase_add_test(tc, pushes_and_holds);
	tcase_add_test(tc, floods);
	tcase_add_test(tc, cuts_and_refuses);
	suite_add_tcase(suite, tc);
	return suite;
}
