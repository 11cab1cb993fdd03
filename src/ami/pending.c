/* SPDX-License-Identifier: ISC */
/*
 * The rules by which answers are told from news. What an ActionID of ours can decide is never
 * decided by an event's text, since callers can forge that. An answer that has begun is always the
 * oldest call's: whoever is older than the call that a reply is for gets none.
 */
#include "ami/pending.h"

#include <stdlib.h>

#include "ami/answer.h"
#include "ami/ring.h"
#include "base/buf.h"
#include "base/mem.h"

#define FIRST_LINES 4 /* of a message: its ActionID stands in one of them (Event, Privilege, …) */

struct pending {
	struct pending_sink sink;
	struct ring ring;
	bool echoes;         /* every Response has the ActionID of its action */
	struct buf answered; /* ActionID of the last call whose answer was whole */
	size_t waiting;      /* calls that are not given up */
	msec heard;          /* when the last byte of an answer came */
	msec wake;           /* no call is late before this */
};

struct pending *
pending_new(struct pending_sink sink)
{
	struct pending *p = mem_alloc(sizeof(*p));

	p->sink = sink;
	p->wake = CLOCK_NEVER;
	buf_init(&p->answered, BUF_MAX_LINE);
	return p;
}

void
pending_free(struct pending *p)
{
	if (!p)
		return;
	ring_clear(&p->ring);
	buf_clear(&p->answered);
	free(p);
}

/* Report what happened to a call. What still comes for one that was given up answers nothing. */
static void
tell(struct pending *p, const struct call *c, enum verdict v, bool more, const struct msg *m,
    const struct err *err)
{
	if (c->quiet)
		return;
	if (!c->given_up)
		p->sink.take(p->sink.arg, v, c->number, more, m, err);
	else if (m)
		p->sink.take(p->sink.arg, VERDICT_STRAY, 0, false, m, NULL);
}

/* Report a message that belongs to no call. */
static void
tell_of_none(struct pending *p, enum verdict v, const struct msg *m)
{
	p->sink.take(p->sink.arg, v, 0, false, m, NULL);
}

static struct call
take_oldest(struct pending *p)
{
	struct call c = ring_take(&p->ring);

	if (!c.given_up)
		p->waiting--;
	return c;
}

/* When a call is late. The server works in order: what waits behind a long answer is not. */
static msec
deadline_of(const struct pending *p, const struct call *c)
{
	msec from = c->sent > p->heard ? c->sent : p->heard;

	return c->timeout >= CLOCK_NEVER - from ? CLOCK_NEVER : from + c->timeout;
}

/* Wake up in time for a call that is added, or has become the oldest. */
static void
note_deadline(struct pending *p, const struct call *c)
{
	msec deadline = deadline_of(p, c);

	if (deadline < p->wake)
		p->wake = deadline;
}

/* The oldest call's answer is whole. */
static void
finish(struct pending *p, enum verdict v, const struct msg *m)
{
	struct call c = take_oldest(p);

	buf_reset(&p->answered);
	buf_addz(&p->answered, c.id);
	if (p->ring.n)
		note_deadline(p, ring_at(&p->ring, 0));
	tell(p, &c, v, false, m, NULL);
	call_clear(&c);
}

/* A later call than the oldest was answered, so nothing more comes for that one: which is how an
 * answer without a Response ends, and else a loss. */
static void
pass_over(struct pending *p)
{
	struct call c = take_oldest(p);
	struct err err;

	if (answer_shape(&c) == SHAPE_NO_RESPONSE) {
		tell(p, &c, VERDICT_END, false, NULL, NULL);
	} else {
		err_set(&err, ERR_LOST,
		    c.open ? "the server broke off its answer" : "the server did not answer");
		tell(p, &c, VERDICT_LOST, false, NULL, &err);
	}
	call_clear(&c);
}

void
pending_add(struct pending *p, uint32_t call, struct str action, struct str id, msec now,
    msec timeout, bool quiet)
{
	struct call c = {
	    .number = call,
	    .quiet = quiet,
	    .sent = now,
	    .timeout = timeout,
	    .facts = catalog_action(action),
	    .action = mem_strndup(action),
	    .id = mem_strndup(id),
	};

	note_deadline(p, &c);
	p->waiting++;
	ring_add(&p->ring, c);
}

/* Which call is a Response without ActionID for? The oldest that still waits for one; an answer
 * without Response is not what it looks like while there is another. */
static size_t
oldest_unreplied(const struct pending *p)
{
	const struct ring *r = &p->ring;
	size_t i = r->n && ring_at(r, 0)->open && ring_at(r, 0)->id[0] ? 1 : 0;
	size_t first = i;

	while (i < r->n && answer_shape(ring_at(r, i)) == SHAPE_NO_RESPONSE)
		i++;
	return i < r->n ? i : first;
}

/* Which call is a Response for? ring.n for none. The call answered last is looked at before the
 * others, because ModuleLoad and JabberSend reply more than once (capture module). */
static size_t
find_call(const struct pending *p, const struct msg *m)
{
	const struct ring *r = &p->ring;
	struct str id = msg_get(m, STR("ActionID"));

	if (id.n == 0)
		return p->echoes ? r->n : oldest_unreplied(p);
	if (r->n && str_eq(id, str_of(ring_at(r, 0)->id)))
		return 0;
	if (str_eq(id, buf_str(&p->answered)))
		return r->n;
	return ring_find(r, id);
}

static void
feed_response(struct pending *p, const struct msg *m, msec now)
{
	size_t older = find_call(p, m);

	if (older == p->ring.n) {
		tell_of_none(p, VERDICT_STRAY, m);
		return;
	}
	p->heard = now;
	while (older-- > 0)
		pass_over(p);
	struct call *c = ring_at(&p->ring, 0);
	if (c->open && !msg_is(m, MSG_RESPONSE, STR("Error"))) {
		tell_of_none(p, VERDICT_STRAY, m);
	} else if (answer_goes_on(c, m)) {
		c->open = true;
		tell(p, c, VERDICT_REPLY, true, m, NULL);
	} else {
		finish(p, VERDICT_REPLY, m);
	}
}

static void
feed_event(struct pending *p, const struct msg *m, msec now)
{
	struct call *c = p->ring.n ? ring_at(&p->ring, 0) : NULL;

	if (!c || !c->open || !answer_has(c, m)) {
		bool marked = m->n > 1 && str_ieq(msg_name(m, 1), STR("Privilege"));
		tell_of_none(p, marked ? VERDICT_EVENT : VERDICT_SUSPECT, m);
		return;
	}
	p->heard = now;
	if (answer_ends(c, m)) {
		finish(p, VERDICT_END, m);
		return;
	}
	bool only_one = answer_shape(c) == SHAPE_ONE_EVENT;
	tell(p, c, VERDICT_ITEM, true, m, NULL);
	if (only_one)
		finish(p, VERDICT_END, NULL);
}

/* Raw lines belong to the oldest call if that is answered so. They prove nothing about others:
 * callers can make them. */
static void
feed_lines(struct pending *p, const struct msg *m, msec now)
{
	for (size_t i = 0; i < p->ring.n; i++) {
		const struct call *c = ring_at(&p->ring, i);
		if (answer_shape(c) == SHAPE_NO_RESPONSE) {
			p->heard = now;
			tell(p, c, VERDICT_ITEM, true, m, NULL);
			return;
		}
		if (!c->given_up)
			break;
	}
	tell_of_none(p, VERDICT_STRAY, m);
}

void
pending_echoes(struct pending *p)
{
	p->echoes = true;
}

void
pending_feed(struct pending *p, const struct msg *m, msec now)
{
	switch (m->kind) {
	case MSG_RESPONSE:
		feed_response(p, m, now);
		break;
	case MSG_EVENT:
		feed_event(p, m, now);
		break;
	case MSG_OTHER:
		feed_lines(p, m, now);
		break;
	case MSG_BANNER:
		break;
	}
}

void
pending_whole(struct pending *p)
{
	while (p->ring.n)
		pass_over(p);
}

/* Whose answer has begun with this? NULL: no answer. Looks at the first lines alone, since a
 * console command may have a million. */
static struct call *
owner(struct pending *p, const struct msg *begun)
{
	struct msg first = *begun;

	first.n = first.n < FIRST_LINES ? first.n : FIRST_LINES;
	if (begun->kind == MSG_RESPONSE) {
		size_t i = find_call(p, &first);
		return i < p->ring.n ? ring_at(&p->ring, i) : NULL;
	}
	struct call *c = p->ring.n ? ring_at(&p->ring, 0) : NULL;
	return c && c->open && begun->kind == MSG_EVENT && answer_has(c, &first) ? c : NULL;
}

void
pending_flows(struct pending *p, const struct msg *begun, msec now)
{
	if (p->ring.n && owner(p, begun))
		p->heard = now;
}

void
pending_postpone(struct pending *p, msec by)
{
	for (size_t i = 0; i < p->ring.n; i++)
		ring_at(&p->ring, i)->sent += by;
	p->heard += by;
	if (p->wake != CLOCK_NEVER)
		p->wake += by;
}

/* Does a reply say more than that there is one? */
static bool
has_content(const struct msg *m)
{
	static const char *const frame[] = {"Response", "ActionID", "Privilege", "Message"};
	bool framed = true;

	for (size_t i = 0; i < m->n && framed; i++) {
		framed = false;
		for (size_t j = 0; j < sizeof(frame) / sizeof(frame[0]); j++)
			framed |= str_ieq(msg_name(m, i), str_of(frame[j]));
	}
	return !framed;
}

/* Give a call what has come of its reply. */
static void
tell_part(struct pending *p, const struct call *c, const struct msg *begun)
{
	if (!c->given_up && begun->kind == MSG_RESPONSE && has_content(begun))
		tell(p, c, VERDICT_ITEM, true, begun, NULL);
}

void
pending_part(struct pending *p, const struct msg *begun)
{
	const struct call *c = owner(p, begun);

	if (c)
		tell_part(p, c, begun);
}

/* What to say of a late call: a server that works in order may not even have begun with it. */
static void
say_late(const struct pending *p, const struct call *c, bool begun, struct err *err)
{
	const struct call *first = ring_at(&p->ring, 0);
	double seconds = (double)c->timeout / 1000;

	if (c != first && !first->quiet)
		err_set(err, ERR_TIMEOUT,
		    "no reply within %g s: the server has yet to finish %s", seconds,
		    first->action);
	else
		err_set(err, ERR_TIMEOUT,
		    c->open || begun ? "the answer broke off: nothing more within %g s"
		            : "no reply within %g s",
		    seconds);
}

/* Report a call as late, and keep it for the answer that may still come. */
static void
give_up(struct pending *p, struct call *c, const struct msg *begun)
{
	bool has_begun = begun && owner(p, begun) == c;
	struct call late = *c;
	struct err err;

	say_late(p, c, has_begun, &err);
	c->given_up = true;
	p->waiting--;
	if (has_begun)
		tell_part(p, &late, begun);
	tell(p, &late, VERDICT_LOST, false, NULL, &err);
}

void
pending_expire(struct pending *p, msec now, const struct msg *begun)
{
	msec before = 0; /* deadline of the calls that the server does first */

	if (now < p->wake)
		return;
	p->wake = CLOCK_NEVER;
	for (size_t i = 0; i < p->ring.n; i++) {
		struct call *c = ring_at(&p->ring, i);
		msec deadline = deadline_of(p, c);
		if (c->given_up || deadline == CLOCK_NEVER)
			continue;
		before = deadline > before ? deadline : before;
		if (before > now) {
			p->wake = before;
			break;
		}
		give_up(p, c, begun);
	}
}

void
pending_lose(struct pending *p, const struct err *err)
{
	buf_reset(&p->answered);
	for (size_t n = p->ring.n; n > 0; n--) {
		struct call c = take_oldest(p);
		tell(p, &c, VERDICT_LOST, false, NULL, err);
		call_clear(&c);
	}
}

msec
pending_deadline(const struct pending *p)
{
	return p->waiting ? p->wake : CLOCK_NEVER;
}

bool
pending_is_busy(const struct pending *p)
{
	return p->ring.n && !ring_at(&p->ring, 0)->quiet;
}

size_t
pending_count(const struct pending *p)
{
	return p->waiting;
}
