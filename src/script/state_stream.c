/* SPDX-License-Identifier: ISC */
/* Takes snapshots with some lists, one after the other, and prints marks around them. */
#include "script/state_stream.h"

#include <stdlib.h>

#include "ami/compose.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/ari_feed.h"
#include "client/ari_perform.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/eventlog.h"
#include "client/loop.h"
#include "client/send.h"
#include "lang/term.h"
#include "session/item.h"
#include "view/render.h"

#define HELD_MAX ((size_t)64 << 20) /* bytes of events that wait for a snapshot */

#define NO_LIST SIZE_MAX /* none is asked for, events are printed as they come */

struct state_stream {
	const struct state_source *source;
	struct client *client;
	struct render *render;
	const struct terms *terms;
	bool (*take)(void *arg, const struct msg *m, bool suspect);
	void *arg;
	struct waiter waiter;
	size_t list;      /* that is asked for, or NO_LIST */
	bool due;         /* a snapshot is, as soon as there is a connection */
	bool gap;         /* since the last snapshot, and it is told */
	uint64_t number;  /* of the last message that was printed */
	struct eventlog *held;
	struct buf missing; /* "ACTION: why" lines of the lists that the server refused */
	struct buf out;
};

static void send_list(struct state_stream *s);

static bool
ami_online(const struct client *client)
{
	return client->connection->online;
}

static int
ami_ask(struct client *client, const char *list, struct waiter *w, struct err *err)
{
	return send_named(client, list, NULL, 0, w, err);
}

static const char *const ami_lists[] = {
    "CoreShowChannels", "QueueStatus", "PJSIPShowEndpoints", NULL};
const struct state_source state_of_ami = {
    .lists = ami_lists, .online = ami_online, .ask = ami_ask};

static bool
ari_online(const struct client *client)
{
	return client->connection->feed->online;
}

static int
ari_ask_list(struct client *client, const char *list, struct waiter *w, struct err *err)
{
	return ari_ask(client, str_of(list), w, err);
}

static const char *const ari_lists[] = {"channels", "bridges", "endpoints", NULL};
const struct state_source state_of_ari = {
    .lists = ari_lists, .named = true, .online = ari_online, .ask = ari_ask_list};

void
state_stream_number(struct state_stream *s)
{
	render_number(s->render, s->number + 1);
}

void
state_stream_printed(struct state_stream *s)
{
	s->number++;
}

/* Print a mark: "_amsh: NAME", and a further header for each line of text. */
static void
mark(struct state_stream *s, struct str name, struct str header, struct str text)
{
	struct compose c;
	struct str line;

	compose_init(&c);
	compose_reply(&c);
	compose_add(&c, STR("_amsh"), name);
	while (text.n && str_cut(&text, '\n', &line))
		if (line.n)
			compose_add(&c, header, line);
	struct msg m = compose_msg(&c);
	m.kind = MSG_EVENT;
	m.time = clock_today();
	buf_reset(&s->out);
	state_stream_number(s);
	render_mark(s->render, &m, &s->out);
	s->number += s->out.n > 0;
	out_write(buf_str(&s->out));
	compose_clear(&c);
}

/* Print an item of a list. */
static void
print_item(struct state_stream *s, const struct msg *item)
{
	struct terms terms = *s->terms;

	terms.names = NULL;
	if (!terms_match(&terms, item))
		return;
	buf_reset(&s->out);
	state_stream_number(s);
	render_event(s->render, item, false, &s->out);
	s->number += s->out.n > 0;
	out_write(buf_str(&s->out));
}

/* The snapshot is whole: events go on, with those that came meanwhile. */
static void
go_live(struct state_stream *s)
{
	mark(s, STR("live"), STR("_missing"), buf_str(&s->missing));
	eventlog_offer(s->held, s->take, s->arg);
	uint64_t lost = eventlog_lost(s->held);
	eventlog_reset(s->held);
	if (lost)
		state_stream_gap(s, lost, STR("too many events came while the snapshot was taken"));
}

static void
note_missing(struct state_stream *s, struct str why)
{
	buf_addf(&s->missing, "%s: %.*s\n", s->source->lists[s->list], STR_ARG(why));
}

static void
next_list(struct state_stream *s)
{
	s->list++;
	if (s->source->lists[s->list]) {
		send_list(s);
	} else {
		s->list = NO_LIST;
		go_live(s);
	}
}

/* An item of the list that was asked for. */
static void
take_item(struct waiter *w, const struct item *item)
{
	struct state_stream *s = w->owner;

	if (item->kind == ITEM_LIST && item->msg.kind == MSG_EVENT)
		print_item(s, &item->msg);
	if (item->kind == ITEM_REPLY && msg_is_error(&item->msg))
		note_missing(s, str_trim(msg_get(&item->msg, STR("Message"))));
	if (!w->done || !s->source->online(s->client))
		return; /* a loss is told as a gap */
	if (item->kind == ITEM_LOST)
		note_missing(s, item->text);
	next_list(s);
}

static void
send_list(struct state_stream *s)
{
	struct err err = {0};

	s->waiter = (struct waiter){.take = take_item, .owner = s};
	if (s->source->named)
		mark(s, STR("snapshot"), STR("_list"), str_of(s->source->lists[s->list]));
	if (s->source->ask(s->client, s->source->lists[s->list], &s->waiter, &err) == 0)
		return;
	if (s->source->online(s->client)) {
		note_missing(s, str_of(err.text));
		next_list(s);
	} else {
		state_stream_gap(s, 0, str_of(err.text));
	}
}

void
state_stream_go(struct state_stream *s)
{
	if (!s->due || !s->source->online(s->client) || s->list != NO_LIST)
		return;
	s->due = s->gap = false;
	s->list = 0;
	buf_reset(&s->missing);
	if (!s->source->named)
		mark(s, STR("snapshot"), STR(""), STR(""));
	send_list(s);
}

bool
state_stream_holds(struct state_stream *s, const struct msg *m, bool suspect)
{
	if (s->list == NO_LIST && !s->due)
		return false;
	eventlog_add(s->held, m, suspect);
	return true;
}

void
state_stream_gap(struct state_stream *s, uint64_t lost, struct str why)
{
	struct buf number = BUF_INIT(64);

	if (s->list != NO_LIST)
		loop_forget(s->client->loop, &s->waiter);
	s->list = NO_LIST;
	eventlog_reset(s->held);
	if (!s->gap && s->number) {
		buf_addf(&number, "%llu", (unsigned long long)lost);
		if (lost)
			mark(s, STR("gap"), STR("_lost"), buf_str(&number));
		else
			mark(s, STR("gap"), STR("_why"), why);
	}
	s->due = s->gap = true;
	buf_clear(&number);
}

struct state_stream *
state_stream_new(const struct state_source *source, struct client *client, struct render *render,
    const struct terms *terms, bool (*take)(void *arg, const struct msg *m, bool suspect),
    void *arg)
{
	struct state_stream *s = mem_alloc(sizeof(*s));

	*s = (struct state_stream){
	    .source = source,
	    .client = client,
	    .render = render,
	    .terms = terms,
	    .take = take,
	    .arg = arg,
	    .list = NO_LIST,
	    .due = true,
	    .held = eventlog_new(HELD_MAX),
	    .missing = BUF_INIT(BUF_MAX_TEXT),
	    .out = BUF_INIT(BUF_MAX_TEXT),
	};
	return s;
}

void
state_stream_free(struct state_stream *s)
{
	if (!s)
		return;
	if (s->list != NO_LIST)
		loop_forget(s->client->loop, &s->waiter);
	eventlog_free(s->held);
	buf_clear(&s->missing);
	buf_clear(&s->out);
	free(s);
}
