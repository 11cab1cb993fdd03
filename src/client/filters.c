/* SPDX-License-Identifier: ISC */
/* Filters are sent in the language that the server understands, according to its version. */
#include "client/filters.h"

#include <stdlib.h>
#include <string.h>

#include "ami/version.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/perform.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/server_filter.h"
#include "session/item.h"

enum language { LANGUAGE_UNASKED, LANGUAGE_OLD, LANGUAGE_NEW };

struct entry {
	struct server_filter f;
	enum filter_state state;
	size_t number;
};

struct filters {
	struct client *client;
	struct entry *v;
	size_t n;
	size_t numbers; /* given so far */
	struct server_filter *making; /* what goes out next; NULL: nobody knows but its block */
	enum language language; /* of this connection's server */
	struct waiter waiter;   /* while they are put back: for the version, then for each filter */
	size_t restored;        /* the number of the last that was sent for that */
	size_t restore_to;      /* and of the last that is to be */
};

struct filters *
filters_new(struct client *client)
{
	struct filters *filters = mem_alloc(sizeof(*filters));

	filters->client = client;
	return filters;
}

void
filters_forget(struct filters *filters)
{
	struct client *client = filters->client;

	loop_forget(client->loop, &filters->waiter);
	for (size_t i = 0; i < filters->n; i++)
		server_filter_clear(&filters->v[i].f);
	free(filters->v);
	*filters = (struct filters){.client = client, .numbers = filters->numbers};
}

void
filters_free(struct filters *filters)
{
	filters_forget(filters);
	free(filters);
}

size_t
filters_count(const struct filters *filters)
{
	return filters->n;
}

void
filters_type(const struct filters *filters, size_t i, struct buf *line)
{
	const struct server_filter *f = &filters->v[i].f;

	buf_addz(line, f->is_action ? "" : "filter add ");
	buf_adds(line, buf_str(&f->typed));
}

enum filter_state
filters_state(const struct filters *filters, size_t i)
{
	return filters->v[i].state;
}

/* Take entry i out. */
static void
drop(struct filters *filters, size_t i)
{
	server_filter_clear(&filters->v[i].f);
	memmove(&filters->v[i], &filters->v[i + 1], (--filters->n - i) * sizeof(*filters->v));
}

static struct entry *
find(struct filters *filters, size_t number)
{
	for (size_t i = 0; i < filters->n; i++)
		if (filters->v[i].number == number)
			return &filters->v[i];
	return NULL;
}

/* A Filter goes out, this block. */
static size_t
sent(void *arg, struct str block)
{
	struct filters *filters = arg;

	filters->v = mem_grow(filters->v, filters->n + 1, sizeof(*filters->v));
	struct entry *e = &filters->v[filters->n++];
	*e = (struct entry){.state = FILTER_SENT, .number = ++filters->numbers};
	if (filters->making)
		e->f = *filters->making;
	else
		server_filter_from_action(&e->f, block);
	filters->making = NULL;
	return e->number;
}

/* The same filter twice is one. */
static void
drop_twins(struct filters *filters, const struct entry *e)
{
	for (size_t i = 0; &filters->v[i] < e; i++)
		if (str_eq(buf_str(&filters->v[i].f.typed), buf_str(&e->f.typed))) {
			drop(filters, i);
			return;
		}
}

/* A new filter applies from here on: earlier events do not count. */
static void
replied(void *arg, size_t number, bool error)
{
	struct filters *filters = arg;
	struct entry *e = find(filters, number);

	if (!error)
		eventlog_reset(filters->client->log);
	if (!e)
		return;
	if (error) {
		drop(filters, (size_t)(e - filters->v));
		return;
	}
	e->state = FILTER_ADDED;
	drop_twins(filters, e);
}

static void
dropped(void *arg, size_t number)
{
	struct entry *e = find(arg, number);

	if (e && e->state == FILTER_SENT)
		e->state = FILTER_UNKNOWN;
}

const struct action_watch filters_watch = {
    .action = "Filter", .sent = sent, .replied = replied, .dropped = dropped};

void
filters_end(struct filters *filters)
{
	for (size_t i = 0; i < filters->n; i++)
		filters->v[i].state = FILTER_CLEARED;
}

static void
read_version(struct filters *filters, const struct msg *settings)
{
	struct str version = msg_get(settings, STR("AsteriskVersion"));

	filters->language = version_has_match_criteria(version) ? LANGUAGE_NEW : LANGUAGE_OLD;
}

static void
take_version(void *arg, const struct item *item)
{
	read_version(arg, &item->msg);
}

/* Ask which language the server understands, once. Without a connection nothing is sent anyway. */
static int
learn_language(struct filters *filters, struct err *err)
{
	struct client *client = filters->client;

	if (filters->language != LANGUAGE_UNASKED || !client->connection->online)
		return 0;
	return perform_quietly(client, "CoreSettings", NULL, 0, take_version, filters, err);
}

/* Choose the form of a filter. False: the server does not support it. */
static bool
choose_form(
    enum language language, const struct server_filter *f, struct str *criteria, struct str *text)
{
	bool new_form = f->criteria.n && (language != LANGUAGE_OLD || !f->regex.n);

	*criteria = new_form ? buf_str(&f->criteria) : STR("");
	*text = buf_str(new_form ? &f->text : &f->regex);
	return !new_form || language != LANGUAGE_OLD;
}

int
filters_add(struct filters *filters, struct server_filter *f, struct err *err)
{
	struct str criteria, text;
	int failed = learn_language(filters, err);

	if (!failed && !choose_form(filters->language, f, &criteria, &text))
		failed = err_set(err, ERR_USAGE,
		    "filter: this Asterisk does not know MatchCriteria (18.26, 20.11, 21.6, 22.1 "
		    "and later do): %.*s",
		    STR_ARG(criteria));
	if (failed) {
		server_filter_clear(f);
		return -1;
	}
	const struct header headers[] = {{STR("Operation"), STR("Add")},
	    {STR("MatchCriteria"), criteria}, {STR("Filter"), text}};
	filters->making = f;
	failed = perform_named(filters->client, "Filter", headers, 3, err);
	/* What went out is among the others. */
	if (filters->making)
		server_filter_clear(f);
	filters->making = NULL;
	return failed;
}

static void
complain(const struct server_filter *f, struct str why)
{
	out_notice("-- filter not restored: %.*s: %.*s", STR_ARG(buf_str(&f->typed)), STR_ARG(why));
}

/* The next to put back, or NULL. Numbers grow from entry to entry. */
static struct entry *
next_entry(struct filters *filters)
{
	for (size_t i = 0; i < filters->n; i++)
		if (filters->v[i].number > filters->restored)
			return filters->v[i].number <= filters->restore_to ? &filters->v[i] : NULL;
	return NULL;
}

static void
refuse(struct entry *e, struct str why)
{
	complain(&e->f, why);
	e->state = FILTER_REFUSED;
}

/* Send a filter again; its reply is the waiter's. False: it cannot be written. */
static bool
send_filter(struct filters *filters, struct str criteria, struct str text)
{
	const struct header headers[] = {{STR("Operation"), STR("Add")},
	    {STR("MatchCriteria"), criteria}, {STR("Filter"), text}};
	struct err ignored;

	return send_named(filters->client, "Filter", headers, 3, &filters->waiter, &ignored) == 0;
}

/* Send the next filter that the server supports. */
static void
send_next(struct filters *filters)
{
	struct str criteria, text;

	for (struct entry *e; (e = next_entry(filters)) != NULL;) {
		filters->restored = e->number;
		e->state = FILTER_ADDED;
		if (!choose_form(filters->language, &e->f, &criteria, &text))
			refuse(e, STR("this Asterisk does not know MatchCriteria"));
		else if (send_filter(filters, criteria, text))
			return;
	}
}

/* The version, or the reply to the filter that was sent last. */
static void
take_reply(struct waiter *w, const struct item *item)
{
	struct filters *filters = w->owner;
	struct entry *e = find(filters, filters->restored);

	if (item->kind == ITEM_LOST)
		return;
	if (filters->language == LANGUAGE_UNASKED)
		read_version(filters, &item->msg);
	else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error")) && e)
		refuse(e, msg_get(&item->msg, STR("Message")));
	send_next(filters);
}

void
filters_restore(struct filters *filters)
{
	struct err ignored;

	filters->language = LANGUAGE_UNASKED;
	for (size_t i = filters->n; i > 0; i--)
		if (filters->v[i - 1].state != FILTER_ADDED &&
		    filters->v[i - 1].state != FILTER_REFUSED)
			drop(filters, i - 1);
	if (filters->n == 0)
		return;
	loop_forget(filters->client->loop, &filters->waiter);
	filters->waiter = (struct waiter){.take = take_reply, .owner = filters};
	filters->restored = 0;
	filters->restore_to = filters->numbers;
	send_named(filters->client, "CoreSettings", NULL, 0, &filters->waiter, &ignored);
}
