/* SPDX-License-Identifier: ISC */
/* Copies of messages, packed: the items of a list until its table can be made. */
#ifndef VIEW_KEPT_H
#define VIEW_KEPT_H

#include "ami/msg.h"
#include "base/buf.h"

struct kept {
	struct buf bytes;
	struct field *fields;
	size_t fields_n, fields_cap;
	struct kept_msg *msgs;
	size_t n, cap;
};

void kept_init(struct kept *k);
void kept_clear(struct kept *k);
void kept_reset(struct kept *k); /* forgets the messages, keeps the memory */

/* Keep a copy of m. False when there is no room (BUF_MAX_TEXT bytes): nothing was kept. */
bool kept_add(struct kept *k, const struct msg *m);

/* Message i (i < k->n), a view good until the next change. */
struct msg kept_get(const struct kept *k, size_t i);

#endif
