/* SPDX-License-Identifier: ISC */
/* Looking up names: results, and that a hanging name server delays nothing. */
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/resolve.h"
#include "server.h"

static int gate[2];  /* sleepy waits for a byte from here… */
static int awake[2]; /* …and says here that it is about to end */

/* A lookup that takes as long as the test wants. */
static int
sleepy(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list)
{
	char byte;

	(void)host;
	if (read(gate[0], &byte, 1) != 1)
		return EAI_FAIL;
	int code = getaddrinfo("127.0.0.1", port, hints, list);
	write_all(awake[1], "", 1);
	return code;
}

static int
unknown_name(
    const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list)
{
	(void)host, (void)port, (void)hints, (void)list;
	return EAI_NONAME;
}

static int
no_server(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list)
{
	(void)host, (void)port, (void)hints, (void)list;
	return EAI_AGAIN;
}

static int
system_error(
    const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **list)
{
	(void)host, (void)port, (void)hints, (void)list;
	errno = EMFILE;
	return EAI_SYSTEM;
}

static void
open_pipes(void)
{
	ck_assert_int_eq(pipe(gate), 0);
	ck_assert_int_eq(pipe(awake), 0);
}

static void
close_pipes(void)
{
	for (int i = 0; i < 2; i++) {
		close(gate[i]);
		close(awake[i]);
	}
}

/* Let an abandoned lookup end. */
static void
let_go(void)
{
	char byte;

	write_all(gate[1], "", 1);
	ck_assert_int_eq(read(awake[0], &byte, 1), 1);
}

static const struct {
	resolve_fn *lookup;
	const char *text;
} failures[] = {
    {unknown_name, "no such host name"},
    {no_server, "host name lookup failed, no name server answers"},
    {system_error, "host name lookup failed: too many open files"},
};

START_TEST(failures_have_words)
{
	struct addrinfo *list = NULL;
	struct err err = {0};

	ck_assert_int_eq(
	    resolve(&list, failures[_i].lookup, "pbx", "5038", clock_now() + PATIENCE, -1, &err),
	    -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_str_eq(err.text, failures[_i].text);
}
END_TEST

START_TEST(addresses_need_no_lookup)
{
	static const char *const addresses[] = {"192.0.2.1", "2001:db8::1"};
	struct addrinfo *list = NULL;
	struct err err = {0};

	ck_assert_int_eq(resolve(&list, unknown_name, addresses[_i], "5038", 0, -1, &err), 0);
	ck_assert_int_eq(list->ai_family, _i ? AF_INET6 : AF_INET);
	ck_assert_int_eq(list->ai_socktype, SOCK_STREAM);
	ck_assert_ptr_null(list->ai_next);
	freeaddrinfo(list);
}
END_TEST

START_TEST(localhost_needs_no_lookup)
{
	static const char *const names[] = {"localhost", "LOCALHOST.", "pbx.localhost"};
	struct addrinfo *list = NULL, *a;
	struct err err = {0};

	ck_assert_int_eq(resolve(&list, unknown_name, names[_i], "5038", 0, -1, &err), 0);
	for (a = list; a->ai_family != AF_INET; a = a->ai_next)
		ck_assert_ptr_nonnull(a->ai_next);
	const struct sockaddr_in *in = (const void *)a->ai_addr;
	ck_assert_uint_eq(ntohl(in->sin_addr.s_addr), INADDR_LOOPBACK);
	freeaddrinfo(list);
}
END_TEST

START_TEST(other_names_are_looked_up)
{
	static const char *const names[] = {"localhost.example", "notlocalhost", ".", "pbx"};
	struct addrinfo *list = NULL;
	struct err err = {0};

	ck_assert_int_eq(
	    resolve(&list, unknown_name, names[_i], "5038", clock_now() + PATIENCE, -1, &err), -1);
	ck_assert_str_eq(err.text, "no such host name");
}
END_TEST

START_TEST(names_are_looked_up)
{
	struct addrinfo *list = NULL;
	struct err err = {0};

	write_all(gate[1], "", 1);
	ck_assert_msg(resolve(&list, sleepy, "pbx", "5038", clock_now() + PATIENCE, -1, &err) == 0,
	    "%s", err.text);
	ck_assert_int_eq(list->ai_family, AF_INET);
	freeaddrinfo(list);
}
END_TEST

START_TEST(the_deadline_holds)
{
	struct addrinfo *list = NULL;
	struct err err = {0};

	ck_assert_int_eq(resolve(&list, sleepy, "pbx", "5038", clock_now() + 20, -1, &err), -1);
	ck_assert_int_eq(err.kind, ERR_CONNECT);
	ck_assert_str_eq(err.text, "host name lookup failed: timed out");
	let_go();
}
END_TEST

START_TEST(a_lookup_can_be_cancelled)
{
	struct addrinfo *list = NULL;
	struct err err = {0};
	int cancel[2];

	ck_assert_int_eq(pipe(cancel), 0);
	write_all(cancel[1], "", 1);
	ck_assert_int_eq(resolve(&list, sleepy, "pbx", "5038", CLOCK_NEVER, cancel[0], &err), -1);
	ck_assert_int_eq(err.kind, ERR_INTERRUPTED);
	let_go();
	close(cancel[0]);
	close(cancel[1]);
}
END_TEST

Suite *suite_resolve(void);

Suite *
suite_resolve(void)
{
	Suite *suite = suite_create("resolve");
	TCase *tc = tcase_create("resolve");

	tcase_add_checked_fixture(tc, open_pipes, close_pipes);
	tcase_add_loop_test(tc, failures_have_words, 0, 3);
	tcase_add_loop_test(tc, addresses_need_no_lookup, 0, 2);
	tcase_add_loop_test(tc, localhost_needs_no_lookup, 0, 3);
	tcase_add_loop_test(tc, other_names_are_looked_up, 0, 4);
	tcase_add_test(tc, names_are_looked_up);
	tcase_add_test(tc, the_deadline_holds);
	tcase_add_test(tc, a_lookup_can_be_cancelled);
	suite_add_tcase(suite, tc);
	return suite;
}
