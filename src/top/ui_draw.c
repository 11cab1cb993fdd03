/* SPDX-License-Identifier: ISC */
/* Draws the states: tabs, list or pane, the line above the keys, the keys. */
#include "base/text.h"
#include "top/ui_impl.h"

/* What is counted beside the name of a list. */
static void
add_counts(const struct ui *ui, enum top_tab tab, struct buf *out)
{
	const struct board *b = ui->board;
	size_t down = board_count_mood(b, TOP_ENDPOINT, MOOD_BAD);

	if (tab == TOP_CALLS)
		buf_addf(out, " %zu", board_count(b, TOP_CALL));
	else if (tab == TOP_QUEUES && board_count(b, TOP_CALLER))
		buf_addf(out, " %zu, %zu waiting", board_count(b, TOP_QUEUE),
		    board_count(b, TOP_CALLER));
	else if (tab == TOP_QUEUES)
		buf_addf(out, " %zu", board_count(b, TOP_QUEUE));
	else if (down)
		buf_addf(out, " %zu, %zu out of reach", board_count(b, TOP_ENDPOINT), down);
	else
		buf_addf(out, " %zu", board_count(b, TOP_ENDPOINT));
}

/* The tabs, as long as there is room with their counts, and the name. */
static void
draw_tabs(const struct ui *ui, struct page *page)
{
	struct buf text[TOP_TABS];
	size_t width = 0, at = 0, name = text_width(str_of(ui->name));

	for (size_t i = 0; i < TOP_TABS; i++) {
		text[i] = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&text[i], " %zu %s", i + 1, lists[i].name);
		add_counts(ui, (enum top_tab)i, &text[i]);
		buf_addc(&text[i], ' ');
		width += text[i].n;
	}
	for (size_t i = 0; i < TOP_TABS; i++) {
		bool short_one = width > page->columns && i != ui->tab;
		struct str shown = short_one ? str_head(buf_str(&text[i]), 3) : buf_str(&text[i]);
		bool active = i == ui->tab;
		at = page_put(page, 0, at, page->columns, active ? PAGE_BOLD : PAGE_DIM, active,
		    shown);
		buf_clear(&text[i]);
	}
	if (at + name + 2 <= page->columns)
		page_put(page, 0, page->columns - name, name, PAGE_BOLD, false, str_of(ui->name));
}

/* The question, and of a long answer its end. */
static void
draw_question(struct ui *ui, struct page *page, size_t row)
{
	size_t room = page->columns > 12 ? page->columns - 12 : 1;
	size_t at = page_put(page, row, 0, room, PAGE_BOLD, false, buf_str(&ui->asked));
	size_t left = page->columns > at + 1 ? page->columns - at - 1 : 0;
	struct buf typed = BUF_INIT(BUF_MAX_LINE);

	text_cut(&typed, buf_str(&ui->typed), left, left);
	ui->seen = true;
	page->cursor = true;
	page->cursor_row = row;
	page->cursor_column = page_put(page, row, at, left, PAGE_PLAIN, false, buf_str(&typed));
	buf_clear(&typed);
}

/* The line above the keys: a question, trouble, news, or the filter. */
static void
draw_status(struct ui *ui, struct page *page, size_t row)
{
	if (ui->question != ASK_NOTHING) {
		draw_question(ui, page, row);
	} else if (ui->said.n) {
		page_put(page, row, 0, page->columns, ui->bad ? PAGE_BAD : PAGE_PLAIN, false,
		    buf_str(&ui->said));
	} else if (ui->trouble.n) {
		page_put(page, row, 0, page->columns, PAGE_BAD, false, buf_str(&ui->trouble));
	} else if (board_filtered(ui->board).n && !ui->paned) {
		size_t at = page_put(page, row, 0, page->columns, PAGE_DIM, false,
		    STR("only rows with: "));
		page_put(page, row, at, page->columns - at, PAGE_PLAIN, false,
		    board_filtered(ui->board));
	}
}

static bool
is_at_foot(const struct ui *ui, const struct key_row *k)
{
	return k->word && (!ui->paned || k->command == DO_QUIT);
}

/* The columns of all keys at the foot, and the blanks between two. */
static size_t
measure_keys(const struct ui *ui, size_t gap)
{
	size_t width = 0;

	for (const struct key_row *k = key_rows; k->character; k++)
		if (is_at_foot(ui, k))
			width += strlen(k->name) + 1 + strlen(k->word) + (width ? gap : 0);
	return width;
}

/* The keys, as many as there is room for. */
static void
draw_keys(const struct ui *ui, struct page *page, size_t row)
{
	size_t at = 0, gap = measure_keys(ui, 2) > page->columns ? 1 : 2;

	for (const struct key_row *k = key_rows; k->character; k++) {
		if (!is_at_foot(ui, k))
			continue;
		struct str word = str_of(ui->paned ? "back" : k->word);
		if (at + strlen(k->name) + 1 + word.n > page->columns)
			return;
		at = page_put(page, row, at, page->columns, PAGE_BOLD, false, str_of(k->name));
		at = page_put(page, row, at + 1, page->columns, PAGE_DIM, false, word) + gap;
	}
}

static void
draw_pane(struct ui *ui, struct page *page, size_t body)
{
	page_bar(page, 0, true);
	page_put(page, 0, 1, page->columns, PAGE_BOLD, true, buf_str(&ui->heading));
	pane_draw(&ui->pane, page, 1, body);
}

static void
draw_list(struct ui *ui, struct page *page, size_t body, msec now)
{
	size_t n;

	draw_tabs(ui, page);
	board_rows(ui->board, ui->tab, &n);
	grid_draw(&ui->grid, ui->board, ui->tab, page, 1, body, now, ui->trouble.n > 0);
	if (n > 0 || body == 0)
		return;
	page_put(page, 2, 2, page->columns, PAGE_DIM, false,
	    ui->waits               ? STR("asking the server…")
	    : board_filtered(ui->board).n ? STR("no row has that text")
	    : ui->tab == TOP_CALLS  ? STR("no calls")
	    : ui->tab == TOP_QUEUES ? STR("no queues")
	                            : STR("no endpoints"));
}

void
ui_draw(struct ui *ui, struct page *page, size_t rows, size_t columns, msec now)
{
	if (page->columns != columns)
		grid_reset(&ui->grid);
	page_begin(page, rows, columns);
	size_t head = ui->paned ? 1 : 2, foot = rows > 6 ? 2 : 1;
	ui->body = rows > head + foot ? rows - head - foot : 0;
	if (ui->paned)
		draw_pane(ui, page, ui->body);
	else
		draw_list(ui, page, ui->body, now);
	if (rows > head)
		draw_status(ui, page, rows - foot);
	if (foot == 2)
		draw_keys(ui, page, rows - 1);
}
