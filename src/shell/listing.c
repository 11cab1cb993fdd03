/* SPDX-License-Identifier: ISC */
/* Lays candidates out in rows and columns. */
#include "shell/listing.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "complete/candidates.h"
#include "layout/layout.h"

#define GAP      2 /* blanks between columns */
#define ROWS_MIN 5 /* rows on the smallest screen */
#define OTHERS   3 /* rows for the question, the count of the rest and the line itself */
#define USAGE    3 /* and the usage above an explanation */

/* Append text that may come from the server, filled or cut to columns: in the middle, since names
 * differ at their ends. */
static void
add_cell(struct buf *out, const char *text, size_t columns)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);

	text_escape(&shown, str_of(text));
	buf_pad(out, ' ', columns - text_cut(out, buf_str(&shown), columns, columns / 2));
	buf_clear(&shown);
}

static void
end_row(struct buf *out)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_addc(out, '\n');
}

/* Columns of each candidate on the screen. Free them. */
static size_t *
measure(const struct completion *c)
{
	struct buf shown = BUF_INIT(BUF_MAX_TEXT);
	size_t *widths = mem_array(c->n + 1, sizeof(*widths));

	for (size_t i = 0; i < c->n; i++) {
		buf_reset(&shown);
		text_escape(&shown, str_of(c->v[i].text));
		widths[i] = text_width(buf_str(&shown));
	}
	buf_clear(&shown);
	return widths;
}

static size_t
widest(const size_t *widths, size_t n)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = widths[i] > most ? widths[i] : most;
	return most;
}

/* A row for each: the candidate, and as much of its meaning as fits. */
static void
add_explained(struct buf *out, const struct completion *c, size_t width, size_t columns)
{
	const struct part candidate = {NULL, CUT_MIDDLE, FIT_NAME, 12, width, 0, true};
	static const struct part summary = {NULL, CUT_END, FIT_TEXT, 8, 0, GAP, false};
	struct layout l;

	for (size_t i = 0; i < c->n; i++) {
		layout_init(&l);
		text_escape(&l.text, str_of(c->v[i].text));
		layout_end(&l, &candidate);
		text_escape(&l.text, str_of(c->v[i].summary));
		layout_end(&l, &summary);
		layout_print(&l, out, columns, false);
		buf_addc(out, '\n');
		layout_clear(&l);
	}
}

/* Rows and columns, sorted down the columns, each as wide as its widest candidate. */
struct grid {
	const size_t *widths; /* of the candidates */
	size_t widest;        /* that a column may be: longer ones are cut */
	size_t n;
	size_t down;
	size_t shown; /* how many of the candidates */
};

/* The width of the column that begins with candidate i. */
static size_t
column_width(const struct grid *g, size_t i)
{
	size_t end = i + g->down < g->shown ? i + g->down : g->shown;
	size_t width = widest(g->widths + i, end - i);

	return width < g->widest ? width : g->widest;
}

static size_t
grid_width(const struct grid *g)
{
	size_t width = 0;

	for (size_t i = 0; i < g->shown; i += g->down)
		width += column_width(g, i) + (i ? GAP : 0);
	return width;
}

/* This many columns, of as many rows as the screen has. */
static void
shape(struct grid *g, size_t across, size_t rows)
{
	g->down = (g->n + across - 1) / across;
	if (g->down > rows)
		g->down = rows;
	g->shown = g->down * across < g->n ? g->down * across : g->n;
}

/* As many columns as fit. Candidates longer than half the screen are cut, if any have room beside
 * them then. */
static void
fit(struct grid *g, size_t columns, size_t rows)
{
	size_t across = columns / (1 + GAP) + 1;

	if (across > g->n)
		across = g->n;
	g->widest = widest(g->widths, g->n) > columns ? columns / 2 : columns;
	for (; across > 1; across--) {
		shape(g, across, rows);
		if (grid_width(g) <= columns)
			return;
	}
	g->widest = columns;
	shape(g, 1, rows);
}

static void
add_rest(struct buf *out, size_t rest, size_t columns)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&text, "… and %zu more: type more letters", rest);
	text_cut(out, buf_str(&text), columns, 0);
	buf_addc(out, '\n');
	buf_clear(&text);
}

/* As many as the screen has room for. */
static void
add_columns(struct buf *out, const struct completion *c, const size_t *widths, size_t columns,
    size_t rows)
{
	struct grid g = {.widths = widths, .n = c->n};

	if (c->n)
		fit(&g, columns, rows);
	for (size_t row = 0; row < g.down; row++) {
		for (size_t i = row; i < g.shown; i += g.down) {
			if (i > row)
				buf_pad(out, ' ', GAP);
			add_cell(out, c->v[i].text, column_width(&g, i - row));
		}
		end_row(out);
	}
	if (g.shown < c->n)
		add_rest(out, c->n - g.shown, columns);
}

void
listing_lay_out(struct buf *out, const struct completion *c, bool explained, size_t columns,
    size_t rows)
{
	size_t others = OTHERS + (explained ? USAGE : 0);

	size_t *widths = measure(c);

	rows = rows > ROWS_MIN + others ? rows - others : ROWS_MIN;
	if (explained && c->n <= rows)
		add_explained(out, c, widest(widths, c->n), columns);
	else
		add_columns(out, c, widths, columns, rows);
	free(widths);
}

void
listing_print(const struct completion *c, bool explained)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t columns, rows;

	out_size(&columns, &rows);
	listing_lay_out(&out, c, explained, columns, rows);
	out_write(buf_str(&out));
	buf_clear(&out);
}
