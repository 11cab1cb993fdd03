/* SPDX-License-Identifier: ISC */
/*
 * Items on their way to the owner of a session, mostly from its thread: many in one piece of
 * memory, so that an event needs neither a lock nor an allocation. The messages of a stream stay
 * where they were read: that memory goes with the batch. Only one thread at a time has a batch.
 */
#ifndef SESSION_BATCH_H
#define SESSION_BATCH_H

#include "ami/parse.h"
#include "session/item.h"

struct batch;

struct batch *batch_new(void);
void batch_free(struct batch *b);

/* Append a copy of item, its message and its text. */
void batch_add(struct batch *b, const struct item *item);

/* The same, but the bytes of its message are not copied: they are there in the memory of a stream
 * that the batch gets before it is read. Nor are its fields if table has them (else NULL), which is
 * the batch's then. It has room for one table. */
void batch_add_at(struct batch *b, const struct item *item, size_t at, struct field *table);
bool batch_has_table(const struct batch *b);

/* The same for a framed event. Its name is copied, since the other thread most often needs no more
 * of it (see batch_framed): to fetch that from where it was read took half of that thread's time.
 */
void batch_add_event(struct batch *b, const struct msg *m, size_t at);

/* Are there such items, and no memory yet? Then swap the memory that the batch has, which is free
 * for use, for that of the items. */
bool batch_wants_memory(const struct batch *b);
struct memory *batch_memory(struct batch *b);

/* Read the items in order: false at the end. The views are good until the batch is reset. A huge
 * message, if it is the last, has the memory of the stream with it. */
bool batch_next(struct batch *b, struct item *item);

/* Is the next item an event of batch_add_event? *name is its name, a view as good as those.
 * batch_pass passes over it; so an event that nobody looks at is not unpacked. */
bool batch_framed(const struct batch *b, struct str *name);
void batch_pass(struct batch *b);

/* Forget the items; a batch that has grown for a huge message frees its memory. */
void batch_reset(struct batch *b);

size_t batch_bytes(const struct batch *b); /* 0: it is empty */

#endif
