/* SPDX-License-Identifier: ISC */
/* A short list of named values; looked through from the front. */
#include "base/pairs.h"

#include <stdlib.h>

#include "base/mem.h"

static struct pair *
find(const struct pairs *p, struct str name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_ieq(str_of(p->v[i].name), name))
			return &p->v[i];
	return NULL;
}

void
pairs_set(struct pairs *p, struct str name, struct str value)
{
	struct pair *pair = find(p, name);
	char *copy = mem_strndup(value); /* first: value may be a view of what is there */

	if (!pair) {
		p->v = mem_grow(p->v, p->n + 1, sizeof(*p->v));
		pair = &p->v[p->n++];
		pair->name = mem_strndup(name);
	} else {
		free(pair->value);
	}
	pair->value = copy;
	pair->value_n = value.n;
}

bool
pairs_find(const struct pairs *p, struct str name, struct str *value)
{
	const struct pair *pair = find(p, name);

	if (pair)
		*value = str_from(pair->value, pair->value_n);
	return pair != NULL;
}

bool
pairs_remove(struct pairs *p, struct str name)
{
	struct pair *pair = find(p, name);

	if (!pair)
		return false;
	free(pair->name);
	free(pair->value);
	p->n--;
	memmove(pair, pair + 1, (size_t)(p->v + p->n - pair) * sizeof(*pair));
	return true;
}

void
pairs_clear(struct pairs *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->v[i].name);
		free(p->v[i].value);
	}
	free(p->v);
	*p = (struct pairs){0};
}
