/* SPDX-License-Identifier: ISC */
/* Goes over a message's fields once; sorts only where they do not come in the columns' order. */
#include "view/cells.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "view/stop.h"

void
cells_clear(struct cells *cells)
{
	free(cells->p);
	*cells = (struct cells){0};
}

static int
compare(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (x->field > y->field) - (x->field < y->field);
}

static void
add(struct cells *cells, size_t column, size_t field)
{
	if (cells->n == cells->cap) {
		cells->cap = cells->cap ? cells->cap * 2 : 32;
		cells->p = mem_grow(cells->p, cells->cap, sizeof(*cells->p));
	}
	cells->p[cells->n++] = (struct cell){column, field};
}

void
cells_find(struct cells *cells, struct header_names *names, const struct msg *m)
{
	struct msg_walk walk = {0};
	struct str name, value;
	bool sorted = true;

	cells->n = 0;
	for (size_t i = 0; msg_next(&walk, m, &name, &value) && !stop_asked(i); i++) {
		size_t column = header_names_find(names, name);
		while (column != HEADER_NAMES_NONE) {
			sorted &= cells->n == 0 || cells->p[cells->n - 1].column <= column;
			add(cells, column, i);
			column = header_names_again(names, column);
		}
	}
	if (!sorted)
		qsort(cells->p, cells->n, sizeof(*cells->p), compare);
}

void
cells_join(const struct cells *cells, size_t *at, size_t column, const struct msg *m,
    struct buf *out)
{
	size_t start = out->n;

	for (; *at < cells->n && cells->p[*at].column == column; ++*at) {
		if (out->n > start)
			buf_addz(out, ", ");
		text_escape(out, msg_value(m, cells->p[*at].field));
	}
}
