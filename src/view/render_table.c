/* SPDX-License-Identifier: ISC */
/* Fits tables to terminals. Knows nothing of messages. */
#include "view/render_table.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "view/fit.h"
#include "view/stop.h"
#include "view/style.h"
#include "view/twins.h"

#define GAP       2 /* blanks between columns */
#define MIN_WIDTH 8  /* no column is cut to less while another could be left out */
#define READABLE  12 /* nor to less than this */
#define USUAL     80 /* on a terminal that is not narrower than this */
#define MORE      2  /* columns that the ellipsis for hidden ones takes */

struct table_column {
	unsigned flags;
	size_t wanted;  /* columns that the widest cell or the title takes */
	size_t natural; /* the same, but a title wider than its cells counts little */
	size_t width;   /* what it gets */
	size_t tail;    /* columns of a cell's end that are left when it is cut */
	bool visible;
	bool right;
	bool name;  /* distinguishes rows: cut in the middle */
	bool whole; /* cut last */
};

void
table_init(struct table *t)
{
	*t = (struct table){.text = BUF_INIT(BUF_MAX_TEXT)};
}

void
table_clear(struct table *t)
{
	buf_clear(&t->text);
	free(t->ends);
	free(t->columns);
	table_init(t);
}

struct buf *
table_cell(struct table *t)
{
	if (t->cells == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 64;
		t->ends = mem_grow(t->ends, t->cap, sizeof(*t->ends));
	}
	if (t->cells)
		t->ends[t->cells - 1] = t->text.n;
	t->cells++;
	return &t->text;
}

void
table_column(struct table *t, struct str title, unsigned flags)
{
	t->columns = mem_grow(t->columns, t->n + 1, sizeof(*t->columns));
	t->columns[t->n++] = (struct table_column){.flags = flags};
	text_escape(table_cell(t), title);
}

size_t
table_rows(const struct table *t)
{
	return t->n ? (t->cells - 1) / t->n : 0;
}

/* The text of a cell; row 0 is the titles. */
static struct str
cell(const struct table *t, size_t row, size_t column)
{
	size_t i = row * t->n + column;
	size_t start = i ? t->ends[i - 1] : 0;
	size_t end = i + 1 < t->cells ? t->ends[i] : t->text.n;

	return i < t->cells ? str_from(buf_str(&t->text).p + start, end - start) : STR("");
}

static bool
is_number(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.' && s.p[i] != '-')
			return false;
	return true;
}

/* The width to which columns may be cut while others are still shown. */
static size_t
least(size_t columns)
{
	return columns < USUAL ? MIN_WIDTH : READABLE;
}

/* Find out what each column needs, and whether it is shown. */
static void
measure(struct table *t, size_t columns)
{
	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		bool numbers = true, filled = false;
		size_t title = text_width(cell(t, 0, i));
		c->natural = title < least(columns) ? title : least(columns);
		for (size_t row = 1; row <= table_rows(t) && !stop_asked(row); row++) {
			struct str s = cell(t, row, i);
			size_t width = text_width(s);
			c->natural = width > c->natural ? width : c->natural;
			numbers = numbers && is_number(s);
			filled = filled || s.n;
		}
		c->wanted = title > c->natural ? title : c->natural;
		c->visible = filled || !(c->flags & TABLE_OPTIONAL);
		c->name = i == 0 || c->flags & TABLE_WHOLE;
		c->whole = c->flags & TABLE_WHOLE && c->natural <= columns / 2;
		c->right = c->flags & TABLE_RIGHT || (c->flags & TABLE_AUTO && numbers && filled);
	}
}

/* The columns as parts of a line, none cut to less than least if it is not narrower anyhow. */
static struct fit *
parts_of(const struct table *t, size_t least_width)
{
	struct fit *parts = mem_array(t->n, sizeof(*parts));

	for (size_t i = 0; i < t->n; i++) {
		const struct table_column *c = &t->columns[i];
		parts[i] = (struct fit){
		    .natural = c->natural,
		    .least = c->whole ? c->natural : least_width,
		    .filled = c->wanted,
		    .gap = GAP,
		    .weight = c->name ? FIT_NAME : FIT_TEXT,
		    .hidden = !c->visible,
		};
	}
	return parts;
}

bool
table_fits(struct table *t, size_t columns)
{
	measure(t, columns);
	struct fit *parts = parts_of(t, MIN_WIDTH);
	bool fits = fit_parts(parts, t->n, columns, FIT_LEAST) == 0;
	free(parts);
	return fits;
}

/* Give each column its width. Returns how many have no room. */
static size_t
fit(struct table *t, size_t columns)
{
	struct fit *parts = parts_of(t, least(columns));
	size_t hidden = fit_parts(parts, t->n, columns, FIT_LEAST);

	if (hidden && columns > MORE) {
		free(parts);
		parts = parts_of(t, least(columns));
		hidden = fit_parts(parts, t->n, columns - MORE, FIT_LEAST);
	}
	for (size_t i = 0; i < t->n; i++) {
		struct table_column *c = &t->columns[i];
		c->visible = !parts[i].hidden;
		c->width = parts[i].width + parts[i].blanks;
		c->tail = c->name ? c->width / 2 : 0;
	}
	free(parts);
	return hidden;
}

static void
print_row(const struct table *t, size_t row, struct buf *out)
{
	size_t start = out->n;

	for (size_t i = 0; i < t->n; i++) {
		const struct table_column *c = &t->columns[i];
		struct str s = cell(t, row, i);
		if (!c->visible)
			continue;
		size_t width = text_width(s);
		buf_pad(out, ' ', out->n > start ? GAP : 0);
		size_t before = c->right && width < c->width ? c->width - width : 0;
		buf_pad(out, ' ', before);
		size_t used = text_cut(out, s, c->width, row ? c->tail : 0);
		buf_pad(out, ' ', c->width - before - used);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->n--;
}

/* How much of a cell's end is left when it is cut, in quarters of its width: what is tried until no
 * two rows look equal. */
static const size_t splits[] = {2, 4, 3, 1, 0};

/* The rows as they are printed, and those that look equal but are not. */
struct looks {
	const struct table *t;
	size_t columns;
	size_t rows;
	struct twin *twins;
	bool *differ; /* for each group and column: do its rows differ there? */
};

static bool
same_row(const void *arg, size_t a, size_t b)
{
	const struct table *t = arg;

	for (size_t i = 0; i < t->n; i++)
		if (!str_eq(cell(t, a, i), cell(t, b, i)))
			return false;
	return true;
}

/* How many rows look like another one that they do not equal? */
static size_t
count_twins(struct looks *l)
{
	static const uint64_t no_key[2];
	struct buf line = BUF_INIT(BUF_MAX_TEXT);

	for (size_t row = 0; row < l->rows; row++) {
		buf_reset(&line);
		print_row(l->t, row + 1, &line);
		l->twins[row].look = hash_bytes(no_key, buf_str(&line), false);
		l->twins[row].row = row + 1;
	}
	buf_clear(&line);
	return twins_find(l->twins, l->rows, same_row, l->t);
}

static void
split(struct table *t, size_t quarters)
{
	for (size_t i = 0; i < t->n; i++)
		t->columns[i].tail = t->columns[i].width * quarters / 4;
}

/* Find out where the rows of each group differ. */
static void
compare_groups(struct looks *l)
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
			if (!str_eq(cell(l->t, row + 1, i), cell(l->t, first[group], i)))
				l->differ[group * columns + i] = true;
	}
	free(first);
}

/* Cut the cells so that different rows look different, if possible. */
static void
tell_apart(struct looks *l, struct table *t)
{
	size_t least_twins = count_twins(l), best = SIZE_MAX;

	for (size_t i = 0; least_twins && i < sizeof(splits) / sizeof(*splits); i++) {
		split(t, splits[i]);
		size_t twins = count_twins(l);
		if (twins < least_twins) {
			least_twins = twins;
			best = i;
		}
	}
	if (least_twins == 0 && best == SIZE_MAX)
		return;
	if (best == SIZE_MAX)
		for (size_t i = 0; i < t->n; i++)
			t->columns[i].tail = t->columns[i].name ? t->columns[i].width / 2 : 0;
	else
		split(t, splits[best]);
	if (count_twins(l))
		compare_groups(l);
}

/* Append text in separate lines, each below its row. */
static void
print_below(struct buf *out, struct str text, size_t columns)
{
	size_t indent = columns > 2 * GAP ? GAP : 0, used;

	while (text.n) {
		struct str head = text_fit(text, columns - indent, &used);
		size_t n = head.n ? head.n : text_broken(text);
		buf_pad(out, ' ', indent);
		text_cut(out, str_head(text, n), columns - indent, 0);
		buf_addc(out, '\n');
		text = str_from_at(text, n);
	}
}

/* Below a row that looks like another one: how they differ. */
static void
print_difference(const struct looks *l, size_t row, struct buf *out)
{
	size_t group = l->twins[row - 1].group;
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; group != TWINS_NONE && i < l->t->n; i++) {
		struct str s = cell(l->t, row, i);
		if (!l->differ[group * l->t->n + i] || s.n == 0)
			continue;
		buf_reset(&text);
		buf_adds(&text, cell(l->t, 0, i));
		buf_addz(&text, ": ");
		buf_adds(&text, s);
		print_below(out, buf_str(&text), l->columns);
	}
	buf_clear(&text);
}

static void
print_rows(struct table *t, const struct table_style *style, struct buf *out)
{
	struct looks l = {.t = t, .columns = style->columns, .rows = table_rows(t)};

	if (style->columns) {
		l.twins = mem_array(l.rows, sizeof(*l.twins));
		tell_apart(&l, t);
	}
	for (size_t row = 1; row <= l.rows && !stop_asked(row); row++) {
		print_row(t, row, out);
		buf_addc(out, '\n');
		if (l.differ)
			print_difference(&l, row, out);
	}
	free(l.twins);
	free(l.differ);
}

size_t
table_print(struct table *t, const struct table_style *style, struct buf *out)
{
	measure(t, style->columns);
	size_t hidden = fit(t, style->columns);

	if (style->header) {
		buf_addz(out, style->color ? STYLE_TITLE : "");
		print_row(t, 0, out);
		buf_addz(out, hidden && style->columns > MORE ? " …" : "");
		buf_addz(out, style->color ? STYLE_OFF "\n" : "\n");
	}
	print_rows(t, style, out);
	return hidden;
}

void
table_record_line(struct buf *out, const struct table_style *style, struct str title,
    struct str value, size_t width)
{
	if (style->header) {
		buf_addz(out, style->color ? STYLE_NAME : "");
		buf_adds(out, title);
		buf_addz(out, style->color ? STYLE_OFF : "");
		if (value.n)
			buf_pad(out, ' ', width + GAP - text_width(title));
	}
	buf_adds(out, value);
	buf_addc(out, '\n');
}

void
table_print_records(struct table *t, const struct table_style *style, struct buf *out)
{
	size_t width = 0;

	measure(t, style->columns);
	for (size_t i = 0; i < t->n; i++) {
		size_t title = text_width(cell(t, 0, i));
		if (t->columns[i].visible && title > width)
			width = title;
	}
	for (size_t row = 1; row <= table_rows(t) && !stop_asked(row); row++) {
		if (row > 1)
			buf_addc(out, '\n');
		for (size_t i = 0; i < t->n; i++)
			if (t->columns[i].visible)
				table_record_line(out, style, cell(t, 0, i), cell(t, row, i),
				    width);
	}
}
