/* SPDX-License-Identifier: ISC */
/*
 * A lock, which the owner holds for a turn, and a condition, on which the thread sleeps while the
 * duty is lent.
 */
#include "session/duty.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

#define WAITS   8    /* of the owner's, after which he wants the duty */
#define BUSY    16   /* turns in a row that bring much, or actions without a wait, after which the
                      * thread reads: both work */
#define MUCH    8192 /* bytes of a batch */
#define ABSENCE 20   /* ms without a turn or a wait of his, after which the thread takes it back */

struct duty {
	const struct session_setup *setup;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned waits;      /* of the owner, for what the thread reads */
	struct service *lent; /* to the owner; NULL: the duty is the thread's */
	bool failed;         /* the connection, in a turn of the owner's */
	bool resting;        /* the owner sleeps, and wakes when there is something to do */
	bool asleep;         /* the thread looks after nothing until `changed` */
	bool fresh;          /* lent just now: the inbox may still hold batches of the thread */
	bool ready;          /* there may be something to read */
	msec deadline;       /* when there must be a turn */
	uint64_t turns;      /* of the owner */
	unsigned busy;       /* turns in a row: see BUSY */
	unsigned sent;       /* actions since the owner rested */
};

struct duty *
duty_new(const struct session_setup *setup)
{
	struct duty *d = mem_alloc(sizeof(*d));
	pthread_condattr_t monotonic;

	d->setup = setup;
	pthread_mutex_init(&d->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&d->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return d;
}

void
duty_free(struct duty *d)
{
	pthread_cond_destroy(&d->changed);
	pthread_mutex_destroy(&d->lock);
	free(d);
}

/* Does the owner want it, and is nothing on its way that he would not see? Only what he is about to
 * take tells him that it is his. */
static bool
may_lend(const struct duty *d, const struct service *s)
{
	size_t bytes = batch_bytes(s->inbox.batch);

	return d->waits >= WAITS && !s->backlog.closing && bytes &&
	       queue_has_room(d->setup->inbox, bytes) && queue_is_empty(d->setup->outbox);
}

/* Sleep until something changes; false after the time of an absence. */
static bool
sleep_a_while(struct duty *d)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ABSENCE * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	return pthread_cond_timedwait(&d->changed, &d->lock, &until) != ETIMEDOUT;
}

/* Sleep until the duty is the thread's again. While the owner sleeps and makes no turns there is
 * nothing to look after. */
static void
sleep_while_lent(struct duty *d)
{
	uint64_t seen = d->turns - 1;

	while (d->lent) {
		bool quiet = d->turns == seen;
		seen = d->turns;
		d->asleep = quiet && d->resting;
		if (d->asleep)
			pthread_cond_wait(&d->changed, &d->lock);
		else if (!sleep_a_while(d) && !d->resting && d->turns == seen)
			d->lent = NULL;
	}
}

/* The duty is the thread's, which must wake for it. */
static void
give_back(struct duty *d)
{
	d->lent = NULL;
	pthread_cond_signal(&d->changed);
}

int
duty_hand_over(struct duty *d, struct service *s)
{
	pthread_mutex_lock(&d->lock);
	bool lends = may_lend(d, s);
	if (lends) {
		inbox_publish(&s->inbox);
		d->lent = s;
		d->failed = d->resting = false;
		d->busy = d->sent = 0;
		d->deadline = CLOCK_NEVER;
		d->fresh = d->ready = true;
		service_is_left(s);
		sleep_while_lent(d);
		d->waits = 0;
		service_goes_on(s);
	}
	int failed = lends && d->failed ? -1 : 0;
	pthread_mutex_unlock(&d->lock);
	if (!lends)
		inbox_publish(&s->inbox);
	return failed;
}

/* The connection is lost: the thread ends it. */
static void
fail(struct duty *d)
{
	d->failed = true;
	give_back(d);
}

/* When there must be a turn. */
static msec
next_turn(const struct duty *d, const struct service *s)
{
	return d->fresh || batch_bytes(s->inbox.batch) ? 0 : service_deadline(s);
}

void
duty_rests(struct duty *d, struct pollfd *fd, msec *deadline)
{
	pthread_mutex_lock(&d->lock);
	struct service *s = d->lent;
	if (s) {
		service_goes_on(s);
		d->deadline = wire_poll(&s->wire, fd, next_turn(d, s));
		*deadline = d->deadline < *deadline ? d->deadline : *deadline;
		d->resting = true;
		d->sent = 0;
		service_rests(s, *deadline);
	} else {
		*fd = (struct pollfd){.fd = queue_fd(d->setup->inbox), .events = POLLIN};
		d->waits += *deadline > clock_now();
	}
	pthread_mutex_unlock(&d->lock);
}

/* What poll has found. The thread reads the end of a connection: that of a command may last. */
static void
note_found(struct duty *d, short found)
{
	d->ready |= found != 0;
	if (found & (POLLHUP | POLLERR))
		give_back(d);
}

void
duty_wakes(struct duty *d, short found)
{
	pthread_mutex_lock(&d->lock);
	bool wakes = d->lent && d->asleep;
	if (d->lent && d->resting) {
		wire_polled(&d->lent->wire, d->deadline, found);
		d->resting = false;
		note_found(d, found);
	}
	pthread_mutex_unlock(&d->lock);
	if (wakes)
		pthread_cond_signal(&d->changed);
}

void
duty_looks(struct duty *d)
{
	struct pollfd fd;

	pthread_mutex_lock(&d->lock);
	if (d->lent && !d->ready) {
		d->ready = wire_poll(&d->lent->wire, &fd, CLOCK_NEVER) == 0;
		if (poll(&fd, 1, 0) == 1)
			note_found(d, fd.revents);
	}
	pthread_mutex_unlock(&d->lock);
}

/* Can anything be done? */
static bool
is_due(const struct duty *d, const struct service *s)
{
	return d->ready || s->wire.more || batch_bytes(s->inbox.batch) ||
	       clock_now() >= d->deadline;
}

static void
turn(struct duty *d, struct service *s, const struct wanted *wanted, struct batch **batch)
{
	d->turns++;
	d->ready = false;
	d->deadline = CLOCK_NEVER;
	service_goes_on(s);
	inbox_pass(&s->inbox, wanted);
	int failed = service_read(s) < 0 || service_turn(s) < 0;
	inbox_pass(&s->inbox, NULL);
	service_is_left(s);
	if (failed) {
		fail(d);
		return;
	}
	*batch = inbox_take(&s->inbox);
	d->busy = *batch && batch_bytes(*batch) >= MUCH ? d->busy + 1 : 0;
	if (d->busy == BUSY)
		give_back(d);
}

bool
duty_take(struct duty *d, const struct wanted *wanted, struct batch **batch)
{
	*batch = NULL;
	pthread_mutex_lock(&d->lock);
	if (!d->lent || d->fresh)
		*batch = queue_take(d->setup->inbox);
	d->fresh &= *batch != NULL;
	bool due = !*batch && d->lent && is_due(d, d->lent);
	if (due)
		turn(d, d->lent, wanted, batch);
	pthread_mutex_unlock(&d->lock);
	return due || *batch;
}

static void
send_now(struct duty *d, struct service *s, struct outbox_item *o)
{
	service_goes_on(s);
	int failed = service_send(s, o);
	service_is_left(s);
	if (failed)
		fail(d);
	else if (++d->sent == BUSY)
		give_back(d);
}

void
duty_send(struct duty *d, struct outbox_item *o, size_t weight)
{
	pthread_mutex_lock(&d->lock);
	if (d->lent)
		send_now(d, d->lent, o);
	else
		queue_force_put(d->setup->outbox, o, weight);
	pthread_mutex_unlock(&d->lock);
}

void
duty_return(struct duty *d)
{
	pthread_mutex_lock(&d->lock);
	if (d->lent)
		give_back(d);
	d->waits = 0;
	pthread_mutex_unlock(&d->lock);
}
