/* SPDX-License-Identifier: ISC */
/* The different header names of some messages, in the order in which they first came. */
#ifndef VIEW_NAMES_H
#define VIEW_NAMES_H

#include "ami/msg.h"

/* The names are views into the messages. Zeroed is empty. */
struct names {
	struct str *p;
	size_t n, cap;
	size_t next; /* where the next name is probably found: messages of a list are alike */
};

void names_clear(struct names *names);

/* Add what is not there yet, case ignored. */
void names_add(struct names *names, struct str name);

/* Add the header names of m except those in skip (NULL at the end). */
void names_add_msg(struct names *names, const struct msg *m, const char *const *skip);

/* Add the names of a list such as "A, B"; one that comes twice is added twice. */
void names_add_fields(struct names *names, struct str fields);

/* Is this name one of those in the list, which has NULL at its end? Case is ignored. */
bool names_in(struct str name, const char *const *list);

#endif
