/* SPDX-License-Identifier: ISC */
/* Names with values, in the order they were first set: variables, aliases. Names ignore case. */
#ifndef BASE_PAIRS_H
#define BASE_PAIRS_H

#include "base/str.h"

struct pair {
	char *name;
	char *value;
	size_t value_n;
};

struct pairs {
	struct pair *v;
	size_t n;
};

void pairs_set(struct pairs *p, struct str name, struct str value);
bool pairs_find(const struct pairs *p, struct str name, struct str *value);
bool pairs_remove(struct pairs *p, struct str name);
void pairs_clear(struct pairs *p);

#endif
