/* SPDX-License-Identifier: ISC */
/* A list of kept messages with a maximum. */
#include "view/list_items.h"

#include <stdlib.h>

#include "ami/msg.h"
#include "base/mem.h"

void
list_items_clear(struct list_items *k)
{
	for (size_t i = 0; i < k->n; i++)
		free(k->p[i]);
	free(k->p);
	*k = (struct list_items){0};
}

bool
list_items_add(struct list_items *k, const struct msg *m)
{
	size_t size = msg_keep_size(m);

	if (size > LIST_ITEMS_MAX - k->bytes)
		return false;
	if (k->n == k->cap) {
		k->cap = k->cap ? k->cap * 2 : 64;
		k->p = mem_grow(k->p, k->cap, sizeof(struct msg *));
	}
	k->p[k->n++] = msg_keep(m);
	k->bytes += size;
	return true;
}
