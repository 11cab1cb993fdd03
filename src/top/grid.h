/* SPDX-License-Identifier: ISC */
/* Lays the rows of a list into columns: headings, and as many rows as there is room for. */
#ifndef TOP_GRID_H
#define TOP_GRID_H

#include "top/board.h"
#include "top/page.h"

#define GRID_COLUMNS 8 /* at most */

/* The row that is chosen in a list, and which is at the top of the screen. It is the first one
 * until somebody chooses another, which is then followed wherever it goes. */
struct chosen {
	bool any;
	size_t server;
	uint64_t id;
	size_t at;    /* its index when it was last seen */
	size_t first; /* the index of the row at the top */
};

/* The columns keep the widths that they once needed, so that they do not jump. */
struct grid {
	struct chosen chosen[TOP_TABS];
	size_t widths[TOP_TABS][GRID_COLUMNS];
};

/* Forget the widths: the screen has another size. */
void grid_reset(struct grid *g);

/* Find the chosen row among those that are shown: where it is gone, the one at its place is chosen.
 * NULL: there are none. */
const struct row *grid_chosen(struct grid *g, struct board *b, enum top_tab tab);

/* Choose a row by its index, or the nearest there is. */
void grid_choose(struct grid *g, struct board *b, enum top_tab tab, size_t at);

/* Put the headings into this row of the page, and rows into the n below it. now: of clock_now. dim:
 * they may be out of date. */
void grid_draw(struct grid *g, struct board *b, enum top_tab tab, struct page *page, size_t row,
    size_t n, msec now, bool dim);

#endif
