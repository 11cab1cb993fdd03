/* SPDX-License-Identifier: ISC */
/*
 * The rules that distinguish answers from other events. If an ActionID of ours can decide, an
 * event's text never does, since callers can forge it, nor the order of answers, since a proxy may
 * change it. Without an ActionID, only the order is left.
 */
#include "ami/pending.h"

#include <stdlib.h>

#include "ami/answer.h"
#include "ami/ring.h"
#include "base/buf.h"
#include "base/mem.h"

#define FIRST_LINES 4 /* of a message: its ActionID is in one of them (Event, Privilege, …) */

struct pending {
	struct pending_sink sink;
	struct ring ring;
	bool echoes;         /* every Response has the ActionID of its action */
	struct buf answered; /* ActionID of the last request whose answer was whole */
	const struct action_facts *answered_facts;
	size_t waiting; /* requests that are not given up */
	size_t open;    /* requests whose answers have begun */
	msec wake;      /* no request is late before this */
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

/* Report what happened to a request. Messages for one that was given up are stray. */
static void
tell(struct pending *p, const struct sent *s, enum verdict v, bool more, const struct msg *m,
    const struct err *err)
{
	if (s->quiet)
		return;
	if (!s->given_up)
		p->sink.take(p->sink.arg, v, s->number, more, m, err);
	else if (m)
		p->sink.take(p->sink.arg, VERDICT_STRAY, 0, false, m, NULL);
}

/* Report a message that belongs to no request. */
static void
tell_of_none(struct pending *p, enum verdict v, const struct msg *m)
{
	p->sink.take(p->sink.arg, v, 0, false, m, NULL);
}

static struct sent
take_out(struct pending *p, size_t i)
{
	struct sent s = ring_take(&p->ring, i);

	p->waiting -= !s.given_up;
	p->open -= s.open;
	return s;
}

/* When a request is late whose answer last moved at this time. */
static msec
deadline_of(const struct sent *s, msec heard)
{
	msec from = s->sent > heard ? s->sent : heard;

	return s->timeout >= CLOCK_NEVER - from ? CLOCK_NEVER : from + s->timeout;
}

/* Wake up in time for a request that is added, or whose deadline has become earlier. */
static void
note_deadline(struct pending *p, const struct sent *s)
{
	msec deadline = deadline_of(s, s->heard);

	if (!s->given_up && deadline < p->wake)
		p->wake = deadline;
}

/* The answer to request i has moved. */
static void
note_heard(struct pending *p, size_t i, msec now)
{
	ring_at(&p->ring, i)->heard = now;
}

/* The answer to request i is complete. The server may only now begin with those after it. */
static void
finish(struct pending *p, size_t i, enum verdict v, const struct msg *m)
{
	struct sent s = take_out(p, i);

	buf_reset(&p->answered);
	buf_addz(&p->answered, s.id);
	p->answered_facts = s.facts;
	if (i < p->ring.n && s.heard > ring_at(&p->ring, i)->heard)
		note_heard(p, i, s.heard);
	for (size_t next = i; next < p->ring.n; next++) {
		note_deadline(p, ring_at(&p->ring, next));
		if (p->wake < CLOCK_NEVER)
			break;
	}
	tell(p, &s, v, false, m, NULL);
	sent_clear(&s);
}

/* Is this an answer without a Response, by the catalog or its messages so far? */
static bool
has_no_response(const struct sent *s)
{
	return answer_shape(s) == SHAPE_NO_RESPONSE || (s->eventful && !s->open);
}

/* Nothing more comes for request i. This is how an answer without a Response ends; otherwise it is
 * a loss, which has been reported for those that were given up. */
static void
pass_over(struct pending *p, size_t i)
{
	struct sent s = take_out(p, i);
	struct err err;

	if (has_no_response(&s)) {
		tell(p, &s, VERDICT_END, false, NULL, NULL);
	} else {
		err_set(&err, ERR_LOST,
		    s.open ? "the server broke off its answer" : "the server did not answer");
		tell(p, &s, VERDICT_LOST, false, NULL, &err);
	}
	sent_clear(&s);
}

void
pending_add(struct pending *p, uint32_t request, struct str action, struct str id, msec now,
    msec timeout, bool quiet)
{
	struct sent s = {
	    .number = request,
	    .quiet = quiet,
	    .sent = now,
	    .timeout = timeout,
	    .facts = catalog_action(action),
	    .action = mem_strndup(action),
	    .id = mem_strndup(id),
	};

	note_deadline(p, &s);
	p->waiting++;
	ring_add(&p->ring, s);
}

/* Which request is a Response without ActionID for? The oldest that still waits for one; never an
 * answer without Response while there is another. */
static size_t
oldest_unreplied(const struct pending *p)
{
	const struct ring *r = &p->ring;
	size_t i = 0;

	while (i < r->n && ring_at(r, i)->open && ring_at(r, i)->id[0])
		i++;
	size_t first = i;
	while (i < r->n && answer_shape(ring_at(r, i)) == SHAPE_NO_RESPONSE)
		i++;
	return i < r->n ? i : first;
}

/* The same where the server echoes ActionIDs, but not in every Response. */
static size_t
oldest_without_id(const struct pending *p, const struct msg *m)
{
	size_t i = 0;

	while (i < p->ring.n && !answer_lacks_id(ring_at(&p->ring, i), m))
		i++;
	return i;
}

/* Which request is a Response for? ring.n for none. The request answered last is looked at before
 * the others, because ModuleLoad and JabberSend reply more than once (capture module). */
static size_t
find_call(const struct pending *p, const struct msg *m)
{
	const struct ring *r = &p->ring;
	struct str id = msg_get(m, STR("ActionID"));

	if (id.n == 0)
		return p->echoes ? oldest_without_id(p, m) : oldest_unreplied(p);
	if (r->n && str_eq(id, str_of(ring_at(r, 0)->id)))
		return 0;
	if (str_eq(id, buf_str(&p->answered)))
		return r->n;
	return ring_find(r, id);
}

/* A request was replied to: settle those before it, and return its place among those that still
 * wait. in_order: only the order identified it, and they get no answer. Else a proxy may have
 * changed the order: only answers without a Response end here, and what was given up is forgotten.
 */
static size_t
settle_older(struct pending *p, size_t at, bool in_order)
{
	size_t i = 0;

	while (i < at) {
		const struct sent *s = ring_at(&p->ring, i);
		if (in_order || s->given_up || has_no_response(s)) {
			pass_over(p, i);
			at--;
		} else {
			i++;
		}
	}
	return at;
}

static void
feed_response(struct pending *p, const struct msg *m, msec now)
{
	size_t at = find_call(p, m);

	if (at == p->ring.n) {
		tell_of_none(p, VERDICT_STRAY, m);
		return;
	}
	note_heard(p, at, now);
	at = settle_older(p, at, !p->echoes && msg_get(m, STR("ActionID")).n == 0);
	struct sent *s = ring_at(&p->ring, at);
	if (s->open && !msg_is(m, MSG_RESPONSE, STR("Error"))) {
		tell_of_none(p, VERDICT_STRAY, m);
	} else if (answer_goes_on(s, m)) {
		s->open = true;
		s->marked = answer_is_marked(m);
		p->open++;
		tell(p, s, VERDICT_REPLY, true, m, NULL);
	} else {
		finish(p, at, VERDICT_REPLY, m);
	}
}

/* Which open answer is this event part of? ring.n for none. */
static size_t
find_open(const struct pending *p, const struct msg *m)
{
	size_t left = p->open;

	for (size_t i = 0; left > 0; i++) {
		const struct sent *s = ring_at(&p->ring, i);
		if (s->open && answer_has(s, m))
			return i;
		left -= s->open;
	}
	return p->ring.n;
}

/* An event that is part of no open answer. */
static void
feed_news(struct pending *p, const struct msg *m)
{
	bool marked = m->n > 1 && str_ieq(msg_name(m, 1), STR("Privilege"));

	if (answer_is_completion(p->answered_facts, m) &&
	    str_eq(msg_get(m, STR("ActionID")), buf_str(&p->answered)))
		tell_of_none(p, VERDICT_END, m);
	else
		tell_of_none(p, marked ? VERDICT_EVENT : VERDICT_SUSPECT, m);
}

/* Which request that waits for its Response does this event answer instead? ring.n for none. */
static size_t
find_instead(const struct pending *p, const struct msg *m)
{
	struct str id = msg_get(m, STR("ActionID"));
	size_t at = id.n ? ring_find(&p->ring, id) : p->ring.n;

	return at < p->ring.n && answer_may_be(ring_at(&p->ring, at), m) ? at : p->ring.n;
}

static void
feed_event(struct pending *p, const struct msg *m, msec now)
{
	bool to_all = answer_is_broadcast(m); /* most are: no request is searched for */
	size_t at = to_all ? p->ring.n : find_open(p, m);

	if (at == p->ring.n && !to_all)
		at = find_instead(p, m);
	if (at == p->ring.n) {
		feed_news(p, m);
		return;
	}
	struct sent *s = ring_at(&p->ring, at);
	s->eventful |= !s->open;
	note_heard(p, at, now);
	if (answer_ends(s, m)) {
		finish(p, at, VERDICT_END, m);
		return;
	}
	bool only_one = answer_has_one_item(s);
	tell(p, s, VERDICT_ITEM, true, m, NULL);
	if (only_one)
		finish(p, at, VERDICT_END, NULL);
}

/* Raw lines belong to the oldest request if that is answered so. They prove nothing about other
 * requests: callers can make them. */
static void
feed_lines(struct pending *p, const struct msg *m, msec now)
{
	for (size_t i = 0; i < p->ring.n; i++) {
		const struct sent *s = ring_at(&p->ring, i);
		if (answer_shape(s) == SHAPE_NO_RESPONSE) {
			note_heard(p, i, now);
			tell(p, s, VERDICT_ITEM, true, m, NULL);
			return;
		}
		if (!s->given_up)
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
		if (m->framed) /* its head says that it is for all clients */
			tell_of_none(p, VERDICT_EVENT, m);
		else
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
		pass_over(p, 0);
}

/* Whose answer has begun with this? ring.n: no answer. Checks only the first lines, since a console
 * command may have a million. */
static size_t
owner(const struct pending *p, const struct msg *begun)
{
	struct msg first = *begun;

	first.n = first.n < FIRST_LINES ? first.n : FIRST_LINES;
	switch (begun->kind) {
	case MSG_RESPONSE:
		return find_call(p, &first);
	case MSG_EVENT:
		return find_open(p, &first);
	default:
		return p->ring.n;
	}
}

void
pending_flows(struct pending *p, const struct msg *begun, msec now)
{
	size_t at = owner(p, begun);

	if (at < p->ring.n)
		note_heard(p, at, now);
}

void
pending_postpone(struct pending *p, msec by)
{
	for (size_t i = 0; i < p->ring.n; i++) {
		struct sent *s = ring_at(&p->ring, i);
		s->sent += by;
		s->heard += by;
	}
	if (p->wake != CLOCK_NEVER)
		p->wake += by;
}

/* Does a reply have any content? */
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

/* Give a request the part of its reply that has come. */
static void
tell_part(struct pending *p, const struct sent *s, const struct msg *begun)
{
	if (!s->given_up && begun->kind == MSG_RESPONSE && has_content(begun))
		tell(p, s, VERDICT_ITEM, true, begun, NULL);
}

void
pending_part(struct pending *p, const struct msg *begun)
{
	size_t at = owner(p, begun);

	if (at < p->ring.n)
		tell_part(p, ring_at(&p->ring, at), begun);
}

/* The error of a late request: a server that works in order may not even have begun with it. */
static void
say_late(const struct pending *p, const struct sent *s, bool begun, struct err *err)
{
	const struct sent *first = ring_at(&p->ring, 0);
	double seconds = (double)s->timeout / 1000;

	if (s != first && !first->quiet)
		err_set(err, ERR_TIMEOUT,
		    "no reply within %g s: the server has yet to finish %s", seconds,
		    first->action);
	else
		err_set(err, ERR_TIMEOUT,
		    s->open || begun ? "the answer broke off: nothing more within %g s"
		            : "no reply within %g s",
		    seconds);
}

/* Report a request as late, and keep it for the answer that may still come. If only events have
 * answered it, that was all. */
static void
give_up(struct pending *p, struct sent *s, const struct msg *begun)
{
	size_t at = begun ? owner(p, begun) : p->ring.n;
	bool has_begun = at < p->ring.n && ring_at(&p->ring, at) == s;
	struct sent late = *s;
	struct err err;

	say_late(p, s, has_begun, &err);
	s->given_up = true;
	p->waiting--;
	if (has_begun)
		tell_part(p, &late, begun);
	if (late.eventful && !late.open && !has_begun)
		tell(p, &late, VERDICT_END, false, NULL, NULL);
	else
		tell(p, &late, VERDICT_LOST, false, NULL, &err);
}

void
pending_expire(struct pending *p, msec now, const struct msg *begun)
{
	msec before = 0; /* deadline of the requests that the server does first */
	msec heard = 0;  /* when the answer to one of them last moved */

	if (now < p->wake)
		return;
	p->wake = CLOCK_NEVER;
	for (size_t i = 0; i < p->ring.n; i++) {
		struct sent *s = ring_at(&p->ring, i);
		heard = s->heard > heard ? s->heard : heard;
		msec deadline = deadline_of(s, heard);
		if (s->given_up || deadline == CLOCK_NEVER)
			continue;
		before = deadline > before ? deadline : before;
		if (before > now) {
			p->wake = before;
			break;
		}
		give_up(p, s, begun);
	}
}

void
pending_lose(struct pending *p, const struct err *err)
{
	buf_reset(&p->answered);
	p->answered_facts = NULL;
	for (size_t n = p->ring.n; n > 0; n--) {
		struct sent s = take_out(p, 0);
		tell(p, &s, VERDICT_LOST, false, NULL, err);
		sent_clear(&s);
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
