/* SPDX-License-Identifier: ISC */
/* Begins and ends the sessions of ARI. */
#include "client/ari.h"

#include "base/mem.h"
#include "client/ask.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/recorder.h"
#include "conf/target.h"
#include "lang/settings.h"
#include "session/item.h"
#include "session/session.h"

/* The place and account of ARI: HTTP's usual port of the same host, and the same account. */
static int
resolve(struct client *client, struct target *t, struct err *err)
{
	const struct connection *c = client->connection;
	int failed = target_resolve(t, client->options, c->server, c->endpoint.user, err);
	bool tls = scheme_is_tls(t->endpoint.scheme);

	if (failed || scheme_is_http(t->endpoint.scheme))
		return failed;
	t->endpoint.scheme = tls ? SCHEME_HTTPS : SCHEME_HTTP;
	mem_replace(&t->endpoint.port, str_of(tls ? "8089" : "8088"));
	mem_replace(&t->endpoint.path, STR("ari/"));
	return 0;
}

/* Have what the session needs to begin. */
static int
prepare(struct client *client, struct target *t, struct err *err)
{
	if (resolve(client, t, err) < 0)
		return -1;
	if (!t->has_secret && !t->runs_command && !ask_can())
		return target_explain(t, ask_refuse(err), err);
	if (record_connection(client, &t->endpoint, err) < 0)
		return -1;
	settings_restrict(client->settings, t->options.read_only);
	return t->has_secret ? 0 : connect_secret(t, err);
}

int
ari_begin(struct client *client, struct loop_source *source,
    void (*run)(const struct session_setup *setup), struct str events, bool reconnect,
    bool (*take)(void *client, const struct item *item), struct err *err)
{
	struct target t;
	int failed = prepare(client, &t, err);

	if (!failed) {
		struct session_options options = connect_options(client, &t);
		options.run = run;
		options.events = events;
		options.reconnect = reconnect;
		options.asks = false;
		*source = (struct loop_source){session_new(&options), take, client};
		loop_attach(client->loop, source);
	}
	target_clear(&t);
	return failed;
}

void
ari_end(struct client *client, struct loop_source *source)
{
	const struct item offline = {
	    .kind = ITEM_OFFLINE, .error = ERR_LOST, .text = STR("the connection was closed")};

	if (!source->session)
		return;
	loop_detach(client->loop, source);
	loop_lose(client->loop, source->session, &offline);
	session_free(source->session);
	source->session = NULL;
}

void
ari_close(struct client *client)
{
	ari_end(client, &client->connection->ari);
	ari_end(client, &client->connection->ari_events);
}
