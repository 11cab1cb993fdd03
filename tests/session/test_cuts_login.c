/* SPDX-License-Identifier: ISC */
/*
 * A login that is cut at every byte, in both directions, over every transport, by a session that
 * may connect again: it always succeeds in the end, and only a complete Error reply is a refusal.
 */
#include <check.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../expect.h"
#include "../net/cutter.h"
#include "../net/tls_server.h"
#include "session/session.h"
#include "web_server.h"

Suite *suite_cuts_login(void);

/* A manager over TCP or TLS that serves one client after the other. */
static struct manager {
	int fd;
	char port[8];
	pthread_t thread;
	SSL_CTX *ctx; /* NULL: plain */
	bool refuses; /* every Login */
} manager;

struct client {
	int fd;
	SSL *ssl;
};

static ssize_t
get(const struct client *c, char *p, size_t n)
{
	return c->ssl ? SSL_read(c->ssl, p, (int)n) : recv(c->fd, p, n, 0);
}

static bool
say(const struct client *c, const char *text)
{
	size_t n = strlen(text);
	ssize_t put = c->ssl ? SSL_write(c->ssl, text, (int)n) : send(c->fd, text, n, MSG_NOSIGNAL);

	return put == (ssize_t)n;
}

static bool
answer(const struct client *c, struct str block)
{
	bool login = str_find(block, STR("Action: Login")) < block.n;

	if (str_find(block, STR("Action: Logoff")) < block.n)
		return say(c, "Response: Goodbye\r\nMessage: bye\r\n\r\n") && false;
	if (str_find(block, STR("Action: Challenge")) < block.n)
		return say(c, "Response: Success\r\nChallenge: 123456789\r\n\r\n");
	if (login && manager.refuses)
		return say(c, "Response: Error\r\nMessage: Authentication failed\r\n\r\n") && false;
	return say(c, "Response: Success\r\nMessage: done\r\n\r\n");
}

static void
converse(const struct client *c)
{
	struct buf input = BUF_INIT(BUF_MAX_LINE);
	bool open = say(c, "Asterisk Call Manager/11.0.0\r\n");
	ssize_t n;

	while (open && (n = get(c, buf_room(&input, 4096), 4096)) > 0) {
		size_t end;
		input.n += (size_t)n;
		while (open && (end = str_find(buf_str(&input), STR("\r\n\r\n"))) < input.n) {
			open = answer(c, str_head(buf_str(&input), end + 4));
			buf_drop(&input, end + 4);
		}
	}
	buf_clear(&input);
}

static void *
serve(void *arg)
{
	struct client c = {.fd = -1};

	(void)arg;
	while ((c.fd = accept(manager.fd, NULL, NULL)) >= 0) {
		c.ssl = manager.ctx ? SSL_new(manager.ctx) : NULL;
		if (c.ssl)
			SSL_set_fd(c.ssl, c.fd);
		if (!c.ssl || SSL_accept(c.ssl) == 1)
			converse(&c);
		SSL_free(c.ssl);
		close(c.fd);
	}
	return NULL;
}

static void
manager_start(SSL_CTX *ctx, bool refuses)
{
	manager = (struct manager){.ctx = ctx, .refuses = refuses};
	manager.fd = server_bind(AF_INET, manager.port);
	ck_assert_int_eq(listen(manager.fd, 8), 0);
	ck_assert_int_eq(pthread_create(&manager.thread, NULL, serve, NULL), 0);
}

static void
manager_end(void)
{
	shutdown(manager.fd, SHUT_RDWR);
	pthread_join(manager.thread, NULL);
	close(manager.fd);
}

/* Take items until the session is online, or will never be. Returns why it is not. */
static enum err_kind
become_online(struct session *s, const char *port)
{
	msec deadline = clock_now() + PATIENCE;
	struct item item = {0};

	while (item.kind != ITEM_ONLINE) {
		struct pollfd ready = {.fd = session_fd(s), .events = POLLIN};
		if (!session_next(s, &item)) {
			ck_assert_msg(
			    poll(&ready, 1, clock_poll_timeout(deadline)) == 1, "a hang");
			item = (struct item){.kind = ITEM_NOTICE};
			continue;
		}
		if (item.kind != ITEM_OFFLINE)
			continue;
		EXPECT_ROW(str_find(item.text, str_of(port)) < item.text.n, str_of(port), item.text);
		ck_assert_msg(item.error == ERR_CONNECT || item.error == ERR_LOGIN,
		    "kind %d: %s", item.error, expect_shown(item.text));
		if (!item.more)
			return item.error;
	}
	return ERR_NONE;
}

/* Log in through a cut. */
static enum err_kind
log_in(struct cutter *cutter, enum scheme scheme)
{
	char host[] = "127.0.0.1";
	struct endpoint e = {.scheme = scheme, .host = host, .tls = {.insecure = true}};

	cutter_start(cutter);
	e.port = cutter->port;
	struct session *s = session_new(&(struct session_options){
	    .endpoint = &e,
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .events = STR("off"),
	    .connect_timeout = PATIENCE,
	    .ping = CLOCK_NEVER,
	    .reconnect = true,
	    .patient = true,
	    .first_pause = 1,
	    .lossless = true,
	    .room = 1 << 20,
	});
	enum err_kind end = become_online(s, cutter->port);
	session_free(s);
	cutter_end(cutter);
	return end;
}

/* Cut after each byte of a side, until there is nothing more to cut. A login through a cut is good,
 * one that nothing cut ends as the server wants it. */
static void
cut_everywhere(enum scheme scheme, const char *port, enum cutter_side side, enum err_kind end)
{
	struct cutter c = {.to = port, .side = side};
	bool cut = true;
	size_t n;

	for (n = 0; cut; n++) {
		c.after = n;
		enum err_kind got = log_in(&c, scheme);
		cut = atomic_load(&c.cut);
		ck_assert_msg(got == end, "cut after %zu bytes of the %s: kind %d, expected %d", n,
		    side == CUT_CLIENT ? "client" : "server", got, end);
	}
	ck_assert_msg(n > 50, "only %zu bytes were cut", n);
}

START_TEST(over_tcp)
{
	manager_start(NULL, false);
	cut_everywhere(SCHEME_AMI, manager.port, _i ? CUT_CLIENT : CUT_SERVER, ERR_NONE);
	manager_end();
}
END_TEST

START_TEST(over_tls)
{
	struct tls_server t;
	struct cert cert;

	cert_make(&cert,
	    &(struct cert_spec){.name = "pbx", .names = "IP:127.0.0.1", .from = -1, .until = 1});
	tls_server_init(&t, &cert);
	manager_start(t.ctx, false);
	cut_everywhere(SCHEME_AMIS, manager.port, _i ? CUT_CLIENT : CUT_SERVER, ERR_NONE);
	manager_end();
	tls_server_clear(&t);
	cert_clear(&cert);
}
END_TEST

static struct web_server web;

/* Each login through a cut has a session of its own, over two connections: more than one server of
 * these tests has room for, so each cut has its own. */
START_TEST(over_http)
{
	struct cutter c = {.side = _i ? CUT_CLIENT : CUT_SERVER};
	bool cut = true;
	size_t n;

	setenv("no_proxy", "127.0.0.1", 1);
	for (n = 0; cut; n++) {
		web = (struct web_server){0};
		web_start(&web);
		c.to = web.port;
		c.after = n;
		enum err_kind got = log_in(&c, SCHEME_HTTP);
		cut = atomic_load(&c.cut);
		web_end(&web);
		ck_assert_msg(got == ERR_NONE, "cut after %zu bytes: kind %d", n, got);
	}
	ck_assert_uint_gt(n, 50);
}
END_TEST

/* Whatever is cut of a refusal, the next login gets it whole. */
START_TEST(of_a_refusal)
{
	manager_start(NULL, true);
	cut_everywhere(SCHEME_AMI, manager.port, CUT_SERVER, ERR_LOGIN);
	manager_end();
}
END_TEST

Suite *
suite_cuts_login(void)
{
	Suite *s = suite_create("cuts_login");
	TCase *t = tcase_create("cuts_login");

	tcase_set_tags(t, "cuts logins");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, over_tcp, 0, 2);
	tcase_add_loop_test(t, over_tls, 0, 2);
	tcase_add_loop_test(t, over_http, 0, 2);
	tcase_add_test(t, of_a_refusal);
	suite_add_tcase(s, t);
	return s;
}
