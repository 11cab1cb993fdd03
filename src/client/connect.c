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
	const struct client *client = arg;

	/* A person can do something else meanwhile. */
	return client->online || client->asks ||
	        (client->offline.text[0] && (client->interactive || !client->retrying));
}

/* The server is there: give it the secret. */
static int
give_secret(struct client *client, struct target *t, struct err *err)
{
	client->asks = false;
	int failed = t->runs_command ? target_run_command(t, err) : ask_for_secret(t, err);
	if (!failed)
		session_secret(client->session, buf_str(&t->secret), buf_str(&t->secret_from));
	return failed;
}

/* Wait for what becomes of the session. */
static int
settle(struct client *client, struct target *t, struct err *err)
{
	client->asks = false;
	client->answers = true;
	int failed = pump_until(client, is_settled, client, -1, CLOCK_NEVER, err);
	while (!failed && client->asks) {
		failed = give_secret(client, t, err);
		if (!failed)
			failed = pump_until(client, is_settled, client, -1, CLOCK_NEVER, err);
	}
	client->answers = false;
	return failed;
}

/* How may a command on the way speak while a person does something else? */
static enum speech
background(const struct client *client)
{
	return client->interactive ? TALK_KEPT : TALK_FREELY;
}

/* And for the connection that the person waits for. */
static enum speech
foreground(const struct client *client)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return background(client);
	close(tty);
	return TALK_LENT;
}

/* Several servers have one terminal in turn. */
static void
prepare_turn(const struct client *client, struct endpoint *e)
{
	const struct team *t = client->team;

	e->errors_seen = t ? t->errors_seen : isatty(STDERR_FILENO);
	if (!t)
		return;
	e->turn = t->turn;
	e->turn_of_many = t->interactive;
	mem_replace(&e->called, str_of(team_name(t)));
}

/* Start the session and wait for what becomes of it. */
static int
start(struct client *client, struct target *t, const char *events, struct err *err)
{
	const struct options *o = &t->options;

	err_clear(&client->offline);
	buf_reset(&client->mask);
	buf_addz(&client->mask, events);
	widen_forget(client);
	prepare_turn(client, &t->endpoint);
	client->session = session_new(&(struct session_options){
	    .endpoint = &t->endpoint,
	    .user = str_of(t->endpoint.user),
	    .secret = buf_str(&t->secret),
	    .secret_from = buf_str(&t->secret_from),
	    .asks = !t->has_secret,
	    .events = str_of(events),
	    .auth = auth_of(o->auth),
	    .connect_timeout = o->connect_timeout,
	    .ping = PING_AFTER,
	    .lossless = !client->interactive,
	    .reconnect = client->reconnect,
	    .patient = client->patient,
	    .talk = foreground(client),
	    .talk_again = background(client),
	    .trace = client_traces(client),
	    .room = client->interactive ? ROOM_PERSON : ROOM_BATCH,
	});
	endpoint_clear(&client->endpoint);
	endpoint_copy(&client->endpoint, &t->endpoint);
	if (settle(client, t, err) < 0) {
		connect_close(client);
		return -1;
	}
	if (client->online)
		return 0;
	*err = client->offline;
	if (err->kind == ERR_CONNECT)
		target_explain(t, -1, err);
	if (client->retrying)
		return -1;
	session_free(client->session);
	client->session = NULL;
	return -1;
}

int
connect_open(struct client *client, const char *server, const char *events, struct err *err)
{
	struct target t;
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = target_resolve(&t, client->options, server, client->endpoint.user, err);

	if (!failed && server && t.options.events) {
		failed = mask_read(&mask, str_of(t.options.events), err);
		events = buf_z(&mask);
	}
	if (!failed && !t.has_secret && !t.runs_command && !ask_can())
		failed = target_explain(&t, ask_refuse(err), err);
	if (!failed)
		failed = record_connection(client, &t.endpoint, err);
	if (!failed) {
		connect_close(client);
		client->set.read_only |= t.options.read_only;
		failed = start(client, &t, events, err);
	}
	buf_clear(&mask);
	target_clear(&t);
	return failed;
}

int
connect_due(struct client *client, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);

	if (!client->due || client->set.dry_run)
		return 0;
	client->due = false;
	buf_adds(&mask, buf_str(&client->mask));
	int failed = connect_open(client, NULL, buf_z(&mask), err);
	client->quit |= failed != 0;
	buf_clear(&mask);
	return failed;
}

void
connect_close(struct client *client)
{
	session_free(client->session);
	client->session = NULL;
	client->online = client->retrying = client->met = false;
	eventlog_reset(client->log);
	names_clear(&client->names);
	knowledge_forget(client->knowledge);
	filters_forget(client->filters);
	live_forget(client->live);
	err_set(&client->offline, ERR_CONNECT, "not connected (connect opens a connection)");
}
