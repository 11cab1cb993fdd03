/* SPDX-License-Identifier: ISC */
/* Rows that are not equal do not look equal. */
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "layout/render_table_impl.h"
#include "layout/stop.h"

/* How much of a cell's end is left when it is cut, in quarters of its width: what is tried until no
 * two rows look equal. */
static const size_t splits[] = {2, 4, 3, 1, 0};

#define SPLITS (sizeof(splits) / sizeof(*splits))

static bool
same_row(const void *arg, size_t a, size_t b)
{
	const struct table *t = arg;

	for (size_t i = 0; i < t->n; i++)
		if (!str_eq(table_text(t, a, i), table_text(t, b, i)))
			return false;
	return true;
}

/* How many rows look like another one that they do not equal? */
static size_t
count_twins(struct table_looks *l)
{
	static const uint64_t no_key[2];
	struct buf line = BUF_INIT(BUF_MAX_TEXT);

	for (size_t row = 0; row < l->rows; row++) {
		buf_reset(&line);
		table_print_row(l->t, row + 1, &line);
		l->twins[row].look = hash_bytes(no_key, buf_str(&line), false);
		l->twins[row].row = row + 1;
	}
	buf_clear(&line);
	return twins_find(l->twins, l->rows, same_row, l->t);
}

/* Cut each column so that what differs in it is left. */
static void
cut_common(struct table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		c->cut = (struct abridge){
		    .columns = c->width, .tail = c->name ? c->width / 2 : 0};
		if (!c->visible || c->width >= c->natural)
			continue;
		for (size_t row = 1; row <= table_rows(t) && !stop_asked(row); row++)
			abridge_note(&c->cut, table_text(t, row, i));
		abridge_end(&c->cut);
	}
}

static void
cut_split(struct table *t, size_t quarters)
{
	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		c->cut = (struct abridge){
		    .columns = c->width, .tail = c->width * quarters / 4};
	}
}

/* Cut in one of the ways: what differs, then the splits. */
static void
cut(struct table *t, size_t way)
{
	if (way == 0)
		cut_common(t);
	else
		cut_split(t, splits[way - 1]);
}

/* Find out where the rows of each group differ. */
static void
compare_groups(struct table_looks *l)
{
	size_t columns = l->t->n, *first = mem_array(l->rows, sizeof(*first));

	l->differ = mem_array(l->rows * columns, sizeof(*l->differ));
	for (size_t row = 0; row < l->rows; row++) {
		size_t group = l->twins[row].group;
		if (group == TWINS_NONE)
			continue;
		if (!first[group])
			first[group] = row + 1;
		for (size_t i = 0; i < columns; i++)
			if (!str_eq(table_text(l->t, row + 1, i),
				table_text(l->t, first[group], i)))
				l->differ[group * columns + i] = true;
	}
	free(first);
}

void
table_tell_apart(struct table_looks *l, struct table *t)
{
	size_t fewest = SIZE_MAX, best = 0, way;

	l->twins = mem_array(l->rows, sizeof(*l->twins));
	for (way = 0; fewest && way <= SPLITS; way++) {
		cut(t, way);
		size_t twins = count_twins(l);
		if (twins < fewest) {
			fewest = twins;
			best = way;
		}
	}
	if (!fewest)
		return;
	cut(t, best);
	count_twins(l);
	compare_groups(l);
}

void
table_looks_clear(struct table_looks *l)
{
	free(l->twins);
	free(l->differ);
}

bool
table_tells_below(const struct table_looks *l, size_t row, size_t column)
{
	const struct table_column *c = &l->t->columns[column];
	struct str s = table_text(l->t, row, column);
	size_t group = l->differ ? l->twins[row - 1].group : TWINS_NONE;

	if (s.n == 0)
		return false;
	if (group != TWINS_NONE && l->differ[group * l->t->n + column])
		return true;
	return c->flags & TABLE_KEY && (c->left_out || (c->visible && text_width(s) > c->width));
}
