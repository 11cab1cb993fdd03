/* SPDX-License-Identifier: ISC */
/*
 * A table of printable text that fits a terminal: columns as wide as their contents, the widest cut
 * first when there is no room. Of names that part is left in which they differ. Rows that differ
 * look different: where no cut helps, lines below a row tell. Fill it cell by cell, row by row, and
 * print it once.
 */
#ifndef LAYOUT_RENDER_TABLE_H
#define LAYOUT_RENDER_TABLE_H

#include "base/buf.h"

#define TABLE_RIGHT    1u /* a column of numbers */
#define TABLE_AUTO     2u /* to the right if every value is a number */
#define TABLE_OPTIONAL 4u /* not shown when it is empty in every row */
#define TABLE_WHOLE    8u /* a name: cut in the middle, and whole where it takes at most half of
			    * the terminal */
#define TABLE_KEY      16u /* says how it is: if it is cut or left out, it is told below its row */

struct table {
	struct buf text; /* titles and cells, one after the other */
	size_t *ends;    /* of titles and cells in text */
	size_t cells, cap;
	struct table_column *columns;
	size_t n;
};

struct table_style {
	size_t columns; /* of the terminal; 0: as wide as it gets */
	bool header;    /* a row of titles */
	bool color;
};

void table_init(struct table *t);
void table_clear(struct table *t);

/* Add a column. All of them come before the first cell. The title is made printable. */
void table_column(struct table *t, struct str title, unsigned flags);

/* Begin the next cell: append its text, which must be printable, to the buffer that this returns,
 * before the next cell is begun. */
struct buf *table_cell(struct table *t);

size_t table_rows(const struct table *t);

/* Does the table fit into a terminal without losing a column? */
bool table_fits(struct table *t, size_t columns);

/* Append the table. Columns that do not fit at all are left out, first those that are empty or at
 * the right; an ellipsis after the titles tells. Returns how many. */
size_t table_print(struct table *t, const struct table_style *style, struct buf *out);

/* Append a line "Title  value" of a record; width is that of the widest title. */
void table_record_line(struct buf *out, const struct table_style *style, struct str title,
    struct str value, size_t width);

/* Append it row by row as "Title  value" lines, an empty line between the rows. */
void table_print_records(struct table *t, const struct table_style *style, struct buf *out);

#endif
