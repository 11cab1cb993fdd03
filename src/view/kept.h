/* SPDX-License-Identifier: ISC */
/* Copies of messages: the items of a list until its table can be made. */
#ifndef VIEW_KEPT_H
#define VIEW_KEPT_H

#include "ami/msg.h"

#define KEPT_MAX ((size_t)256 << 20) /* bytes: a list beyond it comes out in several tables */

/* Zeroed is empty. */
struct kept {
	struct msg **p;
	size_t n, cap;
	size_t bytes;
};

void kept_clear(struct kept *k);

/* Keep a copy of m. False when there is no room for it: nothing was kept. */
bool kept_add(struct kept *k, const struct msg *m);

#endif
