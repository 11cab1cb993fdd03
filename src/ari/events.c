/* SPDX-License-Identifier: ISC */
/*
 * The thread's loop: connect, shake hands, then frames become items. The rules of the protocol are
 * in ari/handshake and ari/frame, the bytes in ari/link.
 */
#include "ari/events.h"

#include "ami/msg.h"
#include "ari/frame.h"
#include "ari/handshake.h"
#include "ari/link.h"
#include "ari/reader.h"
#include "ari/trace.h"
#include "base/hash.h"
#include "session/reconnect.h"

#define FAREWELL 200 /* ms for the server to answer our close */
#define STOPPED  100 /* ms that a sleep may be too long before the process counts as stopped */

struct events {
	const struct session_setup *setup;
	struct inbox inbox;
	struct backlog backlog;
	struct err err;
	struct link link;
	struct frames frames;
	struct ari_reader *reader;
	struct buf url;     /* for errors and the request */
	uint64_t seed[2];   /* of masks and the key */
	uint64_t drawn;
	msec moved;  /* when the last byte came */
	msec pinged; /* when a ping of ours went out and no byte came since; 0: none */
	struct buf pong; /* what the last unanswered ping of the server held */
	bool asked;      /* there is such a ping */
	bool odd;        /* a message that is no JSON was told */
};

/* Bytes that nobody can foresee. */
static void
draw(struct events *e, unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t number = e->drawn++;
		bytes[i] = (unsigned char)hash_bytes(
		    e->seed, str_from((const char *)&number, sizeof(number)), false);
	}
}

/* Add a frame to what is sent. What is being written must not move: false while something is. */
static bool
add_frame(struct events *e, enum frame_kind kind, struct str data)
{
	unsigned char mask[FRAME_MASK];

	if (e->link.out.n)
		return false;
	draw(e, mask, sizeof(mask));
	frame_add(&e->link.out, kind, data, mask);
	return true;
}

/* Send a close frame, if it goes at once. */
static void
send_close(struct events *e, unsigned code)
{
	unsigned char mask[FRAME_MASK];
	struct err ignored;

	if (e->link.out.n)
		return;
	draw(e, mask, sizeof(mask));
	frame_add_close(&e->link.out, code, mask);
	link_flush(&e->link, &ignored);
}

/* Nothing was read for some ms: what was due may still be on its way. */
static void
note_absence(struct events *e, msec absence)
{
	e->moved += absence;
	e->pinged += e->pinged ? absence : 0;
}

/* Sleep until something can be done. A much longer sleep means that the process was stopped. */
static void
wait_for_work(struct events *e, msec deadline)
{
	msec before = clock_now();

	link_wait(&e->link, deadline);
	msec late = clock_now() - (deadline > before ? deadline : before);
	if (deadline != CLOCK_NEVER && late >= STOPPED)
		note_absence(e, late);
	backlog_fill(&e->backlog, e->setup->outbox);
}

/* Has the owner closed? Then err says so. */
static bool
is_closing(struct events *e)
{
	backlog_fill(&e->backlog, e->setup->outbox);
	if (e->backlog.closing)
		err_set(&e->err, ERR_INTERRUPTED, "closed");
	return e->backlog.closing;
}

static int
read_more(struct events *e, struct buf *in)
{
	ssize_t got = link_fill(&e->link, in, &e->err);

	if (got > 0) {
		e->moved = clock_now();
		e->pinged = 0;
	}
	return got < 0 ? -1 : 0;
}

/* Would the secret be sent in clear? */
static int
check_privacy(struct events *e)
{
	const struct endpoint *at = &e->setup->endpoint;

	if (endpoint_is_private(at) || e->setup->auth == AUTH_PLAIN)
		return 0;
	return err_set(&e->err, ERR_LOGIN,
	    "login as %.*s: ARI sends the secret in clear, which is refused over an unencrypted "
	    "connection unless --auth plain asks for it (use https)",
	    STR_ARG(buf_str(&e->setup->user)));
}

static int
connect_link(struct events *e)
{
	msec deadline = clock_now() + e->setup->connect_timeout;
	int got = 0;

	if (check_privacy(e) < 0 || link_open(&e->link, e->setup, &e->err) < 0)
		return -1;
	while (got == 0) {
		if (is_closing(e))
			return -1;
		got = link_connect(&e->link, deadline, &e->err);
		if (got == 0 && clock_now() >= link_deadline(&e->link, deadline, NULL)) {
			err_set(&e->err, ERR_CONNECT, "timed out");
			return endpoint_blame(&e->setup->endpoint, &e->err);
		}
	}
	return got < 0 ? -1 : 0;
}

/* Wait for the answer; the frames after it are fed. */
static int
hear_answer(struct events *e, const struct handshake_options *o, struct str key)
{
	msec deadline = clock_now() + e->setup->connect_timeout, until, soon;
	struct buf came = BUF_INIT(SIZE_MAX);
	size_t used = 0;
	int got = 0;

	while (got == 0 && !is_closing(e)) {
		until = link_deadline(&e->link, deadline, &soon);
		got = read_more(e, &came);
		if (got == 0)
			got = handshake_answer(buf_str(&came), o, key, &used, &e->err);
		if (got == 0 && clock_now() >= until)
			got = err_set(&e->err, ERR_CONNECT, "no answer from %s within %g s",
			    buf_z(&e->url), (double)e->setup->connect_timeout / 1000);
		if (got == 0 && link_flush(&e->link, &e->err) < 0)
			got = -1;
		if (got == 0)
			wait_for_work(e, soon < until ? soon : until);
	}
	if (got == 1) {
		trace_answer(&e->inbox, o->target, 101, STR("Switching Protocols"), STR(""));
		frames_feed(&e->frames, str_from_at(buf_str(&came), used));
	}
	buf_clear(&came);
	return got == 1 ? 0 : -1;
}

static int
shake_hands(struct events *e)
{
	const struct session_setup *s = e->setup;
	struct buf host = BUF_INIT(BUF_MAX_LINE), target = BUF_INIT(BUF_MAX_LINE);
	struct buf key = BUF_INIT(BUF_MAX_LINE);
	unsigned char random[HANDSHAKE_RANDOM];

	endpoint_name(&host, &s->endpoint);
	buf_addf(&target, "/%sevents?%.*s", s->endpoint.path ? s->endpoint.path : "",
	    STR_ARG(buf_str(&s->events)));
	draw(e, random, sizeof(random));
	handshake_key(&key, random);
	const struct handshake_options o = {
	    .host = buf_str(&host),
	    .target = buf_str(&target),
	    .url = str_of(buf_z(&e->url)),
	    .user = buf_str(&s->user),
	    .secret = buf_str(&s->secret->value),
	    .secret_from = buf_str(&s->secret->from),
	};
	int failed = handshake_request(&e->link.out, &o, buf_str(&key), &e->err);
	trace_request(&e->inbox, "GET", buf_str(&target), STR(""));
	if (!failed)
		failed = link_flush(&e->link, &e->err);
	if (!failed)
		failed = hear_answer(e, &o, buf_str(&key));
	buf_clear(&host);
	buf_clear(&target);
	buf_clear(&key);
	return failed;
}

/* A text that is no event: told once, then counted as dropped. */
static void
take_odd(struct events *e, const struct err *why)
{
	if (e->odd)
		e->inbox.dropped++;
	else
		inbox_notice(&e->inbox, "ari: a message of the server is no event: %s", why->text);
	e->odd = true;
}

/* Another client has registered the same application: Asterisk sends it the events from now on
 * (res/stasis/app.c, app_replaced). To connect again would take them back, and so on forever. */
static int
note_replaced(struct events *e, const struct msg *m)
{
	struct str name = msg_get(m, STR("application"));

	return err_set(&e->err, ERR_FAILED,
	    "another client has taken the application %.*s: its events go there now",
	    STR_ARG(name));
}

static int
take_text(struct events *e, struct str text)
{
	struct item item = {.kind = ITEM_EVENT, .has_msg = true};
	bool list;
	struct err why = {0};

	if (ari_reader_open(e->reader, text, ARI_EVENT, 0, &list, &why) < 0) {
		take_odd(e, &why);
		return 0;
	}
	while (ari_reader_next(e->reader, &item.msg)) {
		item.msg.time = clock_today();
		inbox_add(&e->inbox, &item);
		if (msg_is(&item.msg, MSG_EVENT, STR("ApplicationReplaced")))
			return note_replaced(e, &item.msg);
	}
	inbox_publish_big(&e->inbox);
	return 0;
}

/* The server closes: answer, and say why. */
static int
take_close(struct events *e, const struct frame *frame)
{
	const char *words = frame_code_words(frame->code);

	send_close(e, frame->code);
	err_set(&e->err, ERR_LOST, "the server closed the connection");
	if (words)
		err_suffix(&e->err, ": %s (%u)", words, frame->code);
	else if (frame->code != FRAME_NO_CODE)
		err_suffix(&e->err, " (%u)", frame->code);
	if (frame->data.n)
		err_suffix(&e->err, ": %.*s", STR_ARG(frame->data));
	return -1;
}

static int
take_frame(struct events *e, const struct frame *frame)
{
	switch (frame->kind) {
	case FRAME_TEXT:
		return take_text(e, frame->data);
	case FRAME_PING:
		buf_reset(&e->pong);
		buf_adds(&e->pong, frame->data);
		e->asked = true;
		break;
	case FRAME_CLOSE:
		return take_close(e, frame);
	case FRAME_PONG:
		break;
	}
	return 0;
}

/* Frames become items. */
static int
take_frames(struct events *e)
{
	struct frame frame;
	int got;

	while ((got = frames_next(&e->frames, &frame, &e->err)) == 1)
		if (take_frame(e, &frame) < 0)
			return -1;
	if (got < 0)
		send_close(e, e->frames.code);
	return got;
}

/* When a ping of ours, or the answer to one, is due. */
static msec
next_deadline(const struct events *e)
{
	msec from = e->pinged ? e->pinged : e->moved;

	return e->setup->ping == CLOCK_NEVER ? CLOCK_NEVER : from + e->setup->ping;
}

/* Ping a silent server, or notice that it is gone. What may be in unread data is not late. */
static int
check_time(struct events *e)
{
	msec now = clock_now();

	note_absence(e, e->inbox.held_up);
	e->inbox.held_up = 0;
	if (e->link.more || now < next_deadline(e))
		return 0;
	if (e->pinged)
		return err_set(&e->err, ERR_LOST, "the server did not answer a ping within %g s",
		    (double)e->setup->ping / 1000);
	add_frame(e, FRAME_PING, STR(""));
	e->pinged = now;
	return 0;
}

/* Answer the last ping of the server, and write what can be written. */
static int
write_out(struct events *e)
{
	if (link_flush(&e->link, &e->err) < 0)
		return -1;
	if (e->asked && add_frame(e, FRAME_PONG, buf_str(&e->pong)))
		e->asked = false;
	return link_flush(&e->link, &e->err);
}

/* Until when to sleep. */
static msec
wake_time(const struct events *e)
{
	msec deadline = next_deadline(e), retry = inbox_deadline(&e->inbox);

	return retry < deadline ? retry : deadline;
}

/* The time after the handshake, until an error or the owner ends it. */
static int
serve(struct events *e)
{
	while (!e->backlog.closing) {
		if (take_frames(e) < 0 || check_time(e) < 0 || write_out(e) < 0)
			return -1;
		inbox_publish(&e->inbox);
		backlog_fill(&e->backlog, e->setup->outbox);
		if (e->backlog.closing)
			return 0;
		wait_for_work(e, wake_time(e));
		if (read_more(e, &e->frames.in) < 0)
			return -1;
	}
	return 0;
}

/* Close, and wait for the server's answer: then the application is gone from it. */
static void
say_goodbye(struct events *e)
{
	msec deadline = clock_now() + FAREWELL;
	struct frame frame;
	int got = 0;

	send_close(e, FRAME_NORMAL);
	while (got >= 0 && clock_now() < deadline) {
		while ((got = frames_next(&e->frames, &frame, &e->err)) == 1)
			if (frame.kind == FRAME_CLOSE)
				return;
		wait_for_work(e, deadline);
		if (got == 0)
			got = read_more(e, &e->frames.in);
	}
}

/* Get ready for a connection; nothing is left of the previous one. */
static void
begin(void *arg)
{
	struct events *e = arg;

	frames_reset(&e->frames);
	e->moved = clock_now();
	e->pinged = 0;
	e->asked = e->odd = false;
}

static void
end(void *arg)
{
	struct events *e = arg;

	link_close(&e->link);
}

/* Run one connection from start to end. *online: the handshake was answered. */
static int
live(void *arg, bool *online)
{
	struct events *e = arg;
	const struct item opened = {.kind = ITEM_ONLINE};

	if (!e->reader)
		e->reader = ari_reader_new(&e->err);
	if (!e->reader || connect_link(e) < 0 || shake_hands(e) < 0)
		return -1;
	*online = true;
	inbox_add(&e->inbox, &opened);
	if (serve(e) < 0) {
		e->err.kind = e->err.kind == ERR_FAILED ? ERR_FAILED : ERR_LOST;
		return -1;
	}
	say_goodbye(e);
	return 0;
}

void
ari_events_run(const struct session_setup *setup)
{
	struct events e = {.setup = setup};
	const struct reconnect reconnect = {
	    .inbox = &e.inbox,
	    .backlog = &e.backlog,
	    .err = &e.err,
	    .begin = begin,
	    .live = live,
	    .end = end,
	    .arg = &e,
	};

	hash_seed(e.seed);
	buf_init(&e.url, BUF_MAX_LINE);
	buf_init(&e.pong, FRAME_MAX_CONTROL);
	endpoint_print(&e.url, &setup->endpoint);
	buf_addz(&e.url, "events");
	frames_init(&e.frames, FRAME_MAX_MESSAGE);
	inbox_init(&e.inbox, setup);
	backlog_init(&e.backlog);
	reconnect_run(&reconnect);
	ari_reader_free(e.reader);
	inbox_clear(&e.inbox);
	frames_clear(&e.frames);
	buf_clear(&e.url);
	buf_clear(&e.pong);
}
