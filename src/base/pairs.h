/* SPDX-License-Identifier: ISC */
/* Names with values, in the order they were first set: variables, aliases. Names ignore case. */
#ifndef BASE_PAIRS_H
#define BASE_PAIRS_H

#include "base/keys.h"

struct pair {
	char *name;
	char *value;
	size_t value_n;
};

struct pairs {
	struct pair *v; /* those without a name are gaps: see pairs_next */
	size_t n, cap;
	struct keys keys;
};

/* Set a value; both are copied. A name that is there keeps its place and its spelling. */
void pairs_set(struct pairs *p, struct str name, struct str value);

/* Is there such a name? *value is good until the next change, and as it was if there is none. */
bool pairs_find(const struct pairs *p, struct str name, struct str *value);

/* Forget a name; false if there was none. */
bool pairs_remove(struct pairs *p, struct str name);

/* One pair after the other, in order: NULL after the last. *i is 0 at first. */
const struct pair *pairs_next(const struct pairs *p, size_t *i);

/* Forget all and free them; the list can be used again. */
void pairs_clear(struct pairs *p);

#endif
