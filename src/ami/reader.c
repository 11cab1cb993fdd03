/* SPDX-License-Identifier: ISC */
/*
 * The reader's loop: one poll over the stream and the outbox. Protocol rules live in login and
 * pending, bytes in parse, transports in net; here they meet.
 */
#include "ami/reader.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include "ami/batch.h"
#include "ami/catalog.h"
#include "ami/parse.h"
#include "ami/pending.h"
#include "base/mem.h"
#include "net/stream.h"

#define READ_SIZE   ((size_t)64 << 10)
#define BATCH_SIZE  ((size_t)128 << 10) /* a lossless batch that is handed over even by waiting */
#define BATCH_LIMIT ((size_t)1 << 20)   /* items held back, beyond which events are dropped */
#define NUDGE_AFTER 2000                /* ms of silence over TLS before a Ping un-sticks it */
#define DEAD_AFTER  30000               /* ms without a byte after a keepalive Ping */
#define RETRY_AFTER 5                   /* ms until a full inbox is tried again */
#define PAUSE_FIRST 500                 /* ms before the first attempt to connect again */
#define PAUSE_LAST  30000               /* and before each from the seventh on */
#define OLD_TLS_GAP 50                  /* ms between records to servers up to 13 */

struct reader {
	const struct reader_setup *setup;
	struct stream *stream;
	struct parse *parse;
	struct pending *pending;
	struct batch *batch;
	uint64_t dropped;
	struct buf wire;     /* bytes being written */
	size_t window;       /* bytes sent since no call was waiting (counts over TLS) */
	struct outgoing *first; /* actions that the window does not admit yet, in order */
	struct outgoing **last;
	int ami_major;
	uint32_t own_ids;
	msec moved;          /* when the last byte came or the last action went out */
	msec pinged;         /* when a Ping of our own went out and no byte came since; or 0 */
	msec write_after;    /* not before this time */
	bool closing;
	struct err err;
};

struct outgoing *
outgoing_new(void)
{
	struct outgoing *o = mem_alloc(sizeof(*o));

	buf_init_secret(&o->wire, (ACTION_MAX_LINE + 2) * (ACTION_MAX_HEADERS + 1));
	buf_init(&o->name, ACTION_MAX_LINE);
	buf_init(&o->id, ACTION_MAX_LINE);
	return o;
}

void
outgoing_free(void *outgoing)
{
	struct outgoing *o = outgoing;

	if (!o)
		return;
	buf_clear(&o->wire);
	buf_clear(&o->name);
	buf_clear(&o->id);
	free(o);
}

/* Append an item; an event that has no room is counted instead. */
static void
tell(struct reader *r, const struct item *item)
{
	bool full = !r->setup->lossless && batch_bytes(r->batch) > BATCH_LIMIT;

	if (full && item->kind == ITEM_EVENT)
		r->dropped++;
	else
		batch_add(r->batch, item);
}

/* Say how many events were dropped, if any were. */
static void
tell_dropped(struct reader *r)
{
	struct item dropped = {.kind = ITEM_DROPPED, .count = r->dropped};

	if (r->dropped)
		batch_add(r->batch, &dropped);
	r->dropped = 0;
}

/* Is the server a recording? Then nobody logs in, and nobody answers. */
static bool
is_replay(const struct reader *r)
{
	return r->setup->endpoint.scheme == SCHEME_REPLAY;
}

/* In a recording, what others were answered is no news: Responses, and list items, which have an
 * ActionID and no Privilege. */
static bool
is_old_news(enum verdict v, const struct msg *m)
{
	struct str id;

	return v == VERDICT_STRAY || (v == VERDICT_SUSPECT && msg_find(m, STR("ActionID"), &id));
}

/* Take what pending found out about a message. */
static void
take_verdict(void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m,
    const struct err *err)
{
	static const enum item_kind kinds[] = {
	    [VERDICT_EVENT] = ITEM_EVENT,
	    [VERDICT_SUSPECT] = ITEM_EVENT,
	    [VERDICT_REPLY] = ITEM_REPLY,
	    [VERDICT_ITEM] = ITEM_LIST,
	    [VERDICT_END] = ITEM_END,
	    [VERDICT_LOST] = ITEM_LOST,
	    [VERDICT_STRAY] = ITEM_STRAY,
	};
	struct item item = {
	    .kind = kinds[v],
	    .call = call,
	    .more = more,
	    .suspect = v == VERDICT_SUSPECT,
	    .has_msg = m != NULL,
	};

	if (is_replay(arg) && is_old_news(v, m))
		return;
	if (m)
		item.msg = *m;
	if (err) {
		item.error = err->kind;
		item.text = str_of(err->text);
	}
	tell(arg, &item);
}

static struct batch *
spare_batch(struct reader *r)
{
	struct batch *b = queue_take(r->setup->spare);

	return b ? b : batch_new();
}

/* Hand the batch over. A lossless reader waits for room once the batch is big, any other goes on
 * collecting. What was dropped meanwhile came behind it. */
static void
publish(struct reader *r)
{
	size_t bytes = batch_bytes(r->batch);
	bool waits = r->setup->lossless && bytes >= BATCH_SIZE;

	if (bytes == 0)
		return;
	if (!(waits ? queue_put : queue_try_put)(r->setup->inbox, r->batch, bytes))
		return;
	r->batch = spare_batch(r);
	tell_dropped(r);
}

/* Show the wire of the login, which has no items of its own. */
static void
trace(struct reader *r, enum item_kind kind, struct str block)
{
	struct buf shown = BUF_INIT(BUF_MAX_MESSAGE);

	if (!r->setup->trace)
		return;
	action_redact(&shown, block);
	struct item item = {.kind = kind, .text = buf_str(&shown)};
	tell(r, &item);
	buf_clear(&shown);
}

/* Servers up to 13 lose records over TLS that come too fast. */
static bool
is_old_tls(const struct reader *r)
{
	return r->stream->max_write && r->ami_major > 0 && r->ami_major < 3;
}

/* Write what waits, as far as the stream takes it. */
static int
flush(struct reader *r)
{
	while (r->wire.n && clock_now() >= r->write_after) {
		ssize_t n = stream_write(r->stream, r->wire.p, r->wire.n, &r->err);
		if (n == STREAM_AGAIN)
			return 0;
		if (n < 0)
			return -1;
		buf_drop(&r->wire, (size_t)n);
		if (is_old_tls(r) && r->wire.n)
			r->write_after = clock_now() + OLD_TLS_GAP;
	}
	if (r->wire.n == 0)
		buf_reset(&r->wire);
	return 0;
}

/* Read once. 1: bytes came; 0: nothing now; -1: err is set. An end of the stream is ERR_LOST. */
static int
fill(struct reader *r)
{
	size_t n;
	char *room = parse_room(r->parse, READ_SIZE, &n);
	ssize_t got = stream_read(r->stream, room, n, &r->err);

	if (got == STREAM_AGAIN)
		return 0;
	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(&r->err, ERR_LOST, "%s",
		    is_replay(r) ? "the recording is over" : "the server closed the connection");
	parse_fed(r->parse, (size_t)got);
	r->moved = clock_now();
	r->pinged = 0;
	return 1;
}

/* Sleep until something can be done. *asked tells whether the outbox has something. */
static int
wait_for_work(struct reader *r, msec deadline, bool *asked)
{
	struct pollfd fds[2] = {
	    {.fd = stream_fd(r->stream), .events = stream_wants(r->stream)},
	    {.fd = queue_fd(r->setup->outbox), .events = POLLIN},
	};

	if (r->wire.n && clock_now() >= r->write_after)
		fds[0].events |= POLLOUT;
	else if (r->wire.n && r->write_after < deadline)
		deadline = r->write_after;
	if (stream_pending(r->stream))
		deadline = 0;
	if (poll(fds, 2, clock_poll_timeout(deadline)) < 0 && errno != EINTR)
		return err_set(
		    &r->err, ERR_LOST, "cannot wait for the server: %s", strerror(errno));
	*asked = fds[1].revents != 0;
	return 0;
}

/* Open the stream. */
static int
connect_stream(struct reader *r)
{
	const struct reader_setup *s = r->setup;
	msec deadline = clock_now() + s->connect_timeout;

	if (stream_open(&r->stream, &s->endpoint, deadline, queue_fd(s->outbox), &r->err) < 0)
		return -1;
	r->moved = clock_now();
	return 0;
}

/* A recording is online at once. */
static int
start_replay(struct reader *r)
{
	struct item online = {.kind = ITEM_ONLINE, .text = STR("recording")};

	tell(r, &online);
	return 0;
}

/* Keep the major number of "11.0.0", the value of the banner. */
static void
note_banner(struct reader *r, const struct msg *m)
{
	struct str version = msg_title(m);
	long major;

	if (str_number(str_head(version, str_chr(version, '.')), 0, 1000, &major))
		r->ami_major = (int)major;
}

/* Feed the login with the messages that are there. Returns 1 when it is accepted, 0 when more is
 * needed, -1 when it failed. */
static int
login_messages(struct reader *r, struct login *login, struct item *online, struct buf *banner)
{
	struct msg m;
	int got;

	while ((got = parse_next(r->parse, &m, &r->err)) == 1) {
		trace(r, ITEM_HEARD, m.raw);
		if (str_starts(msg_get(&m, STR("ActionID")), buf_str(&r->setup->id_prefix)))
			pending_echoes(r->pending);
		if (m.kind == MSG_BANNER) {
			note_banner(r, &m);
			buf_adds(banner, msg_title(&m));
		}
		enum login_step step = login_feed(login, &m, &r->wire, &r->err);
		if (step == LOGIN_SEND)
			trace(r, ITEM_SENT, buf_str(&r->wire));
		if (step == LOGIN_FAILED)
			return -1;
		if (step == LOGIN_DONE) {
			*online = (struct item){.kind = ITEM_ONLINE, .text = buf_str(banner)};
			tell(r, online);
			return 1;
		}
	}
	return got;
}

/* What to say when the login takes too long. */
static int
login_too_late(struct reader *r, bool banner)
{
	if (!banner)
		return err_set(&r->err, ERR_CONNECT, "no banner within %lld s: not an AMI server?",
		    (long long)(r->setup->connect_timeout / 1000));
	return err_set(&r->err, ERR_TIMEOUT, "no reply to the login within %lld s",
	    (long long)(r->setup->connect_timeout / 1000));
}

/* From the open stream to an accepted login. */
static int
log_in(struct reader *r)
{
	const struct reader_setup *s = r->setup;
	const struct login_options options = {
	    .user = buf_str(&s->user),
	    .secret = buf_str(&s->secret),
	    .events = buf_str(&s->events),
	    .auth = s->auth,
	    .private = r->stream->encrypted,
	    .id = buf_str(&s->id_prefix),
	};
	msec deadline = clock_now() + s->connect_timeout;
	struct buf banner = BUF_INIT(1024);
	struct login login;
	struct item online;
	int done = 0;

	login_init(&login, &options);
	while (done == 0) {
		bool asked = false;
		if (flush(r) < 0 || wait_for_work(r, deadline, &asked) < 0)
			done = -1;
		else if (asked)
			done = err_set(&r->err, ERR_INTERRUPTED, "closed");
		else if (fill(r) < 0)
			done = r->err.kind == ERR_LOST ? login_eof(&login, &r->err) : -1;
		else if ((done = login_messages(r, &login, &online, &banner)) == 0 &&
		    clock_now() >= deadline)
			done = login_too_late(r, banner.n > 0);
	}
	buf_clear(&banner);
	return done < 0 ? -1 : 0;
}

/* May one more action of n bytes go out? Over TLS Asterisk loses what lies beyond a buffer of
 * 1,024 bytes, so no more than that is in flight, and one action at a time to old servers. */
static bool
window_admits(struct reader *r, size_t n)
{
	if (r->stream->max_write == 0)
		return true;
	if (pending_count(r->pending) == 0) {
		r->window = 0;
		return true;
	}
	return r->ami_major >= 3 && r->window + n <= r->stream->max_write;
}

/* Put an action on the wire and expect its answer. */
static void
send_block(struct reader *r, uint32_t call, struct str name, struct str id, struct str block,
    msec timeout)
{
	r->moved = clock_now();
	pending_add(r->pending, call, name, id, r->moved, timeout, call == 0);
	buf_adds(&r->wire, block);
	r->window += block.n;
	trace(r, ITEM_SENT, block);
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
send_action(struct reader *r, const struct outgoing *o)
{
	const struct action_facts *facts = catalog_action(buf_str(&o->name));

	send_block(r, o->call, buf_str(&o->name), buf_str(&o->id), buf_str(&o->wire), o->timeout);
	if (facts && facts->shape == SHAPE_NO_RESPONSE)
		send_ping(r, o->timeout);
}

/* Forget actions that were not sent: nothing is ever sent on another connection than the one it was
 * meant for. */
static void
drop_waiting(struct reader *r)
{
	struct outgoing *o;

	while ((o = r->first)) {
		r->first = o->next;
		outgoing_free(o);
	}
	r->last = &r->first;
}

/* Tell that the actions that wait were not sent. */
static void
refuse_waiting(struct reader *r)
{
	for (const struct outgoing *o = r->first; o; o = o->next) {
		struct item lost = {
		    .kind = ITEM_LOST,
		    .call = o->call,
		    .error = ERR_USAGE,
		    .text = STR("a recording answers nothing"),
		};
		if (o->call)
			tell(r, &lost);
	}
	drop_waiting(r);
}

/* Empty the outbox, and move to the wire as many actions as the window admits. */
static void
take_outbox(struct reader *r)
{
	struct outgoing *o;

	while ((o = queue_take(r->setup->outbox))) {
		r->closing |= o->call == 0;
		*r->last = o;
		r->last = &o->next;
	}
	if (is_replay(r))
		refuse_waiting(r);
	while ((o = r->first) && o->call && window_admits(r, o->wire.n)) {
		send_action(r, o);
		r->first = o->next;
		if (!r->first)
			r->last = &r->first;
		outgoing_free(o);
	}
}

/* Messages that are whole become items. */
static int
take_messages(struct reader *r)
{
	msec now = clock_now();
	struct msg m;
	int got;

	while ((got = parse_next(r->parse, &m, &r->err)) == 1) {
		if (m.kind == MSG_BANNER)
			continue;
		pending_feed(r->pending, &m, now);
		if (r->setup->lossless && batch_bytes(r->batch) >= BATCH_SIZE)
			publish(r);
	}
	return got;
}

/* When a Ping of our own is due: as keepalive, or to un-stick a reply over TLS; or, if one is under
 * way, when the server has been silent for too long. */
static msec
ping_deadline(const struct reader *r)
{
	if (r->pinged)
		return r->pinged + DEAD_AFTER;
	if (pending_count(r->pending))
		return r->stream->max_write ? r->moved + NUDGE_AFTER : CLOCK_NEVER;
	return r->setup->ping == CLOCK_NEVER ? CLOCK_NEVER : r->moved + r->setup->ping;
}

/* Ping; a server that does not react is gone, unless an action that takes its time stands before
 * the Ping. */
static int
keep_alive(struct reader *r, msec now)
{
	if (now < ping_deadline(r))
		return 0;
	if (r->pinged && pending_count(r->pending) <= 1)
		return err_set(&r->err, ERR_LOST, "the server did not react to a ping within %d s",
		    DEAD_AFTER / 1000);
	if (!r->pinged)
		send_ping(r, CLOCK_NEVER);
	r->pinged = now;
	return 0;
}

/* When check_time has something to do. */
static msec
next_deadline(const struct reader *r)
{
	msec calls = pending_deadline(r->pending), ping = ping_deadline(r);

	return calls < ping ? calls : ping;
}

/* Has everything been read that has come? */
static bool
has_read_all(const struct reader *r)
{
	struct pollfd fd = {.fd = stream_fd(r->stream), .events = POLLIN};

	return !stream_pending(r->stream) && poll(&fd, 1, 0) == 0;
}

/* Look whether something is late. Nothing is that may be among what was not read yet: the owner can
 * have made us wait, or the process was stopped. */
static int
check_time(struct reader *r)
{
	msec now = clock_now();

	if (now < next_deadline(r) || !has_read_all(r))
		return 0;
	pending_expire(r->pending, now);
	return keep_alive(r, now);
}

/* Until when to sleep. A batch for which the inbox had no room is tried again soon. */
static msec
wake_time(const struct reader *r)
{
	msec deadline = next_deadline(r), retry = clock_now() + RETRY_AFTER;

	return batch_bytes(r->batch) && retry < deadline ? retry : deadline;
}

/* The logged-in life, until an error or the owner ends it. */
static int
serve(struct reader *r)
{
	while (!r->closing) {
		bool asked = false;
		if (take_messages(r) < 0 || check_time(r) < 0)
			return -1;
		take_outbox(r);
		if (flush(r) < 0)
			return -1;
		publish(r);
		if (!r->closing && (wait_for_work(r, wake_time(r), &asked) < 0 || fill(r) < 0))
			return -1;
	}
	return 0;
}

/* Say goodbye as far as that needs no waiting. */
static void
log_off(struct reader *r)
{
	buf_addz(&r->wire, "Action: Logoff\r\n\r\n");
	flush(r);
}

/* Tell the owner that it is over, and why. pause: milliseconds until it is tried again; -1: never. */
static void
tell_offline(struct reader *r, msec pause)
{
	struct item item = {
	    .kind = ITEM_OFFLINE,
	    .error = r->err.kind,
	    .text = str_of(r->err.text),
	    .more = pause >= 0,
	    .count = pause >= 0 ? (uint64_t)pause : 0,
	};

	pending_lose(r->pending, &r->err);
	tell_dropped(r);
	tell(r, &item);
	queue_force_put(r->setup->inbox, r->batch, batch_bytes(r->batch));
	r->batch = spare_batch(r);
}

/* Get ready for a connection; nothing is left of the one before. */
static void
begin(struct reader *r)
{
	buf_reset(&r->wire);
	r->parse = parse_new(BUF_MAX_MESSAGE, !is_replay(r));
	r->pending = pending_new((struct pending_sink){.take = take_verdict, .arg = r});
	r->ami_major = 0;
	r->window = 0;
	r->pinged = 0;
	r->write_after = 0;
}

static void
end(struct reader *r)
{
	drop_waiting(r);
	stream_close(r->stream);
	pending_free(r->pending);
	parse_free(r->parse);
	r->stream = NULL;
}

/* The whole life of one connection. What ends it after the login is a loss, whatever it is, but the
 * end of a recording is none. *online: the login was accepted. */
static int
live(struct reader *r, bool *online)
{
	if (connect_stream(r) < 0 || (is_replay(r) ? start_replay(r) : log_in(r)) < 0)
		return -1;
	*online = true;
	if (serve(r) < 0) {
		r->err.kind = is_replay(r) && r->err.kind == ERR_LOST ? ERR_NONE : ERR_LOST;
		return -1;
	}
	log_off(r);
	return 0;
}

/* Can it help to try again? A server that restarts has many faces: no listener, no banner, a refusal
 * while it shuts down; and for a while our old session may still be logged in there. */
static bool
may_try_again(const struct reader *r)
{
	static const struct str in_use = {"Already In Use", 14};
	struct str text = str_of(r->err.text);

	if (r->err.kind == ERR_LOGIN)
		return str_find(text, in_use) < text.n;
	return r->err.kind == ERR_CONNECT || r->err.kind == ERR_LOST || r->err.kind == ERR_TIMEOUT;
}

/* The pause before another attempt, n having failed: growing up to a limit, and not the same for all
 * who lost the server together. */
static msec
next_pause(unsigned n)
{
	msec pause = n < 6 ? (msec)PAUSE_FIRST << n : PAUSE_LAST;
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return pause - pause / 4 + (msec)(t.tv_nsec / 1000) % (pause / 2 + 1);
}

/* Wait out a pause. False: the owner closed. */
static bool
wait_pause(struct reader *r, msec pause)
{
	struct pollfd outbox = {.fd = queue_fd(r->setup->outbox), .events = POLLIN};
	msec until = clock_now() + pause;
	struct outgoing *o;

	while (!r->closing && clock_now() < until) {
		poll(&outbox, 1, clock_poll_timeout(until));
		while ((o = queue_take(r->setup->outbox))) {
			r->closing |= o->call == 0;
			outgoing_free(o);
		}
	}
	return !r->closing;
}

/* Connect once, or with reconnect as often as it takes. */
static void
run(struct reader *r)
{
	bool ever_online = false, again = true;
	unsigned failures = 0;

	while (again) {
		bool online = false;
		msec pause = -1;
		begin(r);
		int failed = live(r, &online);
		ever_online |= online;
		failures = online ? 0 : failures + 1;
		again = failed && r->setup->reconnect && ever_online && !r->closing && may_try_again(r);
		if (again)
			pause = next_pause(failures);
		if (failed)
			tell_offline(r, pause);
		end(r);
		again = again && wait_pause(r, pause);
	}
}

void
reader_run(const struct reader_setup *setup)
{
	struct reader r = {.setup = setup, .last = &r.first};

	buf_init_secret(&r.wire, BUF_MAX_MESSAGE);
	r.batch = batch_new();
	run(&r);
	batch_free(r.batch);
	buf_clear(&r.wire);
}
