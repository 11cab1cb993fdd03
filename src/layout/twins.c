/* SPDX-License-Identifier: ISC */
/* Sorts rows by their looks, so that those that look equal are together. */
#include "layout/twins.h"

#include <stdlib.h>

static int
by_look(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;

	if (x->look != y->look)
		return x->look < y->look ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static int
by_row(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;

	return x->row < y->row ? -1 : x->row > y->row;
}

size_t
twins_find(struct twin *rows, size_t n, bool (*same)(const void *arg, size_t a, size_t b),
    const void *arg)
{
	size_t found = 0, groups = 0, end;

	if (n == 0)
		return 0;
	qsort(rows, n, sizeof(*rows), by_look);
	for (size_t i = 0; i < n; i = end) {
		bool all_same = true;
		for (end = i; end < n && rows[end].look == rows[i].look; end++)
			all_same = all_same && same(arg, rows[i].row, rows[end].row);
		for (size_t j = i; j < end; j++)
			rows[j].group = all_same ? TWINS_NONE : groups;
		groups += !all_same;
		found += all_same ? 0 : end - i;
	}
	qsort(rows, n, sizeof(*rows), by_row);
	return found;
}
