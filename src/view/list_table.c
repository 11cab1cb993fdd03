/* SPDX-License-Identifier: ISC */
/* Sorts a list's items by kind and fills one table for each. */
#include "view/list_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "view/form.h"
#include "view/header_names.h"
#include "view/headers.h"
#include "view/list_form.h"
#include "view/render_table.h"

#define MANY_COLUMNS 12 /* more than these are easier to read one below the other */

static const char *const not_columns[] = {"Event", "ActionID", "Privilege", NULL};

/* The items of one table. */
struct kind {
	const struct msg **items;
	size_t n;
};

/* Fill the table as the list's form says. */
static void
fill_by_form(struct table *t, const struct kind *kind, const struct list_form *form)
{
	size_t n = 0;

	for (; n < LIST_COLUMNS && form->columns[n].title; n++)
		table_column(t, str_of(form->columns[n].title), form->columns[n].flags);
	for (size_t i = 0; i < kind->n; i++)
		for (size_t c = 0; c < n; c++)
			form_print(table_cell(t), form->columns[c].form, kind->items[i]);
}

/* Fill the table with the values of these headers. */
static void
fill_by_names(struct table *t, const struct kind *kind, const struct header_names *names,
    unsigned flags)
{
	for (size_t c = 0; c < names->n; c++)
		table_column(t, names->p[c], flags);
	for (size_t i = 0; i < kind->n; i++)
		for (size_t c = 0; c < names->n; c++)
			headers_join(table_cell(t), kind->items[i], names->p[c]);
}

/* Append "(3 channels)", and how much of the table the terminal has no room for. */
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

/* Are records better than rows? A form's table loses columns instead, when there is no room. */
static bool
wants_records(struct table *t, const struct list_form *form, const struct render_options *options)
{
	if (form)
		return false;
	if (options->fields.n == 0 && table_visible(t) > MANY_COLUMNS)
		return true;
	return !table_fits(t, options->columns);
}

static void
print(struct buf *out, struct table *t, const struct list_form *form,
    const struct render_options *options)
{
	struct table_style style = {options->columns, options->header, options->color};
	size_t hidden = 0;

	if (wants_records(t, form, options))
		table_print_records(t, &style, out);
	else
		hidden = table_print(t, &style, out);
	if (options->interactive)
		print_count(out, table_rows(t), form ? form->noun : "row", hidden,
		    options->columns);
}

static void
print_kind(struct buf *out, const struct kind *kind, const struct render_options *options)
{
	struct str title = msg_title(kind->items[0]);
	const struct list_form *form = options->fields.n ? NULL : list_form(title);
	struct header_names names = {0};
	struct table t;

	table_init(&t);
	if (options->fields.n) {
		header_names_add_fields(&names, options->fields);
		fill_by_names(&t, kind, &names, TABLE_AUTO);
	} else if (form) {
		fill_by_form(&t, kind, form);
	} else {
		for (size_t i = 0; i < kind->n; i++)
			header_names_add_msg(&names, kind->items[i], not_columns);
		if (names.n == 0)
			header_names_add(&names, STR("Event"));
		fill_by_names(&t, kind, &names, TABLE_AUTO | TABLE_OPTIONAL);
	}
	print(out, &t, form, options);
	header_names_clear(&names);
	table_clear(&t);
}

/* Move all items that are of the first one's kind to the front; returns how many they are. */
static size_t
gather(const struct msg **items, size_t n)
{
	struct str title = msg_title(items[0]);
	const struct msg **others = mem_array(n, sizeof(*others));
	size_t same = 0, rest = 0;

	for (size_t i = 0; i < n; i++) {
		if (str_ieq(msg_title(items[i]), title))
			items[same++] = items[i];
		else
			others[rest++] = items[i];
	}
	for (size_t i = 0; i < rest; i++)
		items[same + i] = others[i];
	free(others);
	return same;
}

void
list_table_print(struct buf *out, const struct kept *kept, const struct render_options *options)
{
	const struct msg **items = mem_array(kept->n, sizeof(*items));
	struct kind kind = {items, 0};

	for (size_t i = 0; i < kept->n; i++)
		items[i] = kept->p[i];
	for (size_t left = kept->n; left > 0; left -= kind.n, kind.items += kind.n) {
		if (kind.items > items)
			buf_addc(out, '\n');
		kind.n = options->fields.n ? left : gather(kind.items, left);
		print_kind(out, &kind, options);
	}
	free(items);
}
