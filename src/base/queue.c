/* SPDX-License-Identifier: ISC */
/*
 * A ring under a mutex, and for a queue that is polled a pipe that holds one byte from the first
 * item on until the one who takes finds no more. So only he who may sleep is woken, once a burst:
 * five system calls fewer for each event at 1,000 events a second.
 */
#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pipe.h"

#define SLOTS 8 /* of a new ring; a power of two, as always */

struct slot {
	void *item;
	size_t weight;
};

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t room;
	struct slot *ring;
	size_t slots;
	size_t first; /* slot of the oldest item */
	size_t n;
	size_t weight;
	size_t max;
	bool closed;
	bool crowded; /* who puts waits for room */
	bool rung;  /* the byte is in the pipe, or will be at once */
	int fds[2]; /* -1: nobody polls */
};

struct queue *
queue_new_unpolled(size_t max)
{
	struct queue *q = mem_alloc(sizeof(*q));

	q->max = max;
	q->slots = SLOTS;
	q->ring = mem_array(SLOTS, sizeof(*q->ring));
	q->fds[0] = q->fds[1] = -1;
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->room, NULL);
	return q;
}

struct queue *
queue_new(size_t max)
{
	struct queue *q = queue_new_unpolled(max);

	pipe_open(q->fds);
	return q;
}

static bool
is_polled(const struct queue *q)
{
	return q->fds[0] >= 0;
}

void
queue_free(struct queue *q, void (*free_item)(void *))
{
	for (void *item = queue_take(q); item; item = queue_take(q))
		free_item(item);
	pthread_cond_destroy(&q->room);
	pthread_mutex_destroy(&q->lock);
	if (is_polled(q)) {
		close(q->fds[0]);
		close(q->fds[1]);
	}
	free(q->ring);
	free(q);
}

static bool
has_room(const struct queue *q, size_t weight)
{
	return !q->n || (weight <= q->max && q->weight <= q->max - weight);
}

/* Is there something to tell? */
static bool
is_readable(const struct queue *q)
{
	return q->n || q->closed;
}

/* Must the byte be written? Then the caller does it. */
static bool
rings(struct queue *q)
{
	bool due = is_polled(q) && is_readable(q) && !q->rung;

	q->rung |= due;
	return due;
}

/* Wake the one who takes: after the lock is released, or he would wake only to wait for it. */
static void
ring(const struct queue *q)
{
	char byte = 0;

	(void)!write(q->fds[1], &byte, 1);
}

/* Nothing was found: take the byte back, or later if it is still on its way. */
static void
silence(struct queue *q)
{
	char byte;

	if (q->rung && !is_readable(q))
		q->rung = read(q->fds[0], &byte, 1) != 1;
}

/* Twice as many slots. */
static void
grow(struct queue *q)
{
	struct slot *ring = mem_array(q->slots * 2, sizeof(*ring));

	for (size_t i = 0; i < q->n; i++)
		ring[i] = q->ring[(q->first + i) & (q->slots - 1)];
	free(q->ring);
	q->ring = ring;
	q->first = 0;
	q->slots *= 2;
}

static void
append(struct queue *q, void *item, size_t weight)
{
	if (q->n == q->slots)
		grow(q);
	q->ring[(q->first + q->n++) & (q->slots - 1)] = (struct slot){item, weight};
	q->weight += weight;
}

/* Append the item if it may be, release the lock, and wake the one who takes. */
static bool
put(struct queue *q, bool may, void *item, size_t weight)
{
	if (may)
		append(q, item, weight);
	bool due = rings(q);
	pthread_mutex_unlock(&q->lock);
	if (due)
		ring(q);
	return may;
}

bool
queue_try_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	return put(q, !q->closed && has_room(q, weight), item, weight);
}

bool
queue_has_room(struct queue *q, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	bool fits = !q->closed && has_room(q, weight);
	pthread_mutex_unlock(&q->lock);
	return fits;
}

bool
queue_is_empty(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	bool empty = !q->n;
	pthread_mutex_unlock(&q->lock);
	return empty;
}

bool
queue_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	while (!q->closed && !has_room(q, weight)) {
		q->crowded = true;
		pthread_cond_wait(&q->room, &q->lock);
	}
	return put(q, !q->closed, item, weight);
}

void
queue_force_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	put(q, true, item, weight);
}

/* Unlink the oldest item, or return NULL. */
static void *
pop(struct queue *q)
{
	struct slot *slot = &q->ring[q->first];

	if (!q->n)
		return NULL;
	q->n--;
	q->first = (q->first + 1) & (q->slots - 1);
	q->weight -= slot->weight;
	return slot->item;
}

/* Is half of the room free again, and does one wait for it? Then the caller wakes him, after the
 * lock is released: one who is woken for each item, and under the lock, costs a tenth of the
 * processor's time in a stream that is printed as JSON. */
static bool
clears(struct queue *q)
{
	bool clear = q->crowded && q->weight <= q->max / 2;

	q->crowded &= !clear;
	return clear;
}

void *
queue_take(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	void *item = pop(q);
	if (!item)
		silence(q);
	bool clear = clears(q);
	pthread_mutex_unlock(&q->lock);
	if (clear)
		pthread_cond_broadcast(&q->room);
	return item;
}

int
queue_fd(const struct queue *q)
{
	return q->fds[0];
}

void
queue_ring(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	bool due = is_polled(q) && !q->rung;
	q->rung |= due;
	pthread_mutex_unlock(&q->lock);
	if (due)
		ring(q);
}

void
queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->room);
	put(q, false, NULL, 0);
}
