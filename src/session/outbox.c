/* SPDX-License-Identifier: ISC */
/* Outgoing actions as values and as a list. */
#include "session/outbox.h"

#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"

struct outbox_item *
outbox_item_new(void)
{
	struct outbox_item *o = mem_alloc(sizeof(*o));

	buf_init_secret(&o->wire, (ACTION_MAX_LINE + 2) * (ACTION_MAX_HEADERS + 1));
	buf_init(&o->name, ACTION_MAX_LINE);
	buf_init(&o->id, ACTION_MAX_LINE);
	return o;
}

void
outbox_item_free(void *item)
{
	struct outbox_item *o = item;

	if (!o)
		return;
	buf_clear(&o->wire);
	buf_clear(&o->name);
	buf_clear(&o->id);
	free(o);
}

void
backlog_init(struct backlog *b)
{
	*b = (struct backlog){.last = &b->first};
}

void
backlog_append(struct backlog *b, struct outbox_item *o)
{
	b->closing |= o->request == 0;
	*b->last = o;
	b->last = &o->next;
}

void
backlog_fill(struct backlog *b, struct queue *outbox)
{
	struct outbox_item *o;

	while ((o = queue_take(outbox)))
		backlog_append(b, o);
}

const struct outbox_item *
backlog_first(const struct backlog *b)
{
	return b->first && b->first->request ? b->first : NULL;
}

struct outbox_item *
backlog_take(struct backlog *b)
{
	struct outbox_item *o = b->first;

	b->first = o->next;
	if (!b->first)
		b->last = &b->first;
	o->next = NULL;
	return o;
}

void
backlog_drop(struct backlog *b)
{
	while (b->first)
		outbox_item_free(backlog_take(b));
}
