/* SPDX-License-Identifier: ISC */
/*
 * A short list of questions, each with its answer. An answer fills its entry when it comes; callers
 * look it up again.
 */
#include "client/cache.h"

#include <stdlib.h>

#include "ami/docs.h"
#include "ari/api_docs.h"
#include "ari/listed.h"
#include "base/mem.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/loop.h"
#include "client/perform.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/console.h"
#include "session/item.h"

#define MOMENT 2000 /* ms to wait for a text that helps to recognize a mistake */

/* How each topic is asked for. */
static const struct topic_row {
	const char *action;
	const char *item; /* of a list: the event, and the headers that are name and summary */
	const char *name;
	const char *summary;
	msec life;
} topics[] = {
    [TOPIC_QUEUES] = {"QueueSummary", "QueueSummary", "Queue", "", 10000},
    [TOPIC_ENDPOINTS] = {"PJSIPShowEndpoints", "EndpointList", "ObjectName", "DeviceState", 10000},
    [TOPIC_SIP] = {"SIPpeers", "PeerEntry", "ObjectName", "Status", 10000},
    [TOPIC_IAX] = {"IAXpeers", "PeerEntry", "ObjectName", "Status", 10000},
    [TOPIC_DAHDI] = {"DAHDIShowChannels", "DAHDIShowChannels", "DAHDIChannel", "Channel", 10000},
    [TOPIC_DIALPLAN] = {"ShowDialPlan", "ListDialplan", "Extension", "Context", 10000},
    [TOPIC_DATABASE] = {"DBGetTree", "DBGetTreeResponse", "Key", "Val", 10000},
    [TOPIC_CONSOLE] = {"Command", NULL, NULL, NULL, 2000},
    [TOPIC_ARI] = {NULL, NULL, NULL, NULL, 3000},
    [TOPIC_ARI_DOCS] = {NULL, NULL, NULL, NULL, CLOCK_NEVER},
    [TOPIC_PARAMETERS] = {"Command", NULL, NULL, NULL, CLOCK_NEVER},
    [TOPIC_EVENT] = {"Command", NULL, NULL, NULL, CLOCK_NEVER},
    [TOPIC_ACCOUNT] = {"Command", NULL, NULL, NULL, CLOCK_NEVER},
};

/* Where there is no DBGetTree. */
static const struct topic_row old_database = {"Command", NULL, NULL, NULL, 10000};

enum state { STATE_MISSING, STATE_ASKED, STATE_KNOWN };

struct entry {
	struct waiter waiter;
	struct cache *c;
	enum topic topic;
	char *key;
	enum state state;
	msec until; /* it is valid, once it is known */
	struct names names;
	struct buf output; /* of the console, until it is read */
	bool told;         /* docs is what the server says */
	struct docs docs;
	struct ari_docs ari_docs;
	struct err why; /* ARI does not tell */
	struct entry *next;
};

struct cache {
	struct client *client;
	cache_ask_ari_fn *ask_ari;
	struct names actions;
	struct entry *first;
	bool ari_refused; /* ARI has refused the login: it is not asked again unasked for */
	void (*tell)(void *arg);
	void *arg;
};

struct cache *
cache_new(struct client *client, cache_ask_ari_fn *ask_ari)
{
	struct cache *c = mem_alloc(sizeof(*c));

	c->client = client;
	c->ask_ari = ask_ari;
	return c;
}

static void
free_entry(struct entry *e)
{
	loop_forget(e->c->client->loop, &e->waiter);
	names_clear(&e->names);
	buf_clear(&e->output);
	docs_clear(&e->docs);
	ari_docs_clear(&e->ari_docs);
	free(e->key);
	free(e);
}

/* Drop the entries that are no longer useful, or all. */
static void
drop(struct cache *c, bool all)
{
	msec now = clock_now();

	for (struct entry **at = &c->first, *e; (e = *at);) {
		bool old = e->state == STATE_KNOWN && e->until <= now;
		if (all || old || e->state == STATE_MISSING) {
			*at = e->next;
			free_entry(e);
		} else {
			at = &e->next;
		}
	}
}

void
cache_forget(struct cache *c)
{
	names_clear(&c->actions);
	c->ari_refused = false;
	drop(c, true);
}

void
cache_free(struct cache *c)
{
	if (!c)
		return;
	cache_forget(c);
	free(c);
}

void
cache_on_answers(struct cache *c, void (*tell)(void *arg), void *arg)
{
	c->tell = tell;
	c->arg = arg;
}

/* The entry of a topic and key, made if need be. */
static struct entry *
find(struct cache *c, enum topic topic, struct str key)
{
	for (struct entry *e = c->first; e; e = e->next)
		if (e->topic == topic && str_ieq(str_of(e->key), key))
			return e;
	struct entry *e = mem_alloc(sizeof(*e));
	*e = (struct entry){.c = c, .topic = topic, .key = mem_strndup(key)};
	e->output = BUF_INIT(BUF_MAX_MESSAGE);
	e->next = c->first;
	c->first = e;
	return e;
}

/* Is it known, and fresh? An old answer is forgotten, to be asked for again. */
static bool
is_known(struct entry *e)
{
	if (e->state == STATE_KNOWN && e->until <= clock_now()) {
		names_clear(&e->names);
		docs_clear(&e->docs);
		ari_docs_clear(&e->ari_docs);
		e->told = false;
		e->state = STATE_MISSING;
	}
	return e->state == STATE_KNOWN;
}

const struct names *
cache_names(struct cache *c, enum topic topic, struct str key)
{
	struct entry *e = find(c, topic, key);

	return is_known(e) ? &e->names : NULL;
}

const struct docs *
cache_docs(struct cache *c, struct str action)
{
	struct entry *e = find(c, TOPIC_PARAMETERS, action);

	return is_known(e) && e->told ? &e->docs : NULL;
}

const struct ari_docs *
cache_ari_docs(struct cache *c, struct str resource)
{
	struct entry *e = find(c, TOPIC_ARI_DOCS, resource);

	return is_known(e) ? &e->ari_docs : NULL;
}

/* Is an answer on its way that counts? */
static bool
is_waiting(const struct cache *c)
{
	for (const struct entry *e = c->first; e; e = e->next)
		if (e->state == STATE_ASKED && e->topic < TOPIC_PARAMETERS)
			return true;
	return false;
}

/* The answer is complete, or never will be: read it. */
static void
settle(struct entry *e)
{
	msec life = topics[e->topic].life;

	e->state = STATE_KNOWN;
	e->until = life == CLOCK_NEVER ? CLOCK_NEVER : clock_now() + life;
	if (e->topic == TOPIC_CONSOLE)
		console_read_matches(&e->names, buf_str(&e->output));
	else if (e->topic == TOPIC_DATABASE)
		console_read_database(&e->names, buf_str(&e->output));
	else if (e->topic == TOPIC_PARAMETERS)
		e->told = docs_read(&e->docs, str_of(e->key), buf_str(&e->output));
	if (e->topic <= TOPIC_PARAMETERS)
		buf_clear(&e->output);
}

/* One item of a list; an extension comes once a priority, and is listed once. */
static void
take_list_item(struct entry *e, const struct msg *m)
{
	const struct topic_row *t = &topics[e->topic];

	if (!t->item || !msg_is(m, MSG_EVENT, str_of(t->item)))
		return;
	struct str name = msg_get(m, str_of(t->name));
	struct str summary = msg_get(m, str_of(t->summary));
	const struct name *last = e->names.n ? &e->names.v[e->names.n - 1] : NULL;
	if (e->topic == TOPIC_DATABASE && str_starts(name, STR("/")))
		name = str_from_at(name, 1);
	if (!last || !str_eq(str_of(last->name), name) || !str_eq(str_of(last->summary), summary))
		names_add(&e->names, name, summary);
}

static void
take_output(struct entry *e, const struct msg *m)
{
	for (size_t i = 0; i < m->n; i++) {
		if (!str_ieq(msg_name(m, i), STR("Output")))
			continue;
		buf_adds(&e->output, msg_value(m, i));
		buf_addc(&e->output, '\n');
	}
}

static void
take_ari_item(struct entry *e, const struct msg *m)
{
	struct buf id = BUF_INIT(BUF_MAX_LINE);
	struct str about;

	if (ari_listed(m, &id, &about))
		names_add(&e->names, buf_str(&id), about);
	buf_clear(&id);
}

/* What came of the answer of ARI. */
static void
take_ari(struct entry *e, const struct item *item)
{
	bool good = item->kind == ITEM_REPLY && !msg_is_error(&item->msg);

	e->c->ari_refused = item->kind == ITEM_LOST && item->error == ERR_LOGIN;
	if (item->kind == ITEM_LOST)
		err_set(&e->why, item->error, "%.*s", STR_ARG(item->text));
	else if (item->kind == ITEM_REPLY && !good)
		err_set(&e->why, ERR_FAILED, "%.*s (%.*s)",
		    STR_ARG(msg_get(&item->msg, STR("message"))),
		    STR_ARG(msg_get(&item->msg, STR("_status"))));
	else if (good && e->topic == TOPIC_ARI_DOCS && e->ari_docs.n == 0)
		api_docs_read(
		    &e->ari_docs, str_head(item->msg.raw, item->msg.json), &e->why);
	else if (item->kind == ITEM_LIST && e->topic == TOPIC_ARI)
		take_ari_item(e, &item->msg);
}

static void
take(struct waiter *w, const struct item *item)
{
	struct entry *e = w->owner;
	const struct cache *c = e->c;

	if (e->topic == TOPIC_ARI || e->topic == TOPIC_ARI_DOCS)
		take_ari(e, item);
	else if (item->kind == ITEM_REPLY)
		take_output(e, &item->msg);
	else if (item->kind == ITEM_LIST)
		take_list_item(e, &item->msg);
	if (w->done)
		settle(e);
	if (item->kind == ITEM_LOST)
		e->until = clock_now();
	if (w->done && c->tell && !is_waiting(c))
		c->tell(c->arg);
}

const struct names *
cache_actions(const struct cache *c)
{
	return &c->actions;
}

static void
take_actions(void *arg, const struct item *item)
{
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Success")))
		names_read(arg, &item->msg);
}

int
cache_learn_actions(struct cache *c, struct err *err)
{
	if (c->actions.known || c->actions.untold)
		return 0;
	int failed =
	    perform_quietly(c->client, "ListCommands", NULL, 0, take_actions, &c->actions, err);
	if (failed && err->kind != ERR_TIMEOUT)
		return -1;
	c->actions.untold = !c->actions.known;
	return 0;
}

/* Does the server offer the action, as far as we know? */
static bool
offers(const struct client *client, const char *action)
{
	const struct names *actions = cache_actions(client->cache);

	return !actions->known || names_find(actions, str_of(action));
}

/* How this server is asked. */
static const struct topic_row *
row_of(const struct entry *e)
{
	const struct topic_row *row = &topics[e->topic];
	bool old = e->topic == TOPIC_DATABASE && !offers(e->c->client, row->action);

	return old ? &old_database : row;
}

/* The line of the console that asks it; none where the action is no Command. */
static void
write_line(const struct entry *e, struct buf *line)
{
	if (e->topic == TOPIC_CONSOLE)
		console_ask_matches(line, str_of(e->key));
	else if (e->topic == TOPIC_DATABASE)
		console_ask_database(line, str_of(e->key));
	else if (e->topic == TOPIC_PARAMETERS)
		buf_addf(line, "manager show command %s", e->key);
	else if (e->topic == TOPIC_EVENT)
		buf_addf(line, "manager show event %s", e->key);
	else if (e->topic == TOPIC_ACCOUNT)
		buf_addf(line, "manager show user %s", e->key);
}

/* Each attempt counts for those who watch for guessed secrets. */
static bool
is_refused(const struct cache *c)
{
	const struct connection *now = c->client->connection;

	return c->ari_refused && (!now->ari.session || now->ari_again);
}

/* Ask ARI. -1: it cannot be asked. */
static int
ask_ari(struct entry *e)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&path, e->topic == TOPIC_ARI ? "%s" : "api-docs/%s.json", e->key);
	int failed = e->c->ask_ari(e->c->client, buf_str(&path), &e->waiter, &e->why);
	buf_clear(&path);
	return failed;
}

/* Send the question. What cannot be asked counts as known and empty. */
static void
ask_ami(struct entry *e)
{
	struct client *client = e->c->client;
	const struct topic_row *row = row_of(e);
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct err ignored;

	write_line(e, &line);
	const struct header command = {STR("Command"), buf_str(&line)};
	const struct header family = {STR("Family"), str_of(e->key)};
	const struct header *h = row->item ? &family : &command;
	if (!client->connection->online || !offers(client, row->action) ||
	    send_named(client, row->action, h, h->value.n > 0, &e->waiter, &ignored) < 0)
		settle(e);
	buf_clear(&line);
}

static void
ask(struct entry *e)
{
	e->state = STATE_ASKED;
	e->waiter = (struct waiter){.take = take, .owner = e};
	if (e->topic != TOPIC_ARI && e->topic != TOPIC_ARI_DOCS)
		ask_ami(e);
	else if (is_refused(e->c) || ask_ari(e) < 0)
		settle(e);
}

bool
cache_ask(struct cache *c)
{
	struct entry *next;

	for (struct entry *e = c->first; e; e = next) {
		next = e->next;
		if (e->state == STATE_MISSING)
			ask(e);
	}
	drop(c, false);
	return is_waiting(c);
}

static bool
is_answered(void *arg)
{
	const struct entry *e = arg;

	return e->state == STATE_KNOWN;
}

/* Ask, unless it is known, and wait for the answer until then. */
static int
learn(struct entry *e, msec deadline, struct err *err)
{
	if (!is_known(e) && e->state == STATE_MISSING)
		ask(e);
	struct client *client = e->c->client;
	int failed = loop_until(client->loop, is_answered, e, -1, deadline, err);
	if (failed)
		loop_abandon(client->loop, &client->connection->ari, &e->waiter);
	return failed;
}

int
cache_learn_docs(
    struct cache *c, struct str action, const struct docs **docs, struct err *err)
{
	struct entry *e = find(c, TOPIC_PARAMETERS, action);
	int failed = learn(e, CLOCK_NEVER, err);

	*docs = !failed && e->told ? &e->docs : NULL;
	return failed;
}

int
cache_learn_ari_docs(struct cache *c, struct str resource, const struct ari_docs **docs,
    struct err *why, struct err *err)
{
	struct entry *e = find(c, TOPIC_ARI_DOCS, resource);

	c->ari_refused = false;
	if (e->ari_docs.n == 0)
		e->state = e->state == STATE_ASKED ? STATE_ASKED : STATE_MISSING;
	int failed = learn(e, CLOCK_NEVER, err);

	*docs = &e->ari_docs;
	*why = e->why;
	return failed;
}

int
cache_learn_text(struct cache *c, enum topic topic, struct str key, struct str *text,
    struct err *err)
{
	struct entry *e = find(c, topic, key);
	int failed = learn(e, clock_now() + MOMENT, err);

	*text = failed || e->state != STATE_KNOWN ? STR("") : buf_str(&e->output);
	return failed;
}
