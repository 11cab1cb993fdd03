/* SPDX-License-Identifier: ISC */
/*
 * Items on their way from the reader thread to its owner: many in one piece of memory, so that an
 * event needs neither a lock nor an allocation. Only one thread at a time has a batch.
 */
#ifndef SESSION_BATCH_H
#define SESSION_BATCH_H

#include "session/item.h"

struct batch;

struct batch *batch_new(void);
void batch_free(struct batch *b);

/* Append a copy of item, its message and its text. */
void batch_add(struct batch *b, const struct item *item);

/* Read the items in order: false at the end. The views are good until the batch is reset. */
bool batch_next(struct batch *b, struct item *item);

/* Forget the items; a batch that has grown for a huge message frees its memory. */
void batch_reset(struct batch *b);

size_t batch_bytes(const struct batch *b); /* 0: it is empty */

#endif
