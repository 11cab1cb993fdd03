/* SPDX-License-Identifier: ISC */
/* Fits tables to terminals. Knows nothing of messages. */
#include "view/render_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "view/style.h"

#define GAP       2 /* blanks between columns */
#define MIN_WIDTH 8  /* no column is cut to less */
#define READABLE  12 /* a column goes before others are cut to less, */
#define USUAL     80 /* on a terminal that is not narrower */
#define MORE      2 /* columns that the ellipsis for hidden ones takes */

struct table_column {
	unsigned flags;
	size_t wanted;  /* columns that the widest cell or the title takes */
	size_t natural; /* the same, but a title wider than its cells counts little */
	size_t width;   /* what it gets */
	bool visible;
	bool right;
	bool whole;
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

/* To what width columns may be cut while others are still shown. */
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
		for (size_t row = 1; row <= table_rows(t); row++) {
			struct str s = cell(t, row, i);
			size_t width = text_width(s);
			c->natural = width > c->natural ? width : c->natural;
			numbers = numbers && is_number(s);
			filled = filled || s.n;
		}
		c->wanted = title > c->natural ? title : c->natural;
		c->visible = filled || !(c->flags & TABLE_OPTIONAL);
		c->whole = c->flags & TABLE_WHOLE && c->natural <= columns / 2;
		c->right = c->flags & TABLE_RIGHT || (c->flags & TABLE_AUTO && numbers && filled);
	}
}

/* What a column gets when those that may be cut are not to be wider than limit. */
static size_t
limited(const struct table_column *c, size_t limit)
{
	return c->whole || c->natural < limit ? c->natural : limit;
}

/* Columns of the terminal that the table takes then. */
static size_t
total(const struct table *t, size_t limit)
{
	size_t sum = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->columns[i].visible)
			sum += (sum ? GAP : 0) + limited(&t->columns[i], limit);
	return sum;
}

size_t
table_visible(struct table *t)
{
	size_t n = 0;

	measure(t, 0);
	for (size_t i = 0; i < t->n; i++)
		n += t->columns[i].visible;
	return n;
}

bool
table_fits(struct table *t, size_t columns)
{
	measure(t, columns);
	return columns == 0 || total(t, MIN_WIDTH) <= columns;
}

/* Hide columns from the right until the rest fits, with the ellipsis behind it. The first one
 * stays. */
static size_t
hide(struct table *t, size_t columns)
{
	size_t hidden = 0;

	for (size_t i = t->n; i-- > 1 && total(t, least(columns)) + (hidden ? MORE : 0) > columns;)
		if (t->columns[i].visible) {
			t->columns[i].visible = false;
			hidden++;
		}
	return hidden;
}

/* The greatest width for all columns with which the table fits. */
static size_t
find_limit(const struct table *t, size_t columns)
{
	size_t low = MIN_WIDTH, high = columns;

	while (low < high) {
		size_t middle = low + (high - low + 1) / 2;
		if (total(t, middle) <= columns)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Give a column up to *left columns more. */
static void
widen(struct table_column *c, size_t up_to, size_t *left)
{
	size_t more = up_to > c->width ? up_to - c->width : 0;

	if (!c->visible)
		return;
	more = more < *left ? more : *left;
	c->width += more;
	*left -= more;
}

/* Give each column its width: only those above a common limit are cut. What is left over goes to
 * them one by one, then to titles. */
static size_t
fit(struct table *t, size_t columns)
{
	size_t hidden = columns ? hide(t, columns) : 0;
	size_t room = columns > MORE && hidden ? columns - MORE : columns;
	size_t limit = columns ? find_limit(t, room) : SIZE_MAX;
	size_t used = total(t, limit), left = room > used ? room - used : 0;

	if (columns == 0)
		left = SIZE_MAX;
	for (size_t i = 0; i < t->n; i++)
		t->columns[i].width = limited(&t->columns[i], limit);
	for (size_t i = 0; i < t->n; i++)
		if (t->columns[i].width < t->columns[i].natural)
			widen(&t->columns[i], limit + 1, &left);
	for (size_t i = 0; i < t->n; i++)
		widen(&t->columns[i], t->columns[i].wanted, &left);
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
		text_cell(out, s, c->width - before);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->n--;
}

size_t
table_print(struct table *t, const struct table_style *style, struct buf *out)
{
	measure(t, style->columns);
	size_t hidden = fit(t, style->columns);

	if (style->header) {
		buf_addz(out, style->color ? STYLE_TITLE : "");
		print_row(t, 0, out);
		buf_addz(out, hidden ? " …" : "");
		buf_addz(out, style->color ? STYLE_OFF "\n" : "\n");
	}
	for (size_t row = 1; row <= table_rows(t); row++) {
		print_row(t, row, out);
		buf_addc(out, '\n');
	}
	return hidden;
}

static void
print_record(const struct table *t, size_t row, const struct table_style *style, size_t width,
    struct buf *out)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!t->columns[i].visible)
			continue;
		struct str value = cell(t, row, i);
		if (style->header) {
			buf_addz(out, style->color ? STYLE_NAME : "");
			buf_adds(out, cell(t, 0, i));
			buf_addz(out, style->color ? STYLE_OFF : "");
			if (value.n)
				buf_pad(out, ' ', width + GAP - text_width(cell(t, 0, i)));
		}
		buf_adds(out, value);
		buf_addc(out, '\n');
	}
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
	for (size_t row = 1; row <= table_rows(t); row++) {
		if (row > 1)
			buf_addc(out, '\n');
		print_record(t, row, style, width, out);
	}
}
