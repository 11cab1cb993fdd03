/* SPDX-License-Identifier: ISC */
/* Fits tables to terminals. Knows nothing of messages. */
#include "layout/render_table.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/render_table_impl.h"
#include "layout/stop.h"
#include "layout/style.h"

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

struct str
table_text(const struct table *t, size_t row, size_t column)
{
	size_t i = row * t->n + column;
	size_t start = i ? t->ends[i - 1] : 0;
	size_t end = i + 1 < t->cells ? t->ends[i] : t->text.n;

	return i < t->cells ? str_from(buf_str(&t->text).p + start, end - start) : STR("");
}

void
table_print_row(const struct table *t, size_t row, struct buf *out)
{
	size_t start = out->n;

	for (size_t i = 0; i < t->n; i++) {
		const struct table_column *c = &t->columns[i];
		struct str s = table_text(t, row, i);
		if (!c->visible)
			continue;
		size_t width = text_width(s);
		buf_pad(out, ' ', out->n > start ? TABLE_GAP : 0);
		size_t before = c->right && width < c->width ? c->width - width : 0;
		buf_pad(out, ' ', before);
		size_t used = row && c->width ? abridge_print(&c->cut, out, s)
		                              : text_cut(out, s, c->width, 0);
		buf_pad(out, ' ', c->width - before - used);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->n--;
}

/* Append a line below a row. */
static void
print_line(struct buf *out, struct str text, size_t indent, const struct table_style *style)
{
	buf_addz(out, style->color ? STYLE_TIME : "");
	buf_pad(out, ' ', indent);
	text_cut(out, text, style->columns - indent, 0);
	buf_addz(out, style->color ? STYLE_OFF "\n" : "\n");
}

/* Append text in separate lines, each below its row. */
static void
print_below(struct buf *out, struct str text, const struct table_style *style)
{
	size_t indent = style->columns > 2 * TABLE_GAP ? TABLE_GAP : 0, used;

	while (text.n) {
		struct str head = text_fit(text, style->columns - indent, &used);
		size_t n = head.n ? head.n : text_broken(text);
		print_line(out, str_head(text, n), indent, style);
		text = str_from_at(text, n);
	}
}

/* Below a row: the cells that its line does not tell. */
static void
print_rest(const struct table_looks *l, size_t row, const struct table_style *style,
    struct buf *out)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < l->t->n; i++) {
		if (!table_tells_below(l, row, i))
			continue;
		buf_reset(&text);
		buf_adds(&text, table_text(l->t, 0, i));
		buf_addz(&text, ": ");
		buf_adds(&text, table_text(l->t, row, i));
		print_below(out, buf_str(&text), style);
	}
	buf_clear(&text);
}

static void
print_rows(struct table *t, const struct table_style *style, struct buf *out)
{
	struct table_looks l = {.t = t, .rows = table_rows(t)};

	if (style->columns)
		table_tell_apart(&l, t);
	for (size_t row = 1; row <= l.rows && !stop_asked(row); row++) {
		table_print_row(t, row, out);
		buf_addc(out, '\n');
		if (style->columns)
			print_rest(&l, row, style, out);
	}
	table_looks_clear(&l);
}

size_t
table_print(struct table *t, const struct table_style *style, struct buf *out)
{
	table_measure(t, style->columns);
	size_t hidden = table_fit(t, style->columns);

	if (style->header) {
		buf_addz(out, style->color ? STYLE_TITLE : "");
		table_print_row(t, 0, out);
		buf_addz(out, hidden && style->columns > TABLE_MORE ? " …" : "");
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
			buf_pad(out, ' ', width + TABLE_GAP - text_width(title));
	}
	buf_adds(out, value);
	buf_addc(out, '\n');
}

void
table_print_records(struct table *t, const struct table_style *style, struct buf *out)
{
	size_t width = 0;

	table_measure(t, style->columns);
	for (size_t i = 0; i < t->n; i++) {
		size_t title = text_width(table_text(t, 0, i));
		if (t->columns[i].visible && title > width)
			width = title;
	}
	for (size_t row = 1; row <= table_rows(t) && !stop_asked(row); row++) {
		if (row > 1)
			buf_addc(out, '\n');
		for (size_t i = 0; i < t->n; i++)
			if (t->columns[i].visible)
				table_record_line(out, style, table_text(t, 0, i),
				    table_text(t, row, i), width);
	}
}
