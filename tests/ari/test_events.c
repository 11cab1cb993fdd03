/* SPDX-License-Identifier: ISC */
/* The events of ARI from a scripted server: what is sent, and which items come. */
#include "ari/events.h"

#include <check.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../expect.h"
#include "../net/server.h"
#include "ari/frame.h"
#include "ari/handshake.h"
#include "base/base64.h"
#include "session/session.h"

#include <openssl/sha.h>

Suite *suite_events(void);

#define MOMENT 900 /* ms: session_free gives up on its thread after 1000 */

/* A server of one connection after another. */
static struct {
	int fd;
	char port[8];
	struct buf request; /* of the last connection */
} server;
static struct session *s;
static struct session_options options;
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
	options = (struct session_options){
	    .run = ari_events_run,
	    .endpoint = &endpoint,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .events = STR("app=a&subscribeAll=true"),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .room = (size_t)1 << 20,
	    .lossless = true,
	};
	setenv("no_proxy", "127.0.0.1", 1);
}

/* Close the session, which must not have to abandon its thread. */
static void
finish(void)
{
	msec begin = clock_now();

	session_free(s);
	ck_assert_msg(clock_now() - begin < MOMENT, "session_free took %lld ms",
	    (long long)(clock_now() - begin));
	s = NULL;
	close(server.fd);
	buf_clear(&server.request);
	endpoint_clear(&endpoint);
}

/* Wait until fd is ready. */
static void
await(int fd, short events)
{
	struct pollfd ready = {.fd = fd, .events = events};

	ck_assert_msg(poll(&ready, 1, PATIENCE) == 1, "nothing came within %d ms", PATIENCE);
}

static int
take_client(void)
{
	await(server.fd, POLLIN);
	int fd = accept(server.fd, NULL, NULL);
	ck_assert_int_ge(fd, 0);
	return fd;
}

/* Read exactly n bytes. */
static void
read_all(int fd, char *p, size_t n)
{
	while (n) {
		await(fd, POLLIN);
		ssize_t got = read(fd, p, n);
		ck_assert_msg(got > 0, "the client closed");
		p += got;
		n -= (size_t)got;
	}
}

/* The request to its end. */
static void
read_request(int fd)
{
	buf_reset(&server.request);
	while (!str_ends(buf_str(&server.request), STR("\r\n\r\n"))) {
		char c;
		read_all(fd, &c, 1);
		buf_addc(&server.request, c);
	}
}

/* The answer that makes a WebSocket of the connection. */
static void
add_answer(struct buf *out)
{
	struct str name = STR("Sec-WebSocket-Key: "), all = buf_str(&server.request);
	struct str key = str_from_at(all, str_find(all, name) + name.n);
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	unsigned char digest[SHA_DIGEST_LENGTH];

	buf_adds(&text, str_head(key, str_chr(key, '\r')));
	buf_addz(&text, "258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
	SHA1((const unsigned char *)text.p, text.n, digest);
	buf_addz(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
	    "Connection: Upgrade\r\nSec-WebSocket-Accept: ");
	base64_add(out, str_from((const char *)digest, sizeof(digest)));
	buf_addz(out, "\r\n\r\n");
	buf_clear(&text);
}

static void
add_text(struct buf *out, const char *json)
{
	buf_addc(out, (char)0x81);
	ck_assert_uint_le(strlen(json), 125);
	buf_addc(out, (char)strlen(json));
	buf_addz(out, json);
}

/* A client that has shaken hands; what is in frames comes in the same packet as the answer. */
static int
open_client(const struct buf *frames)
{
	int fd = take_client();
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	read_request(fd);
	add_answer(&out);
	if (frames)
		buf_adds(&out, buf_str(frames));
	write_all(fd, out.p, out.n);
	buf_clear(&out);
	return fd;
}

static void
say(int fd, const char *json)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	add_text(&out, json);
	write_all(fd, out.p, out.n);
	buf_clear(&out);
}

/* The next frame of the client, unmasked: its kind and data. */
static void
expect_frame(int fd, enum frame_kind kind, struct str data)
{
	unsigned char head[6];
	char body[FRAME_MAX_CONTROL];

	read_all(fd, (char *)head, sizeof(head));
	ck_assert_uint_eq(head[0], 0x80u | kind);
	ck_assert_msg(head[1] & 0x80, "the client does not mask");
	size_t n = head[1] & 0x7f;
	ck_assert_uint_le(n, sizeof(body));
	read_all(fd, body, n);
	for (size_t i = 0; i < n; i++)
		body[i] = (char)(body[i] ^ head[2 + i % 4]);
	EXPECT_STR(str_from(body, n), data);
}

static void
start(void)
{
	s = session_new(&options);
}

static struct item
expect(enum item_kind kind)
{
	msec deadline = clock_now() + PATIENCE;
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	struct item item;

	while (!session_next(s, &item))
		ck_assert_msg(poll(&ready, 1, clock_poll_timeout(deadline)) == 1,
		    "no item of kind %d within %d ms", kind, PATIENCE);
	ck_assert_msg(item.kind == kind, "expected item of kind %d, came %d: %s", kind, item.kind,
	    expect_shown(item.has_msg ? item.msg.raw : item.text));
	return item;
}

static void
expect_event(const char *type)
{
	struct item item = expect(ITEM_EVENT);

	EXPECT_STR(msg_title(&item.msg), str_of(type));
	ck_assert_int_ne(item.msg.time, 0);
}

static void
expect_offline(enum err_kind kind, const char *text)
{
	struct item item = expect(ITEM_OFFLINE);

	ck_assert_msg(item.error == kind, "expected an error of kind %d, came %d: %s", kind,
	    item.error, expect_shown(item.text));
	EXPECT_STR(item.text, str_of(text));
}

START_TEST(opens_and_closes)
{
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	struct str request = buf_str(&server.request);
	ck_assert(str_starts(request, STR("GET /ari/events?app=a&subscribeAll=true HTTP/1.1\r\n")));
	ck_assert_uint_lt(
	    str_find(request, STR("\r\nAuthorization: Basic aGVsbG86d29ybGQ=\r\n")), request.n);
	session_free(s);
	s = NULL;
	expect_frame(fd, FRAME_CLOSE, STR("\x03\xe8"));
	close(fd);
	finish();
}
END_TEST

/* Events in the same packet as the answer, in one each, and byte by byte. */
START_TEST(brings_events)
{
	struct buf first = BUF_INIT(BUF_MAX_LINE), slow = BUF_INIT(BUF_MAX_LINE);

	add_text(&first, "{\"type\":\"ChannelCreated\",\"channel\":{\"id\":\"1.1\"}}");
	add_text(&first, "{\"type\":\"Dial\"}");
	start();
	int fd = open_client(&first);
	expect(ITEM_ONLINE);
	expect_event("ChannelCreated");
	expect_event("Dial");
	say(fd, "{ \"type\" : \"ChannelDestroyed\" }");
	expect_event("ChannelDestroyed");
	add_text(&slow, "{\"type\":\"BridgeCreated\"}");
	for (size_t i = 0; i < slow.n; i++)
		write_all(fd, slow.p + i, 1);
	expect_event("BridgeCreated");
	close(fd);
	expect_offline(ERR_LOST, "the server closed the connection");
	buf_clear(&first);
	buf_clear(&slow);
	finish();
}
END_TEST

START_TEST(answers_pings)
{
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	write_all(fd, "\x89\x05hello", 7);
	expect_frame(fd, FRAME_PONG, STR("hello"));
	write_all(fd, "\x89\0", 2);
	expect_frame(fd, FRAME_PONG, STR(""));
	close(fd);
	finish();
}
END_TEST

/* A silent server is pinged; while it answers all is well, then it is gone. */
START_TEST(finds_a_dead_server)
{
	options.ping = 50;
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	expect_frame(fd, FRAME_PING, STR(""));
	expect_offline(ERR_LOST, "the server did not answer a ping within 0.05 s");
	close(fd);
	finish();
}
END_TEST

START_TEST(a_pong_is_a_sign_of_life)
{
	options.ping = patience(200);
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	expect_frame(fd, FRAME_PING, STR(""));
	write_all(fd, "\x8a\0", 2);
	expect_frame(fd, FRAME_PING, STR(""));
	say(fd, "{\"type\":\"Dial\"}");
	expect_event("Dial");
	close(fd);
	expect_offline(ERR_LOST, "the server closed the connection");
	finish();
}
END_TEST

static const struct {
	struct str frame;
	struct str answer; /* the code that the client closes with */
	const char *text;
} ends[] = {
    {STR("\x88\x02\x03\xe9"), STR("\x03\xe9"),
        "the server closed the connection: going away (1001)"},
    {STR("\x88\x05\x03\xe8" "bye"), STR("\x03\xe8"),
        "the server closed the connection: normal end (1000): bye"},
    {STR("\x88\x02\x0f\xa0"), STR("\x0f\xa0"), "the server closed the connection (4000)"},
    {STR("\x88\0"), STR(""), "the server closed the connection"},
    {STR("\x82\x01x"), STR("\x03\xeb"), "the server sent a binary message, where ARI has text"},
    {STR("\x81\x81" "1234" "x"), STR("\x03\xea"),
        "the server sent a masked frame, which only clients do"},
    {STR("\x81\x7f\0\0\0\0\x04\0\0\x01"), STR("\x03\xf1"),
        "the server sent a message that is too big"},
};

START_TEST(says_why_it_ends)
{
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	write_all(fd, ends[_i].frame.p, ends[_i].frame.n);
	expect_offline(ERR_LOST, ends[_i].text);
	expect_frame(fd, FRAME_CLOSE, ends[_i].answer);
	close(fd);
	finish();
}
END_TEST

/* What is no event is told once, then counted; events after it come. */
START_TEST(tells_what_is_no_event)
{
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	say(fd, "no JSON");
	struct item notice = expect(ITEM_NOTICE);
	ck_assert(str_starts(notice.text, STR("ari: a message of the server is no event: ")));
	say(fd, "[");
	say(fd, "{\"type\":\"Dial\"}");
	expect_event("Dial");
	struct item dropped = expect(ITEM_DROPPED);
	ck_assert_uint_eq(dropped.count, 1);
	say(fd, "{\"type\":\"\xff\"}");
	expect_event("\xef\xbf\xbd");
	close(fd);
	finish();
}
END_TEST

START_TEST(does_not_fight_for_an_application)
{
	options.reconnect = true;
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	say(fd, "{\"type\":\"ApplicationReplaced\",\"application\":\"a\"}");
	expect_event("ApplicationReplaced");
	struct item item = expect(ITEM_OFFLINE);
	ck_assert(!item.more);
	EXPECT_STR(item.text,
	    STR("another client has taken the application a: its events go there now"));
	close(fd);
	finish();
}
END_TEST

START_TEST(connects_again)
{
	options.reconnect = true;
	options.first_pause = 1;
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	write_all(fd, "\x81\x10{\"ty", 6); /* the rest never comes */
	close(fd);
	struct item item = expect(ITEM_OFFLINE);
	ck_assert(item.more);
	fd = open_client(NULL);
	expect(ITEM_ONLINE);
	say(fd, "{\"type\":\"Dial\"}");
	expect_event("Dial");
	close(fd);
	finish();
}
END_TEST

static void
refuse(const char *answer, enum err_kind kind, const char *before, const char *after)
{
	char want[300];

	start();
	int fd = take_client();
	read_request(fd);
	write_all(fd, answer, strlen(answer));
	snprintf(want, sizeof(want), "%s http://127.0.0.1:%s/ari/events %s", before, server.port,
	    after);
	expect_offline(kind, want);
	close(fd);
	finish();
}

START_TEST(refused)
{
	refuse("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", ERR_LOGIN,
	    "login as hello refused by", "(HTTP 401: see ari.conf)");
}
END_TEST

START_TEST(not_there)
{
	refuse("HTTP/1.1 404 Not Found\r\n\r\n", ERR_CONNECT,
	    "no ARI at", "(HTTP 404: see enabled in ari.conf, enabled and prefix in http.conf)");
}
END_TEST

START_TEST(no_answer)
{
	char want[100];

	options.connect_timeout = 50;
	start();
	int fd = take_client();
	snprintf(want, sizeof(want), "no answer from http://127.0.0.1:%s/ari/events within 0.05 s",
	    server.port);
	expect_offline(ERR_CONNECT, want);
	close(fd);
	finish();
}
END_TEST

START_TEST(nobody_listens)
{
	char want[100], port[8];
	int fd = server_refuse(port);

	free(endpoint.port);
	endpoint.port = strdup(port);
	start();
	snprintf(want, sizeof(want), "127.0.0.1:%s: connection refused", port);
	expect_offline(ERR_CONNECT, want);
	close(fd);
	finish();
}
END_TEST

/* The owner need not wait for a server that says nothing. */
START_TEST(closes_at_once)
{
	start();
	int fd = take_client();
	read_request(fd);
	session_free(s);
	s = NULL;
	close(fd);
	finish();
}
END_TEST

START_TEST(keeps_the_secret)
{
	free(endpoint.host);
	endpoint.host = strdup("192.0.2.1");
	start();
	expect_offline(ERR_LOGIN,
	    "login as hello: ARI sends the secret in clear, which is refused over an unencrypted "
	    "connection unless --auth plain asks for it (use https)");
	finish();
}
END_TEST

/* A recording shows the handshake, not the secret. */
START_TEST(shows_no_secret)
{
	options.trace = true;
	start();
	int fd = open_client(NULL);
	struct item sent = expect(ITEM_SENT);
	ck_assert(str_starts(sent.text, STR("GET /ari/events?app=a&subscribeAll=true")));
	ck_assert_uint_eq(str_find(sent.text, STR("aGVsbG86d29ybGQ=")), sent.text.n);
	struct item heard = expect(ITEM_HEARD);
	ck_assert(str_starts(heard.text, STR("101 Switching Protocols")));
	expect(ITEM_ONLINE);
	close(fd);
	finish();
}
END_TEST

#define MANY  1000000
#define PIECE 1000 /* events that are written at once */

static size_t flooding; /* how many are sent */

static void *
flood(void *fd)
{
	struct buf piece = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < PIECE; i++)
		add_text(&piece, "{\"type\":\"ChannelVarset\",\"variable\":\"A\",\"value\":\"1\"}");
	for (size_t i = 0; i < flooding / PIECE; i++)
		write_all(*(int *)fd, piece.p, piece.n);
	buf_clear(&piece);
	return NULL;
}

/* None of a million events is lost, though the owner takes them later; or each is counted. */
START_TEST(holds_a_flood)
{
	pthread_t thread;
	uint64_t events = 0, dropped = 0;

	options.lossless = _i == 0;
	flooding = options.lossless ? MANY : MANY / 10;
	start();
	int fd = open_client(NULL);
	expect(ITEM_ONLINE);
	ck_assert_int_eq(pthread_create(&thread, NULL, flood, &fd), 0);
	if (!options.lossless)
		pthread_join(thread, NULL);
	msec deadline = clock_now() + 3 * PATIENCE;
	struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
	while (events + dropped < flooding) {
		struct item item;
		while (session_next(s, &item)) {
			events += item.kind == ITEM_EVENT;
			dropped += item.kind == ITEM_DROPPED ? item.count : 0;
		}
		if (events + dropped < flooding)
			ck_assert_msg(poll(&ready, 1, clock_poll_timeout(deadline)) == 1,
			    "%llu events came", (unsigned long long)events);
	}
	ck_assert_uint_eq(events + dropped, flooding);
	ck_assert_msg(options.lossless == (dropped == 0), "%llu events were dropped",
	    (unsigned long long)dropped);
	if (options.lossless)
		pthread_join(thread, NULL);
	close(fd);
	finish();
}
END_TEST

Suite *
suite_events(void)
{
	Suite *suite = suite_create("events");
	TCase *all = tcase_create("all"), *volume = tcase_create("volume");

	tcase_add_checked_fixture(all, setup, NULL);
	tcase_add_test(all, opens_and_closes);
	tcase_add_test(all, brings_events);
	tcase_add_test(all, answers_pings);
	tcase_add_test(all, finds_a_dead_server);
	tcase_add_test(all, a_pong_is_a_sign_of_life);
	tcase_add_loop_test(all, says_why_it_ends, 0, (int)(sizeof(ends) / sizeof(ends[0])));
	tcase_add_test(all, tells_what_is_no_event);
	tcase_add_test(all, does_not_fight_for_an_application);
	tcase_add_test(all, connects_again);
	tcase_add_test(all, refused);
	tcase_add_test(all, not_there);
	tcase_add_test(all, no_answer);
	tcase_add_test(all, nobody_listens);
	tcase_add_test(all, closes_at_once);
	tcase_add_test(all, keeps_the_secret);
	tcase_add_test(all, shows_no_secret);
	suite_add_tcase(suite, all);
	tcase_add_checked_fixture(volume, setup, NULL);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_loop_test(volume, holds_a_flood, 0, 2);
	suite_add_tcase(suite, volume);
	return suite;
}
