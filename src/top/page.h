/* SPDX-License-Identifier: ISC */
/* A screen full of text before it is drawn: pieces with a place and a style. */
#ifndef TOP_PAGE_H
#define TOP_PAGE_H

#include "base/buf.h"

enum page_style {
	PAGE_PLAIN,
	PAGE_DIM,
	PAGE_BOLD,
	PAGE_GOOD,
	PAGE_BUSY,
	PAGE_BAD,
	PAGE_STYLES
};

struct page_piece {
	size_t row, column;
	enum page_style style;
	bool marked; /* in reverse */
	size_t start, n; /* of its text */
};

struct page {
	size_t rows, columns;
	struct buf text;
	struct page_piece *v;
	size_t n;
	bool cursor; /* it is shown, at */
	size_t cursor_row, cursor_column;
};

/* Make it empty, for a screen of this size. */
void page_begin(struct page *p, size_t rows, size_t columns);
void page_clear(struct page *p);

/* Put printable text somewhere, cut at the end to so many columns and to the page's. Returns the
 * column after it. */
size_t page_put(struct page *p, size_t row, size_t column, size_t columns, enum page_style style,
    bool marked, struct str text);

/* The same with a fixed width: cut in the middle, or filled with blanks (before it: right). */
void page_cell(struct page *p, size_t row, size_t column, size_t columns, enum page_style style,
    bool marked, bool right, struct str text);

/* A whole row of blanks. */
void page_bar(struct page *p, size_t row, bool marked);

/* The text of a piece. */
struct str page_text(const struct page *p, const struct page_piece *piece);

#endif
