/* SPDX-License-Identifier: ISC */
/*
 * The reader's loop: one poll over the stream and the outbox. Protocol rules live in login and
 * pending, bytes in parse, transports in net; here they meet.
 */
#include "ami/reader.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

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
	struct outgoing *held; /* an action that the window does not admit yet */
	int ami_major;
	uint32_t own_ids;
	msec heard;          /* when the last byte came */
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

	if (full && item->kind == ITEM_EVENT) {
		r->dropped++;
		return;
	}
	if (r->dropped && !full) {
		struct item lost = {.kind = ITEM_DROPPED, .count = r->dropped};
		r->dropped = 0;
		batch_add(r->batch, &lost);
	}
	batch_add(r->batch, item);
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
 * collecting. */
static void
publish(struct reader *r, bool last)
{
	size_t bytes = batch_bytes(r->batch);
	bool given;

	if (bytes == 0)
		return;
	if (last)
		given = (queue_force_put(r->setup->inbox, r->batch, bytes), true);
	else if (r->setup->lossless && bytes >= BATCH_SIZE)
		given = queue_put(r->setup->inbox, r->batch, bytes);
	else
		given = queue_try_put(r->setup->inbox, r->batch, bytes);
	if (given)
		r->batch = spare_batch(r);
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

/* The longest head of the waiting bytes that may go out in one write: whole lines, if the
 * transport has a limit. */
static size_t
next_write(const struct reader *r)
{
	size_t max = r->stream->max_write, n = r->wire.n;

	if (max == 0 || n <= max)
		return n;
	for (n = max; n > 0; n--)
		if (r->wire.p[n - 1] == '\n')
			return n;
	return max;
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
		ssize_t n = stream_write(r->stream, r->wire.p, next_write(r), &r->err);
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
		return err_set(&r->err, ERR_LOST, "the server closed the connection");
	parse_fed(r->parse, (size_t)got);
	r->heard = clock_now();
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
	/* A held action waits for a reply: a full outbox must not spin the loop. */
	if (r->held)
		fds[1].events = 0;
	if (stream_pending(r->stream))
		deadline = 0;
	if (poll(fds, 2, clock_poll_timeout(deadline)) < 0 && errno != EINTR)
		return err_set(&r->err, ERR_LOST, "cannot wait for the server: %s", strerror(errno));
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
	r->heard = clock_now();
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
	    .private = r->stream->encrypted || endpoint_is_loopback(&s->endpoint),
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

/* Queue a Ping of our own: as keepalive, to un-stick TLS, or to find the end of an answer. */
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
		pending_add(r->pending, 0, STR("Ping"), buf_str(&id), clock_now(), timeout, true);
		buf_adds(&r->wire, buf_str(&ping.wire));
		r->window += ping.wire.n;
		trace(r, ITEM_SENT, buf_str(&ping.wire));
	}
	action_clear(&ping);
	buf_clear(&id);
}

static void
send_action(struct reader *r, struct outgoing *o)
{
	const struct action_facts *facts = catalog_action(buf_str(&o->name));

	pending_add(r->pending, o->call, buf_str(&o->name), buf_str(&o->id), clock_now(), o->timeout,
	    false);
	buf_adds(&r->wire, buf_str(&o->wire));
	r->window += o->wire.n;
	trace(r, ITEM_SENT, buf_str(&o->wire));
	if (facts && facts->shape == SHAPE_NO_RESPONSE)
		send_ping(r, o->timeout);
	outgoing_free(o);
}

/* Move actions from the outbox to the wire, as many as the window admits. */
static void
take_outbox(struct reader *r)
{
	for (;;) {
		struct outgoing *o = r->held ? r->held : queue_take(r->setup->outbox);
		r->held = NULL;
		if (!o)
			return;
		if (o->call == 0) {
			r->closing = true;
			outgoing_free(o);
			return;
		}
		if (!window_admits(r, o->wire.n)) {
			r->held = o;
			return;
		}
		send_action(r, o);
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
			publish(r, false);
	}
	return got;
}

/* Pings when it is quiet; a server that does not react to one is gone. */
static int
keep_alive(struct reader *r)
{
	msec now = clock_now(), quiet = now - r->heard;
	size_t waiting = pending_count(r->pending);

	if (r->pinged) {
		if (now - r->pinged < DEAD_AFTER || waiting > 1)
			return 0;
		return err_set(&r->err, ERR_LOST, "the server did not react to a ping within %d s",
		    DEAD_AFTER / 1000);
	}
	bool nudge = r->stream->max_write && waiting && quiet >= NUDGE_AFTER;
	bool idle = r->setup->ping != CLOCK_NEVER && waiting == 0 && quiet >= r->setup->ping;
	if (nudge || idle) {
		r->pinged = now;
		send_ping(r, DEAD_AFTER);
	}
	return 0;
}

/* When keep_alive or pending has to look again. */
static msec
next_deadline(const struct reader *r)
{
	msec deadline = pending_deadline(r->pending), look = CLOCK_NEVER;

	if (r->pinged)
		look = r->pinged + DEAD_AFTER;
	else if (r->stream->max_write && pending_count(r->pending))
		look = r->heard + NUDGE_AFTER;
	else if (r->setup->ping != CLOCK_NEVER)
		look = r->heard + r->setup->ping;
	if (look <= clock_now() && r->pinged)
		look = clock_now() + 1000;
	/* The inbox had no room: try again soon. */
	if (batch_bytes(r->batch) && clock_now() + RETRY_AFTER < look)
		look = clock_now() + RETRY_AFTER;
	return look < deadline ? look : deadline;
}

/* The logged-in life, until an error or the owner ends it. */
static int
serve(struct reader *r)
{
	for (;;) {
		bool asked = false;
		if (take_messages(r) < 0)
			return -1;
		pending_expire(r->pending, clock_now());
		take_outbox(r);
		if (r->closing)
			break;
		if (keep_alive(r) < 0 || flush(r) < 0)
			return -1;
		publish(r, false);
		if (wait_for_work(r, next_deadline(r), &asked) < 0 || fill(r) < 0)
			return -1;
	}
	return 0;
}

/* Say goodbye as far as that needs no waiting. */
static void
log_off(struct reader *r)
{
	struct err ignored;

	buf_addz(&r->wire, "Action: Logoff\r\n\r\n");
	stream_write(r->stream, r->wire.p, r->wire.n, &ignored);
}

/* Tell the owner that it is over, and why. */
static void
tell_offline(struct reader *r)
{
	struct item item = {
	    .kind = ITEM_OFFLINE,
	    .error = r->err.kind,
	    .text = str_of(r->err.text),
	};

	pending_lose(r->pending, &r->err);
	if (r->held) {
		struct item lost = {
		    .kind = ITEM_LOST,
		    .call = r->held->call,
		    .error = r->err.kind,
		    .text = str_of(r->err.text),
		};
		tell(r, &lost);
	}
	tell(r, &item);
	publish(r, true);
}

void
reader_run(const struct reader_setup *setup)
{
	struct reader r = {.setup = setup};

	buf_init_secret(&r.wire, BUF_MAX_MESSAGE);
	r.parse = parse_new(BUF_MAX_MESSAGE, true);
	r.pending = pending_new((struct pending_sink){.take = take_verdict, .arg = &r});
	r.batch = batch_new();
	if (connect_stream(&r) < 0 || log_in(&r) < 0 || serve(&r) < 0)
		tell_offline(&r);
	else
		log_off(&r);
	stream_close(r.stream);
	outgoing_free(r.held);
	batch_free(r.batch);
	pending_free(r.pending);
	parse_free(r.parse);
	buf_clear(&r.wire);
}
