/* SPDX-License-Identifier: ISC */
/* Actions on their way from the owner of a session to its thread, and those that wait there. */
#ifndef SESSION_OUTBOX_H
#define SESSION_OUTBOX_H

#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/queue.h"

enum outbox_item_kind {
	OUTBOX_ACTION,
	OUTBOX_SECRET,    /* wire is the answer to ITEM_ASKS */
	OUTBOX_NO_SECRET, /* there is none */
};

/* What crosses from the owner to the thread. The bytes may hold a secret. */
struct outbox_item {
	struct outbox_item *next; /* the backlog's */
	enum outbox_item_kind kind;
	uint32_t call; /* 0: close the connection and end; no matter where it is no action */
	msec timeout;
	struct buf wire;
	struct buf name;
	struct buf id;
};

struct outbox_item *outbox_item_new(void);
void outbox_item_free(void *item);

/* The thread's own list of actions that were not sent yet, in their order. */
struct backlog {
	struct outbox_item *first;
	struct outbox_item **last;
	bool closing; /* the owner wants the end; what stands before that in the list is sent */
};

void backlog_init(struct backlog *b);

/* Move what the outbox holds to the list. */
void backlog_fill(struct backlog *b, struct queue *outbox);

/* The first action of the list, or NULL when there is none, or none before the end. */
const struct outbox_item *backlog_first(const struct backlog *b);

/* Take the first off the list: the caller's, for outbox_item_free. */
struct outbox_item *backlog_take(struct backlog *b);

/* Forget all: nothing is ever sent on another connection than the one it was meant for. */
void backlog_drop(struct backlog *b);

#endif
