/* SPDX-License-Identifier: ISC */
/* A ring buffer of calls that grows by doubling and never shrinks. */
#include "ami/ring.h"

#include <stdlib.h>

#include "base/mem.h"

struct call *
ring_at(const struct ring *r, size_t i)
{
	return &r->calls[(r->first + i) & (r->size - 1)];
}

static void
grow(struct ring *r)
{
	size_t size = r->size ? r->size * 2 : 16;
	struct call *calls = mem_array(size, sizeof(*calls));

	for (size_t i = 0; i < r->n; i++)
		calls[i] = *ring_at(r, i);
	free(r->calls);
	r->calls = calls;
	r->size = size;
	r->first = 0;
}

void
ring_add(struct ring *r, struct call call)
{
	if (r->n == r->size)
		grow(r);
	*ring_at(r, r->n++) = call;
}

struct call
ring_take(struct ring *r, size_t i)
{
	struct call call = *ring_at(r, i);

	for (; i > 0; i--)
		*ring_at(r, i) = *ring_at(r, i - 1);
	r->first = (r->first + 1) & (r->size - 1);
	r->n--;
	return call;
}

void
call_clear(struct call *call)
{
	free(call->action);
	free(call->id);
	call->action = call->id = NULL;
}

size_t
ring_find(const struct ring *r, struct str id)
{
	size_t i = 0;

	while (i < r->n && !str_eq(str_of(ring_at(r, i)->id), id))
		i++;
	return i;
}

void
ring_clear(struct ring *r)
{
	while (r->n) {
		struct call call = ring_take(r, 0);
		call_clear(&call);
	}
	free(r->calls);
	*r = (struct ring){0};
}
