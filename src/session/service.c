/* SPDX-License-Identifier: ISC */
/*
 * One turn after another over the connection and the outbox. The rules of the protocol are in
 * pending and keepalive, the bytes in wire.
 */
#include "session/service.h"

#include "ami/action.h"
#include "ami/catalog.h"
#include "ami/pending.h"

#define STOPPED 100 /* ms that a sleep may be too long before the process counts as stopped */

/* Take what pending found out about a message. */
static void
take_verdict(void *arg, enum verdict v, uint32_t request, bool more, const struct msg *m,
    const struct err *err)
{
	struct service *s = arg;

	if (!s->wire.replay || replay_shows(&s->replay, &v, m))
		inbox_add_verdict(&s->inbox, v, request, more, m, err);
}

/* Nothing was read for some ms. */
static void
postpone(struct service *s, msec by)
{
	pending_postpone(s->pending, by);
	keepalive_postpone(&s->keepalive, by);
}

/* The same for so long that what was due may still be on its way. */
static void
note_absence(struct service *s, msec absence)
{
	postpone(s, absence);
	wire_was_left(&s->wire);
}

/* The owner made us wait. */
static void
note_hold_up(struct service *s)
{
	if (s->inbox.held_up)
		note_absence(s, s->inbox.held_up);
	s->inbox.held_up = 0;
}

int
service_read(struct service *s)
{
	int got = wire_fill(&s->wire, &s->err);

	if (got > 0)
		keepalive_heard(&s->keepalive, clock_now());
	return got;
}

/* May one more action of n bytes go out? Over TLS Asterisk loses what is beyond a buffer of 1,024
 * bytes, so no more than that is in flight, and only one action at a time to old servers. */
static bool
window_admits(struct service *s, size_t n)
{
	if (s->wire.stream->max_write == 0)
		return true;
	if (pending_count(s->pending) == 0) {
		s->window = 0;
		return true;
	}
	return s->wire.ami_major >= 3 && s->window + n <= s->wire.stream->max_write;
}

/* Send an action and expect its answer. */
static void
send_block(struct service *s, uint32_t request, struct str name, struct str id, struct str block,
    msec timeout)
{
	msec now = clock_now();

	keepalive_sent(&s->keepalive, now);
	pending_add(s->pending, request, name, id, now, timeout, request == 0);
	buf_adds(&s->wire.out, block);
	s->window += block.n;
	inbox_trace(&s->inbox, ITEM_SENT, block);
}

/* Send a Ping of our own: as keepalive, to un-stick TLS, or to find the end of an answer. */
static void
send_ping(struct service *s, msec timeout)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);
	struct action ping;
	struct err err;

	buf_adds(&id, buf_str(&s->setup->id_prefix));
	buf_addf(&id, "p%u", ++s->own_ids);
	if (action_init(&ping, STR("Ping"), buf_str(&id), &err) == 0) {
		action_end(&ping);
		send_block(s, 0, STR("Ping"), buf_str(&id), buf_str(&ping.wire), timeout);
	}
	action_clear(&ping);
	buf_clear(&id);
}

static void
send_action(struct service *s, const struct outbox_item *o)
{
	const struct action_facts *facts = catalog_action(buf_str(&o->name));

	send_block(s, o->request, buf_str(&o->name), buf_str(&o->id), buf_str(&o->wire),
	    o->timeout);
	if (facts && facts->shape == SHAPE_NO_RESPONSE)
		send_ping(s, o->timeout);
}

/* Report that the waiting actions were not sent. */
static void
refuse_waiting(struct service *s)
{
	struct err err;

	err_set(&err, ERR_USAGE, "a recording cannot answer");
	for (const struct outbox_item *o = s->backlog.first; o; o = o->next)
		if (o->request)
			inbox_add_lost(&s->inbox, o->request, &err);
	backlog_drop(&s->backlog);
}

/* Empty the outbox, and move to the wire as many actions as the window admits. */
static void
take_outbox(struct service *s)
{
	const struct outbox_item *o;

	backlog_fill(&s->backlog, s->setup->outbox);
	if (s->wire.replay)
		refuse_waiting(s);
	while ((o = backlog_first(&s->backlog)) && window_admits(s, o->wire.n)) {
		send_action(s, o);
		outbox_item_free(backlog_take(&s->backlog));
	}
}

/* An incomplete answer has moved, if bytes came. */
static void
note_flow(struct service *s, msec now)
{
	struct msg begun;

	if (s->flowed == s->wire.read)
		return;
	s->flowed = s->wire.read;
	if (parse_begun(s->wire.parse, &begun))
		pending_flows(s->pending, &begun, now);
}

/* The next message. What nobody looks at before it is not even made one: where most is such, the
 * processor's time is a sixth less. */
static int
next_message(struct service *s, struct msg *m)
{
	size_t passed =
	    inbox_passes(&s->inbox) ? parse_pass(s->wire.parse, inbox_refuses, &s->inbox) : 0;

	s->heard |= passed > 0;
	s->replay.shown += passed;
	return parse_frame(s->wire.parse, m, &s->err);
}

/* Complete messages become items. */
static int
take_messages(struct service *s)
{
	int64_t played = s->wire.stream->time, today = played ? played : clock_today();
	msec now = clock_now();
	struct msg m;
	int got;

	while ((got = next_message(s, &m)) == 1) {
		m.time = today;
		s->heard |= m.kind != MSG_OTHER;
		if (m.kind == MSG_BANNER)
			continue;
		pending_feed(s->pending, &m, now);
		inbox_publish_big(&s->inbox);
	}
	note_flow(s, now);
	return got;
}

/* Ping a silent server, or notice that it is gone. */
static int
keep_alive(struct service *s, msec now)
{
	switch (keepalive_check(&s->keepalive, s->pending, now)) {
	case KEEPALIVE_PING:
		send_ping(s, CLOCK_NEVER);
		break;
	case KEEPALIVE_GONE:
		return err_set(&s->err, ERR_LOST, "the server did not answer a ping within %d s",
		    keepalive_silence(s->pending));
	case KEEPALIVE_WELL:
		break;
	}
	return 0;
}

msec
service_deadline(const struct service *s)
{
	msec requests = pending_deadline(s->pending);
	msec ping = keepalive_deadline(&s->keepalive, s->pending);

	return requests < ping ? requests : ping;
}

/* Check whether something is late. What may be in unread data is not. */
static int
check_time(struct service *s)
{
	msec now = clock_now();
	struct msg begun;

	note_hold_up(s);
	if (now < service_deadline(s)) {
		wire_goes_on(&s->wire);
		return 0;
	}
	if (!wire_caught_up(&s->wire))
		return 0;
	wire_goes_on(&s->wire);
	bool has_begun = parse_begun(s->wire.parse, &begun);
	pending_expire(s->pending, now, has_begun ? &begun : NULL);
	return keep_alive(s, now);
}

int
service_turn(struct service *s)
{
	if (take_messages(s) < 0 || check_time(s) < 0)
		return -1;
	take_outbox(s);
	return wire_flush(&s->wire, &s->err);
}

int
service_send(struct service *s, struct outbox_item *o)
{
	backlog_append(&s->backlog, o);
	take_outbox(s);
	return wire_flush(&s->wire, &s->err);
}

void
service_rests(struct service *s, msec until)
{
	msec now = clock_now();

	s->until = until > now ? until : now;
	s->grace = STOPPED;
}

void
service_is_left(struct service *s)
{
	s->until = clock_now();
	s->grace = 1;
}

void
service_goes_on(struct service *s)
{
	msec now = clock_now(), late = now - s->until;

	if (late >= STOPPED)
		note_absence(s, late);
	else if (late >= s->grace)
		postpone(s, late);
	s->until = now;
	s->grace = 1;
}

void
service_init(struct service *s, const struct session_setup *setup)
{
	*s = (struct service){.setup = setup};
	wire_init(&s->wire);
	replay_init(&s->replay);
	inbox_init(&s->inbox, setup);
	s->inbox.parse = &s->wire.parse;
	backlog_init(&s->backlog);
}

void
service_clear(struct service *s)
{
	inbox_clear(&s->inbox);
	wire_clear(&s->wire);
	replay_clear(&s->replay);
}

void
service_begin(struct service *s)
{
	s->pending = pending_new((struct pending_sink){.take = take_verdict, .arg = s});
	s->window = 0;
	s->flowed = 0;
}

void
service_end(struct service *s)
{
	wire_close(&s->wire);
	pending_free(s->pending);
}
