/* SPDX-License-Identifier: ISC */
/* Collects header names; searches first where the previous message had the same name. */
#include "view/header_names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "layout/stop.h"

#define FEW 12 /* names that are searched without a table */

void
header_names_clear(struct header_names *names)
{
	free(names->p);
	free(names->again);
	keys_clear(&names->keys);
	*names = (struct header_names){0};
}

static void
append(struct header_names *names, struct str name)
{
	if (names->n == names->cap) {
		names->cap = names->cap ? names->cap * 2 : 32;
		names->p = mem_grow(names->p, names->cap, sizeof(*names->p));
	}
	names->p[names->n++] = name;
}

/* Search a few names, starting with the most likely one. */
static size_t
look_through(const struct header_names *names, struct str name)
{
	for (size_t i = 0; i < names->n; i++) {
		size_t at = (names->next + i) % names->n;
		if (str_ieq(names->p[at], name))
			return at;
	}
	return HEADER_NAMES_NONE;
}

/* Look up a name that is not the most likely one. */
static size_t
look_up(struct header_names *names, struct str name)
{
	size_t next = names->next < names->n ? names->next : 0;

	if (str_ieq(names->p[next], name))
		return next;
	for (; names->keyed < names->n; names->keyed++)
		keys_add(&names->keys, names->p[names->keyed], names->keyed);
	return keys_find(&names->keys, name);
}

/* Where a name comes twice each is found from the first. */
static size_t
first_of(const struct header_names *names, size_t at)
{
	return names->again && at != HEADER_NAMES_NONE ? keys_find(&names->keys, names->p[at]) : at;
}

size_t
header_names_find(struct header_names *names, struct str name)
{
	size_t at = names->n <= FEW ? look_through(names, name) : look_up(names, name);

	at = first_of(names, at);
	if (at != HEADER_NAMES_NONE)
		names->next = at + 1;
	return at;
}

void
header_names_add(struct header_names *names, struct str name)
{
	if (header_names_find(names, name) != HEADER_NAMES_NONE)
		return;
	append(names, name);
	names->next = names->n;
}

void
header_names_add_msg(struct header_names *names, const struct msg *m, const char *const *skip)
{
	struct msg_walk walk = {0};
	struct str name, value;

	while (msg_next(&walk, m, &name, &value) && !stop_asked(walk.i))
		if (!str_in(name, skip))
			header_names_add(names, name);
}

/* Chain the names that come twice, each to the next one. */
static void
chain(struct header_names *names)
{
	size_t *last = mem_array(names->n + 1, sizeof(*last));

	names->again = mem_array(names->n + 1, sizeof(*names->again));
	for (size_t i = 0; i < names->n; i++) {
		size_t first = keys_add(&names->keys, names->p[i], i);
		names->again[i] = HEADER_NAMES_NONE;
		if (first < i)
			names->again[last[first]] = i;
		last[first] = i;
	}
	names->keyed = names->n;
	free(last);
}

void
header_names_add_fields(struct header_names *names, struct str fields)
{
	struct str name;
	bool twice = false;

	while (str_cut(&fields, ',', &name)) {
		name = str_trim(name);
		if (name.n == 0)
			continue;
		twice |= header_names_find(names, name) != HEADER_NAMES_NONE;
		append(names, name);
	}
	if (twice)
		chain(names);
}

size_t
header_names_again(const struct header_names *names, size_t i)
{
	return names->again ? names->again[i] : HEADER_NAMES_NONE;
}

void
header_names_keep(struct header_names *names, const bool *keep)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->n; i++)
		if (keep[i])
			names->p[kept++] = names->p[i];
	names->n = kept;
	names->next = names->keyed = 0;
	keys_clear(&names->keys);
}
