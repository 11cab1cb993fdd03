/* SPDX-License-Identifier: ISC */
/* The request, and answers that are a WebSocket or not, cut at every byte. */
#include "ari/handshake.h"

#include <check.h>

#include "../expect.h"

Suite *suite_handshake(void);

/* The key of RFC 6455, section 1.3, and what the server makes of it. */
#define KEY    "dGhlIHNhbXBsZSBub25jZQ=="
#define ACCEPT "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
#define RIGHT                                                                                      \
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"         \
	"Sec-WebSocket-Accept: " ACCEPT "\r\n\r\n"

static const struct handshake_options options = {
    .host = {"pbx:8088", 8},
    .target = {"/ari/events?app=a", 17},
    .url = {"http://pbx:8088/ari/events", 26},
    .user = {"hello", 5},
    .secret = {"world", 5},
    .secret_from = {"AMSH_ARI_SECRET", 15},
};

START_TEST(asks)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	ck_assert_int_eq(handshake_request(&out, &options, STR(KEY), &err), 0);
	EXPECT_STR(buf_str(&out),
	    STR("GET /ari/events?app=a HTTP/1.1\r\nHost: pbx:8088\r\nUpgrade: websocket\r\n"
	        "Connection: Upgrade\r\nSec-WebSocket-Key: " KEY "\r\n"
	        "Sec-WebSocket-Version: 13\r\nAuthorization: Basic aGVsbG86d29ybGQ=\r\n"
	        "User-Agent: amsh/" AMSH_VERSION "\r\n\r\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(makes_a_key)
{
	struct buf key = BUF_INIT(BUF_MAX_LINE);

	handshake_key(&key, (const unsigned char *)"the sample nonce");
	EXPECT_STR(buf_str(&key), STR(KEY));
	buf_clear(&key);
}
END_TEST

START_TEST(refuses_to_ask)
{
	struct handshake_options colon = options, line = options;
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	colon.user = STR("a:b");
	ck_assert_int_eq(handshake_request(&out, &colon, STR(KEY), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, "the account of ARI cannot have a colon in its name: a:b");
	line.target = STR("/ari\r\nX: y");
	ck_assert_int_eq(handshake_request(&out, &line, STR(KEY), &err), -1);
	ck_assert_str_eq(err.text, "the address of ARI holds a line break");
	ck_assert_uint_eq(out.n, 0);
}
END_TEST

/* All but the last byte is not enough; frames after the answer are not of it. */
static void
expect_right(struct str answer)
{
	struct buf came = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	size_t used = 0;

	for (size_t i = 0; i < answer.n; i++) {
		int got = handshake_answer(str_head(answer, i), &options, STR(KEY), &used, &err);
		ck_assert_msg(got == 0, "after %zu bytes: %d, %s", i, got, err.text);
	}
	buf_adds(&came, answer);
	buf_addz(&came, "\x81\x02{}\r\n\r\n");
	int got = handshake_answer(buf_str(&came), &options, STR(KEY), &used, &err);
	ck_assert_msg(got == 1, "%s", err.text);
	ck_assert_uint_eq(used, answer.n);
	buf_clear(&came);
}

START_TEST(takes_the_right_answer)
{
	expect_right(STR(RIGHT));
	expect_right(STR("HTTP/1.1 101\r\nconnection: keep-alive, upgrade\r\nSEC-WEBSOCKET-ACCEPT:" ACCEPT
	                 "\r\nX\r\nupgrade: WebSocket\r\n\r\n"));
	expect_right(STR("HTTP/1.1 101 x\nUpgrade: websocket\nConnection: Upgrade\n"
	                 "Sec-WebSocket-Accept: " ACCEPT "\nSec-WebSocket-Extensions:\n\n"));
}
END_TEST

static const struct {
	struct str answer;
	enum err_kind kind;
	const char *text;
} bad[] = {
    {STR("SSH-2.0-OpenSSH\r\n"), ERR_CONNECT, "http://pbx:8088/ari/events is not an HTTP server"},
    {STR("HTTP/1.1 1x1\r\n\r\n"), ERR_CONNECT, "http://pbx:8088/ari/events is not an HTTP server"},
    {STR("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " ACCEPT "\r\n\r\n"),
        ERR_CONNECT,
        "the server at http://pbx:8088/ari/events does not say that it is a WebSocket"},
    {STR("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " ACCEPT "\r\n\r\n"),
        ERR_CONNECT,
        "the server at http://pbx:8088/ari/events does not say that it is a WebSocket"},
    {STR("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"), ERR_CONNECT,
        "the server at http://pbx:8088/ari/events does not answer this request: a cache between?"},
    {STR("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"),
        ERR_CONNECT,
        "the server at http://pbx:8088/ari/events does not answer this request: a cache between?"},
    {STR("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Extensions: permessage-deflate\r\n"
         "Sec-WebSocket-Accept: " ACCEPT "\r\n\r\n"),
        ERR_CONNECT,
        "the server at http://pbx:8088/ari/events uses extensions that nobody asked for"},
    {STR("HTTP/1.1 200 OK\r\n\r\n"), ERR_CONNECT,
        "no WebSocket at http://pbx:8088/ari/events (HTTP 200: is res_http_websocket loaded in the "
        "server?)"},
    {STR("HTTP/1.1 302 Found\r\nLocation: https://pbx:8089/ari\r\n\r\n"), ERR_CONNECT,
        "http://pbx:8088/ari/events is elsewhere (HTTP 302): the server names "
        "https://pbx:8089/ari; ari = URL in amsh.conf says where"},
    {STR("HTTP/1.1 400 Bad Request\r\n\r\n"), ERR_USAGE,
        "the server at http://pbx:8088/ari/events does not understand the request (HTTP 400)"},
    {STR("HTTP/1.1 401 Unauthorized\r\n\r\n"), ERR_LOGIN,
        "login as hello refused by http://pbx:8088/ari/events (HTTP 401: see ari.conf) (secret "
        "from AMSH_ARI_SECRET)"},
    {STR("HTTP/1.1 403 Forbidden\r\n\r\n"), ERR_LOGIN,
        "login as hello refused by http://pbx:8088/ari/events (HTTP 403: see ari.conf) (secret "
        "from AMSH_ARI_SECRET)"},
    {STR("HTTP/1.1 404 Not Found\r\n\r\n"), ERR_CONNECT,
        "no ARI at http://pbx:8088/ari/events (HTTP 404: see enabled in ari.conf, enabled and "
        "prefix in http.conf)"},
    {STR("HTTP/1.1 426 Upgrade Required\r\n\r\n"), ERR_CONNECT,
        "http://pbx:8088/ari/events wants another version of the protocol (HTTP 426)"},
    {STR("HTTP/1.0 503 x\r\n\r\n"), ERR_CONNECT,
        "the server at http://pbx:8088/ari/events is not ready for ARI, or shutting down (HTTP "
        "503)"},
    {STR("HTTP/1.1 500 Oops\r\n\r\n"), ERR_CONNECT,
        "the server at http://pbx:8088/ari/events answers with HTTP 500"},
};

START_TEST(tells_what_is_wrong)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err err = {0};
		size_t used;
		ck_assert_int_eq(
		    handshake_answer(bad[i].answer, &options, STR(KEY), &used, &err), -1);
		ck_assert_str_eq(err.text, bad[i].text);
		ck_assert_int_eq(err.kind, bad[i].kind);
	}
}
END_TEST

START_TEST(holds_the_maximum)
{
	const char *headers = &RIGHT[strlen("HTTP/1.1 101 Switching Protocols")];

	for (size_t over = 0; over <= 1; over++) {
		struct buf came = BUF_INIT(BUF_MAX_LINE);
		struct err err = {0};
		size_t used = 0;
		buf_addz(&came, "HTTP/1.1 101 x\r\nX: ");
		buf_pad(&came, 'x', HANDSHAKE_MAX + over - came.n - strlen(headers));
		buf_addz(&came, headers);
		ck_assert_uint_eq(came.n, HANDSHAKE_MAX + over);
		int got = handshake_answer(buf_str(&came), &options, STR(KEY), &used, &err);
		ck_assert_msg(got == (over ? -1 : 1), "%d %s", got, err.text);
		if (over)
			ck_assert_str_eq(err.text, "the headers of the answer of "
			    "http://pbx:8088/ari/events are longer than 65536 bytes");
		buf_clear(&came);
	}
}
END_TEST

Suite *
suite_handshake(void)
{
	Suite *suite = suite_create("handshake");
	TCase *all = tcase_create("all");

	tcase_add_test(all, asks);
	tcase_add_test(all, makes_a_key);
	tcase_add_test(all, refuses_to_ask);
	tcase_add_test(all, takes_the_right_answer);
	tcase_add_test(all, tells_what_is_wrong);
	tcase_add_test(all, holds_the_maximum);
	suite_add_tcase(suite, all);
	return suite;
}
