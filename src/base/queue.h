/* SPDX-License-Identifier: ISC */
/*
 * A bounded hand-over between two threads: items are put in at one end and taken out at the other,
 * in order, and the reader can poll for them. It has a lock of its own.
 */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

struct queue;

/* A queue that holds at most max units of weight. Ends the process if it cannot be made. Unpolled:
 * it has no queue_fd and wakes nobody; who takes from it only looks. */
struct queue *queue_new(size_t max);
struct queue *queue_new_unpolled(size_t max);

/* Free the queue when neither thread uses it any more; items still inside are given to
 * free_item. */
void queue_free(struct queue *q, void (*free_item)(void *));

/* Put an item in. An item heavier than max still fits into an empty queue, so that it can always
 * get through. queue_try_put returns false when there is no room. queue_put waits for room, once
 * it waits until half is free, and returns false only when the queue was closed. After true the
 * item belongs to the queue. */
bool queue_try_put(struct queue *q, void *item, size_t weight);
bool queue_put(struct queue *q, void *item, size_t weight);

/* Has queue_try_put room for that? It stays so while nobody else puts anything in. */
bool queue_has_room(struct queue *q, size_t weight);

/* Is nothing in it? */
bool queue_is_empty(struct queue *q);

/* As queue_put, but never waits and never refuses, not even when closed: for what may not be
 * lost. */
void queue_force_put(struct queue *q, void *item, size_t weight);

/* The oldest item, now the caller's, or NULL when there is none. */
void *queue_take(struct queue *q);

/* Readable while there are items, from then on until queue_take has found none, and after the queue
 * was closed. */
int queue_fd(const struct queue *q);

/* Make queue_fd readable once, though there may be no items: until queue_take has found none. */
void queue_ring(struct queue *q);

/* Refuse further items: a waiting queue_put returns. Items inside can still be taken. */
void queue_close(struct queue *q);

#endif
