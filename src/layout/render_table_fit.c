/* SPDX-License-Identifier: ISC */
/* How wide the columns of a table are. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/fit.h"
#include "layout/render_table_impl.h"
#include "layout/stop.h"

#define READABLE 12 /* no column is cut to less than this while another could be left out, */
#define USUAL    80 /* on a terminal that is not narrower than this */

/* How much of a name is left before another column goes: all of it if it takes no more than half of
 * the terminal; what differs; what can be read. */
enum keep { KEEP_ALL, KEEP_DIFFERENCE, KEEP_LEAST, KEEPS };

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.' && s.p[i] != '-')
			return false;
	return true;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The width to which columns may be cut while others are still shown. */
static size_t
least(size_t columns)
{
	return columns < USUAL ? TABLE_MIN_WIDTH : READABLE;
}

static void
measure_column(struct table *t, size_t i, size_t columns)
{
	struct table_column *c = &t->columns[i];
	struct abridge all = {.columns = 0};
	size_t title = text_width(table_text(t, 0, i));
	bool numbers = true;

	c->filled = false;
	c->natural = smaller(title, least(columns));
	for (size_t row = 1; row <= table_rows(t) && !stop_asked(row); row++) {
		struct str s = table_text(t, row, i);
		abridge_note(&all, s);
		numbers = numbers && is_number(s);
		c->filled = c->filled || s.n;
	}
	abridge_end(&all);
	c->natural = all.widest > c->natural ? all.widest : c->natural;
	c->needs = abridge_needs(&all);
	c->wanted = title > c->natural ? title : c->natural;
	c->visible = c->filled || !(c->flags & TABLE_OPTIONAL);
	c->left_out = false;
	c->name = i == 0 || c->flags & TABLE_WHOLE;
	c->right = c->flags & TABLE_RIGHT || (c->flags & TABLE_AUTO && numbers && c->filled);
	c->number = c->filled && (c->right || numbers);
}

void
table_measure(struct table *t, size_t columns)
{
	for (size_t i = 0; i < t->n; i++)
		measure_column(t, i, columns);
}

/* To what a column may be cut. What says how it is, and numbers, stay whole if they take no more
 * than half of the terminal. */
static size_t
least_of(const struct table_column *c, size_t columns, size_t floor, enum keep keep)
{
	size_t half = columns / 2;

	if (c->flags & TABLE_KEY || (c->number && !c->name))
		return smaller(c->natural, half > floor ? half : floor);
	if (!c->name || keep == KEEP_LEAST)
		return floor;
	if (keep == KEEP_ALL && c->natural <= half)
		return c->natural;
	return c->needs <= floor ? floor : smaller(c->needs, half > floor ? half : floor);
}

/* The columns as parts of a line. */
static struct fit *
parts_of(const struct table *t, size_t columns, size_t floor, enum keep keep)
{
	struct fit *parts = mem_array(t->n, sizeof(*parts));

	for (size_t i = 0; i < t->n; i++) {
		const struct table_column *c = &t->columns[i];
		parts[i] = (struct fit){
		    .natural = c->natural,
		    .least = least_of(c, columns, floor, keep),
		    .filled = c->wanted,
		    .gap = TABLE_GAP,
		    .weight = c->flags & TABLE_KEY ? FIT_KEY : c->name ? FIT_NAME : FIT_TEXT,
		    .hidden = !c->visible || c->left_out,
		};
	}
	return parts;
}

bool
table_fits(struct table *t, size_t columns)
{
	table_measure(t, columns);
	struct fit *parts = parts_of(t, columns, TABLE_MIN_WIDTH, KEEP_LEAST);
	bool fits = fit_parts(parts, t->n, columns, FIT_LEAST) == 0;
	free(parts);
	return fits;
}

/* Try to fit the columns into room. Returns how many have none; *important gets whether a name or a
 * key word is among them. */
static size_t
try_fit(const struct table *t, size_t columns, size_t room, enum keep keep, struct fit **parts,
    bool *important)
{
	*parts = parts_of(t, columns, least(columns), keep);
	size_t hidden = fit_parts(*parts, t->n, room, FIT_LEAST);

	*important = false;
	for (size_t i = 0; i < t->n; i++) {
		const struct table_column *c = &t->columns[i];
		*important |= c->visible && !c->left_out && (*parts)[i].hidden &&
		    (c->name || c->flags & TABLE_KEY);
	}
	return hidden;
}

/* Leave out columns that are empty in every row: there is no room for all. Returns how many. */
static size_t
leave_out_empty(struct table *t)
{
	size_t n = 0;

	for (size_t i = 1; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		c->left_out = c->visible && !c->filled;
		n += c->left_out;
	}
	return n;
}

/* Give the columns less and less until nothing important is left out. */
static size_t
fit_most(struct table *t, size_t columns, struct fit **parts)
{
	bool important;
	size_t hidden = try_fit(t, columns, columns, KEEP_ALL, parts, &important);

	if (!hidden)
		return 0;
	size_t empty = leave_out_empty(t), room = columns - (columns > TABLE_MORE ? TABLE_MORE : 0);
	enum keep keep = KEEP_ALL;
	do {
		free(*parts);
		hidden = try_fit(t, columns, room, keep, parts, &important);
	} while (important && ++keep < KEEPS);
	return empty + hidden;
}

size_t
table_fit(struct table *t, size_t columns)
{
	struct fit *parts;
	size_t hidden = fit_most(t, columns, &parts);

	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		c->left_out = c->visible && parts[i].hidden;
		c->visible = !parts[i].hidden;
		c->width = parts[i].width + parts[i].blanks;
	}
	free(parts);
	return hidden;
}
