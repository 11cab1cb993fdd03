/* SPDX-License-Identifier: ISC */
/* Feeds models, and writes down what is on boards and pages. */
#include "seen.h"

#include <stdlib.h>

#include "../view/shown.h"
#include "base/mem.h"
#include "base/text.h"

struct seen seen;

void
seen_set_up(void)
{
	static const char *const names[] = {"pbx"};

	seen.board = board_new(names, 1, NULL);
	seen.model = model_new(seen.board, 0);
	seen.now = 1000000;
}

void
seen_tear_down(void)
{
	model_free(seen.model);
	board_free(seen.board);
}

static void
take_event(void *arg, const struct msg *m)
{
	(void)arg;
	model_take(seen.model, m, seen.now);
}

void
seen_events(const char *stream)
{
	shown_each(str_of(stream), take_event, NULL);
}

static void
take_item(void *arg, const struct msg *m)
{
	const enum model_list *list = arg;

	model_list_take(seen.model, *list, m, seen.now);
}

void
seen_list(enum model_list list, const char *stream)
{
	model_list_begin(seen.model, list);
	shown_each(str_of(stream), take_item, &list);
	model_list_end(seen.model, list);
}

void
seen_rows(enum top_tab tab, struct buf *out)
{
	size_t n;

	model_settle(seen.model, seen.now);
	const struct row *const *rows = board_rows(seen.board, tab, &n);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < ROW_CELLS; k++)
			buf_addf(out, "%s%.*s", k ? "|" : "", STR_ARG(row_cell(rows[i], k)));
		for (size_t k = 0; k < ROW_SINCES; k++)
			if (rows[i]->since[k] != ROW_NEVER)
				buf_addf(out, " %zu:%lld", k,
				    (long long)(seen.now - rows[i]->since[k]));
		buf_addc(out, '\n');
	}
}

/* Write the pieces of one row into out, at their columns. */
static void
add_row(const struct page *page, size_t row, struct buf *out)
{
	struct buf *at = mem_array(page->columns, sizeof(*at));
	size_t end = 0;

	for (size_t i = 0; i < page->columns; i++)
		at[i] = BUF_INIT(BUF_MAX_LINE);
	for (size_t i = 0; i < page->n; i++) {
		const struct page_piece *p = &page->v[i];
		struct str text = page_text(page, p);
		size_t column = p->column;
		if (p->row != row)
			continue;
		ck_assert_uint_le(p->column + text_width(text), page->columns);
		while (text.n) {
			uint32_t code;
			size_t n = text_decode(text, &code);
			ck_assert_uint_gt(n, 0);
			size_t width = text_width(str_head(text, n));
			if (width)
				buf_reset(&at[column]);
			buf_adds(&at[width ? column : column - 1], str_head(text, n));
			column += width;
			text = str_from_at(text, n);
			if (code != ' ' && column > end)
				end = column;
		}
	}
	for (size_t i = 0; i < end; i++)
		buf_adds(out, at[i].n ? buf_str(&at[i]) : STR(" "));
	buf_addc(out, '\n');
	for (size_t i = 0; i < page->columns; i++)
		buf_clear(&at[i]);
	free(at);
}

void
seen_page(const struct page *page, struct buf *out)
{
	for (size_t i = 0; i < page->n; i++)
		ck_assert_uint_lt(page->v[i].row, page->rows);
	for (size_t row = 0; row < page->rows; row++)
		add_row(page, row, out);
}
