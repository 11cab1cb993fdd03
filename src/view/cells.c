/* SPDX-License-Identifier: ISC */
/* Reads a message's fields once; sorts only if they are not in the columns' order. */
#include "view/cells.h"

#include <stdlib.h>

#include "ami/alias.h"
#include "base/mem.h"
#include "layout/stop.h"
#include "view/value.h"

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

/* Add the cells of a column that the message has under another name. */
static void
add_aliases(struct cells *cells, size_t column, struct str name, const struct msg *m)
{
	for (size_t i = 0; i < m->n; i++) {
		if (!str_ieq(msg_name(m, i), name))
			continue;
		add(cells, column, i);
		if (msg_has_once(m, name))
			return;
	}
}

/* Add the cells of columns that have what is hidden in the message. */
static void
add_hidden(struct cells *cells, struct header_names *names, const struct msg *m)
{
	for (size_t i = m->n; i < m->n + m->hidden && !stop_asked(i); i++) {
		size_t column = header_names_find(names, msg_name(m, i));
		for (; column != HEADER_NAMES_NONE; column = header_names_again(names, column))
			add(cells, column, i);
	}
}

void
cells_find_fields(struct cells *cells, struct header_names *names, const struct msg *m)
{
	size_t found, at = 0;

	cells_find(cells, names, m);
	found = cells->n;
	for (size_t column = 0; column < names->n; column++) {
		bool has = at < found && cells->p[at].column == column;
		while (at < found && cells->p[at].column == column)
			at++;
		if (!has && alias_is_other(m, names->p[column]))
			add_aliases(cells, column, alias_in(m, names->p[column]), m);
	}
	add_hidden(cells, names, m);
	if (cells->n > found)
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
		value_print(out, m, msg_value(m, cells->p[*at].field));
	}
}
