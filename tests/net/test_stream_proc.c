/* SPDX-License-Identifier: ISC */
/* Streams through commands: bytes, TLS, how commands end, and that none is left. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/stream_impl.h"
#include "tls_server.h"

static char pbx[] = "pbx.example", localhost[] = "localhost", port[] = "5038";

static struct stream *
must_run(char *host, char *command)
{
	struct endpoint e = {.scheme = SCHEME_AMI, .host = host, .port = port, .proxy = command};
	struct stream *s;
	struct err err = {0};

	ck_assert_msg(stream_open(&s, &e, clock_now() + PATIENCE, -1, &err) == 0, "%s", err.text);
	return s;
}

/* No child is left, neither running nor as a zombie. */
static void
assert_childless(void)
{
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
}

START_TEST(bytes_go_through_the_command)
{
	char command[] = "cat", p[8] = "";
	struct stream *s = must_run(pbx, command);
	struct err err = {0};

	ck_assert(!s->encrypted);
	ck_assert_uint_eq(s->max_write, 0);
	ck_assert(fcntl(stream_fd(s), F_GETFD) & FD_CLOEXEC);
	ck_assert_int_eq(stream_read(s, p, 5, &err), STREAM_AGAIN);
	ck_assert_int_eq(stream_write(s, "hello", 5, &err), 5);
	ck_assert_int_eq(read_full(s, p, 5, &err), 5);
	ck_assert_str_eq(p, "hello");
	stream_close(s);
	assert_childless();
}
END_TEST

/* What is plain after the command stays on the far machine, when it leads to that one itself. */
START_TEST(only_loopback_is_private)
{
	char command[] = "cat";
	struct stream *s = must_run(localhost, command);

	ck_assert(s->encrypted);
	stream_close(s);
}
END_TEST

/* It is in a session of its own, without a terminal: our keys do not reach it, and it cannot ask
 * anybody. */
START_TEST(the_command_is_deaf_to_the_interrupt_key)
{
	char command[] = "(: </dev/tty) 2>/dev/null && echo asks; ps -o sid= -p $$ | "
	                 "grep -q \"^ *$$$\" && echo alone", p[8] = "";
	struct stream *s = must_run(pbx, command);
	struct err err = {0};

	ck_assert_int_eq(read_full(s, p, 6, &err), 6);
	ck_assert_str_eq(p, "alone\n");
	ck_assert_int_eq(read_full(s, p, 6, &err), 0);
	stream_close(s);
}
END_TEST

/* A command of /bin/sh, not a program with words. */
START_TEST(the_command_is_a_line_of_the_shell)
{
	char command[] = "cd /; x=1 && { pwd; cat; } | cat; exit $x", p[8] = "";
	struct stream *s = must_run(pbx, command);
	struct err err = {0};

	ck_assert_int_eq(read_full(s, p, 2, &err), 2);
	ck_assert_str_eq(p, "/\n");
	ck_assert_int_eq(stream_write(s, "hello", 5, &err), 5);
	ck_assert_int_eq(read_full(s, p, 5, &err), 5);
	ck_assert_str_eq(p, "hello");
	stream_close(s);
	assert_childless();
}
END_TEST

/* While a line is being typed its last words are for the error; if only an answer would help, it is
 * not tried again. */
START_TEST(last_words_are_told)
{
	static const struct {
		const char *command;
		bool jumps;
		enum err_kind kind;
		const char *text;
	} all[] = {
	    {"echo one >&2; echo two >&2; exit 1", false, ERR_CONNECT,
	        "two (proxy command, exit status 1)"},
	    {"echo 'u@h: Permission denied (password).' >&2; exit 255", true, ERR_USAGE,
	        "needs a password: connect asks for it (ssh: u@h: Permission denied (password).)"},
	    {"exit 255", true, ERR_CONNECT, "ssh ended with exit status 255"},
	};
	char *command = strdup(all[_i].command), *never = strdup("echo no"), p[8];
	struct endpoint e = {.host = pbx, .port = port, .talk = TALK_KEPT, .jumps = all[_i].jumps};
	struct stream *s;
	struct err err = {0};

	e.proxy = all[_i].jumps ? never : command;
	e.proxy_unasked = all[_i].jumps ? command : NULL;
	ck_assert_int_eq(stream_open(&s, &e, clock_now() + PATIENCE, -1, &err), 0);
	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), -1);
	ck_assert_str_eq(err.text, all[_i].text);
	ck_assert_int_eq(err.kind, all[_i].kind);
	stream_close(s);
	assert_childless();
	free(command);
	free(never);
}
END_TEST

/* Where the program that asks is not the terminal's matter, ssh may have one of its own: at first. */
START_TEST(nobody_is_asked_again)
{
	char asks[] = "echo asks", unasked[] = "echo quiet", p[8] = "";
	struct endpoint e = {.host = pbx, .port = port, .proxy = asks, .proxy_unasked = unasked,
	    .jumps = true, .talk = TALK_FREELY, .again = _i};
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(stream_open(&s, &e, clock_now() + PATIENCE, -1, &err), 0);
	ck_assert_int_gt(read_full(s, p, 5, &err), 0);
	ck_assert_str_eq(p, _i ? "quiet" : "asks\n");
	stream_close(s);
}
END_TEST

/* Over TLS the end of the command is reported, not a failed handshake. */
START_TEST(its_end_is_told_over_tls)
{
	char command[] = "exit 255";
	struct endpoint e = {.scheme = SCHEME_AMIS, .host = pbx, .port = port, .proxy = command,
	    .jumps = true};
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(stream_open(&s, &e, clock_now() + PATIENCE, -1, &err), -1);
	ck_assert_str_eq(err.text, "pbx.example:5038: ssh ended with exit status 255");
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	assert_childless();
}
END_TEST

START_TEST(failures_of_the_command_are_told)
{
	static const struct {
		const char *command;
		enum err_kind kind;
		const char *text;
	} failures[] = {
	    {"sh -c 'exit 7'", ERR_CONNECT, "proxy command ended with exit status 7"},
	    {"kill -9 $$", ERR_CONNECT, "proxy command ended by signal 9"},
	    {"/no/such/command 2>/dev/null", ERR_CONNECT,
	        "proxy command ended with exit status 127"},
	    {"sh -c 'echo; exit 7'", ERR_LOST,
	        "connection lost: proxy command ended with exit status 7"},
	};
	char *command = strdup(failures[_i].command), p[8];
	struct stream *s = must_run(pbx, command);
	struct err err = {0};

	ck_assert_int_eq(read_full(s, p, sizeof(p), &err), -1);
	ck_assert_int_eq(err.kind, failures[_i].kind);
	ck_assert_str_eq(err.text, failures[_i].text);
	ck_assert_int_eq(stream_write(s, "x", 1, &err), -1);
	stream_close(s);
	assert_childless();
	free(command);
}
END_TEST

START_TEST(a_command_that_stays_is_ended)
{
	static const char *const commands[] = {
	    "sleep 1000",
	    "trap '' TERM; echo deaf; exec sleep 1000",
	};
	char *command = strdup(commands[_i]), p[8];
	struct stream *s = must_run(pbx, command);
	struct err err = {0};

	if (_i)
		ck_assert_int_eq(read_full(s, p, 5, &err), 5);
	msec start = clock_now();
	stream_close(s);
	ck_assert_int_lt(clock_now() - start, PATIENCE);
	assert_childless();
	free(command);
}
END_TEST

START_TEST(replay_needs_no_proxy)
{
	char command[] = "cat", file[] = "/dev/null", p[8];
	struct endpoint e = {.scheme = SCHEME_REPLAY, .host = file, .proxy = command};
	struct stream *s;
	struct err err = {0};

	ck_assert_int_eq(stream_open(&s, &e, 0, -1, &err), 0);
	ck_assert_int_eq(stream_read(s, p, sizeof(p), &err), 0);
	stream_close(s);
	assert_childless();
}
END_TEST

/* A socket to the server that a command can inherit. */
static int
connect_to(const char *server_port)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
	struct addrinfo *list;
	struct err err = {0};

	ck_assert_int_eq(getaddrinfo("127.0.0.1", server_port, &hints, &list), 0);
	int fd = tcp_connect(list, NULL, clock_now() + PATIENCE, -1, &err);
	ck_assert_msg(fd >= 0, "%s", err.text);
	freeaddrinfo(list);
	fcntl(fd, F_SETFL, 0);
	return fd;
}

START_TEST(tls_goes_through_the_command)
{
	struct cert cert;
	struct tls_server t;
	struct stream *s;
	struct err err = {0};
	char command[] = "cat <&2 & exec cat >&2", p[8] = "";

	cert_make(&cert, &(struct cert_spec){.name = "pbx", .from = -1, .until = 1});
	tls_server_init(&t, &cert);
	t.greeting = "hello";
	tls_server_start(&t);
	/* The command has it as its standard error: sh reads no number of two digits. */
	int fd = connect_to(t.server.port), errors = dup(STDERR_FILENO);
	struct endpoint e = {.scheme = SCHEME_AMIS,
	    .host = pbx,
	    .port = port,
	    .proxy = command,
	    .tls.insecure = true};
	dup2(fd, STDERR_FILENO);
	close(fd);
	int opened = stream_open(&s, &e, clock_now() + PATIENCE, -1, &err);
	dup2(errors, STDERR_FILENO);
	close(errors);
	ck_assert_msg(opened == 0, "%s", err.text);
	ck_assert(s->encrypted);
	ck_assert_int_eq(read_full(s, p, 5, &err), 5);
	ck_assert_str_eq(p, "hello");
	ck_assert_int_eq(stream_write(s, "ping", 4, &err), 4);
	stream_close(s);
	tls_server_join(&t);
	ck_assert_uint_eq(t.heard.n, 4);
	tls_server_clear(&t);
	cert_clear(&cert);
}
END_TEST

Suite *suite_stream_proc(void);

Suite *
suite_stream_proc(void)
{
	Suite *suite = suite_create("stream_proc");
	TCase *tc = tcase_create("stream_proc");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, bytes_go_through_the_command);
	tcase_add_test(tc, only_loopback_is_private);
	tcase_add_test(tc, the_command_is_deaf_to_the_interrupt_key);
	tcase_add_test(tc, the_command_is_a_line_of_the_shell);
	tcase_add_loop_test(tc, last_words_are_told, 0, 3);
	tcase_add_loop_test(tc, nobody_is_asked_again, 0, 2);
	tcase_add_test(tc, its_end_is_told_over_tls);
	tcase_add_loop_test(tc, failures_of_the_command_are_told, 0, 4);
	tcase_add_loop_test(tc, a_command_that_stays_is_ended, 0, 2);
	tcase_add_test(tc, replay_needs_no_proxy);
	tcase_add_test(tc, tls_goes_through_the_command);
	suite_add_tcase(suite, tc);
	return suite;
}
