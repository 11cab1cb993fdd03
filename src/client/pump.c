/* SPDX-License-Identifier: ISC */
/* Items go to whom they belong. The only place that takes them from the session. */
#include "client/pump.h"

#include <errno.h>
#include <poll.h>

#include "ami/action.h"
#include "base/out.h"
#include "base/redact.h"
#include "base/sig.h"
#include "client/filters.h"
#include "client/team.h"
#include "client/widen.h"

#define GREETING 1000 /* ms behind a login */

/* Print an event in the interactive shell: now, or after the answer that is being printed. */
static void
show_event(struct context *ctx, const struct msg *m, bool suspect)
{
	if (!ctx->event_view)
		ctx->event_view = context_render(ctx);
	size_t before = ctx->held.n;
	render_event(ctx->event_view, m, suspect, &ctx->held);
	if (buf_full(&ctx->held)) {
		ctx->held.n = before;
		ctx->held.full = false;
		ctx->held_lost++;
	}
}

void
pump_release(struct context *ctx)
{
	if (ctx->held.n) {
		out_write(buf_str(&ctx->held));
		buf_reset(&ctx->held);
	}
	if (ctx->held_lost)
		out_notice("-- %llu events were not shown: the answer before them took too long",
		    (unsigned long long)ctx->held_lost);
	ctx->held_lost = 0;
}

/* Every login is followed by FullyBooted, unless the server is still starting: then it is news, and
 * so it is after a loss (main/manager.c, action_login()). */
static bool
is_greeting(const struct context *ctx, const struct msg *m)
{
	return clock_now() < ctx->greeted && msg_is(m, MSG_EVENT, STR("FullyBooted"));
}

static void
take_event(struct context *ctx, const struct item *item)
{
	bool used = false, shown = !ctx->interactive;
	bool hidden = widen_hides(ctx, &item->msg); /* a listener may end what widened the mask */

	if (!item->suspect)
		live_take(ctx->live, &item->msg);
	for (struct listener *l = ctx->listeners, *next; l; l = next) {
		next = l->next;
		if (!hidden || l->wider)
			used |= l->event(l, &item->msg, item->suspect);
		shown |= l->instead;
	}
	if (hidden)
		return;
	if (!used && !ctx->one_shot)
		eventlog_add(ctx->log, &item->msg, item->suspect);
	if (!shown && !used && !is_greeting(ctx, &item->msg) && rules_show(&ctx->rules, &item->msg))
		show_event(ctx, &item->msg, item->suspect);
}

/* Give an item to the one who waits for its call; nobody does after ^C. */
static void
take_answer(struct context *ctx, const struct item *item)
{
	bool part = item->kind == ITEM_LIST && item->msg.kind == MSG_RESPONSE;

	for (struct waiter *w = ctx->waiters; w; w = w->next) {
		if (w->call == item->call) {
			if (!part || w->parts)
				w->take(w, item);
			return;
		}
	}
}

static void
take_stray(const struct item *item)
{
	struct str what = msg_get(&item->msg, STR("Message"));

	out_remark("-- a reply that nobody waits for: %.*s%s%.*s", STR_ARG(msg_title(&item->msg)),
	    what.n ? ": " : "", STR_ARG(what));
}

/* Tell everybody who still waits that nothing more comes. */
static void
lose_all(struct context *ctx, const struct item *offline)
{
	struct item lost = *offline;

	lost.kind = ITEM_LOST;
	for (struct waiter *w = ctx->waiters; w; w = w->next)
		if (!w->done)
			w->take(w, &lost);
	for (struct listener *l = ctx->listeners, *next; l; l = next) {
		next = l->next;
		if (l->lost)
			l->lost(l, offline->text);
	}
}

/* The connection is gone, or another attempt failed: what is new of that is said. */
static void
take_offline(struct context *ctx, const struct item *item)
{
	bool known = ctx->retrying && str_eq(item->text, str_of(ctx->offline.text));
	bool was_online = ctx->online;
	struct str lost = STR("connection lost: "), why = item->text;

	if (str_starts(why, lost)) /* the notice says that already */
		why = str_from_at(why, lost.n);
	ctx->online = false;
	err_set(&ctx->offline, item->error, "%.*s", STR_ARG(item->text));
	lose_all(ctx, item);
	live_forget(ctx->live);
	if (!known && item->more)
		out_remark("-- %s: %.*s (trying again in %.1f s)",
		    ctx->met ? "connection lost" : "no connection", STR_ARG(why),
		    (double)item->count / 1000);
	else if (ctx->interactive && (was_online || ctx->retrying) && !item->more)
		out_notice("-- connection lost: %.*s", STR_ARG(why));
	ctx->retrying = item->more;
}

/* Logged in; after a loss the mask is put back, and what came meanwhile is missing. */
static void
take_online(struct context *ctx, const struct item *item)
{
	bool again = ctx->retrying, first = !ctx->met;

	ctx->online = ctx->met = true;
	ctx->retrying = false;
	buf_reset(&ctx->version);
	buf_adds(&ctx->version, item->text);
	live_online(ctx->live);
	ctx->greeted = again ? 0 : clock_now() + GREETING;
	if (!again)
		return;
	if (!first) {
		widen_restore(ctx);
		filters_restore(ctx->filters);
	}
	out_remark(first ? "-- connected"
	                 : "-- connected again; events that came meanwhile are missing");
}

/* Show and record what went over the wire: with -vv as "> " out and "< " in, secrets hidden. */
static void
overhear(struct context *ctx, enum direction direction, struct str bytes)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	record_add(&ctx->record, direction, bytes);
	if (ctx->options->verbose > 1)
		redact_blocks(&shown, bytes);
	rest = buf_str(&shown);
	while (shown.n && str_cut(&rest, '\n', &line) && (line.n || rest.p))
		out_notice("%c %.*s", direction, (int)(line.n - str_ends(line, STR("\r"))), line.p);
	buf_clear(&shown);
}

static void
say(const struct item *item)
{
	out_remark("-- %.*s", STR_ARG(item->text));
}

static void
say_dropped(uint64_t n)
{
	out_notice("-- %llu events were dropped: they came faster than they could be shown",
	    (unsigned long long)n);
}

/* The server is there, and waits for the secret. */
static void
take_asks(struct context *ctx)
{
	ctx->asks = ctx->answers;
	if (!ctx->answers)
		session_no_secret(ctx->session);
}

static void
take(struct context *ctx, const struct item *item)
{
	if (item->has_msg && context_traces(ctx))
		overhear(ctx, FROM_SERVER, item->msg.raw);
	switch (item->kind) {
	case ITEM_EVENT:
		take_event(ctx, item);
		break;
	case ITEM_BEGUN:
		eventlog_reset(ctx->log);
		break;
	case ITEM_REPLY:
	case ITEM_LIST:
	case ITEM_END:
	case ITEM_LOST:
		take_answer(ctx, item);
		break;
	case ITEM_STRAY:
		take_stray(item);
		break;
	case ITEM_ASKS:
		take_asks(ctx);
		break;
	case ITEM_ONLINE:
		take_online(ctx, item);
		break;
	case ITEM_OFFLINE:
		take_offline(ctx, item);
		break;
	case ITEM_DROPPED:
		say_dropped(item->count);
		break;
	case ITEM_RENEWED:
		filters_restore(ctx->filters);
		say(item);
		break;
	case ITEM_NOTICE:
		say(item);
		break;
	case ITEM_SENT:
	case ITEM_HEARD:
		overhear(ctx, item->kind == ITEM_SENT ? TO_SERVER : FROM_SERVER, item->text);
		break;
	}
}

/* Fire what is due. */
static void
fire_timers(struct context *ctx)
{
	msec now = clock_now();

	while (ctx->timers && ctx->timers->at <= now) {
		struct timer *t = ctx->timers;
		ctx->timers = t->next;
		t->fire(t);
	}
}

bool
pump_take(struct context *ctx, msec budget)
{
	msec end = clock_now() + budget;
	struct item item;
	bool more = false;

	fire_timers(ctx);
	for (unsigned n = 1; ctx->session && !more && session_next(ctx->session, &item); n++) {
		take(ctx, &item);
		/* What comes behind the login is for those who listen only then. */
		more = item.kind == ITEM_ONLINE || sig_stops() ||
		    (n % 64 == 0 && clock_now() >= end);
	}
	if (!jobs_answer(ctx))
		pump_release(ctx);
	if (ctx->team)
		team_tell(ctx->team, ctx->online);
	return more;
}

bool
pump_signals(struct context *ctx, unsigned got)
{
	if (got & GOT_WINCH)
		context_restyle(ctx);
	if (got & GOT_ENDS)
		ctx->quit = ctx->killed = true;
	return (got & GOT_STOPS) != 0;
}

bool
pump_interrupted(struct context *ctx, struct err *err)
{
	if (!sig_stops() || !pump_signals(ctx, sig_take()))
		return false;
	err_set(err, ERR_INTERRUPTED, "interrupted");
	return true;
}

/* Sleep until something can be done. */
static void
wait_for_work(struct context *ctx, int fd, msec deadline, struct pollfd fds[3])
{
	if (ctx->timers && ctx->timers->at < deadline)
		deadline = ctx->timers->at;
	fds[0] = (struct pollfd){.fd = sig_fd(), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = fd, .events = POLLIN};
	fds[2] = (struct pollfd){
	    .fd = ctx->session ? session_fd(ctx->session) : -1,
	    .events = POLLIN,
	};
	if (poll(fds, 3, clock_poll_timeout(deadline)) < 0)
		fds[0].revents = fds[1].revents = fds[2].revents = 0;
}

/* Nobody can read what we print. A reader who left, as `head` does, is no reason to complain. */
static int
output_failed(struct context *ctx, struct err *err)
{
	if (out_failed() == EINTR) {
		pump_signals(ctx, sig_take());
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	}
	if (out_failed() == EPIPE)
		return err_set(err, ERR_USAGE, "%s", "");
	return err_set(err, ERR_USAGE, "standard output: %s", strerror(out_failed()));
}

int
pump_until(struct context *ctx, bool (*done)(void *arg), void *arg, int fd, msec deadline,
    struct err *err)
{
	struct pollfd fds[3];

	for (;;) {
		bool more = pump_take(ctx, PUMP_SLICE);
		if (pump_interrupted(ctx, err))
			return -1;
		if (done && done(arg))
			return 0;
		if (!more)
			out_flush();
		if (out_failed())
			return output_failed(ctx, err);
		wait_for_work(ctx, fd, more ? 0 : deadline, fds);
		/* The handler of a signal that came before the input may have run after poll. */
		if ((fds[0].revents || fds[1].revents) && pump_signals(ctx, sig_take()))
			return err_set(err, ERR_INTERRUPTED, "interrupted");
		if (fds[1].revents || clock_now() >= deadline)
			return 0;
	}
}

int
pump_sleep(struct context *ctx, msec duration, struct err *err)
{
	return pump_until(ctx, NULL, NULL, -1, clock_now() + duration, err);
}

void
pump_set_timer(struct context *ctx, struct timer *t, msec at)
{
	struct timer **place = &ctx->timers;

	pump_clear_timer(ctx, t);
	while (*place && (*place)->at <= at)
		place = &(*place)->next;
	t->at = at;
	t->next = *place;
	*place = t;
}

msec
pump_deadline(const struct context *ctx)
{
	return ctx->timers ? ctx->timers->at : CLOCK_NEVER;
}

void
pump_clear_timer(struct context *ctx, struct timer *t)
{
	for (struct timer **place = &ctx->timers; *place; place = &(*place)->next) {
		if (*place == t) {
			*place = t->next;
			return;
		}
	}
}

void
pump_await(struct context *ctx, struct waiter *w)
{
	struct waiter **end = ctx->waiters ? &ctx->last_waiter->next : &ctx->waiters;

	w->next = NULL;
	*end = ctx->last_waiter = w;
}

void
pump_forget(struct context *ctx, struct waiter *w)
{
	struct waiter *before = NULL;

	for (struct waiter **at = &ctx->waiters; *at; before = *at, at = &(*at)->next) {
		if (*at != w)
			continue;
		*at = w->next;
		if (ctx->last_waiter == w)
			ctx->last_waiter = before;
		return;
	}
}

void
pump_listen(struct context *ctx, struct listener *l)
{
	l->next = ctx->listeners;
	ctx->listeners = l;
}

void
pump_unlisten(struct context *ctx, struct listener *l)
{
	for (struct listener **at = &ctx->listeners; *at; at = &(*at)->next) {
		if (*at == l) {
			*at = l->next;
			return;
		}
	}
}
