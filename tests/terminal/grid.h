/* SPDX-License-Identifier: ISC */
/*
 * The cells of a terminal: what stands where, the cursor, wrapping, scrolling and the lines
 * that left at the top. Knows characters and their widths, never a byte or an escape sequence.
 */
#ifndef TESTS_TERMINAL_GRID_H
#define TESTS_TERMINAL_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	GRID_MARKS = 3,    /* combining marks kept a cell; more are dropped */
	GRID_KEPT = 20000, /* lines kept after they scrolled off; then the oldest go */
	COLOUR_DEFAULT = -1,
	COLOUR_DIRECT = 256, /* any 24 bit colour; below are palette numbers */
};

enum style {
	STYLE_BOLD = 1,
	STYLE_DIM = 2,
	STYLE_ITALIC = 4,
	STYLE_UNDERLINE = 8,
	STYLE_BLINK = 16,
	STYLE_REVERSE = 32,
	STYLE_HIDDEN = 64,
	STYLE_HINT = STYLE_DIM | STYLE_ITALIC, /* as amsh shows what may be typed */
};

struct attr {
	unsigned style; /* enum style, or-ed */
	short fg, bg;
};

struct cell {
	uint32_t ch[1 + GRID_MARKS]; /* ch[0] is 0 in a blank cell */
	int width;                   /* 1, 2, or 0 for the right half of a wide character */
	struct attr attr;
};

struct row {
	struct cell *cells;
	bool wraps; /* the text goes on in the next row */
};

struct list_items {
	char *text;
	bool wraps;
};

struct grid {
	int rows, cols;
	struct row *row;
	int y, x;
	bool pending; /* the last column is written, the next character wraps first */
	bool autowrap, insert;
	int top, bottom;   /* scroll region, both inside it */
	struct attr attr;  /* for what is written next */
	bool keep;         /* lines that leave at the top go to kept */
	struct list_items *kept; /* a ring of GRID_KEPT once it is full */
	size_t nkept, oldest, room;
	unsigned long scrolled; /* lines that ever left at the top */
};

/* Make a blank grid; both sizes are at least 1. Release it with grid_clear. */
void grid_init(struct grid *g, int rows, int cols, bool keep);
void grid_clear(struct grid *g);

/* Write a character of width 1 or 2 at the cursor; add a mark to the character before it. */
void grid_put(struct grid *g, uint32_t ch, int width);
void grid_mark(struct grid *g, uint32_t ch);

/* Move the cursor, cut to the grid. */
void grid_move(struct grid *g, int y, int x);

/* Go one row down or up and scroll at the region's edge. */
void grid_index(struct grid *g);
void grid_reverse_index(struct grid *g);

/* Scroll n rows of [top, the region's bottom]. */
void grid_scroll_up(struct grid *g, int top, int n);
void grid_scroll_down(struct grid *g, int top, int n);

/* Blank the cells [from, to) of row y; whole rows; shift the rest of the cursor's row. */
void grid_erase(struct grid *g, int y, int from, int to);
void grid_erase_rows(struct grid *g, int from, int to);
void grid_insert_cells(struct grid *g, int n);
void grid_delete_cells(struct grid *g, int n);

/* Forget the kept lines. */
void grid_forget(struct grid *g);

/*
 * Change the size as xterm does, without re-wrapping: columns are cut or added at the right. Rows
 * under the cursor go first, then rows leave at the top; new rows come at the bottom.
 */
void grid_resize(struct grid *g, int rows, int cols);

/* The text of row y as UTF-8, trailing blanks trimmed unless the row wraps, without a hint at its
 * right margin; that hint; free them. */
char *grid_row(const struct grid *g, int y);
char *grid_hint(const struct grid *g, int y);

/* The i-th kept line, the oldest first; borrowed. */
const struct list_items *grid_kept(const struct grid *g, size_t i);

#endif
