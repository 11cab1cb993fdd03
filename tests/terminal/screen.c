/* SPDX-License-Identifier: ISC */
/*
 * The face of the terminal model: making one, and what tests ask of it. The bytes are read in
 * reader.c, the cells kept in grid.c.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "screen_state.h"

struct screen *
screen_new(int rows, int cols)
{
	struct screen *s = mem_alloc(sizeof(*s));

	s->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (s->utf8 == (locale_t)0)
		abort();
	grid_init(&s->main, rows, cols, true);
	grid_init(&s->alternate, rows, cols, false);
	s->g = &s->main;
	s->modes = MODE_AUTOWRAP | MODE_CURSOR;
	s->saved.attr = s->main.attr;
	return s;
}

void
screen_free(struct screen *s)
{
	if (s == NULL)
		return;
	grid_clear(&s->main);
	grid_clear(&s->alternate);
	freelocale(s->utf8);
	free(s);
}

void
screen_on_answer(struct screen *s, screen_answer_fn *fn, void *arg)
{
	s->answer = fn;
	s->answer_arg = arg;
}

void
screen_watch(struct screen *s, screen_watch_fn *fn, void *arg)
{
	s->watch = fn;
	s->watch_arg = arg;
}

void
screen_resize(struct screen *s, int rows, int cols)
{
	grid_resize(&s->main, rows, cols);
	grid_resize(&s->alternate, rows, cols);
}

char *
screen_row(const struct screen *s, int y)
{
	return y >= 0 && y < s->g->rows ? grid_row(s->g, y) : NULL;
}

char *
screen_hint(const struct screen *s)
{
	return grid_hint(s->g, s->g->y);
}

/* Add a line that may go on in the next one. */
static void
add_line(struct buf *out, const char *text, bool wraps)
{
	buf_addz(out, text);
	if (!wraps)
		buf_addc(out, '\n');
}

char *
screen_text(const struct screen *s)
{
	const struct grid *g = s->g;
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < g->nkept; i++)
		add_line(&out, grid_kept(g, i)->text, grid_kept(g, i)->wraps);
	for (int y = 0; y < g->rows; y++) {
		char *row = grid_row(g, y);

		add_line(&out, row, g->row[y].wraps);
		free(row);
	}
	while (out.n > 0 && out.p[out.n - 1] == '\n' && (out.n == 1 || out.p[out.n - 2] == '\n'))
		out.n--;
	buf_addc(&out, '\0');
	return out.p;
}

char *
screen_picture(const struct screen *s)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&out, "%d rows of %d columns, cursor at row %d column %d%s, %lu unknown%s%s\n",
	    s->g->rows, s->g->cols, s->g->y, s->g->x, s->g->pending ? ", wrap pending" : "",
	    s->unknown, s->unknown > 0 ? ", the first: " : "", s->first);
	for (int y = 0; y < s->g->rows; y++) {
		char *row = grid_row(s->g, y);

		buf_addf(&out, "%3d%c|%s%s\n", y, y == s->g->y ? '>' : ' ', row,
		    s->g->row[y].wraps ? "\\" : "");
		free(row);
	}
	buf_addc(&out, '\0');
	return out.p;
}

int
screen_rows(const struct screen *s)
{
	return s->g->rows;
}

int
screen_cols(const struct screen *s)
{
	return s->g->cols;
}

int
screen_cursor_y(const struct screen *s)
{
	return s->g->y;
}

int
screen_cursor_x(const struct screen *s)
{
	return s->g->x;
}

bool
screen_cursor_visible(const struct screen *s)
{
	return s->modes & MODE_CURSOR;
}

bool
screen_wraps(const struct screen *s, int y)
{
	return y >= 0 && y < s->g->rows && s->g->row[y].wraps;
}

bool
screen_alternate(const struct screen *s)
{
	return s->g == &s->alternate;
}

bool
screen_bracketed_paste(const struct screen *s)
{
	return s->modes & MODE_PASTE;
}

struct attr
screen_attr(const struct screen *s, int y, int x)
{
	return s->g->row[y].cells[x].attr;
}

bool
screen_styled(const struct screen *s)
{
	return s->styled;
}

bool
screen_coloured(const struct screen *s)
{
	return s->coloured;
}

unsigned long
screen_scrolled(const struct screen *s)
{
	return s->main.scrolled;
}

unsigned long
screen_bells(const struct screen *s)
{
	return s->bells;
}

unsigned long
screen_strings(const struct screen *s)
{
	return s->strings;
}

unsigned long
screen_unknown(const struct screen *s)
{
	return s->unknown;
}

const char *
screen_unknown_first(const struct screen *s)
{
	return s->first;
}
