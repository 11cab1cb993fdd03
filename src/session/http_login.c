/* SPDX-License-Identifier: ISC */
/*
 * Logs in over HTTP: with a cookie as over TCP, by ami/login, or with digest, where libcurl does it
 * with the first request. Logs in again when the server has forgotten us.
 */
#include "base/sig.h"
#include "net/stages.h"
#include "net/stream.h"
#include "session/await_secret.h"
#include "session/http_error.h"
#include "session/http_form.h"
#include "session/http_impl.h"
#include "session/http_stages.h"

#define LOGOFF_WAIT  600 /* ms that the end may take: session_free waits a second */
#define LOGOFF_HURRY 150 /* the same when the program is being ended */

static bool
has_digest(const struct http *h)
{
	return h->setup->endpoint.http.digest;
}

/* libcurl has refused the certificate of a server and said so in err: check it ourselves, on a
 * separate connection over which nothing is sent, and say what is wrong and what can be done, with
 * the fingerprint. If that finds nothing, err does not change. Stops once cancel_fd is readable. */
static void
explain_distrust(const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	struct endpoint tls;
	struct stream *s = NULL;
	struct err why = {0};

	endpoint_copy(&tls, e);
	tls.scheme = SCHEME_AMIS;
	tls.tls.key_pin = true; /* libcurl knows no other */
	tls.again = true;
	tls.talk = TALK_KEPT;
	int failed = stream_open(&s, &tls, deadline, cancel_fd, &why);
	struct str text = str_of(why.text);
	if (failed && why.kind == ERR_CONNECT && str_find(text, STR("certificate")) < text.n)
		*err = why;
	stream_close(s);
	endpoint_clear(&tls);
}

/* A post of the login got no answer: no banner, no AMI version, so there was no connection. */
static int
refine_error(struct http *h, const struct http_post *p)
{
	const struct session_setup *s = h->setup;

	if (h->err.kind == ERR_TIMEOUT)
		err_set(&h->err, ERR_TIMEOUT, "no reply to the login within %g s",
		    (double)s->connect_timeout / 1000);
	if (h->err.kind == ERR_LOST)
		h->err.kind = ERR_CONNECT;
	if (p->distrusted)
		explain_distrust(&s->endpoint, clock_now() + s->connect_timeout,
		    queue_fd(s->outbox), &h->err);
	return -1;
}

/* Send a form and wait for its answer. All forms of a login share one time limit, which begins when
 * the first is sent: libcurl has its own for connecting. */
static int
exchange(struct http *h, struct http_post *p, struct str form)
{
	msec left = h->login_end ? h->login_end - clock_now() : h->setup->connect_timeout;

	http_post_start(p, form, buf_str(&h->cookie), left > 0 ? left : 0);
	if (http_await(h, p) < 0)
		return -1;
	p->done = false;
	/* A command has taken the form at once, even if the user was asked first. */
	if (!h->login_end)
		h->login_end = (h->setup->way ? clock_now() : p->sent) + h->setup->connect_timeout;
	return http_check_answer(h, p) < 0 ? refine_error(h, p) : 0;
}

/* Feed the login with the messages of an answer; the next block is appended to wire. */
static enum login_step
feed_login(struct http *h, struct login *login, const struct http_post *p, struct buf *wire)
{
	enum login_step step = LOGIN_WAIT;
	struct msg m;

	if (http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_REPLY, &h->err) < 0)
		return LOGIN_FAILED;
	while (step == LOGIN_WAIT && http_body_next(h->body, &m, &h->err) == 1) {
		inbox_trace(&h->inbox, ITEM_HEARD, m.raw);
		if (str_starts(msg_get(&m, STR("ActionID")), buf_str(&h->setup->id_prefix)))
			pending_echoes(h->pending);
		step = login_feed(login, &m, wire, &h->err);
	}
	if (step == LOGIN_WAIT) {
		err_set(&h->err, ERR_CONNECT, "%s does not answer like AMI", buf_z(&h->url));
		step = LOGIN_FAILED;
	}
	return step;
}

/* Send one block of the login over p. The server's session for it is ours. */
static enum login_step
login_step(struct http *h, struct login *login, struct http_post *p, struct buf *wire)
{
	inbox_trace(&h->inbox, ITEM_SENT, buf_str(wire));
	buf_reset(&h->form);
	if (http_form(&h->form, buf_str(wire), &h->err) < 0 ||
	    exchange(h, p, buf_str(&h->form)) < 0)
		return LOGIN_FAILED;
	buf_reset(wire);
	if (p->cookie.n) {
		buf_reset(&h->cookie);
		buf_adds(&h->cookie, buf_str(&p->cookie));
		h->max_age = p->max_age;
	}
	return feed_login(h, login, p, wire);
}

/* Log in as over TCP, as if a banner had come. */
static int
log_in_by_cookie(struct http *h, struct http_post *p)
{
	const struct session_setup *s = h->setup;
	const struct login_options options = {
	    .user = buf_str(&s->user),
	    .secret = buf_str(&s->secret->value),
	    .secret_from = buf_str(&s->secret->from),
	    .events = buf_str(&h->mask),
	    .auth = s->auth,
	    .private = endpoint_is_private(&s->endpoint),
	    .id = buf_str(&s->id_prefix),
	};
	const struct msg banner = {.kind = MSG_BANNER};
	struct login login;
	struct buf wire;

	buf_reset(&h->cookie);
	buf_init_secret(&wire, BUF_MAX_LINE);
	login_init(&login, &options);
	enum login_step step = login_feed(&login, &banner, &wire, &h->err);
	while (step == LOGIN_SEND)
		step = login_step(h, &login, p, &wire);
	buf_clear(&wire);
	if (step == LOGIN_DONE)
		stages_tell(h->client.stages, STAGE_LOGIN, STAGE_DONE, "%s over HTTP",
		    login_way(&login));
	if (step == LOGIN_DONE && h->cookie.n == 0)
		return err_set(&h->err, ERR_CONNECT, "%s sets no cookie", buf_z(&h->url));
	return step == LOGIN_DONE ? 0 : -1;
}

/* Set the mask, as a part of a login. */
static int
send_mask(struct http *h)
{
	struct str mask = h->mask.n ? buf_str(&h->mask) : STR("on");
	struct buf block = BUF_INIT(BUF_MAX_LINE);

	if (!h->listens)
		return 0;
	buf_addf(&block, "Action: Events\r\nEventMask: %.*s\r\n\r\n", STR_ARG(mask));
	buf_reset(&h->form);
	int failed = http_form(&h->form, buf_str(&block), &h->err);
	buf_clear(&block);
	return failed ? -1 : exchange(h, h->events, buf_str(&h->form));
}

int
http_begin_events(struct http *h)
{
	h->login_end = 0;
	return send_mask(h);
}

/* Any action will do: the digest comes with it. */
static int
log_in_by_digest(struct http *h)
{
	struct msg m;

	if (exchange(h, h->actions, http_own_form(h, "Ping", (char *)NULL)) < 0)
		return -1;
	if (http_body_open(h->body, buf_str(&h->actions->answer), h->actions->mxml, HTTP_REPLY,
	        &h->err) < 0 ||
	    http_body_next(h->body, &m, &h->err) != 1)
		return err_set(
		    &h->err, ERR_CONNECT, "%s does not answer like AMI", buf_z(&h->url));
	inbox_trace(&h->inbox, ITEM_HEARD, m.raw);
	if (str_starts(msg_get(&m, STR("ActionID")), buf_str(&h->setup->id_prefix)))
		pending_echoes(h->pending);
	stages_tell(h->client.stages, STAGE_LOGIN, STAGE_DONE, "HTTP digest");
	return send_mask(h);
}

void
http_note_mask(struct http *h, struct str mask, bool listens)
{
	buf_reset(&h->mask);
	buf_adds(&h->mask, mask);
	h->listens = listens;
}

/* The secret is sent with the request there, so it may be the reason of a refusal. */
static void
name_secret(struct http *h)
{
	struct str from = buf_str(&h->setup->secret->from);
	struct err old = h->err;

	if (from.n)
		err_set(&h->err, ERR_LOGIN, "%s (secret from %.*s)", old.text, STR_ARG(from));
}

/* A port with TLS closes what does not begin with its handshake. */
static void
doubt_scheme(struct http *h)
{
	static const char *const silences[] = {"without an answer", "Send failure", "Recv failure"};
	struct str text = str_of(h->err.text);

	for (size_t i = 0; i < sizeof(silences) / sizeof(silences[0]); i++) {
		if (str_find(text, str_of(silences[i])) >= text.n)
			continue;
		err_suffix(&h->err, ": a port with TLS (https://)?");
		return;
	}
}

/* Check that the server answers, with a request that needs no login, before asking for the secret.
 * With digest the answer is a refusal. */
static int
meet(struct http *h)
{
	struct http_post *p = h->actions;

	if (h->setup->secret->known)
		return 0;
	int failed = exchange(h, p, http_own_form(h, "Challenge", "AuthType", "MD5", (char *)NULL));
	if (failed && !(has_digest(h) && p->status == 401))
		return -1;
	if (await_secret(&h->inbox, &h->backlog, &h->err) < 0)
		return -1;
	h->login_end = 0;
	http_post_renew(h->actions);
	http_post_renew(h->events);
	return 0;
}

static int
log_in(struct http *h)
{
	http_stages_begin(&h->client);
	if (meet(h) < 0)
		return -1;
	return has_digest(h) ? log_in_by_digest(h) : log_in_by_cookie(h, h->actions);
}

int
http_log_in(struct http *h)
{
	struct str mask = buf_str(&h->setup->events);

	http_note_mask(h, mask, !str_eq(mask, STR("off")));
	h->login_end = 0;
	int failed = log_in(h);
	if (failed && h->err.kind == ERR_LOGIN && has_digest(h))
		name_secret(h);
	if (failed && !scheme_is_tls(h->setup->endpoint.scheme))
		doubt_scheme(h);
	if (failed && h->err.kind != ERR_USAGE && h->err.kind != ERR_INTERRUPTED)
		endpoint_blame(&h->setup->endpoint, &h->err);
	return failed;
}

bool
http_has_expired(struct http *h, const struct http_post *p)
{
	struct err ignored;
	struct msg m;

	if (has_digest(h))
		return p->status == 401;
	if (p->status != 200 || p->cookie.n == 0 || str_eq(buf_str(&p->cookie), buf_str(&p->used)))
		return false;
	http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_REPLY, &ignored);
	return http_body_next(h->body, &m, &ignored) == 1 &&
	       msg_is(&m, MSG_RESPONSE, STR("Error")) &&
	       str_ieq(msg_get(&m, STR("Message")), STR("Permission denied"));
}

void
http_say_renewed(struct http *h)
{
	const struct item renewed = {
	    .kind = ITEM_RENEWED,
	    .text = str_of(h->listens ? "the HTTP session had ended: logged in again; events in "
	    "the meantime are missing"
	                              : "the HTTP session had ended: logged in again"),
	};

	inbox_add(&h->inbox, &renewed);
}

int
http_log_in_again(struct http *h, struct http_post *p)
{
	p->done = false;
	if (has_digest(h)) {
		http_post_renew(p);
		if (p == h->actions)
			return 0;
		buf_reset(&h->challenge);
		if (http_begin_events(h) < 0)
			return -1;
	} else {
		if (!str_eq(buf_str(&h->cookie), buf_str(&p->used)))
			return 0;
		h->login_end = 0;
		if (log_in_by_cookie(h, p) < 0)
			return -1;
	}
	http_say_renewed(h);
	return 0;
}

void
http_log_off(struct http *h)
{
	msec deadline = clock_now() + (sig_ending() ? LOGOFF_HURRY : LOGOFF_WAIT);

	http_post_stop(h->events);
	http_post_start(
	    h->actions, http_own_form(h, "Logoff", (char *)NULL), buf_str(&h->cookie), LOGOFF_WAIT);
	if (has_digest(h) && h->listens)
		http_post_start(h->events, buf_str(&h->form), STR(""), LOGOFF_WAIT);
	while ((h->actions->busy || h->events->busy) && clock_now() < deadline)
		http_client_drive(&h->client, -1, deadline);
}
