/* SPDX-License-Identifier: ISC */
/*
 * Cells, cursor, wrapping and scrolling of the terminal model; the arithmetic is xterm's. Never
 * sees bytes or escape sequences: screen.c does.
 */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int
clamp(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

static void
blank(struct grid *g, struct cell *cells, int n)
{
	struct cell c = {.width = 1, .attr = {0, COLOUR_DEFAULT, g->attr.bg}};

	for (int i = 0; i < n; i++)
		cells[i] = c;
}

/* Blank a wide character of which an edit beginning at column x would leave one half. */
static void
part(struct grid *g, struct row *row, int x)
{
	if (x > 0 && x < g->cols && row->cells[x].width == 0)
		blank(g, row->cells + x - 1, 2);
}

static struct row
row_new(struct grid *g)
{
	struct row row = {mem_array((size_t)g->cols, sizeof(*row.cells)), false};

	blank(g, row.cells, g->cols);
	return row;
}

void
grid_init(struct grid *g, int rows, int cols, bool keep)
{
	*g = (struct grid){.rows = rows,
	    .cols = cols,
	    .bottom = rows - 1,
	    .autowrap = true,
	    .attr = {0, COLOUR_DEFAULT, COLOUR_DEFAULT},
	    .keep = keep};
	g->row = mem_array((size_t)rows, sizeof(*g->row));
	for (int y = 0; y < rows; y++)
		g->row[y] = row_new(g);
}

void
grid_forget(struct grid *g)
{
	for (size_t i = 0; i < g->nkept; i++)
		free(g->kept[i].text);
	g->nkept = g->oldest = 0;
}

void
grid_clear(struct grid *g)
{
	grid_forget(g);
	for (int y = 0; y < g->rows; y++)
		free(g->row[y].cells);
	free(g->row);
	free(g->kept);
}

/* Put the text of row y among the lines that left at the top. */
static void
keep_row(struct grid *g, int y)
{
	struct list_items *slot;

	g->scrolled++;
	if (!g->keep)
		return;
	if (g->nkept < GRID_KEPT) {
		if (g->nkept == g->room) {
			g->room = g->room * 2 + 64;
			g->kept = mem_grow(g->kept, g->room, sizeof(*g->kept));
		}
		slot = &g->kept[g->nkept++];
	} else {
		slot = &g->kept[g->oldest];
		g->oldest = (g->oldest + 1) % GRID_KEPT;
		free(slot->text);
	}
	slot->text = grid_row(g, y);
	slot->wraps = g->row[y].wraps;
}

const struct list_items *
grid_kept(const struct grid *g, size_t i)
{
	return &g->kept[(g->oldest + i) % GRID_KEPT];
}

/* Make row y blank. */
static void
wipe(struct grid *g, struct row *row)
{
	blank(g, row->cells, g->cols);
	row->wraps = false;
}

void
grid_scroll_up(struct grid *g, int top, int n)
{
	n = clamp(n, 0, g->bottom - top + 1);
	while (n-- > 0) {
		struct row first = g->row[top];

		if (top == 0)
			keep_row(g, 0);
		memmove(g->row + top, g->row + top + 1, (size_t)(g->bottom - top) * sizeof(first));
		wipe(g, &first);
		g->row[g->bottom] = first;
	}
}

void
grid_scroll_down(struct grid *g, int top, int n)
{
	n = clamp(n, 0, g->bottom - top + 1);
	while (n-- > 0) {
		struct row last = g->row[g->bottom];

		memmove(g->row + top + 1, g->row + top, (size_t)(g->bottom - top) * sizeof(last));
		wipe(g, &last);
		g->row[top] = last;
	}
}

void
grid_move(struct grid *g, int y, int x)
{
	g->y = clamp(y, 0, g->rows - 1);
	g->x = clamp(x, 0, g->cols - 1);
	g->pending = false;
}

void
grid_index(struct grid *g)
{
	g->pending = false;
	if (g->y == g->bottom)
		grid_scroll_up(g, g->top, 1);
	else if (g->y < g->rows - 1)
		g->y++;
}

void
grid_reverse_index(struct grid *g)
{
	g->pending = false;
	if (g->y == g->top)
		grid_scroll_down(g, g->top, 1);
	else if (g->y > 0)
		g->y--;
}

/* Go to the next row's start because the text goes on there. */
static void
wrap(struct grid *g)
{
	g->row[g->y].wraps = true;
	grid_index(g);
	g->x = 0;
}

void
grid_put(struct grid *g, uint32_t ch, int width)
{
	struct row *row;
	struct cell *c;

	if (width > g->cols)
		return;
	if (g->autowrap && (g->pending || g->x + width > g->cols))
		wrap(g);
	g->x = clamp(g->x, 0, g->cols - width);
	if (g->insert)
		grid_insert_cells(g, width);
	row = &g->row[g->y];
	part(g, row, g->x);
	part(g, row, g->x + width);
	c = &row->cells[g->x];
	*c = (struct cell){.ch = {ch}, .width = width, .attr = g->attr};
	if (width == 2)
		c[1] = (struct cell){.width = 0, .attr = g->attr};
	g->x += width;
	if (g->x == g->cols) {
		g->x--;
		g->pending = g->autowrap;
		row->wraps = false;
	}
}

void
grid_mark(struct grid *g, uint32_t ch)
{
	int x = g->pending ? g->x : g->x - 1;
	struct cell *c;

	if (x > 0 && g->row[g->y].cells[x].width == 0)
		x--;
	if (x < 0)
		return;
	c = &g->row[g->y].cells[x];
	for (int i = 1; i <= GRID_MARKS; i++) {
		if (c->ch[i] == 0) {
			c->ch[i] = ch;
			return;
		}
	}
}

void
grid_erase(struct grid *g, int y, int from, int to)
{
	struct row *row = &g->row[y];

	from = clamp(from, 0, g->cols);
	to = clamp(to, from, g->cols);
	part(g, row, from);
	part(g, row, to);
	blank(g, row->cells + from, to - from);
	if (to == g->cols)
		row->wraps = false;
	g->pending = false;
}

void
grid_erase_rows(struct grid *g, int from, int to)
{
	for (int y = from; y < to; y++)
		grid_erase(g, y, 0, g->cols);
}

void
grid_insert_cells(struct grid *g, int n)
{
	struct row *row = &g->row[g->y];
	struct cell *at = row->cells + g->x;

	n = clamp(n, 0, g->cols - g->x);
	part(g, row, g->x);
	part(g, row, g->cols - n);
	memmove(at + n, at, (size_t)(g->cols - g->x - n) * sizeof(*at));
	blank(g, at, n);
	g->pending = false;
}

void
grid_delete_cells(struct grid *g, int n)
{
	struct row *row = &g->row[g->y];
	struct cell *at = row->cells + g->x;

	n = clamp(n, 0, g->cols - g->x);
	part(g, row, g->x);
	part(g, row, g->x + n);
	memmove(at, at + n, (size_t)(g->cols - g->x - n) * sizeof(*at));
	blank(g, row->cells + g->cols - n, n);
	g->pending = false;
}

/* Cut or widen a row to cols columns. */
static void
fit_columns(struct grid *g, struct row *row, int cols)
{
	part(g, row, cols);
	row->cells = mem_grow(row->cells, (size_t)cols, sizeof(*row->cells));
	if (cols > g->cols)
		blank(g, row->cells + g->cols, cols - g->cols);
}

/* Lose the rows that no longer fit: those under the cursor first, then the top ones. */
static void
drop_rows(struct grid *g, int rows)
{
	int lost = g->rows > rows ? g->rows - rows : 0;
	int below = clamp(g->rows - 1 - g->y, 0, lost);
	int above = lost - below;

	for (int y = 0; y < above; y++)
		keep_row(g, y);
	for (int y = 0; y < above; y++)
		free(g->row[y].cells);
	for (int y = g->rows - below; y < g->rows; y++)
		free(g->row[y].cells);
	memmove(g->row, g->row + above, (size_t)(g->rows - lost) * sizeof(*g->row));
	g->rows -= lost;
	g->y -= above;
}

void
grid_resize(struct grid *g, int rows, int cols)
{
	drop_rows(g, rows);
	for (int y = 0; y < g->rows; y++)
		fit_columns(g, &g->row[y], cols);
	g->cols = cols;
	g->row = mem_grow(g->row, (size_t)rows, sizeof(*g->row));
	while (g->rows < rows)
		g->row[g->rows++] = row_new(g);
	g->top = 0;
	g->bottom = rows - 1;
	grid_move(g, g->y, g->x);
}

/* Write one character as UTF-8 and return what follows it. */
static char *
encode(char *p, uint32_t ch)
{
	int more = ch < 0x80 ? 0 : ch < 0x800 ? 1 : ch < 0x10000 ? 2 : 3;
	static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};

	*p++ = (char)(lead[more] | (ch >> (6 * more)));
	while (more-- > 0)
		*p++ = (char)(0x80 | ((ch >> (6 * more)) & 0x3f));
	return p;
}

/* Return the column after the last that counts as text. */
static int
text_end(const struct row *row, int cols)
{
	/* A wide character that did not fit leaves one cell unwritten before it wraps. */
	if (row->wraps)
		return row->cells[cols - 1].width == 1 && row->cells[cols - 1].ch[0] == 0 ? cols - 1
		                                                                          : cols;
	while (cols > 0) {
		const struct cell *c = &row->cells[cols - 1];

		if (c->width != 1 || c->ch[1] != 0 || (c->ch[0] != 0 && c->ch[0] != ' '))
			break;
		cols--;
	}
	return cols;
}

/* The text of the cells that are a hint, or of those that are none. */
static char *
text_of(const struct grid *g, int y, bool hint)
{
	const struct row *row = &g->row[y];
	int end = text_end(row, g->cols);
	char *text = mem_alloc((size_t)end * 4 * (1 + GRID_MARKS) + 1);
	char *p = text;

	for (int x = 0; x < end; x++) {
		const struct cell *c = &row->cells[x];

		if (c->width == 0 || (c->attr.style == STYLE_HINT) != hint)
			continue;
		p = encode(p, c->ch[0] == 0 ? ' ' : c->ch[0]);
		for (int i = 1; i <= GRID_MARKS && c->ch[i] != 0; i++)
			p = encode(p, c->ch[i]);
	}
	*p = '\0';
	return text;
}

char *
grid_row(const struct grid *g, int y)
{
	char *text = text_of(g, y, false);
	size_t n = strlen(text);

	while (n > 0 && text[n - 1] == ' ' && !g->row[y].wraps)
		text[--n] = '\0';
	return text;
}

char *
grid_hint(const struct grid *g, int y)
{
	return text_of(g, y, true);
}
