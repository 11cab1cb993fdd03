/* SPDX-License-Identifier: ISC */
/* Feeds models, and writes down what is on boards and pages. */
#include "seen.h"

#include <stdlib.h>

#include "../view/shown.h"
#include "base/mem.h"
#include "base/text.h"

void
seen_init(struct seen *s)
{
	static const char *const names[] = {"pbx"};

	s->board = board_new(names, 1, NULL);
	s->model = model_new(s->board, 0);
	s->now = 1000000;
}

void
seen_clear(struct seen *s)
{
	model_free(s->model);
	board_free(s->board);
}

static void
take_event(void *arg, const struct msg *m)
{
	const struct seen *s = arg;

	model_take(s->model, m, s->now);
}

void
seen_events(struct seen *s, const char *stream)
{
	shown_each(str_of(stream), take_event, s);
}

struct listing {
	const struct seen *seen;
	enum model_list list;
};

static void
take_item(void *arg, const struct msg *m)
{
	const struct listing *l = arg;

	model_list_take(l->seen->model, l->list, m, l->seen->now);
}

void
seen_list(struct seen *s, enum model_list list, const char *stream)
{
	struct listing l = {s, list};

	model_list_begin(s->model, list);
	shown_each(str_of(stream), take_item, &l);
	model_list_end(s->model, list);
}

void
seen_rows(struct seen *s, enum top_tab tab, struct buf *out)
{
	size_t n;

	model_settle(s->model, s->now);
	const struct row *const *rows = board_rows(s->board, tab, &n);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < ROW_CELLS; k++)
			buf_addf(out, "%s%.*s", k ? "|" : "", STR_ARG(row_cell(rows[i], k)));
		for (size_t k = 0; k < ROW_SINCES; k++)
			if (rows[i]->since[k] != ROW_NEVER)
				buf_addf(out, " %zu:%lld", k,
				    (long long)(s->now - rows[i]->since[k]));
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
