/* SPDX-License-Identifier: ISC */
/* Asks for the lists, one after the other, and listens. */
#include "top/feed.h"

#include <stdlib.h>

#include "ami/list_end.h"
#include "base/buf.h"
#include "base/mem.h"
#include "client/cache.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/event_mask.h"
#include "client/loop.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/names.h"
#include "lang/settings.h"
#include "session/item.h"
#include "top/follow.h"

#define REFRESH 60000 /* ms between requests for what no event tells */

/* Classes of the events about what is shown. */
static const char *const classes[] = {"call", "agent", "dialplan", "system"};

#define CLASSES (sizeof(classes) / sizeof(classes[0]))

/* Classes of further events of one call that is followed. */
static const char *const more_classes[] = {"dtmf", "reporting", "user", "cc", "agi"};

#define MORE_CLASSES (sizeof(more_classes) / sizeof(more_classes[0]))

static const struct {
	const char *action;
	const char *command; /* of Command */
} requests[MODEL_LISTS] = {
    [MODEL_CLOCK] = {"Ping", NULL},
    [MODEL_CHANNELS] = {"CoreShowChannels", NULL},
    [MODEL_QUEUES] = {"QueueStatus", NULL},
    [MODEL_ENDPOINTS] = {"PJSIPShowEndpoints", NULL},
    [MODEL_SIP] = {"SIPpeers", NULL},
    [MODEL_IAX] = {"IAXpeerlist", NULL},
    [MODEL_CONTACTS] = {"PJSIPShowContacts", NULL},
    [MODEL_CONSOLE] = {"Command", "pjsip show contacts"},
};

struct feed {
	struct client *client;
	struct model *model;
	void (*changed)(void *arg);
	void *arg;
	struct follow *follow; /* NULL: no call is followed */
	struct listener listener;
	struct waiter waiter;
	struct timer timer;
	enum model_list list; /* that is asked for; MODEL_LISTS: none */
	bool whole;           /* the lists of the beginning are, now */
	bool complete;        /* they were once */
	bool due;             /* they are to be asked for */
	bool refused;         /* the present list */
	bool again;           /* what no event tells is due */
	enum top_tab tab;
	unsigned leases;
	bool wide; /* they include further classes */
	struct buf missing;
};

static void
send_list(struct feed *f, enum model_list list)
{
	const struct header command = {STR("Command"), str_of(requests[list].command)};
	struct err ignored;

	f->list = list;
	f->refused = false;
	f->waiter = (struct waiter){.take = f->waiter.take, .owner = f};
	model_list_begin(f->model, list);
	if (send_named(f->client, requests[list].action, &command, command.value.n ? 1 : 0,
	        &f->waiter, &ignored) < 0)
		f->list = MODEL_LISTS;
}

/* A channel driver that the server does not have is no failure. */
static void
note_refusal(struct feed *f, const struct msg *m)
{
	struct str why = str_trim(msg_get(m, STR("Message")));

	f->refused = true;
	if (str_istarts(why, STR("Permission")) && f->whole)
		buf_addf(&f->missing, "%s%s: %.*s", f->missing.n ? "; " : "",
		    requests[f->list].action, STR_ARG(why));
}

/* Where the server has no list of contacts that has them all, the console has; not in read-only,
 * since no console command is certain only to report. */
static enum model_list
contacts_of(const struct feed *f)
{
	return f->client->settings->read_only ? MODEL_CONTACTS : MODEL_CONSOLE;
}

static void
set_refresh(struct feed *f)
{
	loop_set_timer(f->client->loop, &f->timer, clock_now() + REFRESH);
}

/* Has the server a driver for this list? It logs a complaint about an action that it lacks. */
static bool
is_offered(const struct feed *f, enum model_list list)
{
	const struct names *actions = cache_actions(f->client->cache);

	return (list != MODEL_ENDPOINTS && list != MODEL_SIP && list != MODEL_IAX) ||
	    names_find(actions, str_of(requests[list].action));
}

/* A list is complete: the next one. */
static void
go_on(struct feed *f)
{
	enum model_list next = f->list + 1;

	f->list = MODEL_LISTS;
	while (!is_offered(f, next))
		next++;
	if (f->whole && next <= MODEL_CONTACTS)
		send_list(f, next < MODEL_CONTACTS ? next : contacts_of(f));
	if (f->list != MODEL_LISTS)
		return;
	f->whole = false;
	f->complete = true;
	set_refresh(f);
	feed_go(f);
}

static void
take_item(struct waiter *w, const struct item *item)
{
	struct feed *f = w->owner;
	bool error = item->has_msg && msg_is_error(&item->msg);
	bool cancelled = item->kind == ITEM_END && item->has_msg &&
	    list_end_is_cancelled(&item->msg);

	if (error)
		note_refusal(f, &item->msg);
	else if (item->has_msg && item->kind != ITEM_END)
		model_list_take(f->model, f->list, &item->msg, clock_now());
	f->refused |= item->kind == ITEM_LOST || cancelled;
	if (!w->done)
		return;
	if (!f->refused && item->kind == ITEM_END)
		model_list_end(f->model, f->list);
	f->changed(f->arg);
	if (f->client->connection->online && item->kind != ITEM_LOST)
		go_on(f);
	else
		f->list = MODEL_LISTS;
}

void
feed_go(struct feed *f)
{
	if (!f->client->connection->online || f->list != MODEL_LISTS)
		return;
	if (f->due) {
		f->due = f->again = false;
		f->whole = true;
		buf_reset(&f->missing);
		send_list(f, MODEL_CLOCK);
	} else if (f->again) {
		f->again = false;
		send_list(f, f->tab == TOP_ENDPOINTS ? contacts_of(f) : MODEL_QUEUES);
	}
}

/* Of calls events tell everything. */
static void
refresh(struct timer *t)
{
	struct feed *f = t->owner;

	f->again = f->tab != TOP_CALLS;
	set_refresh(f);
	feed_go(f);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct feed *f = l->owner;

	if (f->due)
		feed_go(f);
	if (!suspect)
		model_take(f->model, m, clock_now());
	if (f->follow)
		follow_take(f->follow, m, suspect);
	if (model_stale(f->model))
		f->changed(f->arg);
	return false;
}

static void
take_gap(struct listener *l, uint64_t n, struct str why)
{
	struct feed *f = l->owner;

	(void)n;
	(void)why;
	if (f->list != MODEL_LISTS)
		loop_forget(f->client->loop, &f->waiter);
	f->list = MODEL_LISTS;
	f->due = true;
	if (f->follow)
		follow_take(f->follow, NULL, false);
	f->changed(f->arg);
}

static void
take_loss(struct listener *l, struct str why)
{
	take_gap(l, 0, why);
}

static void
widen(struct feed *f, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		f->leases += event_mask_lease(f->client, str_of(v[i]));
}

struct feed *
feed_new(struct client *client, struct model *model, void (*changed)(void *arg), void *arg)
{
	struct feed *f = mem_alloc(sizeof(*f));
	struct err ignored = {0};

	*f = (struct feed){
	    .client = client,
	    .model = model,
	    .changed = changed,
	    .arg = arg,
	    .listener = {.event = take_event, .lost = take_loss, .gap = take_gap, .owner = f,
	        .instead = true, .wider = true},
	    .waiter = {.take = take_item, .owner = f},
	    .timer = {.fire = refresh, .owner = f},
	    .list = MODEL_LISTS,
	    .due = true,
	    .missing = BUF_INIT(BUF_MAX_LINE),
	};
	cache_learn_actions(client->cache, &ignored);
	widen(f, classes, CLASSES);
	loop_listen(client->loop, &f->listener);
	set_refresh(f);
	return f;
}

void
feed_free(struct feed *f)
{
	if (!f)
		return;
	loop_unlisten(f->client->loop, &f->listener);
	loop_clear_timer(f->client->loop, &f->timer);
	if (f->list != MODEL_LISTS)
		loop_forget(f->client->loop, &f->waiter);
	while (f->leases-- > 0)
		event_mask_release(f->client);
	follow_free(f->follow);
	buf_clear(&f->missing);
	free(f);
}

void
feed_show(struct feed *f, enum top_tab tab)
{
	f->tab = tab;
}

void
feed_refresh(struct feed *f)
{
	f->due = true;
	feed_go(f);
}

bool
feed_complete(const struct feed *f)
{
	return f->complete;
}

void
feed_trouble(const struct feed *f, struct buf *out)
{
	const struct connection *c = f->client->connection;

	if (!c->online)
		buf_addf(out, "not connected, trying again: %s", c->offline.text);
	else
		buf_adds(out, buf_str(&f->missing));
}

void
feed_follow(struct feed *f, struct str channel, enum command what, size_t columns,
    void (*lines)(void *arg, struct str lines), void *arg)
{
	follow_free(f->follow);
	f->follow = NULL;
	if (what != DO_TRACE && what != DO_EVENTS)
		return;
	f->follow = follow_new(f->client, model_channels(f->model), channel, what, columns, lines,
	    arg);
	if (!f->wide)
		widen(f, more_classes, MORE_CLASSES);
	f->wide = true;
}
