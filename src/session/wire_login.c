/* SPDX-License-Identifier: ISC */
/* The login on the wire, with its deadline and the error when the server misses it. */
#include "session/wire_login.h"

#include "ami/version.h"
#include "base/text.h"
#include "net/stages.h"
#include "session/await_secret.h"

#define ASKING 200 /* ms after which we check again whether a command still asks */

struct wire_login {
	struct wire *wire;
	const struct session_setup *setup;
	const struct wire_login_parts *parts;
	struct login_options options;
	struct login login;
	msec deadline;
	struct buf banner; /* its version; empty before it came */
	struct err *err;
};

static void
tell_banner(const struct wire_login *s, struct str line)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	text_escape(&text, line);
	stages_tell(s->parts->stages, STAGE_BANNER, STAGE_DONE, "%s", buf_z(&text));
	stages_tell(s->parts->stages, STAGE_LOGIN, STAGE_BEGINS, "%s", "");
	buf_clear(&text);
}

/* Keep the version "11.0.0", the value of the banner, and its major number. */
static void
note_banner(struct wire_login *s, const struct msg *m)
{
	struct str version = msg_title(m);
	buf_adds(&s->banner, version);
	s->wire->ami_major = version_manager_major(version);
	tell_banner(s, m->raw);
}

/* The server has answered: now the secret is needed. The time that the user takes does not
 * count. */
static int
meet(struct wire_login *s)
{
	struct given_secret *secret = s->setup->secret;

	if (secret->known)
		return 0;
	if (await_secret(s->parts->inbox, s->parts->backlog, s->err) < 0)
		return -1;
	s->options.secret = buf_str(&secret->value);
	s->options.secret_from = buf_str(&secret->from);
	s->deadline = clock_now() + s->setup->connect_timeout;
	return 0;
}

/* Feed the login with a message. Returns 1 when it is accepted, 0 when more is needed, -1 when it
 * failed. */
static int
take_message(struct wire_login *s, const struct msg *m)
{
	struct buf *out = &s->wire->out;

	inbox_trace(s->parts->inbox, ITEM_HEARD, m->raw);
	if (str_starts(msg_get(m, STR("ActionID")), buf_str(&s->setup->id_prefix)))
		pending_echoes(s->parts->pending);
	if (m->kind == MSG_BANNER) {
		stream_settle(s->wire->stream);
		note_banner(s, m);
	}
	if (m->kind == MSG_BANNER && meet(s) < 0)
		return -1;
	switch (login_feed(&s->login, m, out, s->err)) {
	case LOGIN_SEND:
		inbox_trace(s->parts->inbox, ITEM_SENT, buf_str(out));
		return 0;
	case LOGIN_WAIT:
		return 0;
	case LOGIN_DONE:
		return 1;
	case LOGIN_FAILED:
		break;
	}
	return -1;
}

/* Feed the login with the messages that are there; returns as take_message does. */
static int
take_messages(struct wire_login *s)
{
	struct msg m;
	int got, done = 0;

	while (done == 0 && (got = parse_next(s->wire->parse, &m, s->err)) != 0)
		done = got < 0 ? -1 : take_message(s, &m);
	return done;
}

/* The error when the login takes too long. */
static int
too_late(const struct wire_login *s)
{
	double seconds = (double)s->setup->connect_timeout / 1000;
	bool plain = !scheme_is_tls(s->setup->endpoint.scheme);

	if (s->banner.n == 0)
		return err_set(s->err, ERR_CONNECT, "no banner within %g s: not an AMI server%s?",
		    seconds, plain ? ", or a TLS port (amis://)" : "");
	return err_set(s->err, ERR_TIMEOUT, "no reply to the login within %g s", seconds);
}

/* The connection is gone before the login was answered. */
static int
lost(const struct wire_login *s)
{
	return s->err->kind == ERR_LOST ? login_eof(&s->login, s->err) : -1;
}

/* Write and read once. Returns as take_message does. */
static int
step(struct wire_login *s)
{
	bool asked = false;
	msec deadline = stream_deadline(s->wire->stream, s->deadline), soon = clock_now() + ASKING;
	msec until = deadline > s->deadline && deadline > soon ? soon : deadline;

	if (wire_flush(s->wire, s->err) < 0 ||
	    wire_wait(s->wire, queue_fd(s->setup->outbox), until, &asked, s->err) < 0)
		return lost(s);
	if (asked)
		return err_set(s->err, ERR_INTERRUPTED, "closed");
	if (wire_fill(s->wire, s->err) < 0)
		return lost(s);
	int done = take_messages(s);
	bool late = clock_now() >= stream_deadline(s->wire->stream, s->deadline);
	return done == 0 && late ? too_late(s) : done;
}

int
wire_login(struct wire *w, const struct wire_login_parts *parts, struct err *err)
{
	const struct session_setup *setup = parts->inbox->setup;
	struct wire_login s = {
	    .wire = w,
	    .setup = setup,
	    .parts = parts,
	    .options = {
	        .user = buf_str(&setup->user),
	        .secret = buf_str(&setup->secret->value),
	        .secret_from = buf_str(&setup->secret->from),
	        .events = buf_str(&setup->events),
	        .auth = setup->auth,
	        .private = w->stream->encrypted,
	        .id = buf_str(&setup->id_prefix),
	    },
	    .deadline = clock_now() + setup->connect_timeout,
	    .banner = BUF_INIT(1024),
	    .err = err,
	};
	int done = 0;

	stages_tell(parts->stages, STAGE_BANNER, STAGE_BEGINS, "%s", "");
	login_init(&s.login, &s.options);
	while (done == 0)
		done = step(&s);
	if (done > 0) {
		stages_tell(parts->stages, STAGE_LOGIN, STAGE_DONE, "%s", login_way(&s.login));
		inbox_add(
		    parts->inbox, &(struct item){.kind = ITEM_ONLINE, .text = buf_str(&s.banner)});
	}
	buf_clear(&s.banner);
	if (done < 0 && err->kind != ERR_INTERRUPTED && err->kind != ERR_USAGE)
		endpoint_blame(&setup->endpoint, err);
	return done < 0 ? -1 : 0;
}
