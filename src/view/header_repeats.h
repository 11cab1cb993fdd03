/* SPDX-License-Identifier: ISC */
/*
 * Finds the repeated headers of a message, in one pass whatever their number: GetConfig sends
 * thousands of different ones, a list event twenty.
 */
#ifndef VIEW_HEADER_REPEATS_H
#define VIEW_HEADER_REPEATS_H

#include "ami/msg.h"

#define HEADER_REPEATS_NONE UINT32_MAX

/* For field i: the next field of the same name (case counts), or HEADER_REPEATS_NONE; and whether
 * it is the first of its name. The arrays are reused from message to message. */
struct header_repeats {
	struct header_repeats_field {
		uint32_t hash;
		uint32_t next;
		uint32_t last; /* of a first field: the last of its name so far */
		bool first;
	} *fields;
	uint32_t *slots; /* hash table of first fields, each plus one; 0: free */
	size_t fields_cap, slots_cap;
	uint64_t key[2]; /* of the hash, once it is keyed */
	bool keyed;
};

/* Zeroed is valid. The result of header_repeats_find is incomplete when stop_asked. */
void header_repeats_clear(struct header_repeats *r);
void header_repeats_find(struct header_repeats *r, const struct msg *m);

#endif
