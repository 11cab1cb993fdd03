/* SPDX-License-Identifier: ISC */
/* Feeds the live channels from the answers to CoreShowChannels and from events. */
#include "client/live_channels.h"

#include <stdlib.h>

#include "ami/list_end.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/loop.h"
#include "client/perform.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/settings.h"
#include "session/item.h"
#include "state/channels.h"

#define LIST  "CoreShowChannels"
#define STALE 5000 /* ms after which a list that no event followed may be wrong */

struct live_channels {
	struct client *client;
	struct channels *channels; /* NULL: nothing is followed */
	struct waiter waiter;      /* for a list that nobody waits for */
	bool asked;
	msec listed; /* when the last list was asked for */
	bool heard;  /* events of calls since then */
};

struct live_channels *
live_channels_new(struct client *client)
{
	struct live_channels *l = mem_alloc(sizeof(*l));

	l->client = client;
	return l;
}

void
live_channels_free(struct live_channels *l)
{
	if (!l)
		return;
	channels_free(l->channels);
	free(l);
}

/* Learn from a message of the answer. A cancelled list proves nothing about channels that are not
 * in it. */
static void
take_item(struct live_channels *l, const struct item *item)
{
	if (item->kind == ITEM_LIST)
		channels_list_item(l->channels, &item->msg, clock_now());
	else if (item->kind == ITEM_END && !list_end_is_cancelled(&item->msg))
		channels_list_end(l->channels);
}

static void
take(struct waiter *w, const struct item *item)
{
	struct live_channels *l = w->owner;

	take_item(l, item);
	l->asked = !w->done;
}

/* Begin a list, if one can be asked for now. A recording answers nothing. */
static bool
begin(struct live_channels *l)
{
	const struct connection *c = l->client->connection;

	if (!c->online || l->client->settings->dry_run || scheme_is_file(c->endpoint.scheme) ||
	    l->asked)
		return false;
	channels_list_begin(l->channels);
	l->listed = clock_now();
	l->heard = false;
	return true;
}

/* Ask without waiting. */
static void
ask(struct live_channels *l)
{
	struct err ignored;

	if (!begin(l))
		return;
	l->waiter = (struct waiter){.take = take, .owner = l};
	l->asked = send_named(l->client, LIST, NULL, 0, &l->waiter, &ignored) == 0;
}

void
live_channels_follow(struct live_channels *l)
{
	if (!l->channels)
		l->channels = channels_new();
	ask(l);
}

/* The answer for a waiting caller; also for one that needs its error. */
struct learning {
	struct live_channels *live_channels;
	struct err refused;
};

static void
learn(void *arg, const struct item *item)
{
	struct learning *w = arg;

	if (item->kind == ITEM_END && list_end_is_cancelled(&item->msg))
		err_set(&w->refused, ERR_FAILED,
		    "CoreShowChannels: the server cancelled the list");
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		request_refused(&w->refused, LIST ": ", STR(LIST), &item->msg);
	take_item(w->live_channels, item);
}

static bool
is_answered(void *arg)
{
	const struct live_channels *l = arg;

	return !l->asked;
}

int
live_channels_learn(struct live_channels *l, struct err *err)
{
	struct learning w = {.live_channels = l};

	if (!l->channels)
		l->channels = channels_new();
	if (l->asked && loop_until(l->client->loop, is_answered, l, -1, CLOCK_NEVER, err) < 0)
		return -1;
	if (!l->client->connection->online)
		return connection_refuse(l->client->connection, err);
	if (!begin(l))
		return 0;
	int failed = perform_quietly(l->client, LIST, NULL, 0, learn, &w, err);
	if (!failed && w.refused.kind != ERR_NONE) {
		*err = w.refused;
		return -1;
	}
	return failed;
}

const struct channels *
live_channels_get(struct live_channels *l)
{
	if (l->channels && !l->heard && clock_now() >= l->listed + STALE)
		ask(l);
	return l->channels;
}

const struct channels *
live_channels_known(const struct live_channels *l)
{
	return l->channels;
}

void
live_channels_take(struct live_channels *l, const struct msg *m)
{
	if (l->channels && channels_take(l->channels, m, clock_now()))
		l->heard = true;
}

void
live_channels_online(struct live_channels *l)
{
	if (l->channels)
		ask(l);
}

void
live_channels_forget(struct live_channels *l)
{
	if (l->asked)
		loop_forget(l->client->loop, &l->waiter);
	l->asked = false;
	if (l->channels)
		channels_reset(l->channels);
}
