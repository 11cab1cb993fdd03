/* SPDX-License-Identifier: ISC */
/*
 * Which events are looked at? The owner of a session is asked by name. Who wants what changes only
 * while he handles an item, so until then the names recur with the same answer.
 */
#ifndef SESSION_WANTED_H
#define SESSION_WANTED_H

#include "base/str.h"

#define WANTED_NAMES 8 /* that are kept */

struct wanted {
	bool (*want)(void *arg, struct str name); /* NULL: every event is */
	void *arg;
};

/* Names of events that are not wanted. Zeroed at first. They are views of what was read: good for
 * one turn, or one batch. */
struct unwanted {
	struct str names[WANTED_NAMES];
	size_t n;
};

/* Does nobody look at events of this name? */
static inline bool
wanted_refuses(const struct wanted *w, struct unwanted *known, struct str name)
{
	for (size_t i = 0; i < known->n; i++)
		if (str_eq(known->names[i], name))
			return true;
	if (!w->want || w->want(w->arg, name))
		return false;
	if (known->n < WANTED_NAMES)
		known->names[known->n++] = name;
	return true;
}

#endif
