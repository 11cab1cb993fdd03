/* SPDX-License-Identifier: ISC */
/* Passes items on. The only place that takes them from sessions. */
#include "client/loop.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "session/session.h"

#define CATCH_UP    1000 /* ms */
#define TAKE_TURN   64 /* items of a source that are taken before those of another */
#define FDS_SOURCES 4  /* where those of the sources begin in what is polled */
#define FDS         (FDS_SOURCES + LOOP_SOURCES)

struct loop *
loop_new(const struct loop_ops *ops, void *arg)
{
	struct loop *l = mem_alloc(sizeof(*l));

	l->ops = ops;
	l->arg = arg;
	return l;
}

void
loop_free(struct loop *l)
{
	free(l);
}

void
loop_attach(struct loop *l, struct loop_source *s)
{
	size_t i = 0;

	loop_detach(l, s);
	while (l->sources[i])
		i++;
	l->sources[i] = s;
}

void
loop_detach(struct loop *l, const struct loop_source *s)
{
	for (size_t i = 0; i < LOOP_SOURCES; i++)
		if (l->sources[i] == s)
			l->sources[i] = NULL;
}

void
loop_quit(struct loop *l)
{
	l->quit = true;
}

/* Is an answer whole with this item, or will it never be? */
static bool
is_last(const struct item *item)
{
	return item->kind == ITEM_END || item->kind == ITEM_LOST ||
	    (item->kind == ITEM_REPLY && !item->more);
}

static void
give(struct loop *l, struct waiter *w, const struct item *item)
{
	w->done = is_last(item);
	if (w->done)
		loop_forget(l, w);
	w->take(w, item);
}

static struct waiter *
find(const struct loop *l, const struct session *s, uint32_t request)
{
	struct waiter *w = l->waiters;

	while (w && (w->request != request || w->session != s))
		w = w->next;
	return w;
}

bool
loop_acts(const struct loop *l, const struct session *s, const struct item *item)
{
	const struct waiter *w = find(l, s, item->request);

	return w && w->acts;
}

void
loop_answer(struct loop *l, const struct session *s, const struct item *item)
{
	bool part = item->kind == ITEM_LIST && item->msg.kind == MSG_RESPONSE;
	struct waiter *w = find(l, s, item->request);

	if (w && (!part || w->parts))
		give(l, w, item);
}

/* Does it listen to what comes from there? */
static bool
hears(const struct listener *one, enum hears from)
{
	return ((one->hears ? one->hears : HEARS_AMI) & from) != 0;
}

bool
loop_wants(const struct loop *l, struct str name)
{
	const struct listener *one = l->listeners;

	while (one && (!hears(one, HEARS_AMI) || (one->wants && !one->wants(one, name))))
		one = one->next;
	return one;
}

struct told
loop_tell(struct loop *l, enum hears from, const struct msg *m, bool suspect, bool hidden)
{
	struct told told = {0};
	bool taken = false;

	for (struct listener *one = l->listeners, *next; one; one = next) {
		next = one->next;
		if (!hears(one, from))
			continue;
		if ((!hidden || one->wider) && !(one->once && taken)) {
			bool used = one->event(one, m, suspect);
			told.used |= used;
			taken |= used && one->once;
		}
		told.shown |= one->instead;
	}
	return told;
}

void
loop_miss(struct loop *l, enum hears from, uint64_t n, struct str why)
{
	for (struct listener *one = l->listeners, *next; one; one = next) {
		next = one->next;
		if (one->gap && hears(one, from))
			one->gap(one, n, why);
	}
}

bool
loop_for_reader(struct loop *l, bool for_reader)
{
	bool before = l->for_reader;

	l->for_reader = for_reader;
	return before;
}

static struct waiter *
first_waiter(const struct loop *l, const struct session *s)
{
	struct waiter *w = l->waiters;

	while (w && w->session != s)
		w = w->next;
	return w;
}

static size_t
count_waiters(const struct loop *l, const struct session *s)
{
	size_t n = 0;

	for (const struct waiter *w = l->waiters; w; w = w->next)
		n += w->session == s;
	return n;
}

void
loop_lose(struct loop *l, const struct session *s, const struct item *offline)
{
	struct item lost = *offline;
	struct waiter *w;

	lost.kind = ITEM_LOST;
	for (size_t n = count_waiters(l, s); n && (w = first_waiter(l, s)); n--)
		give(l, w, &lost);
}

void
loop_close(struct loop *l, const struct loop_source *s)
{
	const struct item offline = {
	    .kind = ITEM_OFFLINE, .error = ERR_LOST, .text = LOOP_CLOSED};

	loop_detach(l, s);
	loop_lose(l, s->session, &offline);
}

void
loop_end(struct loop *l, struct loop_source *s)
{
	loop_close(l, s);
	session_free(s->session);
	s->session = NULL;
}

void
loop_abandon(struct loop *l, struct loop_source *s, const struct waiter *w)
{
	if (!w->done && w->session && w->session == s->session)
		loop_end(l, s);
}

void
loop_silence(struct loop *l, enum hears from, struct str why)
{
	for (struct listener *one = l->listeners, *next; one; one = next) {
		next = one->next;
		if (one->lost && hears(one, from))
			one->lost(one, why);
	}
}

/* Fire the timers that are due. */
static void
fire_timers(struct loop *l)
{
	msec now = clock_now();

	while (l->timers && l->timers->at <= now) {
		struct timer *t = l->timers;
		l->timers = t->next;
		t->fire(t);
	}
}

/* What taking a few items of a source has come to. */
enum taken {
	TAKEN_ALL,  /* there are none left */
	TAKEN_SOME, /* there may be more */
	TAKEN_STOP, /* whoever waits must look first */
};

/* Its source may be detached meanwhile. */
static enum taken
take_some(struct loop *l, unsigned turn)
{
	struct item item;

	for (unsigned n = 0; n < TAKE_TURN; n++) {
		struct loop_source *s = l->sources[turn];
		if (!s || !session_next(s->session, &item))
			return TAKEN_ALL;
		if (s->take(s->arg, &item) || sig_stops())
			return TAKEN_STOP;
	}
	return TAKEN_SOME;
}

/* Take from all sources in turn. */
static bool
take_all(struct loop *l, msec end)
{
	for (unsigned idle = 0; idle < LOOP_SOURCES;) {
		enum taken taken = take_some(l, l->turn);
		if (taken == TAKEN_STOP)
			return true;
		l->turn = (l->turn + 1) % LOOP_SOURCES;
		idle = taken == TAKEN_ALL ? idle + 1 : 0;
		if (taken == TAKEN_SOME && clock_now() >= end)
			return true;
	}
	return false;
}

/* Let the sources see what has come by now. */
static void
look(const struct loop *l)
{
	for (size_t i = 0; i < LOOP_SOURCES; i++)
		if (l->sources[i])
			session_looks(l->sources[i]->session);
}

bool
loop_take(struct loop *l, msec budget)
{
	msec end = clock_now() + budget;

	fire_timers(l);
	look(l);
	bool more = take_all(l, end);
	l->ops->rest(l->arg);
	return more;
}

void
loop_catch_up(struct loop *l)
{
	msec end = clock_now() + CATCH_UP;

	while (loop_take(l, LOOP_SLICE) && !sig_stops() && clock_now() < end)
		;
}

bool
loop_signals(struct loop *l, unsigned got)
{
	l->noticed |= got & (GOT_WINCH | GOT_CONT | GOT_TSTP);
	if (got & GOT_WINCH)
		l->ops->resized(l->arg);
	if (got & GOT_ENDS)
		l->quit = l->killed = true;
	return (got & GOT_STOPS) != 0;
}

bool
loop_interrupted(struct loop *l, struct err *err)
{
	if (!sig_stops() || !loop_signals(l, sig_take()))
		return false;
	err_set(err, ERR_INTERRUPTED, "interrupted");
	return true;
}

/* Sleep until something can be done. */
static void
wait_for_work(const struct loop *l, int fd, msec deadline, struct pollfd fds[FDS])
{
	if (l->timers && l->timers->at < deadline)
		deadline = l->timers->at;
	fds[0] = (struct pollfd){.fd = sig_fd(), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = fd, .events = POLLIN};
	fds[2] = (struct pollfd){.fd = l->watch ? l->watch->fd : -1, .events = POLLIN};
	fds[3] = (struct pollfd){.fd = l->for_reader ? out_fd() : -1};
	for (size_t i = 0; i < LOOP_SOURCES; i++) {
		fds[FDS_SOURCES + i] = (struct pollfd){.fd = -1};
		if (l->sources[i])
			session_rests(l->sources[i]->session, &fds[FDS_SOURCES + i], &deadline);
	}
	if (poll(fds, FDS, clock_poll_timeout(deadline)) < 0)
		for (size_t i = 0; i < FDS; i++)
			fds[i].revents = 0;
	for (size_t i = 0; i < LOOP_SOURCES; i++)
		if (l->sources[i])
			session_wakes(l->sources[i]->session, fds[FDS_SOURCES + i].revents);
	if (fds[3].revents & POLLERR)
		out_reader_left();
}

static void
take_watched(struct loop *l)
{
	struct loop_fd *w = l->watch;

	l->watch = NULL;
	w->take(w);
	if (w->fd >= 0)
		l->watch = w;
}

/* Nobody can read our output. A reader that has left, such as `head`, is not worth a message. */
static int
output_failed(struct loop *l, struct err *err)
{
	if (out_failed() == EINTR) {
		loop_signals(l, sig_take());
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	}
	if (out_failed() == EPIPE)
		return err_set(err, ERR_USAGE, "%s", "");
	return err_set(err, ERR_USAGE, "standard output: %s", strerror(out_failed()));
}

int
loop_until(struct loop *l, bool (*done)(void *arg), void *arg, int fd, msec deadline,
    struct err *err)
{
	struct pollfd fds[FDS];

	for (;;) {
		bool more = loop_take(l, LOOP_SLICE);
		if (loop_interrupted(l, err))
			return -1;
		if (done && done(arg))
			return 0;
		if (!more)
			out_flush();
		if (l->for_reader && out_is_unread())
			out_reader_left();
		if (out_failed())
			return output_failed(l, err);
		wait_for_work(l, fd, more ? 0 : deadline, fds);
		/* The handler of a signal that came before the input may have run after poll. */
		if ((fds[0].revents || fds[1].revents) && loop_signals(l, sig_take()))
			return err_set(err, ERR_INTERRUPTED, "interrupted");
		if (fds[2].revents)
			take_watched(l);
		if (fds[1].revents || clock_now() >= deadline)
			return 0;
	}
}

static bool
is_complete(void *arg)
{
	const struct waiter *w = arg;

	return w->done;
}

int
loop_wait_for(struct loop *l, struct waiter *w, struct err *err)
{
	int failed = loop_until(l, is_complete, w, -1, CLOCK_NEVER, err);

	loop_forget(l, w);
	return failed;
}

int
loop_sleep(struct loop *l, msec duration, struct err *err)
{
	return loop_until(l, NULL, NULL, -1, clock_now() + duration, err);
}

void
loop_watch(struct loop *l, struct loop_fd *w)
{
	l->watch = w;
}

void
loop_set_timer(struct loop *l, struct timer *t, msec at)
{
	struct timer **place = &l->timers;

	loop_clear_timer(l, t);
	while (*place && (*place)->at <= at)
		place = &(*place)->next;
	t->at = at;
	t->next = *place;
	*place = t;
}

msec
loop_deadline(const struct loop *l)
{
	return l->timers ? l->timers->at : CLOCK_NEVER;
}

void
loop_clear_timer(struct loop *l, struct timer *t)
{
	for (struct timer **place = &l->timers; *place; place = &(*place)->next) {
		if (*place == t) {
			*place = t->next;
			return;
		}
	}
}

void
loop_await(struct loop *l, struct waiter *w)
{
	struct waiter **end = l->waiters ? &l->last_waiter->next : &l->waiters;

	w->next = NULL;
	*end = l->last_waiter = w;
}

void
loop_forget(struct loop *l, struct waiter *w)
{
	struct waiter *before = NULL;

	for (struct waiter **at = &l->waiters; *at; before = *at, at = &(*at)->next) {
		if (*at != w)
			continue;
		*at = w->next;
		if (l->last_waiter == w)
			l->last_waiter = before;
		return;
	}
}

void
loop_listen(struct loop *l, struct listener *listener)
{
	struct listener **end = l->listeners ? &l->last_listener->next : &l->listeners;

	listener->next = NULL;
	*end = l->last_listener = listener;
}

void
loop_unlisten(struct loop *l, struct listener *listener)
{
	struct listener *before = NULL;

	for (struct listener **at = &l->listeners; *at; before = *at, at = &(*at)->next) {
		if (*at != listener)
			continue;
		*at = listener->next;
		if (l->last_listener == listener)
			l->last_listener = before;
		return;
	}
}
