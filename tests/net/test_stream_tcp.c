/* SPDX-License-Identifier: ISC */
/* TCP on loopback: every way to connect and to fail, and the errors. */
#include <check.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/stages.h"
#include "net/stream_impl.h"
#include "server.h"

/* Open a stream to host and port, as a user would write them. */
static int
try_open(struct stream **s, const char *host, const char *port, msec wait, int cancel_fd,
    struct err *err)
{
	struct endpoint e = {.scheme = SCHEME_AMI};

	ck_assert_int_eq(endpoint_set_host(&e, str_of(host), err), 0);
	ck_assert_int_eq(endpoint_set_port(&e, str_of(port), err), 0);
	msec deadline = wait == CLOCK_NEVER ? wait : clock_now() + wait;
	int status = stream_open(s, &e, deadline, cancel_fd, err);
	endpoint_clear(&e);
	return status;
}

/* The list that a name with these addresses (NULL: no more) gives, in this order. */
static struct addrinfo *
addresses(const char *port, const char *const *texts)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
	struct addrinfo *list = NULL, **end = &list;

	for (; *texts; texts++, end = &(*end)->ai_next)
		ck_assert_int_eq(getaddrinfo(*texts, port, &hints, end), 0);
	return list;
}

/* Say something through s and hear it again. */
static void
assert_echo(struct stream *s)
{
	struct err err = {0};
	char p[8] = "";

	ck_assert_int_eq(stream_write(s, "hello", 5, &err), 5);
	ck_assert_msg(read_full(s, p, 5, &err) == 5, "%s", err.text);
	ck_assert_str_eq(p, "hello");
}

START_TEST(addresses_and_names_connect)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost"};
	struct server server;
	struct stream *s;
	struct err err = {0};

	server_start(&server, serve_echo, NULL);
	ck_assert_msg(
	    try_open(&s, hosts[_i], server.port, PATIENCE, -1, &err) == 0, "%s", err.text);
	ck_assert(s->encrypted);
	ck_assert_uint_eq(s->max_write, 0);
	ck_assert(!stream_pending(s));
	ck_assert_int_eq(stream_wants(s), POLLIN);
	assert_echo(s);
	stream_close(s);
	server_join(&server);
}
END_TEST

START_TEST(ipv6_connects)
{
	char port[8];
	int fd = server_bind(AF_INET6, port);
	struct stream *s;
	struct err err = {0};

	if (fd < 0)
		return;
	ck_assert_int_eq(listen(fd, 1), 0);
	ck_assert_msg(try_open(&s, "[::1]", port, PATIENCE, -1, &err) == 0, "%s", err.text);
	ck_assert(s->encrypted);
	stream_close(s);
	close(fd);
}
END_TEST

START_TEST(the_socket_is_set_up)
{
	struct server server;
	struct stream *s;
	struct err err = {0};
	int nodelay = 0, keepalive = 0;
	socklen_t size = sizeof(int);

	server_start(&server, serve_echo, NULL);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", server.port, PATIENCE, -1, &err), 0);
	int fd = stream_fd(s);
	ck_assert_int_eq(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &nodelay, &size), 0);
	ck_assert_int_eq(getsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &keepalive, &size), 0);
	ck_assert_int_ne(nodelay, 0);
	ck_assert_int_ne(keepalive, 0);
	ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	ck_assert(fcntl(fd, F_GETFL) & O_NONBLOCK);
	stream_close(s);
	server_join(&server);
}
END_TEST

START_TEST(refusal_names_the_server)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost"};
	char port[8], want[64];
	int fd = server_refuse(port);
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(try_open(&s, hosts[_i], port, PATIENCE, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	snprintf(want, sizeof(want), "%s:%s: ", hosts[_i], port);
	ck_assert_msg(str_starts(str_of(err.text), str_of(want)), "%s", err.text);
	ck_assert_msg(str_ends(str_of(err.text), STR(": connection refused")), "%s", err.text);
	ck_assert_ptr_null(s);
	close(fd);
}
END_TEST

START_TEST(unknown_name_is_named)
{
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(try_open(&s, "pbx.invalid", "5038", PATIENCE, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_msg(str_starts(str_of(err.text), STR("pbx.invalid:5038: ")), "%s", err.text);
}
END_TEST

START_TEST(silence_ends_at_the_deadline)
{
	struct server_full full;
	struct stream *s;
	struct err err = {0};
	char want[64];

	server_fill(&full);
	msec start = clock_now();
	ck_assert_int_eq(try_open(&s, "127.0.0.1", full.port, 150, -1, &err), -1);
	ck_assert_int_ge(clock_now() - start, 150);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	snprintf(want, sizeof(want), "127.0.0.1:%s: timed out", full.port);
	ck_assert_str_eq(err.text, want);
	server_empty(&full);
}
END_TEST

START_TEST(connecting_can_be_cancelled)
{
	struct server_full full;
	struct stream *s;
	struct err err = {0};
	int cancel[2];

	server_fill(&full);
	ck_assert_int_eq(pipe(cancel), 0);
	write_all(cancel[1], "", 1);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", full.port, CLOCK_NEVER, cancel[0], &err), -1);
	ck_assert_int_eq(err.kind, ERR_INTERRUPTED);
	ck_assert_str_eq(err.text, "interrupted");
	close(cancel[0]);
	close(cancel[1]);
	server_empty(&full);
}
END_TEST

START_TEST(every_address_is_tried_and_named)
{
	char port[8];
	int closed = server_refuse(port);
	struct addrinfo *list = addresses(
	    port, (const char *const[]){"127.0.0.1", "127.0.0.2", "127.0.0.3", "::1", NULL});
	struct err err = {0};

	ck_assert_int_eq(tcp_connect(list, NULL, clock_now() + PATIENCE, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_str_eq(err.text, "127.0.0.1: connection refused, ::1: connection refused,"
	                           " 127.0.0.2: connection refused, 127.0.0.3: connection refused");
	freeaddrinfo(list);
	close(closed);
}
END_TEST

/* A line for each stage that was told. */
static void
note_stage(void *arg, enum stage_kind stage, enum stage_state state, struct str text)
{
	ck_assert_int_eq(stage, STAGE_TCP);
	buf_addf(arg, "%c %.*s\n", "-+?"[state], STR_ARG(text));
}

START_TEST(a_later_address_answers)
{
	struct server server;
	struct err err = {0};
	struct buf told = BUF_INIT(BUF_MAX_LINE);
	const struct stages stages = {note_stage, &told};

	server_start(&server, serve_echo, NULL);
	struct addrinfo *list = addresses(
	    server.port, (const char *const[]){"127.0.0.2", "::1", "127.0.0.3", "127.0.0.1", NULL});
	int fd = tcp_connect(list, &stages, clock_now() + PATIENCE, -1, &err);
	ck_assert_msg(fd >= 0, "%s", err.text);
	ck_assert_str_eq(buf_z(&told), "- \n"
	    "? 127.0.0.2: connection refused\n? ::1: connection refused\n"
	    "? 127.0.0.3: connection refused\n+ connected to 127.0.0.1 from 127.0.0.1\n");
	buf_clear(&told);
	close(fd);
	freeaddrinfo(list);
	server_join(&server);
}
END_TEST

/* A silent address takes its share of the time, not all of it. */
START_TEST(a_silent_address_leaves_time_for_the_next)
{
	struct server_full full;
	struct server server;
	struct err err = {0};

	server_fill(&full);
	server_start(&server, serve_echo, NULL);
	struct addrinfo *list = addresses(full.port, (const char *const[]){"127.0.0.1", NULL});
	list->ai_next = addresses(server.port, (const char *const[]){"127.0.0.1", NULL});
	msec start = clock_now();
	int fd = tcp_connect(list, NULL, start + 2000, -1, &err);
	ck_assert_msg(fd >= 0, "%s", err.text);
	ck_assert_int_ge(clock_now() - start, 1000);
	close(fd);
	freeaddrinfo(list);
	server_join(&server);
	server_empty(&full);
}
END_TEST

START_TEST(the_end_stays_the_end)
{
	static char banner[] = "Asterisk Call Manager/11.0.0\r\n";
	struct server server;
	struct stream *s;
	struct err err = {0};
	char p[64] = "";

	server_start(&server, serve_text, banner);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", server.port, PATIENCE, -1, &err), 0);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), sizeof(banner) - 1);
	ck_assert_str_eq(p, banner);
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 0);
	stream_close(s);
	server_join(&server);
}
END_TEST

/* Once the client has said something, close so that it sees a reset. */
static void
serve_reset(int client, void *arg)
{
	struct linger abort = {.l_onoff = 1};
	char byte;

	(void)arg;
	if (read(client, &byte, 1) == 1)
		setsockopt(client, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
}

START_TEST(a_reset_is_an_error_that_stays)
{
	struct server server;
	struct stream *s;
	struct err err = {0};
	char p[64];

	server_start(&server, serve_reset, NULL);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", server.port, PATIENCE, -1, &err), 0);
	ck_assert_int_eq(stream_write(s, "x", 1, &err), 1);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), -1);
	ck_assert_int_eq(err.kind, ERR_LOST);
	ck_assert_str_eq(err.text, "connection lost: connection reset by peer");
	err_clear(&err);
	ck_assert_int_eq(stream_write(s, p, 1, &err), -1);
	ck_assert_str_eq(err.text, "connection lost: connection reset by peer");
	stream_close(s);
	server_join(&server);
}
END_TEST

/* Keep the client waiting, without reading, until a byte comes from the test. */
static void
serve_nothing(int client, void *gate)
{
	struct pollfd wait = {.fd = *(int *)gate, .events = POLLIN};

	(void)client;
	poll(&wait, 1, PATIENCE);
}

START_TEST(a_full_socket_says_again)
{
	struct server server;
	struct stream *s;
	struct err err = {0};
	char *p = calloc(1, 1 << 16);
	int gate[2];
	ssize_t n;

	ck_assert_int_eq(pipe(gate), 0);
	server_start(&server, serve_nothing, &gate[0]);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", server.port, PATIENCE, -1, &err), 0);
	ck_assert_int_eq(stream_read(s, p, 1, &err), STREAM_AGAIN);
	stream_narrow(s);
	while ((n = stream_write(s, p, 1 << 16, &err)) > 0)
		;
	ck_assert_int_eq(n, STREAM_AGAIN);
	stream_close(s);
	write_all(gate[1], "", 1);
	server_join(&server);
	close(gate[0]);
	close(gate[1]);
	free(p);
}
END_TEST

struct counter {
	int gate;
	size_t n;
};

/* Say something, wait for the gate, then count what comes until the end. */
static void
serve_count(int client, void *arg)
{
	struct counter *counter = arg;
	struct pollfd wait = {.fd = counter->gate, .events = POLLIN};
	char p[4096];
	ssize_t n;

	write_all(client, "hello", 5);
	poll(&wait, 1, PATIENCE);
	while ((n = read(client, p, sizeof(p))) > 0)
		counter->n += (size_t)n;
}

START_TEST(closing_loses_nothing_although_something_is_unread)
{
	struct server server;
	struct counter counter = {0};
	struct stream *s;
	struct err err = {0};
	char p[4096] = "";
	int gate[2];
	size_t written = 0;
	ssize_t n;

	ck_assert_int_eq(pipe(gate), 0);
	counter.gate = gate[0];
	server_start(&server, serve_count, &counter);
	ck_assert_int_eq(try_open(&s, "127.0.0.1", server.port, PATIENCE, -1, &err), 0);
	struct pollfd wait = {.fd = stream_fd(s), .events = POLLIN};
	ck_assert_int_eq(poll(&wait, 1, PATIENCE), 1);
	stream_narrow(s);
	while ((n = stream_write(s, p, sizeof(p), &err)) > 0)
		written += (size_t)n;
	ck_assert_int_eq(n, STREAM_AGAIN);
	stream_close(s);
	write_all(gate[1], "", 1);
	server_join(&server);
	ck_assert_uint_eq(counter.n, written);
	close(gate[0]);
	close(gate[1]);
}
END_TEST

Suite *suite_stream_tcp(void);

Suite *
suite_stream_tcp(void)
{
	Suite *suite = suite_create("stream_tcp");
	TCase *tc = tcase_create("stream_tcp");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, addresses_and_names_connect, 0, 2);
	tcase_add_test(tc, ipv6_connects);
	tcase_add_test(tc, the_socket_is_set_up);
	tcase_add_loop_test(tc, refusal_names_the_server, 0, 2);
	tcase_add_test(tc, unknown_name_is_named);
	tcase_add_test(tc, silence_ends_at_the_deadline);
	tcase_add_test(tc, connecting_can_be_cancelled);
	tcase_add_test(tc, every_address_is_tried_and_named);
	tcase_add_test(tc, a_later_address_answers);
	tcase_add_test(tc, a_silent_address_leaves_time_for_the_next);
	tcase_add_test(tc, the_end_stays_the_end);
	tcase_add_test(tc, a_reset_is_an_error_that_stays);
	tcase_add_test(tc, a_full_socket_says_again);
	tcase_add_test(tc, closing_loses_nothing_although_something_is_unread);
	suite_add_tcase(suite, tc);
	return suite;
}
