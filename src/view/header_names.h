/* SPDX-License-Identifier: ISC */
/* The different header names of some messages, in the order in which they first came. */
#ifndef VIEW_HEADER_NAMES_H
#define VIEW_HEADER_NAMES_H

#include "ami/msg.h"

/* The names are views into the messages. Zeroed is empty. */
struct header_names {
	struct str *p;
	size_t n, cap;
	size_t next; /* where the next name is probably found: messages of a list are alike */
};

void header_names_clear(struct header_names *names);

/* Add what is not there yet, case ignored. */
void header_names_add(struct header_names *names, struct str name);

/* Add the header names of m except those in skip (NULL at the end). */
void header_names_add_msg(struct header_names *names, const struct msg *m, const char *const *skip);

/* Add the names of a list such as "A, B"; one that comes twice is added twice. */
void header_names_add_fields(struct header_names *names, struct str fields);

/* Is this name one of those in the list, which has NULL at its end? Case is ignored. */
bool header_names_in(struct str name, const char *const *list);

#endif
