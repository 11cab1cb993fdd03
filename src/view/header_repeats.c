/* SPDX-License-Identifier: ISC */
/*
 * An open-addressing hash table of names that is filled anew for each message. For a few names a
 * quick hash is used, since collisions cost little; for many a keyed one.
 */
#include "view/header_repeats.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "layout/stop.h"

#define FEW 64

void
header_repeats_clear(struct header_repeats *r)
{
	free(r->fields);
	free(r->slots);
	*r = (struct header_repeats){0};
}

static uint32_t
hash_of(const struct header_repeats *r, struct str name, size_t n)
{
	return n <= FEW ? hash_quick(name) : (uint32_t)hash_bytes(r->key, name, false);
}

/* Make room for n fields, and empty the slots that they need: a power of two, at most half full. */
static size_t
make_room(struct header_repeats *r, size_t n)
{
	size_t slots = 64;

	while (slots < n * 2)
		slots *= 2;
	if (n > FEW && !r->keyed) {
		hash_seed(r->key);
		r->keyed = true;
	}
	if (slots > r->slots_cap) {
		r->slots = mem_grow(r->slots, slots, sizeof(*r->slots));
		r->slots_cap = slots;
	}
	if (n > r->fields_cap) {
		r->fields = mem_grow(r->fields, slots, sizeof(*r->fields));
		r->fields_cap = slots;
	}
	memset(r->slots, 0, slots * sizeof(*r->slots));
	return slots;
}

/* The slot of field i: the one that holds the first field of its name, or a free one. */
static uint32_t *
find_slot(const struct header_repeats *r, const struct msg *m, size_t i, size_t slots)
{
	uint32_t hash = r->fields[i].hash;
	size_t at = hash & (slots - 1);

	while (r->slots[at]) {
		size_t other = r->slots[at] - 1;
		if (r->fields[other].hash == hash && str_eq(msg_name(m, other), msg_name(m, i)))
			break;
		at = (at + 1) & (slots - 1);
	}
	return &r->slots[at];
}

void
header_repeats_find(struct header_repeats *r, const struct msg *m)
{
	size_t slots = make_room(r, m->n);

	for (size_t i = 0; i < m->n && !stop_asked(i); i++) {
		struct header_repeats_field *field = &r->fields[i];
		*field = (struct header_repeats_field){
		    .hash = hash_of(r, msg_name(m, i), m->n),
		    .next = HEADER_REPEATS_NONE,
		    .last = (uint32_t)i,
		};
		uint32_t *slot = find_slot(r, m, i, slots);
		field->first = *slot == 0;
		if (field->first) {
			*slot = (uint32_t)i + 1;
		} else {
			struct header_repeats_field *first = &r->fields[*slot - 1];
			r->fields[first->last].next = (uint32_t)i;
			first->last = (uint32_t)i;
		}
	}
}
