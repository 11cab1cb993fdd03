/* SPDX-License-Identifier: ISC */
/* Sorts a list's items by kind and fills one table for each. */
#include "view/list_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/render_table.h"
#include "layout/stop.h"
#include "view/cells.h"
#include "view/list_columns.h"
#include "view/phrase.h"

#define MANY_COLUMNS 12 /* more than these are easier to read one below another */

static const char *const not_columns[] = {"Event", "ActionID", "Privilege", NULL};

/* The items of one table. */
struct kind {
	const struct msg **items;
	size_t n;
};

/* Fill the columns that are known of the list. */
static void
fill_known(struct table *t, const struct kind *kind, const struct list_columns *known)
{
	size_t n = 0;

	for (; n < LIST_COLUMNS && known->columns[n].title; n++)
		table_column(t, str_of(known->columns[n].title), known->columns[n].flags);
	for (size_t i = 0; i < kind->n && !stop_asked(i); i++)
		for (size_t c = 0; c < n; c++)
			phrase_print(table_cell(t), known->columns[c].phrase, kind->items[i]);
}

/* Fill the table with the values of these headers. asked: for by name. */
static void
fill_by_names(struct table *t, const struct kind *kind, struct header_names *names, unsigned flags,
    bool asked)
{
	struct cells cells = {0};

	for (size_t c = 0; c < names->n; c++)
		table_column(t, names->p[c],
		    flags | (phrase_is_telling(names->p[c]) ? TABLE_KEY : 0));
	for (size_t i = 0; i < kind->n && !stop_asked(i); i++) {
		size_t at = 0;
		(asked ? cells_find_fields : cells_find)(&cells, names, kind->items[i]);
		for (size_t c = 0; c < names->n; c++)
			cells_join(&cells, &at, c, kind->items[i], table_cell(t));
	}
	cells_clear(&cells);
}

/* Append "(3 channels)", and how many columns did not fit the terminal. */
static void
add_count(struct buf *out, size_t n, const char *noun, size_t hidden)
{
	size_t length = strlen(noun);
	bool y = length && noun[length - 1] == 'y';
	const char *plural = y ? "ies" : length && noun[length - 1] == 'x' ? "es" : "s";

	buf_addf(out, "(%zu %.*s%s", n, (int)(length - (y && n != 1)), noun, n == 1 ? "" : plural);
	if (hidden)
		buf_addf(out, ", %zu column%s more", hidden, hidden == 1 ? "" : "s");
	buf_addc(out, ')');
}

static void
print_count(struct buf *out, size_t n, const char *noun, size_t hidden, size_t columns)
{
	struct buf count = BUF_INIT(BUF_MAX_LINE);

	add_count(&count, n, noun, hidden);
	text_cut(out, buf_str(&count), columns ? columns : SIZE_MAX, 0);
	buf_addc(out, '\n');
	buf_clear(&count);
}

/* Print the table, or records if it is too wide. A table of known columns leaves out some
 * instead. */
static void
print_table(struct buf *out, struct table *t, const struct list_columns *known,
    const struct render_options *options)
{
	struct table_style style = {options->columns, options->header, options->color};
	size_t hidden = 0;

	if (!known && !table_fits(t, options->columns))
		table_print_records(t, &style, out);
	else
		hidden = table_print(t, &style, out);
	if (options->interactive)
		print_count(out, table_rows(t), known ? known->noun : "row", hidden,
		    options->columns);
}

/* The names of the headers that are not empty in all items; if there are none, the first. */
static void
find_names(struct header_names *names, const struct kind *kind)
{
	for (size_t i = 0; i < kind->n && !stop_asked(i); i++)
		header_names_add_msg(names, kind->items[i], not_columns);
	if (names->n == 0)
		header_names_add(names, STR("Event"));
	bool *filled = mem_array(names->n, sizeof(*filled)), any = false;
	for (size_t i = 0; i < kind->n && !stop_asked(i); i++) {
		struct msg_walk walk = {0};
		struct str name, value;
		while (msg_next(&walk, kind->items[i], &name, &value)) {
			size_t at = value.n ? header_names_find(names, name) : HEADER_NAMES_NONE;
			if (at != HEADER_NAMES_NONE)
				filled[at] = any = true;
		}
	}
	filled[0] |= !any;
	header_names_keep(names, filled);
	free(filled);
}

/* What a name looks like. */
static void
print_name(struct buf *shown, struct str name)
{
	buf_reset(shown);
	text_escape(shown, name);
}

/* The columns that the widest name takes. */
static size_t
widest(const struct header_names *names)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	size_t max = 0;

	for (size_t i = 0; i < names->n; i++) {
		print_name(&shown, names->p[i]);
		size_t width = text_width(buf_str(&shown));
		max = width > max ? width : max;
	}
	buf_clear(&shown);
	return max;
}

/* Print the headers that an item has, one a line. */
static void
print_record(struct buf *out, const struct cells *cells, const struct header_names *names,
    const struct msg *m, size_t width, const struct render_options *options)
{
	const struct table_style style = {options->columns, options->header, options->color};
	struct buf name = BUF_INIT(BUF_MAX_TEXT), value = BUF_INIT(BUF_MAX_TEXT);

	for (size_t at = 0; at < cells->n && !stop_asked(at);) {
		size_t column = cells->p[at].column;
		print_name(&name, names->p[column]);
		buf_reset(&value);
		cells_join(cells, &at, column, m, &value);
		table_record_line(out, &style, buf_str(&name), buf_str(&value), width);
	}
	buf_clear(&name);
	buf_clear(&value);
}

/* Print records: too many headers for a table. */
static void
print_records(struct buf *out, const struct kind *kind, struct header_names *names,
    const struct render_options *options)
{
	struct cells cells = {0};
	size_t width = widest(names);

	for (size_t i = 0; i < kind->n && !stop_asked(i); i++) {
		buf_addz(out, i ? "\n" : "");
		cells_find(&cells, names, kind->items[i]);
		print_record(out, &cells, names, kind->items[i], width, options);
	}
	cells_clear(&cells);
	if (options->interactive)
		print_count(out, kind->n, "row", 0, options->columns);
}

static void
print_kind(struct buf *out, const struct kind *kind, const struct render_options *options)
{
	const struct list_columns *known =
	    options->fields.n ? NULL : list_columns_of(kind->items[0]);
	struct header_names names = {0};
	struct table t;

	table_init(&t);
	if (known) {
		fill_known(&t, kind, known);
	} else if (options->fields.n) {
		header_names_add_fields(&names, options->fields);
		fill_by_names(&t, kind, &names, TABLE_AUTO, true);
	} else {
		find_names(&names, kind);
		if (names.n <= MANY_COLUMNS)
			fill_by_names(&t, kind, &names, TABLE_AUTO | TABLE_OPTIONAL, false);
	}
	if (known || options->fields.n || names.n <= MANY_COLUMNS)
		print_table(out, &t, known, options);
	else
		print_records(out, kind, &names, options);
	header_names_clear(&names);
	table_clear(&t);
}

/* What all items of a kind have. A list of ARI has one kind. */
static struct str
kind_of(const struct msg *item)
{
	return item->json ? STR("") : msg_title(item);
}

/* Sort the items by their kinds, the kinds in the order in which they first came. ends gets where
 * each ends; returns how many they are. */
static size_t
gather(const struct msg **items, const struct list_items *list, size_t *ends)
{
	struct keys titles = {0};
	size_t *kinds = mem_array(list->n, sizeof(*kinds)), n = 0, end = 0;

	for (size_t i = 0; i < list->n; i++) {
		kinds[i] = keys_add(&titles, kind_of(list->p[i]), n);
		n += kinds[i] == n;
		ends[kinds[i]]++;
	}
	for (size_t i = 0; i < n; i++) {
		size_t count = ends[i];
		ends[i] = end;
		end += count;
	}
	for (size_t i = 0; i < list->n; i++)
		items[ends[kinds[i]]++] = list->p[i];
	keys_clear(&titles);
	free(kinds);
	return n;
}

void
list_table_print(
    struct buf *out, const struct list_items *list, const struct render_options *options)
{
	const struct msg **items = mem_array(list->n, sizeof(*items));
	size_t *ends = mem_array(list->n, sizeof(*ends)), from = 0;
	size_t kinds = gather(items, list, ends);

	if (options->fields.n) {
		for (size_t i = 0; i < list->n; i++)
			items[i] = list->p[i];
		ends[0] = list->n;
		kinds = 1;
	}
	for (size_t i = 0; i < kinds; from = ends[i++]) {
		if (i)
			buf_addc(out, '\n');
		print_kind(out, &(struct kind){items + from, ends[i] - from}, options);
	}
	free(ends);
	free(items);
}
