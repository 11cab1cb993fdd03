/* SPDX-License-Identifier: ISC */
/* Outgoing actions as values and as a list. */
#include "session/outgoing.h"

#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"

struct outgoing *
outgoing_new(void)
{
	struct outgoing *o = mem_alloc(sizeof(*o));

	buf_init_secret(&o->wire, (ACTION_MAX_LINE + 2) * (ACTION_MAX_HEADERS + 1));
	buf_init(&o->name, ACTION_MAX_LINE);
	buf_init(&o->id, ACTION_MAX_LINE);
	return o;
}

void
outgoing_free(void *outgoing)
{
	struct outgoing *o = outgoing;

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
backlog_fill(struct backlog *b, struct queue *outbox)
{
	struct outgoing *o;

	while ((o = queue_take(outbox))) {
		b->closing |= o->call == 0;
		*b->last = o;
		b->last = &o->next;
	}
}

const struct outgoing *
backlog_first(const struct backlog *b)
{
	return b->first && b->first->call ? b->first : NULL;
}

struct outgoing *
backlog_take(struct backlog *b)
{
	struct outgoing *o = b->first;

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
		outgoing_free(backlog_take(b));
}
