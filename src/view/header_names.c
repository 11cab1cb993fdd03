/* SPDX-License-Identifier: ISC */
/* Collects header names; looks first where the message before had the same name. */
#include "view/header_names.h"

#include <stdlib.h>

#include "base/mem.h"

void
header_names_clear(struct header_names *names)
{
	free(names->p);
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

void
header_names_add(struct header_names *names, struct str name)
{
	for (size_t i = 0; i < names->n; i++) {
		size_t at = (names->next + i) % names->n;
		if (str_ieq(names->p[at], name)) {
			names->next = at + 1;
			return;
		}
	}
	append(names, name);
	names->next = names->n;
}

void
header_names_add_msg(struct header_names *names, const struct msg *m, const char *const *skip)
{
	struct msg_walk walk = {0};
	struct str name, value;

	while (msg_next(&walk, m, &name, &value))
		if (!header_names_in(name, skip))
			header_names_add(names, name);
}

void
header_names_add_fields(struct header_names *names, struct str fields)
{
	struct str name;

	while (str_cut(&fields, ',', &name)) {
		name = str_trim(name);
		if (name.n)
			append(names, name);
	}
}

bool
header_names_in(struct str name, const char *const *list)
{
	while (*list)
		if (str_ieq(name, str_of(*list++)))
			return true;
	return false;
}
