/* SPDX-License-Identifier: ISC */
/* What the files of a table share: its columns, and what makes its rows fit and differ. */
#ifndef LAYOUT_RENDER_TABLE_IMPL_H
#define LAYOUT_RENDER_TABLE_IMPL_H

#include "layout/abridge.h"
#include "layout/render_table.h"
#include "layout/twins.h"

#define TABLE_GAP       2 /* blanks between columns */
#define TABLE_MORE      2 /* columns that the ellipsis for hidden ones takes */
#define TABLE_MIN_WIDTH 8 /* no column is cut to less while another could be left out */

struct table_column {
	unsigned flags;
	size_t wanted;  /* columns that the widest cell or the title takes */
	size_t natural; /* the same, but a title wider than its cells counts little */
	size_t needs;   /* columns that show all in which its cells differ */
	size_t width;   /* what it gets */
	struct abridge cut; /* how its cells are cut */
	bool filled;    /* a cell has text */
	bool visible;
	bool left_out;  /* there is no room for it */
	bool right;
	bool name;      /* distinguishes rows: cut in the middle */
	bool number;    /* cut last */
};

/* The text of a cell; row 0 is the titles. */
struct str table_text(const struct table *t, size_t row, size_t column);

/* Append a row, without a newline. */
void table_print_row(const struct table *t, size_t row, struct buf *out);

/* Find out what each column needs, and whether it is shown. */
void table_measure(struct table *t, size_t columns);

/* Give each column its width. Returns how many have no room. */
size_t table_fit(struct table *t, size_t columns);

/* The rows as they are printed, and those that look equal but are not. */
struct table_looks {
	const struct table *t;
	size_t rows;
	struct twin *twins;
	bool *differ; /* for each group and column: do its rows differ there? NULL: no groups */
};

/* Cut the cells so that different rows look different, if possible, and find the others. */
void table_tell_apart(struct table_looks *l, struct table *t);
void table_looks_clear(struct table_looks *l);

/* Must this cell be told below its row? */
bool table_tells_below(const struct table_looks *l, size_t row, size_t column);

#endif
