/* SPDX-License-Identifier: ISC */
/* The different header names of some messages, in the order in which they first came. */
#ifndef VIEW_HEADER_NAMES_H
#define VIEW_HEADER_NAMES_H

#include "ami/msg.h"
#include "base/keys.h"

#define HEADER_NAMES_NONE SIZE_MAX

/* The names are views into the messages. Zeroed is empty. */
struct header_names {
	struct str *p;
	size_t n, cap;
	size_t *again; /* for each: where the same name comes again; NULL: none comes twice */
	size_t next;   /* where the next name is probably found: messages of a list are alike */
	struct keys keys; /* of the first keyed ones, once there are many */
	size_t keyed;
};

void header_names_clear(struct header_names *names);

/* Add what is not there yet, case ignored. */
void header_names_add(struct header_names *names, struct str name);

/* Add the header names of m except those in skip (NULL at the end). */
void header_names_add_msg(struct header_names *names, const struct msg *m, const char *const *skip);

/* Add the names of a list such as "A, B"; one that comes twice is there twice. */
void header_names_add_fields(struct header_names *names, struct str fields);

/* Where the name comes first, or HEADER_NAMES_NONE. The cost does not depend on their number. */
size_t header_names_find(struct header_names *names, struct str name);

/* Where the name at i comes again, or HEADER_NAMES_NONE. */
size_t header_names_again(const struct header_names *names, size_t i);

/* Drop the names at each i where keep[i] is false. None may be there twice. */
void header_names_keep(struct header_names *names, const bool *keep);

#endif
