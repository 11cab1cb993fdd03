/* SPDX-License-Identifier: ISC */
/*
 * Maps names to numbers, such as indexes in the owner's array. The hash has a random key, so that
 * whoever chooses the names cannot make the table slow.
 */
#ifndef BASE_KEYS_H
#define BASE_KEYS_H

#include <stdint.h>

#include "base/str.h"

#define KEYS_NONE SIZE_MAX

/* Zeroed is empty, and ignores ASCII case in names unless exact is set. */
struct keys {
	struct keys_slot {
		struct str name;
		size_t number; /* plus one; 0: the slot is free */
		uint32_t hash;
	} *slots;
	size_t size; /* of slots: a power of two, or 0 */
	size_t n;
	uint64_t seed[2];
	bool exact;
};

void keys_clear(struct keys *k);

/* The number of a name, or KEYS_NONE. */
size_t keys_find(const struct keys *k, struct str name);

/* The same where the numbers are addresses: the address, or NULL. */
void *keys_address(const struct keys *k, struct str name);

/* Add a name with a number unless it is there; returns the number that it has then. The bytes of
 * the name are borrowed until it is removed. */
size_t keys_add(struct keys *k, struct str name, size_t number);

/* Set the number of a name, whether it is there or not. Borrows the name. */
void keys_set(struct keys *k, struct str name, size_t number);

void keys_remove(struct keys *k, struct str name);

/* All addresses, one after the other and in no order, from *at = 0 on; NULL: there are no more. No
 * name may be added or removed meanwhile. */
void *keys_next_address(const struct keys *k, size_t *at);

#endif
