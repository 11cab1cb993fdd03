/* SPDX-License-Identifier: ISC */
/* Opens the WebSocket; what its items mean. */
#include "client/ari_feed.h"

#include <stdlib.h>
#include <unistd.h>

#include "ari/events.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/ari.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/recorder.h"
#include "client/scope.h"
#include "conf/options.h"
#include "session/item.h"

struct ari_feed *
ari_feed_new(void)
{
	struct ari_feed *f = mem_alloc(sizeof(*f));

	buf_init(&f->app, BUF_MAX_LINE);
	return f;
}

void
ari_feed_free(struct ari_feed *f)
{
	buf_clear(&f->app);
	free(f);
}

static void
take_event(struct client *client, const struct item *item)
{
	struct told told = loop_tell(client->loop, HEARS_ARI, &item->msg, false, false);

	if (told.used)
		return;
	if (!client->scope->one_shot)
		eventlog_add(client->log, &item->msg, false);
	if (client->display->interactive && !told.shown)
		display_event(client, &item->msg, false, false);
}

static void
take_online(struct ari_feed *f)
{
	bool again = f->retrying;

	if (again)
		out_remark(f->met ? "-- ari: connected again; events in the meantime are missing"
		                  : "-- ari: connected");
	f->online = f->met = true;
	f->retrying = false;
}

/* It is gone, or another attempt failed: report what has changed. */
static void
take_offline(struct client *client, const struct item *item)
{
	struct ari_feed *f = client->connection->feed;
	bool known = f->retrying && str_eq(item->text, str_of(f->offline.text));
	bool was_online = f->online;

	f->online = false;
	f->retrying = item->more;
	err_set(&f->offline, item->error, "%.*s", STR_ARG(item->text));
	if (was_online)
		loop_silence(client->loop, HEARS_ARI, item->text);
	if (!known && item->more)
		out_remark("-- ari: %s: %.*s (trying again in %.1f s)",
		    f->met ? "events lost" : "no events", STR_ARG(item->text),
		    (double)item->count / 1000);
	else if (was_online && !item->more && client->display->interactive)
		out_remark("-- ari: no more events: %.*s", STR_ARG(item->text));
}

static void
take_dropped(struct client *client, uint64_t n)
{
	out_notice("-- ari: %llu events were dropped: they came faster than they could be shown",
	    (unsigned long long)n);
	loop_miss(client->loop, HEARS_ARI, n, STR("too many events at once"));
}

static bool
take(void *arg, const struct item *item)
{
	struct client *client = arg;

	if (item->has_msg)
		record_overhear(client, ARI_MESSAGE, msg_json(&item->msg));
	switch (item->kind) {
	case ITEM_EVENT:
		take_event(client, item);
		break;
	case ITEM_ONLINE:
		take_online(client->connection->feed);
		break;
	case ITEM_OFFLINE:
		take_offline(client, item);
		break;
	case ITEM_DROPPED:
		take_dropped(client, item->count);
		break;
	case ITEM_NOTICE:
		out_remark("-- %.*s", STR_ARG(item->text));
		break;
	case ITEM_SENT:
	case ITEM_HEARD:
		record_overhear(client, item->kind == ITEM_SENT ? ARI_REQUEST : ARI_ANSWER,
		    item->text);
		break;
	default:
		break;
	}
	return item->kind == ITEM_ONLINE || item->kind == ITEM_OFFLINE;
}

/* The query of its URL: any bytes may be in the name. */
static void
add_query(struct buf *out, const struct ari_feed *f)
{
	struct str app = buf_str(&f->app);

	buf_addz(out, "app=");
	for (size_t i = 0; i < app.n; i++) {
		unsigned char c = (unsigned char)app.p[i];
		if (str_is_name_char(app.p[i]) || c == '.' || c == '~')
			buf_addc(out, app.p[i]);
		else
			buf_addf(out, "%%%02X", c);
	}
	buf_addf(out, "&subscribeAll=%s", f->own ? "false" : "true");
}

/* Is it known how opening went? */
static bool
is_settled(void *arg)
{
	const struct ari_feed *f = ((const struct client *)arg)->connection->feed;

	return f->online || f->offline.kind != ERR_NONE;
}

static int
begin(struct client *client, bool reconnect, struct err *err)
{
	struct buf query = BUF_INIT(BUF_MAX_LINE);

	add_query(&query, client->connection->feed);
	int failed = ari_begin(client, &client->connection->ari_events, ari_events_run,
	    buf_str(&query), reconnect, take, err);
	if (!failed)
		failed = loop_until(
		    client->loop, is_settled, client, -1, CLOCK_NEVER, err);
	if (!failed && !client->connection->feed->online) {
		*err = client->connection->feed->offline;
		ari_explain(client, err);
		failed = err_prefix(err, "ari");
	}
	buf_clear(&query);
	return failed;
}

int
ari_feed_open(
    struct client *client, struct str app, bool own, bool follows, struct err *err)
{
	struct ari_feed *f = client->connection->feed;
	bool reconnect = client->connection->reconnect ||
	    (follows && !client->options->no_reconnect);

	ari_feed_close(client);
	f->own = own;
	buf_adds(&f->app, app);
	if (app.n == 0)
		buf_addf(&f->app, "amsh-%ld", (long)getpid());
	if (begin(client, reconnect, err) == 0)
		return 0;
	ari_feed_close(client);
	return -1;
}

int
ari_feed_need(struct client *client, struct err *err)
{
	if (ari_feed_is_open(client))
		return 0;
	return ari_feed_open(client, STR(""), false, false, err);
}

void
ari_feed_close(struct client *client)
{
	struct ari_feed *f = client->connection->feed;

	ari_end(client, &client->connection->ari_events);
	buf_reset(&f->app);
	f->online = f->retrying = f->met = false;
	err_clear(&f->offline);
}

bool
ari_feed_is_open(const struct client *client)
{
	return client->connection->ari_events.session &&
	       (client->connection->feed->online || client->connection->feed->retrying);
}

int
ari_feed_why_gone(const struct client *client, struct err *err)
{
	if (ari_feed_is_open(client))
		return 0;
	if (client->connection->feed->offline.kind == ERR_NONE) /* a recording has ended */
		return client->connection->feed->offline.text[0]
		           ? 0
		           : err_set(err, ERR_LOST, "ari: the events were closed");
	*err = client->connection->feed->offline;
	return err_prefix(err, "ari");
}
