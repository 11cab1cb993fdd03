/* SPDX-License-Identifier: ISC */
/* Begins and ends the sessions of ARI. */
#include "client/ari.h"

#include <stdlib.h>

#include "ari/replay.h"
#include "client/ask.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/recorder.h"
#include "conf/local_ari.h"
#include "conf/target.h"
#include "lang/settings.h"
#include "session/http_setup.h"
#include "session/session.h"

/* Have what the session needs to begin. */
static int
prepare(struct client *client, struct target *t, struct err *err)
{
	const struct connection *c = client->connection;

	if (target_resolve_ari(t, client->options, c->server, c->endpoint.user, err) < 0)
		return -1;
	if (scheme_is_file(t->endpoint.scheme))
		return record_connection(client, &t->endpoint, err);
	if (!t->has_secret && !t->runs_command && !ask_can())
		return target_refuse(t, err);
	if (record_connection(client, &t->endpoint, err) < 0)
		return -1;
	settings_restrict(client->settings, t->options.read_only);
	return t->has_secret ? 0 : connect_secret(t, err);
}

bool
ari_is_known(const struct client *client)
{
	const struct connection *c = client->connection;
	struct err ignored = {0};
	struct target t;

	bool known = target_resolve_ari(&t, client->options, c->server, c->endpoint.user,
	                 &ignored) == 0 &&
	             (t.has_secret || t.runs_command);
	target_clear(&t);
	return known;
}

static void
note_place(struct client *client, const struct endpoint *e)
{
	struct buf place = BUF_INIT(BUF_MAX_LINE);

	http_place(&place, e, NULL);
	connection_ari(client->connection, buf_str(&place));
	buf_clear(&place);
}

/* Keep what target_clear would free. */
static void
note_why(struct connection *c, struct target *t)
{
	free(c->ari_why);
	c->ari_why = NULL;
	if (t->ari) {
		c->ari_why = t->ari->why;
		t->ari->why = NULL;
	}
}

int
ari_begin(struct client *client, struct loop_source *source,
    void (*run)(const struct session_setup *setup), struct str events, bool reconnect,
    bool (*take)(void *client, const struct item *item), struct err *err)
{
	struct session_options options;
	struct target t;
	int failed = prepare(client, &t, err);

	if (!failed && source == &client->connection->ari && scheme_is_file(t.endpoint.scheme))
		failed = err_set(err, ERR_USAGE, "ari: a recording cannot answer");
	if (!failed) {
		connect_options(client, &t, &options);
		options.run = scheme_is_file(t.endpoint.scheme) ? ari_replay_run : run;
		options.events = events;
		options.reconnect = reconnect;
		options.asks = false;
		options.lossless |= source == &client->connection->ari; /* it has no events */
		*source = (struct loop_source){session_new(&options), take, client};
		note_why(client->connection, &t);
		if (source == &client->connection->ari)
			note_place(client, &t.endpoint);
		loop_attach(client->loop, source);
	}
	target_clear(&t);
	return failed;
}

int
ari_explain(const struct client *client, struct err *err)
{
	const char *why = client->connection->ari_why;

	if (why && (err->kind == ERR_CONNECT || err->kind == ERR_LOGIN))
		err_suffix(err, " (%s)", why);
	return -1;
}

void
ari_end(struct client *client, struct loop_source *source)
{
	if (source->session)
		loop_end(client->loop, source);
}

void
ari_close(struct client *client)
{
	ari_end(client, &client->connection->ari);
	ari_end(client, &client->connection->ari_events);
}
