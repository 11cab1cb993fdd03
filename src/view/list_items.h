/* SPDX-License-Identifier: ISC */
/* Copies of messages: the items of a list until its table can be made. */
#ifndef VIEW_LIST_ITEMS_H
#define VIEW_LIST_ITEMS_H

#include "ami/msg.h"

#define LIST_ITEMS_MAX ((size_t)256 << 20) /* bytes: a list beyond it comes out in several tables */

/* Zeroed is empty. */
struct list_items {
	struct msg **p;
	size_t n, cap;
	size_t bytes;
};

void list_items_clear(struct list_items *k);

/* Keep a copy of m. False when there is no room for it: nothing was kept. */
bool list_items_add(struct list_items *k, const struct msg *m);

#endif
