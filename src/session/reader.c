/* SPDX-License-Identifier: ISC */
/*
 * The reader's loop over the connection and the outbox. The rules of the protocol are in login,
 * pending and keepalive, the bytes in wire.
 */
#include "session/reader.h"

#include "ami/action.h"
#include "ami/catalog.h"
#include "ami/pending.h"
#include "session/keepalive.h"
#include "session/reconnect.h"
#include "session/replay.h"
#include "session/wire.h"
#include "session/wire_login.h"

#define FAREWELL    200 /* ms for the server to answer the Logoff and to close, */
#define TLS_CLOSING 50  /* of which TLS gets this much after the answer */
#define STOPPED 100 /* ms that a sleep may be too long before the process counts as stopped */

struct reader {
	const struct session_setup *setup;
	struct wire wire;
	struct pending *pending;
	struct keepalive keepalive;
	struct inbox inbox;
	struct backlog backlog; /* actions that the window does not admit yet */
	size_t window; /* bytes sent since no request was waiting (counts over TLS) */
	uint32_t own_ids;
	uint64_t flowed; /* bytes of the connection that note_flow has seen */
	bool tried; /* a first connection */
	bool heard; /* what only Asterisk sends */
	struct replay replay;
	struct stages stages; /* told to the inbox */
	struct err err;
};

/* Take what pending found out about a message. */
static void
take_verdict(void *arg, enum verdict v, uint32_t request, bool more, const struct msg *m,
    const struct err *err)
{
	struct reader *r = arg;

	if (!r->wire.replay || replay_shows(&r->replay, &v, m))
		inbox_add_verdict(&r->inbox, v, request, more, m, err);
}

/* Nothing was read for some ms: what was due may still be on its way. */
static void
note_absence(struct reader *r, msec absence)
{
	pending_postpone(r->pending, absence);
	keepalive_postpone(&r->keepalive, absence);
	wire_was_left(&r->wire);
}

/* The owner made us wait. */
static void
note_hold_up(struct reader *r)
{
	if (r->inbox.held_up)
		note_absence(r, r->inbox.held_up);
	r->inbox.held_up = 0;
}

/* Sleep until something can be done. A much longer sleep means that the process was stopped. */
static int
wait_for_work(struct reader *r, msec deadline)
{
	bool asked;
	msec before = clock_now();
	int failed = wire_wait(&r->wire, queue_fd(r->setup->outbox), deadline, &asked, &r->err);

	msec late = clock_now() - (deadline > before ? deadline : before);
	if (late >= STOPPED)
		note_absence(r, late);
	return failed;
}

/* Read once; the end of the stream is an error. */
static int
fill(struct reader *r)
{
	int got = wire_fill(&r->wire, &r->err);

	if (got > 0)
		keepalive_heard(&r->keepalive, clock_now());
	return got;
}

/* Open the stream. */
static int
connect_stream(struct reader *r)
{
	const struct session_setup *s = r->setup;
	msec deadline = clock_now() + s->connect_timeout;
	struct endpoint e = s->endpoint; /* its strings are borrowed */

	if (r->tried)
		e.talk = s->talk_again;
	e.again = r->tried;
	e.stages = s->stages ? &r->stages : NULL;
	r->tried = true;
	if (wire_open(&r->wire, &e, deadline, queue_fd(s->outbox), &r->err) < 0)
		return -1;
	r->keepalive = (struct keepalive){
	    .idle = s->ping,
	    .sticks = r->wire.stream->max_write > 0,
	    .moved = clock_now(),
	};
	return 0;
}

/* A recording is online at once. */
static int
start_replay(struct reader *r)
{
	struct item online = {.kind = ITEM_ONLINE, .text = STR("recording")};

	inbox_add(&r->inbox, &online);
	return 0;
}

static int
log_in(struct reader *r)
{
	const struct wire_login_parts parts = {
	    .inbox = &r->inbox,
	    .backlog = &r->backlog,
	    .pending = r->pending,
	    .stages = r->setup->stages ? &r->stages : NULL,
	};

	if (wire_login(&r->wire, &parts, &r->err) < 0)
		return -1;
	keepalive_heard(&r->keepalive, clock_now());
	return 0;
}

/* May one more action of n bytes go out? Over TLS Asterisk loses what is beyond a buffer of 1,024
 * bytes, so no more than that is in flight, and only one action at a time to old servers. */
static bool
window_admits(struct reader *r, size_t n)
{
	if (r->wire.stream->max_write == 0)
		return true;
	if (pending_count(r->pending) == 0) {
		r->window = 0;
		return true;
	}
	return r->wire.ami_major >= 3 && r->window + n <= r->wire.stream->max_write;
}

/* Send an action and expect its answer. */
static void
send_block(struct reader *r, uint32_t request, struct str name, struct str id, struct str block,
    msec timeout)
{
	msec now = clock_now();

	keepalive_sent(&r->keepalive, now);
	pending_add(r->pending, request, name, id, now, timeout, request == 0);
	buf_adds(&r->wire.out, block);
	r->window += block.n;
	inbox_trace(&r->inbox, ITEM_SENT, block);
}

/* Send a Ping of our own: as keepalive, to un-stick TLS, or to find the end of an answer. */
static void
send_ping(struct reader *r, msec timeout)
{
	struct buf id = BUF_INIT(ACTION_MAX_ID);
	struct action ping;
	struct err err;

	buf_adds(&id, buf_str(&r->setup->id_prefix));
	buf_addf(&id, "p%u", ++r->own_ids);
	if (action_init(&ping, STR("Ping"), buf_str(&id), &err) == 0) {
		action_end(&ping);
		send_block(r, 0, STR("Ping"), buf_str(&id), buf_str(&ping.wire), timeout);
	}
	action_clear(&ping);
	buf_clear(&id);
}

static void
send_action(struct reader *r, const struct outbox_item *o)
{
	const struct action_facts *facts = catalog_action(buf_str(&o->name));

	send_block(r, o->request, buf_str(&o->name), buf_str(&o->id), buf_str(&o->wire),
	    o->timeout);
	if (facts && facts->shape == SHAPE_NO_RESPONSE)
		send_ping(r, o->timeout);
}

/* Report that the waiting actions were not sent. */
static void
refuse_waiting(struct reader *r)
{
	struct err err;

	err_set(&err, ERR_USAGE, "a recording cannot answer");
	for (const struct outbox_item *o = r->backlog.first; o; o = o->next)
		if (o->request)
			inbox_add_lost(&r->inbox, o->request, &err);
	backlog_drop(&r->backlog);
}

/* Empty the outbox, and move to the wire as many actions as the window admits. */
static void
take_outbox(struct reader *r)
{
	const struct outbox_item *o;

	backlog_fill(&r->backlog, r->setup->outbox);
	if (r->wire.replay)
		refuse_waiting(r);
	while ((o = backlog_first(&r->backlog)) && window_admits(r, o->wire.n)) {
		send_action(r, o);
		outbox_item_free(backlog_take(&r->backlog));
	}
}

/* An incomplete answer has moved, if bytes came. */
static void
note_flow(struct reader *r, msec now)
{
	struct msg begun;

	if (r->flowed == r->wire.read)
		return;
	r->flowed = r->wire.read;
	if (parse_begun(r->wire.parse, &begun))
		pending_flows(r->pending, &begun, now);
}

/* Complete messages become items. */
static int
take_messages(struct reader *r)
{
	int64_t played = r->wire.stream->time, today = played ? played : clock_today();
	msec now = clock_now();
	struct msg m;
	int got;

	while ((got = parse_frame(r->wire.parse, &m, &r->err)) == 1) {
		m.time = today;
		r->heard |= m.kind != MSG_OTHER;
		if (m.kind == MSG_BANNER)
			continue;
		pending_feed(r->pending, &m, now);
		inbox_publish_big(&r->inbox);
	}
	note_flow(r, now);
	return got;
}

/* Ping a silent server, or notice that it is gone. */
static int
keep_alive(struct reader *r, msec now)
{
	switch (keepalive_check(&r->keepalive, r->pending, now)) {
	case KEEPALIVE_PING:
		send_ping(r, CLOCK_NEVER);
		break;
	case KEEPALIVE_GONE:
		return err_set(&r->err, ERR_LOST, "the server did not answer a ping within %d s",
		    keepalive_silence(r->pending));
	case KEEPALIVE_WELL:
		break;
	}
	return 0;
}

/* When check_time must be called. */
static msec
next_deadline(const struct reader *r)
{
	msec requests = pending_deadline(r->pending);
	msec ping = keepalive_deadline(&r->keepalive, r->pending);

	return requests < ping ? requests : ping;
}

/* Check whether something is late. What may be in unread data is not. */
static int
check_time(struct reader *r)
{
	msec now = clock_now();
	struct msg begun;

	note_hold_up(r);
	if (now < next_deadline(r)) {
		wire_goes_on(&r->wire);
		return 0;
	}
	if (!wire_caught_up(&r->wire))
		return 0;
	wire_goes_on(&r->wire);
	bool has_begun = parse_begun(r->wire.parse, &begun);
	pending_expire(r->pending, now, has_begun ? &begun : NULL);
	return keep_alive(r, now);
}

/* Until when to sleep. A batch for which the inbox had no room is tried again soon. */
static msec
wake_time(const struct reader *r)
{
	msec deadline = next_deadline(r), retry = inbox_deadline(&r->inbox);

	return retry < deadline ? retry : deadline;
}

/* The time after the login, until an error or the owner ends it. */
static int
serve(struct reader *r)
{
	while (!r->backlog.closing) {
		if (take_messages(r) < 0 || check_time(r) < 0)
			return -1;
		take_outbox(r);
		if (wire_flush(&r->wire, &r->err) < 0)
			return -1;
		inbox_publish(&r->inbox);
		if (!r->backlog.closing && (wait_for_work(r, wake_time(r)) < 0 || fill(r) < 0))
			return -1;
	}
	return 0;
}

/* Is the answer to the Logoff among the messages that came? */
static bool
hear_goodbye(struct reader *r)
{
	struct msg m;
	bool goodbye = false;

	while (parse_next(r->wire.parse, &m, &r->err) == 1)
		goodbye |= msg_is(&m, MSG_RESPONSE, STR("Goodbye"));
	return goodbye;
}

/* Wait for the server's answer: it logs an error if it cannot write it; over TLS its close is a
 * write as well. */
static void
hear_farewell(struct reader *r)
{
	msec deadline = clock_now() + FAREWELL;
	bool tls = r->wire.stream->max_write > 0, heard = false, asked;

	while ((tls || !heard) && clock_now() < deadline && wire_flush(&r->wire, &r->err) == 0 &&
	       wire_wait(&r->wire, -1, deadline, &asked, &r->err) == 0 &&
	       wire_fill(&r->wire, &r->err) >= 0) {
		if (heard || !hear_goodbye(r))
			continue;
		heard = true;
		if (clock_now() + TLS_CLOSING < deadline)
			deadline = clock_now() + TLS_CLOSING;
	}
}

/* Log off. After an answer that nobody waits for any more, the server's would come late. */
static void
log_off(struct reader *r)
{
	if (r->wire.replay)
		return;
	buf_addz(&r->wire.out, "Action: Logoff\r\n\r\n");
	if (pending_count(r->pending) == 0)
		hear_farewell(r);
	else
		wire_flush(&r->wire, &r->err);
}

/* Get ready for a connection; nothing is left of the previous one. */
static void
begin(void *arg)
{
	struct reader *r = arg;

	r->pending = pending_new((struct pending_sink){.take = take_verdict, .arg = r});
	r->window = 0;
	r->flowed = 0;
}

static void
end(void *arg)
{
	struct reader *r = arg;

	wire_close(&r->wire);
	pending_free(r->pending);
}

/* A recording has ended. If it showed nothing, say what it has instead. */
static void
end_replay(struct reader *r)
{
	r->err.kind = ERR_NONE;
	if (r->replay.shown == 0)
		inbox_notice(&r->inbox,
		    "%s holds no events and no list items, only %zu repl%s, which %s not shown",
		    r->setup->endpoint.host, r->replay.replies,
		    r->replay.replies == 1 ? "y" : "ies", r->replay.replies == 1 ? "is" : "are");
}

/* Any end of a connection after the login is a loss, except the end of a valid recording. */
static int
classify_end(struct reader *r)
{
	if (!r->wire.replay || r->err.kind != ERR_LOST)
		r->err.kind = ERR_LOST;
	else if (r->heard)
		end_replay(r);
	else
		replay_refuse(r->setup->endpoint.host, &r->err);
	return -1;
}

/* Did the server close while the user was asked for the secret? It limits the time of a login
 * (authtimeout, 30 seconds): then try again with the answer. */
static bool
was_too_slow(struct reader *r)
{
	struct given_secret *secret = r->setup->secret;
	bool asked = secret->asked;

	secret->asked = false;
	return asked && r->err.kind == ERR_CONNECT;
}

/* Connect and log in. */
static int
get_in(struct reader *r)
{
	int failed = connect_stream(r) < 0 || log_in(r) < 0;

	if (failed && was_too_slow(r)) {
		wire_close(&r->wire);
		failed = connect_stream(r) < 0 || log_in(r) < 0;
	}
	r->setup->secret->asked = false;
	return failed ? -1 : 0;
}

/* Run one connection from start to end. *online: the login was accepted. */
static int
live(struct reader *r, bool *online)
{
	bool replay = scheme_is_file(r->setup->endpoint.scheme);

	if (replay ? connect_stream(r) < 0 || start_replay(r) < 0 : get_in(r) < 0)
		return -1;
	*online = true;
	if (serve(r) < 0)
		return classify_end(r);
	log_off(r);
	return 0;
}

/* The same, and tell waiting requests about the end. */
static int
live_and_lose(void *arg, bool *online)
{
	struct reader *r = arg;
	int failed = live(r, online);
	struct msg begun;

	if (failed && r->wire.parse && parse_begun(r->wire.parse, &begun))
		pending_part(r->pending, &begun);
	if (failed)
		pending_lose(r->pending, &r->err);
	return failed;
}

void
reader_run(const struct session_setup *setup)
{
	struct reader r = {.setup = setup, .stages = {inbox_stage, &r.inbox}};
	const struct reconnect reconnect = {
	    .inbox = &r.inbox,
	    .backlog = &r.backlog,
	    .err = &r.err,
	    .begin = begin,
	    .live = live_and_lose,
	    .end = end,
	    .arg = &r,
	};

	wire_init(&r.wire);
	replay_init(&r.replay);
	inbox_init(&r.inbox, setup);
	r.inbox.parse = &r.wire.parse;
	backlog_init(&r.backlog);
	reconnect_run(&reconnect);
	inbox_clear(&r.inbox);
	wire_clear(&r.wire);
	replay_clear(&r.replay);
}
