/* SPDX-License-Identifier: ISC */
/* From a target to a session that is logged in. */
#include "client/connect.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/ask.h"
#include "client/pump.h"
#include "client/team.h"
#include "client/widen.h"
#include "conf/target.h"
#include "lang/mask.h"

#define PING_AFTER   30000              /* ms of silence before a keepalive Ping */
#define ROOM_BATCH   ((size_t)1 << 20)  /* bytes of items that may wait for a script */
#define ROOM_PERSON  ((size_t)16 << 20) /* and for a person's terminal */

static enum auth
auth_of(const char *name)
{
	if (name && str_eq(str_of(name), STR("md5")))
		return AUTH_MD5;
	if (name && str_eq(str_of(name), STR("plain")))
		return AUTH_PLAIN;
	return AUTH_AUTO;
}

static int
ask_for_secret(struct target *t, struct err *err)
{
	struct buf question = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&question, "Secret of %s@%s: ", t->endpoint.user, t->endpoint.host);
	int failed = ask_secret(&t->secret, buf_z(&question), err);
	buf_clear(&question);
	return failed;
}

static bool
is_settled(void *arg)
{
	const struct context *ctx = arg;

	/* A person can do something else meanwhile. */
	return ctx->online || ctx->asks ||
	        (ctx->offline.text[0] && (ctx->interactive || !ctx->retrying));
}

/* The server is there: give it the secret. */
static int
give_secret(struct context *ctx, struct target *t, struct err *err)
{
	ctx->asks = false;
	int failed = t->runs_command ? target_run_command(t, err) : ask_for_secret(t, err);
	if (!failed)
		session_secret(ctx->session, buf_str(&t->secret), buf_str(&t->secret_from));
	return failed;
}

/* Wait for what becomes of the session. */
static int
settle(struct context *ctx, struct target *t, struct err *err)
{
	ctx->asks = false;
	ctx->answers = true;
	int failed = pump_until(ctx, is_settled, ctx, -1, CLOCK_NEVER, err);
	while (!failed && ctx->asks) {
		failed = give_secret(ctx, t, err);
		if (!failed)
			failed = pump_until(ctx, is_settled, ctx, -1, CLOCK_NEVER, err);
	}
	ctx->answers = false;
	return failed;
}

/* How may a command on the way speak while a person does something else? */
static enum speech
background(const struct context *ctx)
{
	return ctx->interactive ? TALK_KEPT : TALK_FREELY;
}

/* And for the connection that the person waits for. */
static enum speech
foreground(const struct context *ctx)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return background(ctx);
	close(tty);
	return TALK_LENT;
}

/* Several servers have one terminal in turn. */
static void
prepare_turn(const struct context *ctx, struct endpoint *e)
{
	const struct team *t = ctx->team;

	e->errors_seen = t ? t->errors_seen : isatty(STDERR_FILENO);
	if (!t)
		return;
	e->turn = t->turn;
	e->turn_of_many = t->interactive;
	mem_replace(&e->called, str_of(team_name(t)));
}

/* Start the session and wait for what becomes of it. */
static int
start(struct context *ctx, struct target *t, const char *events, struct err *err)
{
	const struct options *o = &t->options;

	err_clear(&ctx->offline);
	buf_reset(&ctx->mask);
	buf_addz(&ctx->mask, events);
	widen_forget(ctx);
	prepare_turn(ctx, &t->endpoint);
	ctx->session = session_new(&(struct session_options){
	    .endpoint = &t->endpoint,
	    .user = str_of(t->endpoint.user),
	    .secret = buf_str(&t->secret),
	    .secret_from = buf_str(&t->secret_from),
	    .asks = !t->has_secret,
	    .events = str_of(events),
	    .auth = auth_of(o->auth),
	    .connect_timeout = o->connect_timeout,
	    .ping = PING_AFTER,
	    .lossless = !ctx->interactive,
	    .reconnect = ctx->reconnect,
	    .patient = ctx->patient,
	    .talk = foreground(ctx),
	    .talk_again = background(ctx),
	    .trace = context_traces(ctx),
	    .room = ctx->interactive ? ROOM_PERSON : ROOM_BATCH,
	});
	endpoint_clear(&ctx->endpoint);
	endpoint_copy(&ctx->endpoint, &t->endpoint);
	if (settle(ctx, t, err) < 0) {
		connect_close(ctx);
		return -1;
	}
	if (ctx->online)
		return 0;
	*err = ctx->offline;
	if (err->kind == ERR_CONNECT)
		target_explain(t, -1, err);
	if (ctx->retrying)
		return -1;
	session_free(ctx->session);
	ctx->session = NULL;
	return -1;
}

int
connect_open(struct context *ctx, const char *server, const char *events, struct err *err)
{
	struct target t;
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = target_resolve(&t, ctx->options, server, ctx->endpoint.user, err);

	if (!failed && server && t.options.events) {
		failed = mask_read(&mask, str_of(t.options.events), err);
		events = buf_z(&mask);
	}
	if (!failed && !t.has_secret && !t.runs_command && !ask_can())
		failed = target_explain(&t, ask_refuse(err), err);
	if (!failed)
		failed = record_connection(ctx, &t.endpoint, err);
	if (!failed) {
		connect_close(ctx);
		ctx->set.read_only |= t.options.read_only;
		failed = start(ctx, &t, events, err);
	}
	buf_clear(&mask);
	target_clear(&t);
	return failed;
}

int
connect_due(struct context *ctx, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);

	if (!ctx->due || ctx->set.dry_run)
		return 0;
	ctx->due = false;
	buf_adds(&mask, buf_str(&ctx->mask));
	int failed = connect_open(ctx, NULL, buf_z(&mask), err);
	ctx->quit |= failed != 0;
	buf_clear(&mask);
	return failed;
}

void
connect_close(struct context *ctx)
{
	session_free(ctx->session);
	ctx->session = NULL;
	ctx->online = ctx->retrying = ctx->met = false;
	eventlog_reset(ctx->log);
	names_clear(&ctx->names);
	knowledge_forget(ctx->knowledge);
	filters_forget(ctx->filters);
	live_forget(ctx->live);
	err_set(&ctx->offline, ERR_CONNECT, "not connected (connect opens a connection)");
}
