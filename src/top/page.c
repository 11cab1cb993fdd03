/* SPDX-License-Identifier: ISC */
/* Collects the pieces; cuts what does not fit. */
#include "top/page.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

void
page_begin(struct page *p, size_t rows, size_t columns)
{
	p->rows = rows;
	p->columns = columns;
	p->text.max = BUF_MAX_TEXT;
	buf_reset(&p->text);
	p->n = 0;
	p->cursor = false;
}

void
page_clear(struct page *p)
{
	buf_clear(&p->text);
	free(p->v);
	*p = (struct page){0};
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Add what was appended to the text since start. */
static void
add(struct page *p, size_t row, size_t column, enum page_style style, bool marked, size_t start)
{
	if (p->text.n == start)
		return;
	p->v = mem_more(p->v, p->n, sizeof(*p->v));
	p->v[p->n++] = (struct page_piece){
	    .row = row,
	    .column = column,
	    .style = style,
	    .marked = marked,
	    .start = start,
	    .n = p->text.n - start,
	};
}

size_t
page_put(struct page *p, size_t row, size_t column, size_t columns, enum page_style style,
    bool marked, struct str text)
{
	size_t start = p->text.n;

	if (row >= p->rows || column >= p->columns)
		return column;
	size_t used = text_cut(&p->text, text, smaller(columns, p->columns - column), 0);
	add(p, row, column, style, marked, start);
	return column + used;
}

void
page_cell(struct page *p, size_t row, size_t column, size_t columns, enum page_style style,
    bool marked, bool right, struct str text)
{
	struct buf cut = BUF_INIT(BUF_MAX_TEXT);
	size_t start = p->text.n;

	if (row >= p->rows || column >= p->columns)
		return;
	columns = smaller(columns, p->columns - column);
	size_t used = text_cut(&cut, text, columns, columns / 2);
	if (right)
		buf_pad(&p->text, ' ', columns - used);
	buf_adds(&p->text, buf_str(&cut));
	if (!right)
		buf_pad(&p->text, ' ', columns - used);
	add(p, row, column, style, marked, start);
	buf_clear(&cut);
}

void
page_bar(struct page *p, size_t row, bool marked)
{
	page_cell(p, row, 0, p->columns, PAGE_PLAIN, marked, false, STR(""));
}

struct str
page_text(const struct page *p, const struct page_piece *piece)
{
	return str_from(p->text.p + piece->start, piece->n);
}
