/* SPDX-License-Identifier: ISC */
/* From a target to a session that is logged in. */
#include "client/connect.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "client/ari.h"
#include "client/ask.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/eventlog.h"
#include "client/filters.h"
#include "client/fleet_member.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "client/reactions.h"
#include "client/recorder.h"
#include "conf/target.h"
#include "lang/mask.h"
#include "lang/settings.h"
#include "session/session.h"

#define PING_AFTER   30000              /* ms of silence before a keepalive Ping */
#define ROOM_BATCH   ((size_t)1 << 20)  /* bytes of items that may wait for a script */
#define ROOM_PERSON  ((size_t)16 << 20) /* and for a terminal */

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
	if (!failed)
		target_note_blanks(t);
	return failed;
}

static bool
is_settled(void *arg)
{
	const struct client *client = arg;

	/* The user can do something else meanwhile. */
	return client->connection->online || client->connection->asks ||
	        (client->connection->offline.text[0] && (client->display->interactive ||
	        !client->connection->retrying));
}

int
connect_secret(struct target *t, struct err *err)
{
	return t->runs_command ? target_run_command(t, err) : ask_for_secret(t, err);
}

/* The server has answered: give it the secret. */
static int
give_secret(struct client *client, struct target *t, struct err *err)
{
	connection_answers(client->connection, true);
	int failed = connect_secret(t, err);
	if (!failed)
		session_secret(client->connection->session, buf_str(&t->secret),
		    buf_str(&t->secret_from));
	return failed;
}

/* Wait until the session is online or has failed. */
static int
settle(struct client *client, struct target *t, struct err *err)
{
	connection_answers(client->connection, true);
	int failed = loop_until(client->loop, is_settled, client, -1, CLOCK_NEVER, err);
	while (!failed && client->connection->asks) {
		failed = give_secret(client, t, err);
		if (!failed)
			failed = loop_until(client->loop, is_settled, client, -1, CLOCK_NEVER, err);
	}
	connection_answers(client->connection, false);
	return failed;
}

/* How may a jump command ask while the user does something else? */
static enum speech
background(const struct client *client)
{
	return client->display->interactive ? TALK_KEPT : TALK_FREELY;
}

/* And while the user waits for the connection. */
static enum speech
foreground(const struct client *client)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return background(client);
	close(tty);
	return TALK_LENT;
}

/* Several servers use one terminal in turn. */
static void
prepare_turn(const struct client *client, struct endpoint *e)
{
	const struct fleet_member *t = client->member;

	e->errors_seen = t ? t->errors_seen : isatty(STDERR_FILENO);
	if (!t)
		return;
	e->turn = t->turn;
	e->turn_of_many = t->interactive;
	mem_replace(&e->called, str_of(member_name(t)));
}

void
connect_options(
    const struct client *client, struct target *t, struct session_options *options)
{
	prepare_turn(client, &t->endpoint);
	*options = (struct session_options){
	    .endpoint = &t->endpoint,
	    .user = str_of(t->endpoint.user),
	    .secret = buf_str(&t->secret),
	    .secret_from = buf_str(&t->secret_from),
	    .asks = !t->has_secret,
	    .auth = auth_of(t->options.auth),
	    .connect_timeout = t->options.connect_timeout,
	    .ping = PING_AFTER,
	    .lossless = !client->display->interactive,
	    .talk = foreground(client),
	    .talk_again = background(client),
	    .trace = record_wants(client),
	    .room = client->display->interactive ? ROOM_PERSON : ROOM_BATCH,
	};
}

/* Start the session and wait until it is online or has failed. */
static int
start(struct client *client, struct target *t, const char *events, struct err *err)
{
	struct session_options options;

	connect_options(client, t, &options);
	event_mask_set(client->mask, str_of(events));
	event_mask_forget(client);
	options.events = str_of(events);
	options.reconnect = client->connection->reconnect;
	options.patient = client->connection->patient;
	struct session *session = session_new(&options);
	session_want(session, reactions_want, client);
	connection_begin(client->connection, session, &t->endpoint);
	client->connection->source = (struct loop_source){session, reactions_take, client};
	connection_dress(client->connection, &t->options);
	loop_attach(client->loop, &client->connection->source);
	if (settle(client, t, err) < 0) {
		connect_close(client);
		return -1;
	}
	if (client->connection->online)
		return 0;
	*err = client->connection->offline;
	bool of_account = err->kind == ERR_LOGIN && t->manager.port.url;
	if (err->kind == ERR_CONNECT || of_account)
		target_explain(t, -1, err);
	if (client->connection->retrying)
		return -1;
	loop_detach(client->loop, &client->connection->source);
	connection_give_up(client->connection);
	return -1;
}

int
connect_open(struct client *client, const char *server, const char *events, struct err *err)
{
	struct target t;
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = target_resolve(&t, client->options, server, client->connection->endpoint.user,
	    err);

	if (!failed && server && t.options.events) {
		failed = mask_read(&mask, str_of(t.options.events), err);
		events = buf_z(&mask);
	}
	if (!failed && !t.has_secret && !t.runs_command && !ask_can())
		failed = target_refuse(&t, err);
	if (!failed)
		failed = record_connection(client, &t.endpoint, err);
	if (!failed) {
		if (server)
			ari_close(client);
		connect_close(client);
		connection_call(client->connection, server);
		settings_restrict(client->settings, t.options.read_only);
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

	if (!client->connection->due || client->settings->dry_run)
		return 0;
	connection_put_off(client->connection, false);
	buf_adds(&mask, buf_str(&client->mask->user));
	int failed = connect_open(client, NULL, buf_z(&mask), err);
	if (failed)
		loop_quit(client->loop);
	buf_clear(&mask);
	return failed;
}

int
connect_aside(struct client *client, struct err *err)
{
	const struct connection *c = client->connection;

	return c->ari.session || c->ari_events.session ? 0 : connect_due(client, err);
}

void
connect_close(struct client *client)
{
	struct connection *c = client->connection;

	if (c->session) {
		ari_close(client);
		loop_close(client->loop, &c->source);
		loop_silence(client->loop, HEARS_AMI, LOOP_CLOSED);
	}
	connection_end(c);
	eventlog_reset(client->log);
	cache_forget(client->cache);
	filters_forget(client->filters);
	live_channels_forget(client->live_channels);
}
