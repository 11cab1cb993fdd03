/* SPDX-License-Identifier: ISC */
/* Actions on their way from the owner of a session to who serves it, and those waiting there. */
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

/* What crosses from the owner to who serves. The bytes may hold a secret. */
struct outbox_item {
	struct outbox_item *next; /* the backlog's */
	enum outbox_item_kind kind;
	uint32_t request; /* 0: close the connection and end; unused for other kinds */
	msec timeout;
	struct buf wire;
	struct buf name;
	struct buf id;
};

struct outbox_item *outbox_item_new(void);
void outbox_item_free(void *item);

/* The list of actions that were not sent yet, in their order. Only who serves uses it. */
struct backlog {
	struct outbox_item *first;
	struct outbox_item **last;
	bool closing; /* the owner wants the end; earlier items of the list are still sent */
};

void backlog_init(struct backlog *b);

/* Move what the outbox holds to the list. */
void backlog_fill(struct backlog *b, struct queue *outbox);

/* Append an item, the list's from now on. */
void backlog_append(struct backlog *b, struct outbox_item *o);

/* The first action of the list, or NULL when there is none, or none before the end. */
const struct outbox_item *backlog_first(const struct backlog *b);

/* Take the first off the list; the caller frees it with outbox_item_free. */
struct outbox_item *backlog_take(struct backlog *b);

/* Forget all: an action is never sent on a connection other than its own. */
void backlog_drop(struct backlog *b);

#endif
