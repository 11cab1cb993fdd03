/* SPDX-License-Identifier: ISC */
/* The thread of requests against a scripted server: what is sent, which items come, what is never
 * sent twice, and that it ends while it waits. */
#include "ari/requests.h"

#include <check.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../expect.h"
#include "../net/server.h"
#include "ami/action.h"
#include "session/session.h"

Suite *suite_requests(void);

#define MOMENT 900 /* ms: session_free gives up on its thread after 1000 */

static struct {
	int fd;
	char port[8];
	struct buf request;
} server;
static struct session *s;
static struct endpoint endpoint;

static void
setup(void)
{
	server.fd = server_bind(AF_INET, server.port);
	ck_assert_int_eq(listen(server.fd, 4), 0);
	buf_init(&server.request, BUF_MAX_LINE);
	endpoint = (struct endpoint){
	    .scheme = SCHEME_HTTP,
	    .host = strdup("127.0.0.1"),
	    .port = strdup(server.port),
	    .path = strdup("ari/"),
	};
	setenv("no_proxy", "127.0.0.1", 1);
	s = session_new(&(struct session_options){
	    .run = ari_requests_run,
	    .endpoint = &endpoint,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .room = (size_t)1 << 20,
	    .lossless = true,
	});
}

/* Close the session, which must not have to abandon its thread. */
static void
teardown(void)
{
	msec begin = clock_now();

	session_free(s);
	ck_assert_msg(clock_now() - begin < MOMENT, "session_free took %lld ms",
	    (long long)(clock_now() - begin));
	close(server.fd);
	buf_clear(&server.request);
	endpoint_clear(&endpoint);
}

static void
await(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};

	ck_assert_msg(poll(&ready, 1, PATIENCE) == 1, "nothing came within %d ms", PATIENCE);
}

static uint32_t
ask(const char *wire, msec timeout)
{
	struct action a = {.name = BUF_INIT(64), .id = BUF_INIT(64)};

	buf_init_secret(&a.wire, BUF_MAX_LINE);
	buf_addz(&a.name, "ari");
	buf_addz(&a.wire, wire);
	uint32_t number = session_send(s, &a, timeout);
	action_clear(&a);
	return number;
}

static int
take_client(void)
{
	await(server.fd);
	int fd = accept(server.fd, NULL, NULL);
	ck_assert_int_ge(fd, 0);
	return fd;
}

/* Read a request up to its empty line: it begins like this. */
static void
expect_request(int fd, const char *begins)
{
	char c;

	buf_reset(&server.request);
	while (!str_ends(buf_str(&server.request), STR("\r\n\r\n"))) {
		await(fd);
		ck_assert_int_eq(read(fd, &c, 1), 1);
		buf_addc(&server.request, c);
	}
	EXPECT_ROW(str_starts(buf_str(&server.request), str_of(begins)), str_of(begins),
	    buf_str(&server.request));
}

static void
say(int fd, const char *text)
{
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

static void
answer(int fd, const char *body)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&out, "HTTP/1.1 200 OK\r\nContent-type: application/json\r\n"
	    "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
	say(fd, buf_z(&out));
	buf_clear(&out);
}

static struct item
next(enum item_kind kind, uint32_t request)
{
	struct item item;

	while (!session_next(s, &item))
		await(session_fd(s));
	ck_assert_msg((int)item.kind == (int)kind, "item %d came: %.*s", (int)item.kind,
	    STR_ARG(item.text));
	ck_assert_uint_eq(item.request, request);
	return item;
}

START_TEST(uses_one_connection_for_all)
{
	uint32_t first = ask("GET channels?x=y\n", PATIENCE), second = ask("POST a\n{}", PATIENCE);
	int fd = take_client();

	expect_request(fd, "GET /ari/channels?x=y HTTP/1.1\r\n");
	ck_assert(str_find(buf_str(&server.request),
	              STR("Authorization: Basic aGVsbG86d29ybGQ=\r\n")) < server.request.n);
	answer(fd, "[{\"id\":\"1.2\"},{\"id\":\"1.3\"}]");
	ck_assert(next(ITEM_REPLY, first).more);
	struct item item = next(ITEM_LIST, first);
	EXPECT_STR(msg_get(&item.msg, STR("id")), STR("1.2"));
	next(ITEM_LIST, first);
	next(ITEM_END, first);
	expect_request(fd, "POST /ari/a HTTP/1.1\r\n");
	ck_assert(str_find(buf_str(&server.request), STR("Content-Length: 2\r\n")) <
	          server.request.n);
	say(fd, "HTTP/1.1 404 Not Found\r\nContent-type: application/json\r\n"
	    "Content-Length: 15\r\n\r\n{\"message\":\"x\"}");
	item = next(ITEM_REPLY, second);
	ck_assert(!item.more && msg_is_error(&item.msg));
	EXPECT_STR(msg_get(&item.msg, STR("_status")), STR("404"));
	close(fd);
}
END_TEST

/* What is sent is shown before the answer comes. */
START_TEST(shows_what_it_sends_at_once)
{
	session_free(s);
	s = session_new(&(struct session_options){
	    .run = ari_requests_run,
	    .endpoint = &endpoint,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .room = (size_t)1 << 20,
	    .trace = true,
	});
	uint32_t request = ask("GET channels\n", PATIENCE);
	int fd = take_client();

	EXPECT_STR(next(ITEM_SENT, 0).text, STR("GET /ari/channels\n"));
	expect_request(fd, "GET /ari/channels HTTP/1.1\r\n");
	answer(fd, "{}");
	next(ITEM_HEARD, 0);
	next(ITEM_REPLY, request);
	close(fd);
}
END_TEST

static const char *const changing[] = {"POST a\n", "POST a\n{}", "PUT a\n", "DELETE a\n"};

START_TEST(never_repeats_what_changes)
{
	uint32_t first = ask("GET a\n", PATIENCE), second;
	struct pollfd more = {.events = POLLIN};
	int fd = take_client();

	expect_request(fd, "GET ");
	answer(fd, "{}");
	next(ITEM_REPLY, first);
	second = ask(changing[_i], PATIENCE);
	expect_request(fd, "");
	close(fd);
	ck_assert_int_eq(next(ITEM_LOST, second).error, ERR_LOST);
	more.fd = server.fd;
	ck_assert_int_eq(poll(&more, 1, 0), 0);
}
END_TEST

START_TEST(repeats_a_get_that_a_dying_connection_carried)
{
	uint32_t first = ask("GET a\n", PATIENCE), second;
	int fd = take_client();

	expect_request(fd, "GET ");
	answer(fd, "{}");
	next(ITEM_REPLY, first);
	second = ask("GET b\n", PATIENCE);
	expect_request(fd, "GET ");
	close(fd);
	fd = take_client();
	expect_request(fd, "GET /ari/b ");
	answer(fd, "{}");
	next(ITEM_REPLY, second);
	close(fd);
}
END_TEST

START_TEST(gives_up_on_a_late_answer_and_goes_on)
{
	uint32_t first = ask("GET a\n", 50), second = ask("GET b\n", PATIENCE);
	int fd = take_client();

	expect_request(fd, "GET /ari/a ");
	struct item item = next(ITEM_LOST, first);
	ck_assert_int_eq(item.error, ERR_TIMEOUT);
	EXPECT_STR(item.text, STR("no answer within 0.05 s"));
	close(fd);
	fd = take_client();
	expect_request(fd, "GET /ari/b ");
	answer(fd, "");
	next(ITEM_REPLY, second);
	close(fd);
}
END_TEST

START_TEST(passes_on_what_is_no_json)
{
	uint32_t first = ask("GET file\n", PATIENCE);
	struct buf came = BUF_INIT(BUF_MAX_LINE);
	struct item item;
	int fd = take_client();

	expect_request(fd, "GET ");
	say(fd, "HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\nContent-Length: 8\r\n\r\nRIFF");
	item = next(ITEM_LIST, first);
	ck_assert(!item.has_msg);
	buf_adds(&came, item.text);
	say(fd, "data");
	while (came.n < 8) {
		item = next(ITEM_LIST, first);
		buf_adds(&came, item.text);
	}
	next(ITEM_END, first);
	EXPECT_STR(buf_str(&came), STR("RIFFdata"));
	buf_clear(&came);
	close(fd);
}
END_TEST

START_TEST(ends_while_it_waits)
{
	ask("POST a\n", CLOCK_NEVER);
	int fd = take_client();

	expect_request(fd, "POST ");
	ask("POST b\n", CLOCK_NEVER);
	teardown(); /* checks that it does */
	setup();
	close(fd);
}
END_TEST

START_TEST(refuses_a_user_that_basic_cannot_say)
{
	session_free(s);
	s = session_new(&(struct session_options){
	    .run = ari_requests_run, .endpoint = &endpoint, .user = STR("a:b"), .room = 1 << 20});
	struct item item = next(ITEM_LOST, ask("GET a\n", PATIENCE));
	ck_assert_int_eq(item.error, ERR_USAGE);
	EXPECT_STR(item.text, STR("the user's name holds a colon: a:b"));
}
END_TEST

Suite *
suite_requests(void)
{
	Suite *suite = suite_create("requests");
	TCase *t = tcase_create("requests");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, uses_one_connection_for_all);
	tcase_add_test(t, shows_what_it_sends_at_once);
	tcase_add_loop_test(t, never_repeats_what_changes, 0, 4);
	tcase_add_test(t, repeats_a_get_that_a_dying_connection_carried);
	tcase_add_test(t, gives_up_on_a_late_answer_and_goes_on);
	tcase_add_test(t, passes_on_what_is_no_json);
	tcase_add_test(t, ends_while_it_waits);
	tcase_add_test(t, refuses_a_user_that_basic_cannot_say);
	suite_add_tcase(suite, t);
	return suite;
}
