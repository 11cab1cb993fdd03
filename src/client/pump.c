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
show_event(struct client *client, const struct msg *m, bool suspect)
{
	if (!client->event_view)
		client->event_view = client_render(client);
	size_t before = client->held.n;
	render_event(client->event_view, m, suspect, &client->held);
	if (buf_full(&client->held)) {
		client->held.n = before;
		client->held.full = false;
		client->held_lost++;
	}
}

void
pump_release(struct client *client)
{
	if (client->held.n) {
		out_write(buf_str(&client->held));
		buf_reset(&client->held);
	}
	if (client->held_lost)
		out_notice("-- %llu events were not shown: the answer before them took too long",
		    (unsigned long long)client->held_lost);
	client->held_lost = 0;
}

/* Every login is followed by FullyBooted, unless the server is still starting: then it is news, and
 * so it is after a loss (main/manager.c, action_login()). */
static bool
is_greeting(const struct client *client, const struct msg *m)
{
	return clock_now() < client->greeted && msg_is(m, MSG_EVENT, STR("FullyBooted"));
}

static void
take_event(struct client *client, const struct item *item)
{
	bool used = false, shown = !client->interactive;
	/* a listener may end what widened the mask */
	bool hidden = widen_hides(client, &item->msg);

	if (!item->suspect)
		live_take(client->live, &item->msg);
	for (struct listener *l = client->listeners, *next; l; l = next) {
		next = l->next;
		if (!hidden || l->wider)
			used |= l->event(l, &item->msg, item->suspect);
		shown |= l->instead;
	}
	if (hidden)
		return;
	if (!used && !client->one_shot)
		eventlog_add(client->log, &item->msg, item->suspect);
	if (!shown && !used && !is_greeting(client, &item->msg) &&
	    rules_show(&client->rules, &item->msg))
		show_event(client, &item->msg, item->suspect);
}

/* Give an item to the one who waits for its call; nobody does after ^C. */
static void
take_answer(struct client *client, const struct item *item)
{
	bool part = item->kind == ITEM_LIST && item->msg.kind == MSG_RESPONSE;

	for (struct waiter *w = client->waiters; w; w = w->next) {
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

	out_remark("-- unexpected reply: %.*s%s%.*s", STR_ARG(msg_title(&item->msg)),
	    what.n ? ": " : "", STR_ARG(what));
}

/* Tell everybody who still waits that nothing more comes. */
static void
lose_all(struct client *client, const struct item *offline)
{
	struct item lost = *offline;

	lost.kind = ITEM_LOST;
	for (struct waiter *w = client->waiters; w; w = w->next)
		if (!w->done)
			w->take(w, &lost);
	for (struct listener *l = client->listeners, *next; l; l = next) {
		next = l->next;
		if (l->lost)
			l->lost(l, offline->text);
	}
}

/* The connection is gone, or another attempt failed: what is new of that is said. */
static void
take_offline(struct client *client, const struct item *item)
{
	bool known = client->retrying && str_eq(item->text, str_of(client->offline.text));
	bool was_online = client->online;
	struct str lost = STR("connection lost: "), why = item->text;

	if (str_starts(why, lost)) /* the notice says that already */
		why = str_from_at(why, lost.n);
	client->online = false;
	err_set(&client->offline, item->error, "%.*s", STR_ARG(item->text));
	lose_all(client, item);
	live_forget(client->live);
	if (!known && item->more)
		out_remark("-- %s: %.*s (trying again in %.1f s)",
		    client->met ? "connection lost" : "no connection", STR_ARG(why),
		    (double)item->count / 1000);
	else if (client->interactive && (was_online || client->retrying) && !item->more)
		out_notice("-- connection lost: %.*s", STR_ARG(why));
	client->retrying = item->more;
}

/* Logged in; after a loss the mask is put back, and what came meanwhile is missing. */
static void
take_online(struct client *client, const struct item *item)
{
	bool again = client->retrying, first = !client->met;

	client->online = client->met = true;
	client->retrying = false;
	buf_reset(&client->version);
	buf_adds(&client->version, item->text);
	live_online(client->live);
	client->greeted = again ? 0 : clock_now() + GREETING;
	if (!again)
		return;
	if (!first) {
		widen_restore(client);
		filters_restore(client->filters);
	}
	out_remark(first ? "-- connected"
	                 : "-- connected again; events in the meantime are missing");
}

/* Show and record what went over the wire: with -vv as "> " out and "< " in, secrets hidden. */
static void
overhear(struct client *client, enum direction direction, struct str bytes)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	struct str rest, line;

	record_add(&client->record, direction, bytes);
	if (client->options->verbose > 1)
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
take_asks(struct client *client)
{
	client->asks = client->answers;
	if (!client->answers)
		session_no_secret(client->session);
}

static void
take(struct client *client, const struct item *item)
{
	if (item->has_msg && client_traces(client))
		overhear(client, FROM_SERVER, item->msg.raw);
	switch (item->kind) {
	case ITEM_EVENT:
		take_event(client, item);
		break;
	case ITEM_BEGUN:
		eventlog_reset(client->log);
		break;
	case ITEM_REPLY:
	case ITEM_LIST:
	case ITEM_END:
	case ITEM_LOST:
		take_answer(client, item);
		break;
	case ITEM_STRAY:
		take_stray(item);
		break;
	case ITEM_ASKS:
		take_asks(client);
		break;
	case ITEM_ONLINE:
		take_online(client, item);
		break;
	case ITEM_OFFLINE:
		take_offline(client, item);
		break;
	case ITEM_DROPPED:
		say_dropped(item->count);
		break;
	case ITEM_RENEWED:
		filters_restore(client->filters);
		say(item);
		break;
	case ITEM_NOTICE:
		say(item);
		break;
	case ITEM_SENT:
	case ITEM_HEARD:
		overhear(client, item->kind == ITEM_SENT ? TO_SERVER : FROM_SERVER, item->text);
		break;
	}
}

/* Fire what is due. */
static void
fire_timers(struct client *client)
{
	msec now = clock_now();

	while (client->timers && client->timers->at <= now) {
		struct timer *t = client->timers;
		client->timers = t->next;
		t->fire(t);
	}
}

bool
pump_take(struct client *client, msec budget)
{
	msec end = clock_now() + budget;
	struct item item;
	bool more = false;

	fire_timers(client);
	for (unsigned n = 1; client->session && !more && session_next(client->session,
	    &item); n++) {
		take(client, &item);
		/* What comes behind the login is for those who listen only then. */
		more = item.kind == ITEM_ONLINE || sig_stops() ||
		    (n % 64 == 0 && clock_now() >= end);
	}
	if (!jobs_answer(client))
		pump_release(client);
	if (client->team)
		team_tell(client->team, client->online);
	return more;
}

bool
pump_signals(struct client *client, unsigned got)
{
	if (got & GOT_WINCH)
		client_restyle(client);
	if (got & GOT_ENDS)
		client->quit = client->killed = true;
	return (got & GOT_STOPS) != 0;
}

bool
pump_interrupted(struct client *client, struct err *err)
{
	if (!sig_stops() || !pump_signals(client, sig_take()))
		return false;
	err_set(err, ERR_INTERRUPTED, "interrupted");
	return true;
}

/* Sleep until something can be done. */
static void
wait_for_work(struct client *client, int fd, msec deadline, struct pollfd fds[3])
{
	if (client->timers && client->timers->at < deadline)
		deadline = client->timers->at;
	fds[0] = (struct pollfd){.fd = sig_fd(), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = fd, .events = POLLIN};
	fds[2] = (struct pollfd){
	    .fd = client->session ? session_fd(client->session) : -1,
	    .events = POLLIN,
	};
	if (poll(fds, 3, clock_poll_timeout(deadline)) < 0)
		fds[0].revents = fds[1].revents = fds[2].revents = 0;
}

/* Nobody can read what we print. A reader who left, as `head` does, is no reason to complain. */
static int
output_failed(struct client *client, struct err *err)
{
	if (out_failed() == EINTR) {
		pump_signals(client, sig_take());
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	}
	if (out_failed() == EPIPE)
		return err_set(err, ERR_USAGE, "%s", "");
	return err_set(err, ERR_USAGE, "standard output: %s", strerror(out_failed()));
}

int
pump_until(struct client *client, bool (*done)(void *arg), void *arg, int fd, msec deadline,
    struct err *err)
{
	struct pollfd fds[3];

	for (;;) {
		bool more = pump_take(client, PUMP_SLICE);
		if (pump_interrupted(client, err))
			return -1;
		if (done && done(arg))
			return 0;
		if (!more)
			out_flush();
		if (out_failed())
			return output_failed(client, err);
		wait_for_work(client, fd, more ? 0 : deadline, fds);
		/* The handler of a signal that came before the input may have run after poll. */
		if ((fds[0].revents || fds[1].revents) && pump_signals(client, sig_take()))
			return err_set(err, ERR_INTERRUPTED, "interrupted");
		if (fds[1].revents || clock_now() >= deadline)
			return 0;
	}
}

int
pump_sleep(struct client *client, msec duration, struct err *err)
{
	return pump_until(client, NULL, NULL, -1, clock_now() + duration, err);
}

void
pump_set_timer(struct client *client, struct timer *t, msec at)
{
	struct timer **place = &client->timers;

	pump_clear_timer(client, t);
	while (*place && (*place)->at <= at)
		place = &(*place)->next;
	t->at = at;
	t->next = *place;
	*place = t;
}

msec
pump_deadline(const struct client *client)
{
	return client->timers ? client->timers->at : CLOCK_NEVER;
}

void
pump_clear_timer(struct client *client, struct timer *t)
{
	for (struct timer **place = &client->timers; *place; place = &(*place)->next) {
		if (*place == t) {
			*place = t->next;
			return;
		}
	}
}

void
pump_await(struct client *client, struct waiter *w)
{
	struct waiter **end = client->waiters ? &client->last_waiter->next : &client->waiters;

	w->next = NULL;
	*end = client->last_waiter = w;
}

void
pump_forget(struct client *client, struct waiter *w)
{
	struct waiter *before = NULL;

	for (struct waiter **at = &client->waiters; *at; before = *at, at = &(*at)->next) {
		if (*at != w)
			continue;
		*at = w->next;
		if (client->last_waiter == w)
			client->last_waiter = before;
		return;
	}
}

void
pump_listen(struct client *client, struct listener *l)
{
	l->next = client->listeners;
	client->listeners = l;
}

void
pump_unlisten(struct client *client, struct listener *l)
{
	for (struct listener **at = &client->listeners; *at; at = &(*at)->next) {
		if (*at == l) {
			*at = l->next;
			return;
		}
	}
}
