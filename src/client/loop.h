/* SPDX-License-Identifier: ISC */
/*
 * Takes items from sessions, and waits for a key, a time, an answer or a signal. The reactions
 * decide what an item means; the loop only has the waiters for answers and the listeners to events.
 */
#ifndef CLIENT_LOOP_H
#define CLIENT_LOOP_H

#include "base/clock.h"
#include "base/str.h"

struct err;

#define LOOP_SLICE 10 /* ms of items taken before signals and keys are checked again */

struct action;
struct item;
struct msg;
struct session;

/* A waiter for the items of one request. It is forgotten when the answer is complete; done is set
 * before the last item is taken. */
struct waiter {
	const struct session *session; /* that was asked */
	uint32_t request;              /* its number there */
	void (*take)(struct waiter *w, const struct item *item);
	void *owner;
	bool parts; /* it takes the part of a reply that broke off */
	bool acts;  /* the user asked for it: an event before it no longer counts for `wait` */
	bool done;
	struct waiter *next;
};

/* What an event, a loss or a gap comes from. */
enum hears {
	HEARS_AMI = 1,
	HEARS_ARI = 2,
};

/* A listener to every event. event returns true when it has consumed the event: then no later
 * `wait` gets it. */
struct listener {
	bool (*event)(struct listener *l, const struct msg *m, bool suspect);
	/* Can an event of AMI of this name matter to it? NULL: every one can. */
	bool (*wants)(const struct listener *l, struct str name);
	/* The connection is gone; NULL: ignored. */
	void (*lost)(struct listener *l, struct str why);
	/* Events are missing, n of them (0: not known); NULL: ignored. */
	void (*gap)(struct listener *l, uint64_t n, struct str why);
	void *owner;
	unsigned hears; /* HEARS_…; 0: HEARS_AMI */
	bool instead; /* it shows events itself: the interactive shell does not (tail) */
	bool wider;   /* it also gets events outside the user's mask */
	bool once;    /* an event that it uses is not for the others that have this */
	struct listener *next;
};

/* A timer. It is removed from the list before fire, which may set it again. */
struct timer {
	msec at;
	void (*fire)(struct timer *t);
	void *owner;
	struct timer *next;
};

/* What is polled besides: take is called when fd is readable, and not again from within. */
struct loop_fd {
	int fd;
	void (*take)(struct loop_fd *w);
	void *owner;
};

/* Where items are taken from, and the reaction to them. */
struct loop_source {
	struct session *session;
	/* One came. True: waiters must check before the next one is taken. */
	bool (*take)(void *arg, const struct item *item);
	void *arg;
};

#define LOOP_SOURCES 4

/* The reactions to the time. */
struct loop_ops {
	void (*rest)(void *arg);    /* there are none for now, or it is time for something else */
	void (*resized)(void *arg); /* the terminal was */
};

struct loop {
	const struct loop_ops *ops;
	void *arg;
	struct loop_source *sources[LOOP_SOURCES]; /* NULL: none */
	unsigned turn;                             /* whose items are taken next */
	struct waiter *waiters, *last_waiter; /* in the order in which their answers come */
	struct listener *listeners, *last_listener; /* in the order in which they began */
	struct timer *timers; /* the earliest first */
	struct loop_fd *watch;
	bool for_reader; /* what runs is done only to be read: it ends when nobody reads stdout */
	bool quit;
	bool killed; /* by a signal; then quit is set as well */
	unsigned noticed; /* GOT_WINCH, GOT_CONT and GOT_TSTP that came, for who clears it */
};

struct loop *loop_new(const struct loop_ops *ops, void *arg);
void loop_free(struct loop *l);

/* Take the items of this source from now on, and of the others in turn. */
void loop_attach(struct loop *l, struct loop_source *s);

/* Take them no longer; one that is not attached is fine. */
void loop_detach(struct loop *l, const struct loop_source *s);

/* Detach a source whose session, which it must have, is about to end: those who wait for answers
 * are told. */
void loop_close(struct loop *l, const struct loop_source *s);

/* The same, and end the session. */
void loop_end(struct loop *l, struct loop_source *s);

/* What they are told. */
#define LOOP_CLOSED STR("the connection was closed")

/*
 * Nobody wants an answer of this source any more, if w waits for one that is not whole: end the
 * session. For sessions that send one request after another: what is still to be sent is not sent,
 * and what comes next does not wait for the answers before it.
 */
void loop_abandon(struct loop *l, struct loop_source *s, const struct waiter *w);

/* Run no further lines. */
void loop_quit(struct loop *l);

/*
 * Take what has come, for at most about budget milliseconds, so that keys are not kept waiting.
 * Returns true when there may be more.
 */
bool loop_take(struct loop *l, msec budget);

/* Take all that has come by now, which came before what is sent next; in a flood what can be taken
 * in a second. */
void loop_catch_up(struct loop *l);

/*
 * Take items until done says true, deadline passes or fd (-1: none) is readable. Returns 0 then,
 * and -1 with ERR_INTERRUPTED on ^C. Events are shown while no answer is being printed.
 */
int loop_until(struct loop *l, bool (*done)(void *arg), void *arg, int fd, msec deadline,
    struct err *err);

/* Sleep, taking items meanwhile. */
int loop_sleep(struct loop *l, msec duration, struct err *err);

/* Handle signals (a set of GOT_… bits): take the new width of the terminal; a request to end sets
 * quit. True when the line or command must be dropped. */
bool loop_signals(struct loop *l, unsigned got);

/* Has a signal come that stops the command? Then err is set to ERR_INTERRUPTED. For long work
 * without waits. */
bool loop_interrupted(struct loop *l, struct err *err);

/* What runs is of no use without a reader of standard output, which may leave while nothing is
 * printed: then loop_until fails. Returns what was set before. */
bool loop_for_reader(struct loop *l, bool for_reader);

/* Set a timer; one that is already set is moved. The editor asks loop_deadline how long it may
 * sleep. */
void loop_set_timer(struct loop *l, struct timer *t, msec at);
void loop_clear_timer(struct loop *l, struct timer *t);
msec loop_deadline(const struct loop *l);

/* Watch this while the loop waits; NULL: nothing more. */
void loop_watch(struct loop *l, struct loop_fd *w);

/* Give the items of w->request of w->session to w, until its answer is complete or it is
 * forgotten. */
void loop_await(struct loop *l, struct waiter *w);
void loop_forget(struct loop *l, struct waiter *w);

/* Take items until its answer is complete, and forget it in any case. Returns what loop_until
 * does. */
int loop_wait_for(struct loop *l, struct waiter *w, struct err *err);

void loop_listen(struct loop *l, struct listener *listener);
void loop_unlisten(struct loop *l, struct listener *listener);

/* For the reactions: give an item of a session to the one who waits for its request; nobody does
 * after ^C. */
void loop_answer(struct loop *l, const struct session *s, const struct item *item);

/* Did the user ask for the request of that item? False if nobody waits for it. */
bool loop_acts(const struct loop *l, const struct session *s, const struct item *item);

/* Can an event of AMI of this name matter to a listener? */
bool loop_wants(const struct loop *l, struct str name);

/* Tell listeners to such events of one; hidden: only those for whom the mask is wider. */
struct told {
	bool used;  /* one of them has used it up */
	bool shown; /* or shows events itself */
};
struct told loop_tell(
    struct loop *l, enum hears from, const struct msg *m, bool suspect, bool hidden);

/* Tell listeners that events are missing. */
void loop_miss(struct loop *l, enum hears from, uint64_t n, struct str why);

/* Tell those who wait for answers of this session, and those who listen to its events, that nothing
 * more comes, as after an ITEM_OFFLINE. */
void loop_lose(struct loop *l, const struct session *s, const struct item *offline);
void loop_silence(struct loop *l, enum hears from, struct str why);

#endif
