/* SPDX-License-Identifier: ISC */
/* An array in order, and a table of the place of each name. Removing a pair leaves a gap; the gaps
 * are closed when there are as many as pairs. */
#include "base/pairs.h"

#include <stdlib.h>

#include "base/mem.h"

static struct pair *
find(const struct pairs *p, struct str name)
{
	size_t at = keys_find(&p->keys, name);

	return at == KEYS_NONE ? NULL : &p->v[at];
}

static struct pair *
add(struct pairs *p, struct str name)
{
	if (!p->v || p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 16;
		p->v = mem_grow(p->v, p->cap, sizeof(*p->v));
	}
	struct pair *pair = &p->v[p->n];
	*pair = (struct pair){.name = mem_strndup(name)};
	keys_add(&p->keys, str_of(pair->name), p->n++);
	return pair;
}

void
pairs_set(struct pairs *p, struct str name, struct str value)
{
	char *copy = mem_strndup(value); /* first: value may be a view of what is there */
	struct pair *pair = find(p, name);

	if (!pair)
		pair = add(p, name);
	free(pair->value);
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

/* Close the gaps. */
static void
close_gaps(struct pairs *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (!p->v[i].name)
			continue;
		keys_set(&p->keys, str_of(p->v[i].name), kept);
		p->v[kept++] = p->v[i];
	}
	p->n = kept;
}

bool
pairs_remove(struct pairs *p, struct str name)
{
	struct pair *pair = find(p, name);

	if (!pair)
		return false;
	keys_remove(&p->keys, str_of(pair->name));
	free(pair->name);
	free(pair->value);
	*pair = (struct pair){0};
	if (p->keys.n < p->n / 2)
		close_gaps(p);
	return true;
}

const struct pair *
pairs_next(const struct pairs *p, size_t *i)
{
	while (*i < p->n && !p->v[*i].name)
		++*i;
	return *i < p->n ? &p->v[(*i)++] : NULL;
}

void
pairs_clear(struct pairs *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->v[i].name);
		free(p->v[i].value);
	}
	free(p->v);
	keys_clear(&p->keys);
	*p = (struct pairs){0};
}
