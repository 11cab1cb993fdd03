/* SPDX-License-Identifier: ISC */
/*
 * A list under a mutex, and a pipe that holds one byte while the queue has something to tell
 * (items, or that it was closed). A burst thus costs one wake-up.
 */
#include "base/queue.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pipe.h"

struct node {
	struct node *next;
	void *item;
	size_t weight;
};

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t room;
	struct node *head;
	struct node **tail;
	size_t weight;
	size_t max;
	bool closed;
	int fds[2];
};

struct queue *
queue_new(size_t max)
{
	struct queue *q = mem_alloc(sizeof(*q));

	q->max = max;
	q->tail = &q->head;
	pipe_open(q->fds);
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->room, NULL);
	return q;
}

void
queue_free(struct queue *q, void (*free_item)(void *))
{
	for (void *item = queue_take(q); item; item = queue_take(q))
		free_item(item);
	pthread_cond_destroy(&q->room);
	pthread_mutex_destroy(&q->lock);
	close(q->fds[0]);
	close(q->fds[1]);
	free(q);
}

static bool
has_room(const struct queue *q, size_t weight)
{
	return !q->head || (weight <= q->max && q->weight <= q->max - weight);
}

/* Is there something to tell? The pipe holds its byte just then. */
static bool
is_readable(const struct queue *q)
{
	return q->head || q->closed;
}

static void
set_readable(struct queue *q, bool was)
{
	char byte = 0;

	if (!was && is_readable(q))
		(void)!write(q->fds[1], &byte, 1);
	else if (was && !is_readable(q))
		(void)!read(q->fds[0], &byte, 1);
}

static void
append(struct queue *q, void *item, size_t weight)
{
	struct node *node = mem_alloc(sizeof(*node));
	bool was = is_readable(q);

	node->item = item;
	node->weight = weight;
	*q->tail = node;
	q->tail = &node->next;
	q->weight += weight;
	set_readable(q, was);
}

bool
queue_try_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	bool fits = !q->closed && has_room(q, weight);
	if (fits)
		append(q, item, weight);
	pthread_mutex_unlock(&q->lock);
	return fits;
}

bool
queue_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	while (!q->closed && !has_room(q, weight))
		pthread_cond_wait(&q->room, &q->lock);
	bool open = !q->closed;
	if (open)
		append(q, item, weight);
	pthread_mutex_unlock(&q->lock);
	return open;
}

void
queue_force_put(struct queue *q, void *item, size_t weight)
{
	pthread_mutex_lock(&q->lock);
	append(q, item, weight);
	pthread_mutex_unlock(&q->lock);
}

/* Unlink the oldest node, or return NULL. */
static struct node *
pop(struct queue *q)
{
	struct node *node = q->head;
	bool was = is_readable(q);

	if (!node)
		return NULL;
	q->head = node->next;
	if (!q->head)
		q->tail = &q->head;
	q->weight -= node->weight;
	set_readable(q, was);
	return node;
}

void *
queue_take(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	struct node *node = pop(q);
	pthread_cond_broadcast(&q->room);
	pthread_mutex_unlock(&q->lock);
	void *item = node ? node->item : NULL;
	free(node);
	return item;
}

int
queue_fd(const struct queue *q)
{
	return q->fds[0];
}

void
queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	bool was = is_readable(q);
	q->closed = true;
	set_readable(q, was);
	pthread_cond_broadcast(&q->room);
	pthread_mutex_unlock(&q->lock);
}
