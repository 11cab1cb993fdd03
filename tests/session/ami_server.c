/* SPDX-License-Identifier: ISC */
/* The scripted manager's half of a conversation. Nothing here waits longer than PATIENCE. */
#include "ami_server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#define STALL 200 /* ms without progress after which a client counts as blocked */

static ssize_t
get(struct talk *t, char *p, size_t n)
{
	return t->ssl ? SSL_read(t->ssl, p, (int)n) : read(t->fd, p, n);
}

static ssize_t
put(struct talk *t, const char *p, size_t n)
{
	return t->ssl ? SSL_write(t->ssl, p, (int)n) : write(t->fd, p, n);
}

void
talk_say(struct talk *t, const char *text)
{
	struct pollfd ready = {.fd = t->fd, .events = POLLOUT};
	size_t n = strlen(text);

	while (n) {
		if (poll(&ready, 1, STALL) == 0) {
			atomic_store(t->blocked, true);
			if (poll(&ready, 1, PATIENCE) != 1)
				return;
		}
		ssize_t done = put(t, text, n);
		if (done <= 0 && !t->ssl && errno == EAGAIN)
			continue;
		if (done <= 0)
			return;
		text += done;
		n -= (size_t)done;
	}
}

/* Wait for bytes, and take them. */
static bool
hear_more(struct talk *t, int ms)
{
	struct pollfd ready = {.fd = t->fd, .events = POLLIN};

	if (!(t->ssl && SSL_pending(t->ssl)) && poll(&ready, 1, ms) != 1)
		return false;
	char *room = buf_room(&t->input, 4096);
	ssize_t n = room ? get(t, room, 4096) : 0;
	if (n > 0)
		t->input.n += (size_t)n;
	return n > 0;
}

bool
talk_hear(struct talk *t, int ms)
{
	size_t n;

	while ((n = str_find(buf_str(&t->input), STR("\r\n\r\n"))) == t->input.n)
		if (!hear_more(t, ms))
			return false;
	buf_reset(&t->block);
	buf_adds(&t->block, str_head(buf_str(&t->input), n + 2));
	buf_drop(&t->input, n + 4);
	return true;
}

struct str
talk_header(const struct talk *t, const char *name)
{
	struct str rest = buf_str(&t->block), line;

	while (str_cut(&rest, '\n', &line)) {
		size_t colon = str_chr(line, ':');
		if (str_ieq(str_head(line, colon), str_of(name)))
			return str_head(str_from_at(line, colon + 2), line.n - colon - 3);
	}
	return STR("");
}

void
talk_reply(struct talk *t, const char *response, const char *headers)
{
	struct buf text = BUF_INIT(BUF_MAX_MESSAGE);
	struct str id = talk_header(t, "ActionID");

	buf_addf(&text, "Response: %s\r\n", response);
	if (id.n)
		buf_addf(&text, "ActionID: %.*s\r\n", STR_ARG(id));
	buf_addf(&text, "%s\r\n", headers);
	talk_say(t, buf_z(&text));
	buf_clear(&text);
}

/* Banner, challenge and login, whatever the secret. */
static void
log_in(struct talk *t, const char *version)
{
	struct buf banner = BUF_INIT(256);

	buf_addf(&banner, "Asterisk Call Manager/%s\r\n", version);
	talk_say(t, buf_z(&banner));
	buf_clear(&banner);
	if (talk_hear(t, PATIENCE))
		talk_reply(t, "Success", "Challenge: 123456789\r\n");
	if (talk_hear(t, PATIENCE))
		talk_reply(t, "Success", "Message: Authentication accepted\r\n");
}

static void
converse(struct ami_server *s, struct talk *t)
{
	t->input = t->block = BUF_INIT(BUF_MAX_MESSAGE);
	t->blocked = &s->blocked;
	if (s->version)
		log_in(t, s->version);
	s->play(t, s);
	atomic_store(&s->finished, true);
	buf_clear(&t->input);
	buf_clear(&t->block);
}

static void
serve_plain(int client, void *arg)
{
	struct talk t = {.fd = client};

	fcntl(client, F_SETFL, O_NONBLOCK);
	converse(arg, &t);
}

static void
serve_tls(SSL *ssl, int client, void *arg)
{
	struct talk t = {.fd = client, .ssl = ssl};

	converse(arg, &t);
}

/* The TLS server's thread hands over no argument of ours. */
static struct ami_server *the_secure;

static void
speak(SSL *ssl, int client, int gate)
{
	(void)gate;
	serve_tls(ssl, client, the_secure);
}

void
ami_server_start(struct ami_server *s)
{
	s->log = BUF_INIT(BUF_MAX_MESSAGE);
	if (!s->tls) {
		server_start(&s->plain, serve_plain, s);
		return;
	}
	the_secure = s;
	cert_make(&s->cert,
	    &(struct cert_spec){.name = "pbx", .names = "IP:127.0.0.1", .from = -1, .until = 1});
	tls_server_init(&s->secure, &s->cert);
	s->secure.speak = speak;
	s->secure.abrupt = true;
	tls_server_start(&s->secure);
}

const char *
ami_server_port(const struct ami_server *s)
{
	return s->tls ? s->secure.server.port : s->plain.port;
}

void
ami_server_end(struct ami_server *s)
{
	if (s->tls) {
		tls_server_join(&s->secure);
		tls_server_clear(&s->secure);
		cert_clear(&s->cert);
	} else {
		server_join(&s->plain);
	}
	buf_clear(&s->log);
}
