/* SPDX-License-Identifier: ISC */
/* The reactions to items: events go to listeners, the log and the screen; changes of the connection
 * are recorded, reported and handled. */
#include "client/reactions.h"

#include "ami/msg.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/eventlog.h"
#include "client/filters.h"
#include "client/fleet_member.h"
#include "client/jobs.h"
#include "client/live_channels.h"
#include "client/recorder.h"
#include "client/scope.h"
#include "session/item.h"

/* Every login is followed by FullyBooted, unless the server is still starting: then it is shown,
 * and so it is after a loss (main/manager.c, action_login()). */
static bool
is_greeting(const struct client *client, const struct msg *m)
{
	return clock_now() < client->connection->greeted &&
	    msg_is(m, MSG_EVENT, STR("FullyBooted"));
}

static void
take_event(struct client *client, const struct item *item)
{
	/* A listener may end the lease of the mask. */
	bool hidden = event_mask_hides(client->mask, &item->msg);
	bool of_story = display_learn(client, &item->msg, item->suspect,
	    live_channels_known(client->live_channels));

	if (!item->suspect)
		live_channels_take(client->live_channels, &item->msg);
	struct told told = loop_tell(client->loop, HEARS_AMI, &item->msg, item->suspect, hidden);
	if (hidden || told.used)
		return;
	if (!client->scope->one_shot)
		eventlog_add(client->log, &item->msg, item->suspect);
	if (client->display->interactive && !told.shown && !is_greeting(client, &item->msg))
		display_event(client, &item->msg, item->suspect, of_story);
}

/* A single command looks at what it listens to; a script or shell keeps or shows the others. A tail
 * that prints nothing takes 30 % less time so. */
bool
reactions_want(void *arg, struct str name)
{
	const struct client *client = arg;

	return !client->scope->one_shot || client->display->interactive || record_wants(client) ||
	       live_channels_known(client->live_channels) || loop_wants(client->loop, name);
}

static void
take_stray(const struct item *item)
{
	struct str what = msg_get(&item->msg, STR("Message"));

	out_remark("-- unexpected reply: %.*s%s%.*s", STR_ARG(msg_title(&item->msg)),
	    what.n ? ": " : "", STR_ARG(what));
}

/* The connection is gone, or another attempt failed: report what has changed. */
static void
take_offline(struct client *client, const struct item *item)
{
	struct connection *c = client->connection;
	bool known = c->retrying && str_eq(item->text, str_of(c->offline.text));
	bool was_there = !connection_is_gone(c);
	struct str why = str_from_at(item->text, item->lead); /* the notice says that it is lost */

	connection_offline(c, item);
	loop_lose(client->loop, c->session, item);
	loop_silence(client->loop, HEARS_AMI, item->text);
	live_channels_forget(client->live_channels);
	display_lose(client->display);
	if (!known && item->more)
		out_remark("-- %s: %.*s (trying again in %.1f s)",
		    c->met ? "connection lost" : "no connection", STR_ARG(why),
		    (double)item->count / 1000);
	else if (client->display->interactive && was_there && !item->more)
		out_notice("-- connection lost: %.*s", STR_ARG(why));
}

/* Logged in; after a loss the mask is restored, and events in the meantime are missing. */
static void
take_online(struct client *client, const struct item *item)
{
	bool again = client->connection->retrying, first = !client->connection->met;

	connection_online(client->connection, item);
	live_channels_online(client->live_channels);
	if (!again)
		return;
	if (!first) {
		event_mask_restore(client);
		filters_restore(client->filters);
	}
	out_remark(first ? "-- connected"
	                 : "-- connected again; events in the meantime are missing");
}

static void
say(const struct item *item)
{
	out_remark("-- %.*s", STR_ARG(item->text));
}

static void
say_dropped(uint64_t n)
{
	out_notice("-- %llu events were dropped: they came faster than they could be shown",
	    (unsigned long long)n);
}

/* What comes after a login is only for those who listen then. */
bool
reactions_take(void *arg, const struct item *item)
{
	struct client *client = arg;

	if (item->has_msg)
		record_overhear(client, FROM_SERVER, item->msg.raw);
	switch (item->kind) {
	case ITEM_EVENT:
		take_event(client, item);
		break;
	case ITEM_BEGUN:
		if (loop_acts(client->loop, client->connection->session, item))
			eventlog_reset(client->log);
		break;
	case ITEM_REPLY:
	case ITEM_LIST:
	case ITEM_END:
	case ITEM_LOST:
		loop_answer(client->loop, client->connection->session, item);
		break;
	case ITEM_STRAY:
		take_stray(item);
		break;
	case ITEM_ASKS:
		connection_asks(client->connection);
		break;
	case ITEM_ONLINE:
		take_online(client, item);
		break;
	case ITEM_OFFLINE:
		take_offline(client, item);
		break;
	case ITEM_DROPPED:
		say_dropped(item->count);
		loop_miss(client->loop, HEARS_AMI, item->count, STR("too many events at once"));
		break;
	case ITEM_RENEWED:
		filters_restore(client->filters);
		say(item);
		loop_miss(client->loop, HEARS_AMI, 0, item->text);
		break;
	case ITEM_NOTICE:
		say(item);
		break;
	case ITEM_STAGE:
		break;
	case ITEM_SENT:
	case ITEM_HEARD:
		record_overhear(
		    client, item->kind == ITEM_SENT ? TO_SERVER : FROM_SERVER, item->text);
		break;
	}
	return item->kind == ITEM_ONLINE;
}

static void
rest(void *arg)
{
	const struct client *client = arg;

	if (!jobs_answer(client->jobs))
		display_release(client->display);
	if (client->member)
		member_tell(client->member, client->connection->online);
}

static void
resized(void *arg)
{
	display_restyle(arg);
}

const struct loop_ops reactions = {.rest = rest, .resized = resized};
