/* SPDX-License-Identifier: ISC */
/* Open addressing with linear probing, at most half full. Removing a name leaves no mark. */
#include "base/keys.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

#define SIZE_MIN 32

void
keys_clear(struct keys *k)
{
	free(k->slots);
	*k = (struct keys){.exact = k->exact};
}

static uint32_t
hash_of(const struct keys *k, struct str name)
{
	return (uint32_t)hash_bytes(k->seed, name, !k->exact);
}

static bool
same(const struct keys *k, const struct keys_slot *slot, uint32_t hash, struct str name)
{
	if (slot->hash != hash)
		return false;
	return k->exact ? str_eq(slot->name, name) : str_ieq(slot->name, name);
}

/* The slot that holds the name, or the free one where it belongs. */
static struct keys_slot *
slot_of(const struct keys *k, uint32_t hash, struct str name)
{
	size_t at = hash & (k->size - 1);

	while (k->slots[at].number && !same(k, &k->slots[at], hash, name))
		at = (at + 1) & (k->size - 1);
	return &k->slots[at];
}

/* Give the table another size. */
static void
resize(struct keys *k, size_t size)
{
	struct keys_slot *old = k->slots;
	size_t old_size = k->size;

	k->size = size;
	k->slots = mem_array(k->size, sizeof(*k->slots));
	for (size_t i = 0; i < old_size; i++) {
		size_t at = old[i].hash & (k->size - 1);
		while (old[i].number && k->slots[at].number)
			at = (at + 1) & (k->size - 1);
		if (old[i].number)
			k->slots[at] = old[i];
	}
	free(old);
}

static void
grow(struct keys *k)
{
	if (k->size == 0)
		hash_seed(k->seed);
	resize(k, k->size ? k->size * 2 : SIZE_MIN);
}

size_t
keys_find(const struct keys *k, struct str name)
{
	if (k->n == 0)
		return KEYS_NONE;
	return slot_of(k, hash_of(k, name), name)->number - 1;
}

void *
keys_address(const struct keys *k, struct str name)
{
	size_t found = keys_find(k, name);

	return found == KEYS_NONE ? NULL : (void *)found;
}

/* The slot for a name, made if it is not there. */
static struct keys_slot *
make(struct keys *k, struct str name)
{
	if (k->n >= k->size / 2)
		grow(k);
	uint32_t hash = hash_of(k, name);
	struct keys_slot *slot = slot_of(k, hash, name);
	if (!slot->number)
		k->n++;
	slot->hash = hash;
	return slot;
}

size_t
keys_add(struct keys *k, struct str name, size_t number)
{
	struct keys_slot *slot = make(k, name);

	if (!slot->number) {
		slot->name = name;
		slot->number = number + 1;
	}
	return slot->number - 1;
}

void
keys_set(struct keys *k, struct str name, size_t number)
{
	struct keys_slot *slot = make(k, name);

	slot->name = name;
	slot->number = number + 1;
}

/* Each name after a slot that becomes free moves into it unless it would then stand before the
 * place where it is looked for first. */
void
keys_remove(struct keys *k, struct str name)
{
	struct keys_slot *slot = k->n ? slot_of(k, hash_of(k, name), name) : NULL;
	size_t mask = k->size - 1;

	if (!slot || !slot->number)
		return;
	size_t hole = (size_t)(slot - k->slots);
	for (size_t at = (hole + 1) & mask; k->slots[at].number; at = (at + 1) & mask) {
		size_t home = k->slots[at].hash & mask;
		if (((at - home) & mask) >= ((at - hole) & mask)) {
			k->slots[hole] = k->slots[at];
			hole = at;
		}
	}
	k->slots[hole] = (struct keys_slot){0};
	k->n--;
	if (k->size > SIZE_MIN && k->n < k->size / 16)
		resize(k, k->size / 2);
}

void *
keys_next_address(const struct keys *k, size_t *at)
{
	while (*at < k->size) {
		size_t number = k->slots[(*at)++].number;
		if (number)
			return (void *)(number - 1);
	}
	return NULL;
}
