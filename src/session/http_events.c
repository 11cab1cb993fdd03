/* SPDX-License-Identifier: ISC */
/*
 * Events over HTTP: WaitEvent again and again. The server answers as soon as there are some, but
 * checks only once a second (main/manager.c, action_waitevent()); a second WaitEvent for the same
 * session makes it end the first with an empty body (capture http-waitevent-superseded-first).
 */
#include "session/http_impl.h"

#define POLL_TIME   25   /* s that the server may wait for events */
#define POLL_DIGEST 2    /* s with digest, where other actions wait for the same connection */
#define POLL_MARGIN 10   /* s less than the session lives; s more until an answer is overdue */
#define POLL_GAP    100  /* ms between two of them that brought something */
#define POLL_EMPTY  1000 /* ms from one that brought nothing to the next */
#define PAUSE_FIRST 1000 /* ms after the first that failed, then growing */
#define PAUSE_LAST  30000
#define FAILURES    3    /* in a row, after which the connection counts as lost */

void
http_say_odd(struct http *h)
{
	if (h->odd == 0 && http_body_odd(h->body) > 0)
		inbox_notice(&h->inbox,
		    "the server's XML holds bytes that XML does not allow (control characters or "
		    "invalid UTF-8): they are kept as they are");
	h->odd = http_body_odd(h->body);
}

/* How long the server is asked to wait, in seconds. */
static long
poll_time(const struct http *h)
{
	if (h->setup->endpoint.http.digest)
		return POLL_DIGEST;
	if (h->max_age > 0 && h->max_age < POLL_TIME + POLL_MARGIN)
		return h->max_age > POLL_MARGIN + 1 ? h->max_age - POLL_MARGIN : 1;
	return POLL_TIME;
}

/* Ask for events over p. */
static void
ask(struct http *h, struct http_post *p, long seconds)
{
	struct buf timeout = BUF_INIT(32);

	buf_addf(&timeout, "%ld", seconds);
	struct str form = http_own_form(h, "WaitEvent", "Timeout", buf_z(&timeout), (char *)NULL);
	buf_clear(&timeout);
	http_post_start(p, form, buf_str(&h->cookie), (msec)(seconds + POLL_MARGIN) * 1000);
}

/* Wait longer each time before the next one. */
static void
pause_polls(struct http *h)
{
	h->poll_pause = h->poll_pause ? h->poll_pause * 2 : PAUSE_FIRST;
	if (h->poll_pause > PAUSE_LAST)
		h->poll_pause = PAUSE_LAST;
	h->poll_after = clock_now() + h->poll_pause;
}

/* There was no answer. If the server is gone, connecting fails; otherwise it may be a proxy that
 * does not wait. */
static int
lose_poll(struct http *h)
{
	if (h->err.kind != ERR_LOST && h->err.kind != ERR_TIMEOUT)
		return -1;
	if (++h->poll_failures == FAILURES)
		return -1;
	if (h->poll_failures == 1)
		inbox_notice(
		    &h->inbox, "%s: asking again, some events may be missing", h->err.text);
	if (h->poll_failures > 1)
		pause_polls(h);
	return 0;
}

/* The server has forgotten the session of a request that was about events. */
static int
begin_again(struct http *h, struct http_post *p)
{
	if (++h->poll_failures == FAILURES)
		return err_set(&h->err, ERR_LOST, "the HTTP session keeps ending");
	return http_log_in_again(h, p);
}

/* Record the challenge of an answer. Does it differ from the previous one of the session? */
static bool
has_changed(struct http *h, const struct http_post *p)
{
	struct msg m;
	bool changed = false;

	if (http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_REPLY, &h->err) == 0 &&
	    http_body_next(h->body, &m, &h->err) == 1) {
		struct str now = msg_get(&m, STR("Challenge"));
		changed = h->challenge.n && !str_eq(buf_str(&h->challenge), now);
		buf_reset(&h->challenge);
		buf_adds(&h->challenge, now);
	}
	return changed;
}

/* With digest, a session that the server has forgotten silently begins again, with every event let
 * through (main/manager.c, auth_http_callback()). Its challenge shows this, since it is made once
 * per session (action_challenge()): ask before any event can come. 1: events can be asked for; 0:
 * try again. */
static int
check_session(struct http *h)
{
	struct http_post *p = h->events;

	if (!h->setup->endpoint.http.digest)
		return 1;
	http_post_start(p, http_own_form(h, "Challenge", "AuthType", "MD5", (char *)NULL), STR(""),
	    POLL_MARGIN * 1000);
	if (http_await_shortly(h, p) < 0)
		return -1;
	if (http_has_expired(h, p))
		return begin_again(h, p);
	p->done = false;
	if (http_check_answer(h, p) < 0)
		return lose_poll(h);
	if (!has_changed(h, p))
		return 1;
	http_say_renewed(h);
	return http_begin_events(h) < 0 ? -1 : 1;
}

int
http_next_poll(struct http *h)
{
	if (clock_now() < http_poll_deadline(h))
		return 0;
	int checked = check_session(h);
	if (checked <= 0)
		return checked;
	h->poll_from = clock_now();
	h->overtaken = false;
	ask(h, h->events, poll_time(h));
	return 0;
}

msec
http_poll_deadline(const struct http *h)
{
	const struct http_post *p = h->events;

	if (!h->listens || p->busy || p->done || http_wants_events_post(h))
		return CLOCK_NEVER;
	return h->poll_after;
}

/* Another client with our cookie asks for events; or we did, to catch up. */
static int
lose_to_another(struct http *h)
{
	if (h->overtaken)
		return 0;
	if (h->poll_pause == 0)
		inbox_notice(&h->inbox,
		    "another client takes the events of this HTTP session: some are missing, "
		    "asking again with growing pauses");
	pause_polls(h);
	return 0;
}

/* Is the message only a frame around the events? */
static bool
is_frame(const struct http *h, const struct msg *m)
{
	struct str id = msg_get(m, STR("ActionID"));

	if (m->kind == MSG_RESPONSE)
		return true;
	return msg_is(m, MSG_EVENT, STR("WaitEventComplete")) && m->n <= 2 &&
	       (id.n == 0 || str_starts(id, buf_str(&h->setup->id_prefix)));
}

static int
refused(struct http *h, const struct msg *m)
{
	return err_set(&h->err, ERR_LOST, "the server sends no events: %.*s",
	    STR_ARG(msg_get(m, STR("Message"))));
}

/* Events become items. *n counts them. */
static int
take_events(struct http *h, const struct http_post *p, size_t *n)
{
	struct err err = {0};
	struct msg m;
	bool first = true;

	http_body_open(h->body, buf_str(&p->answer), p->mxml, HTTP_EVENTS, &err);
	http_say_odd(h);
	for (*n = 0; http_body_next(h->body, &m, &err) == 1; first = false) {
		if (first && msg_is(&m, MSG_RESPONSE, STR("Error")))
			return refused(h, &m);
		if (is_frame(h, &m))
			continue;
		++*n;
		pending_feed(h->pending, &m, clock_now());
		inbox_publish_big(&h->inbox);
	}
	if (err.kind)
		inbox_notice(&h->inbox, "%s: some events may be missing", err.text);
	return 0;
}

int
http_end_poll(struct http *h)
{
	struct http_post *p = h->events;
	size_t n = 0;

	if (!p->done || h->over == p)
		return 0;
	if (http_has_expired(h, p))
		return begin_again(h, p);
	p->done = false;
	if (http_check_answer(h, p) < 0)
		return lose_poll(h);
	if (p->answer.n == 0)
		return lose_to_another(h);
	if (take_events(h, p, &n) < 0)
		return -1;
	h->poll_pause = 0;
	h->poll_failures = 0;
	h->poll_after = n ? clock_now() + POLL_GAP : h->poll_from + POLL_EMPTY;
	return 0;
}

int
http_catch_up(struct http *h)
{
	bool digest = h->setup->endpoint.http.digest;
	struct http_post *p = digest ? h->events : h->actions;
	size_t n = 0;

	if (digest && h->listens)
		return 0;
	h->overtaken = h->events->busy && p != h->events;
	ask(h, p, 0);
	if (http_await_shortly(h, p) < 0)
		return -1;
	p->done = false;
	if (p->err.kind == ERR_TIMEOUT)
		return 1;
	if (!h->listens || http_has_expired(h, p))
		return 0;
	if (http_end_poll(h) < 0)
		return -1;
	if (http_check_answer(h, p) < 0)
		return lose_poll(h);
	return take_events(h, p, &n);
}
