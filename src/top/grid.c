/* SPDX-License-Identifier: ISC */
/* Decides which columns there are and how wide, from the rows that are seen. */
#include "top/grid.h"

#include "base/duration.h"
#include "base/text.h"
#include "layout/fit.h"

#define GAP    2
#define WANTED 26 /* columns of a text that is not to be cut while there is a dim column */
#define DAY ((long long)86400)

void
grid_reset(struct grid *g)
{
	memset(g->widths, 0, sizeof(g->widths));
}

/* Append a duration: 0:05, 12:34, 1:02:03, 3 d 04:05. */
static void
add_duration(struct buf *out, msec duration)
{
	long long seconds = duration / 1000;

	if (seconds >= DAY)
		buf_addf(out, "%lld d %02lld:%02lld", seconds / DAY, seconds / 3600 % 24,
		    seconds / 60 % 60);
	else
		duration_print(out, seconds);
}

static bool
is_it(const struct row *row, const struct chosen *c)
{
	return row->server == c->server && row->id == c->id;
}

static void
set(struct chosen *c, const struct row *row, size_t at)
{
	c->any = true;
	c->server = row->server;
	c->id = row->id;
	c->at = at;
}

/* Where is it now? n: nowhere. */
static size_t
find(const struct chosen *c, const struct row *const *rows, size_t n)
{
	size_t i = c->at;

	if (i < n && is_it(rows[i], c))
		return i;
	for (i = 0; i < n && !is_it(rows[i], c);)
		i++;
	return i;
}

const struct row *
grid_chosen(struct grid *g, struct board *b, enum top_tab tab)
{
	struct chosen *c = &g->chosen[tab];
	size_t n;
	const struct row *const *rows = board_rows(b, tab, &n);

	if (n == 0)
		return NULL;
	bool any = c->any;
	size_t at = any ? find(c, rows, n) : 0;
	if (at == n)
		at = c->at < n ? c->at : n - 1;
	set(c, rows[at], at);
	c->any = any;
	return rows[at];
}

void
grid_choose(struct grid *g, struct board *b, enum top_tab tab, size_t at)
{
	size_t n;
	const struct row *const *rows = board_rows(b, tab, &n);

	if (n)
		set(&g->chosen[tab], rows[at < n ? at : n - 1], at < n ? at : n - 1);
}

/* Append what stands in a column. */
static void
add_text(struct buf *out, const struct board *b, const struct row *row, const struct column *c,
    msec now)
{
	bool within = row->kind == TOP_CALLER || row->kind == TOP_MEMBER;

	switch (c->kind) {
	case COLUMN_SERVER:
		buf_addz(out, board_server(b, row->server));
		break;
	case COLUMN_SINCE:
		if (row->since[c->at] != ROW_NEVER)
			add_duration(out, now - row->since[c->at]);
		break;
	default:
		if (within && c->at == 0)
			buf_addz(out, "  ");
		buf_adds(out, row_cell(row, c->at));
	}
}

/* What is to be laid out. */
struct laying {
	const struct board *board;
	const struct list *list;
	const struct row *const *rows;
	size_t n;
	msec now;
	struct fit fit[GRID_COLUMNS];
};

static enum fit_weight
weight_of(const struct column *c)
{
	if (c->dim)
		return FIT_TEXT;
	return c->kind == COLUMN_SINCE || c->kind == COLUMN_NUMBER ? FIT_TIME
	    : c->worth == 9                                        ? FIT_KEY
	                                                           : FIT_NAME;
}

/* What a column needs for its heading and the rows. */
static size_t
measure(const struct laying *l, size_t column)
{
	const struct column *c = &l->list->columns[column];
	size_t width = strlen(c->name) + 1;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < l->n; i++) {
		buf_reset(&text);
		add_text(&text, l->board, l->rows[i], c, l->now);
		size_t own = text_width(buf_str(&text));
		width = own > width ? own : width;
	}
	buf_clear(&text);
	return width;
}

/* The columns that it should have, and without which it is better left out. */
static size_t
floor_of(const struct laying *l, size_t i, bool dim)
{
	const struct fit *f = &l->fit[i];
	size_t wanted = f->natural < WANTED ? f->natural : WANTED;

	return dim && !l->list->columns[i].dim && wanted > f->least ? wanted : f->least;
}

/* Leave out the columns that are worth least until the others have room; dim: only dim ones, so
 * that the others need not be cut. */
static void
hide(struct laying *l, size_t columns, bool dim)
{
	for (;;) {
		size_t sum = 0, least = l->list->n, shown = 0;
		for (size_t i = 0; i < l->list->n; i++) {
			if (l->fit[i].hidden)
				continue;
			sum += floor_of(l, i, dim) + (shown++ ? GAP : 0);
			if ((!dim || l->list->columns[i].dim) && (least == l->list->n ||
			    l->list->columns[i].worth < l->list->columns[least].worth))
				least = i;
		}
		if (sum <= columns || shown <= 1 || least == l->list->n)
			return;
		l->fit[least].hidden = true;
	}
}

static void
fit(struct laying *l, size_t *widths, size_t columns)
{
	for (size_t i = 0; i < l->list->n; i++) {
		const struct column *c = &l->list->columns[i];
		size_t width = measure(l, i);
		if (width > widths[i])
			widths[i] = width;
		l->fit[i] = (struct fit){
		    .natural = widths[i],
		    .least = c->least < widths[i] ? c->least : widths[i],
		    .gap = GAP,
		    .weight = weight_of(c),
		    .hidden = c->kind == COLUMN_SERVER && board_servers(l->board) < 2,
		};
	}
	hide(l, columns, true);
	hide(l, columns, false);
	fit_parts(l->fit, l->list->n, columns, FIT_LEAST);
}

static bool
is_right(const struct column *c)
{
	return c->kind == COLUMN_NUMBER || c->kind == COLUMN_SINCE;
}

static void
draw_headings(const struct laying *l, struct page *page, size_t row, size_t sorted, bool down)
{
	size_t at = 0;

	page_bar(page, row, true);
	for (size_t i = 0; i < l->list->n; i++) {
		struct buf text = BUF_INIT(64);
		if (l->fit[i].hidden)
			continue;
		buf_addf(&text, "%s%s", l->list->columns[i].name,
		    i != sorted ? "" : down ? "↓" : "↑");
		page_cell(page, row, at, l->fit[i].width, i == sorted ? PAGE_BOLD : PAGE_PLAIN,
		    true, is_right(&l->list->columns[i]), buf_str(&text));
		at += l->fit[i].width + GAP;
		buf_clear(&text);
	}
}

static enum page_style
style_of(const struct row *row, const struct column *c)
{
	static const enum page_style moods[] = {
	    [MOOD_PLAIN] = PAGE_PLAIN,
	    [MOOD_GOOD] = PAGE_GOOD,
	    [MOOD_BUSY] = PAGE_BUSY,
	    [MOOD_BAD] = PAGE_BAD,
	    [MOOD_QUIET] = PAGE_DIM,
	};

	if (strcmp(c->name, "STATE") == 0)
		return moods[row->mood];
	if (row->kind == TOP_QUEUE && c->at == 0 && c->kind == COLUMN_TEXT)
		return PAGE_BOLD;
	return c->dim ? PAGE_DIM : PAGE_PLAIN;
}

static void
draw_row(const struct laying *l, struct page *page, size_t row, const struct row *of, bool marked,
    bool dim)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	size_t at = 0;

	if (marked)
		page_bar(page, row, true);
	for (size_t i = 0; i < l->list->n; i++) {
		const struct column *c = &l->list->columns[i];
		if (l->fit[i].hidden)
			continue;
		buf_reset(&text);
		add_text(&text, l->board, of, c, l->now);
		page_cell(page, row, at, l->fit[i].width, dim ? PAGE_DIM : style_of(of, c), marked,
		    is_right(c), buf_str(&text));
		at += l->fit[i].width + GAP;
	}
	buf_clear(&text);
}

/* The chosen row is among the n that are seen. */
static void
scroll(struct chosen *c, size_t all, size_t n)
{
	if (c->at < c->first)
		c->first = c->at;
	if (n && c->at >= c->first + n)
		c->first = c->at - n + 1;
	if (c->first + n > all)
		c->first = all > n ? all - n : 0;
}

void
grid_draw(struct grid *g, struct board *b, enum top_tab tab, struct page *page, size_t row,
    size_t n, msec now, bool dim)
{
	const struct row *chosen = grid_chosen(g, b, tab);
	struct chosen *c = &g->chosen[tab];
	size_t all;
	bool down;
	const struct row *const *rows = board_rows(b, tab, &all);
	size_t sorted = board_sorted(b, tab, &down);

	scroll(c, all, n);
	struct laying l = {
	    .board = b,
	    .list = &lists[tab],
	    .rows = rows + c->first,
	    .n = all - c->first < n ? all - c->first : n,
	    .now = now,
	};
	fit(&l, g->widths[tab], page->columns);
	draw_headings(&l, page, row, sorted, down);
	for (size_t i = 0; i < l.n; i++)
		draw_row(&l, page, row + 1 + i, l.rows[i], l.rows[i] == chosen, dim);
}
