/* SPDX-License-Identifier: ISC */
/* A ring buffer of requests that grows by doubling and never shrinks. */
#include "ami/ring.h"

#include <stdlib.h>

#include "base/mem.h"

struct sent *
ring_at(const struct ring *r, size_t i)
{
	return &r->requests[(r->first + i) & (r->size - 1)];
}

static void
grow(struct ring *r)
{
	size_t size = r->size ? r->size * 2 : 16;
	struct sent *requests = mem_array(size, sizeof(*requests));

	for (size_t i = 0; i < r->n; i++)
		requests[i] = *ring_at(r, i);
	free(r->requests);
	r->requests = requests;
	r->size = size;
	r->first = 0;
}

void
ring_add(struct ring *r, struct sent request)
{
	if (r->n == r->size)
		grow(r);
	*ring_at(r, r->n++) = request;
}

struct sent
ring_take(struct ring *r, size_t i)
{
	struct sent request = *ring_at(r, i);

	for (; i > 0; i--)
		*ring_at(r, i) = *ring_at(r, i - 1);
	r->first = (r->first + 1) & (r->size - 1);
	r->n--;
	return request;
}

void
sent_clear(struct sent *request)
{
	free(request->action);
	free(request->id);
	request->action = request->id = NULL;
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
		struct sent request = ring_take(r, 0);
		sent_clear(&request);
	}
	free(r->requests);
	*r = (struct ring){0};
}
