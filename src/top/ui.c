/* SPDX-License-Identifier: ISC */
/* The states: a list, a question above it, or a pane of lines; and what keys do. */
#include "top/ui_impl.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

#define ALL 1000000000L /* rows or lines: there are not so many */

struct ui *
ui_new(struct board *b, const char *name, bool read_only, const struct ui_host *host)
{
	struct ui *ui = mem_alloc(sizeof(*ui));

	ui->board = b;
	ui->name = name;
	ui->read_only = read_only;
	ui->host = *host;
	buf_init(&ui->asked, BUF_MAX_LINE);
	buf_init(&ui->typed, BUF_MAX_LINE);
	buf_init(&ui->channel, BUF_MAX_LINE);
	buf_init(&ui->said, BUF_MAX_LINE);
	buf_init(&ui->trouble, BUF_MAX_LINE);
	buf_init(&ui->heading, BUF_MAX_LINE);
	return ui;
}

void
ui_free(struct ui *ui)
{
	if (!ui)
		return;
	pane_clear(&ui->pane);
	buf_clear(&ui->asked);
	buf_clear(&ui->typed);
	buf_clear(&ui->channel);
	buf_clear(&ui->said);
	buf_clear(&ui->trouble);
	buf_clear(&ui->heading);
	free(ui);
}

/* Set a text of ours, made printable. */
static void
set_text(struct buf *to, struct str text)
{
	buf_reset(to);
	text_escape(to, text);
}

void
ui_said(struct ui *ui, struct str text, bool bad)
{
	set_text(&ui->said, text);
	ui->bad = bad;
}

void
ui_trouble(struct ui *ui, struct str text)
{
	set_text(&ui->trouble, text);
}

void
ui_lines(struct ui *ui, struct str lines)
{
	if (ui->follows)
		pane_add(&ui->pane, lines);
}

void
ui_waits(struct ui *ui, bool waits)
{
	ui->waits = waits;
}

void
ui_show(struct ui *ui, enum top_tab tab)
{
	ui->tab = tab;
	ui->host.show(ui->host.arg, tab);
}

bool
ui_ticks(const struct ui *ui)
{
	return !ui->paned && ui->trouble.n == 0;
}

static void
close_pane(struct ui *ui)
{
	if (ui->follows)
		ui->host.follow(ui->host.arg, NULL, DO_NOTHING);
	ui->follows = ui->paned = false;
	pane_clear(&ui->pane);
}

static void
open_pane(struct ui *ui, bool follows)
{
	pane_clear(&ui->pane);
	ui->paned = true;
	ui->follows = follows;
}

static void
show_help(struct ui *ui)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	open_pane(ui, false);
	buf_reset(&ui->heading);
	buf_addz(&ui->heading, "keys of top");
	for (const struct key_row *k = key_rows; k->character; k++)
		if (k->name)
			buf_addf(&line, "  %-8s %s\n", k->name, k->help);
	pane_add(&ui->pane, buf_str(&line));
	pane_scroll(&ui->pane, ALL); /* its first lines */
	buf_clear(&line);
}

/* The row that is chosen. */
static const struct row *
chosen(struct ui *ui)
{
	return grid_chosen(&ui->grid, ui->board, ui->tab);
}

/* Its name for questions: who calls, or the member's. */
static struct str
name_of(const struct row *row)
{
	struct str name = row_cell(row, row->kind == TOP_CALL ? 1 : 0);

	return row->kind == TOP_CALLER ? str_trim(str_from_at(name, str_chr(name, '.') + 1)) : name;
}

static struct str
channel_of(const struct row *row)
{
	return row_cell(row, row->kind == TOP_CALL ? 3 : 4);
}

/* The name of the queue that a member's row is in. */
static struct str
queue_of(const struct ui *ui, const struct row *row)
{
	const struct row *queue = board_find(ui->board, row->server, row->group);

	return queue ? row_cell(queue, 0) : STR("");
}

static bool
is_paused(const struct row *row)
{
	return str_starts(row_cell(row, 1), STR("paused"));
}

static void
ask(struct ui *ui, enum question question, enum command what, const struct row *row)
{
	ui->question = question;
	ui->seen = false;
	ui->what = what;
	buf_reset(&ui->typed);
	buf_reset(&ui->channel);
	if (!row)
		return;
	buf_adds(&ui->channel, channel_of(row));
	ui->whom.server = row->server;
	ui->whom.id = row->id;
}

/* Ask before something is done. */
static void
ask_to_act(struct ui *ui, enum command what, const struct row *row)
{
	struct str name = name_of(row), queue = queue_of(ui, row);

	buf_reset(&ui->asked);
	if (board_servers(ui->board) > 1)
		buf_addf(&ui->asked, "%s: ", board_server(ui->board, row->server));
	if (what == DO_HANGUP) {
		buf_addf(&ui->asked, "Hang up %.*s, %.*s? (y/n) ", STR_ARG(name),
		    STR_ARG(channel_of(row)));
		ask(ui, ASK_YES, what, row);
	} else if (what == DO_REDIRECT) {
		buf_addf(&ui->asked, "Send %.*s to (exten@context, Esc: nowhere): ", STR_ARG(name));
		ask(ui, ASK_TEXT, what, row);
	} else if (is_paused(row)) {
		buf_addf(&ui->asked, "Let %.*s take calls of %.*s again? (y/n) ", STR_ARG(name),
		    STR_ARG(queue));
		ask(ui, ASK_YES, DO_UNPAUSE, row);
	} else {
		buf_addf(&ui->asked, "Pause %.*s in %.*s, reason (may be empty, Esc: no): ",
		    STR_ARG(name), STR_ARG(queue));
		ask(ui, ASK_TEXT, what, row);
	}
}

/* Say what a key is for. */
static void
refuse(struct ui *ui, const struct key_row *key)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (key->kinds == KIND_BIT(TOP_MEMBER))
		buf_addf(&text, "%s is for members of queues: choose one", key->word);
	else
		buf_addf(&text, "%s is for calls and waiting callers: choose one", key->word);
	ui_said(ui, buf_str(&text), true);
	buf_clear(&text);
}

/* A key that is about the chosen row. */
static void
take_row_key(struct ui *ui, const struct key_row *key)
{
	const struct row *row = chosen(ui);

	if (key->acts && ui->read_only) {
		struct buf text = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&text, "%s: refused by read-only", key->word);
		ui_said(ui, buf_str(&text), true);
		buf_clear(&text);
	} else if (!row || !(key->kinds & KIND_BIT(row->kind))) {
		refuse(ui, key);
	} else if (key->acts) {
		ask_to_act(ui, key->command, row);
	} else {
		open_pane(ui, true);
		buf_reset(&ui->heading);
		buf_addf(&ui->heading, "%s of %.*s", key->word, STR_ARG(name_of(row)));
		ui->host.follow(ui->host.arg, row, key->command);
	}
}

/* How many rows or lines down a key goes; 0: it is for something else. */
static long
step_of(const struct ui *ui, enum command command)
{
	long page = ui->body > 1 ? (long)ui->body - 1 : 1;

	switch (command) {
	case DO_UP:
		return -1;
	case DO_DOWN:
		return 1;
	case DO_PAGE_UP:
		return -page;
	case DO_PAGE_DOWN:
		return page;
	case DO_FIRST:
		return -ALL;
	case DO_LAST:
		return ALL;
	default:
		return 0;
	}
}

static void
move(struct ui *ui, long step)
{
	if (!chosen(ui))
		return;
	long at = (long)ui->grid.chosen[ui->tab].at + step;
	grid_choose(&ui->grid, ui->board, ui->tab, at > 0 ? (size_t)at : 0);
}

/* Sort by the next column that there is. */
static void
sort(struct ui *ui, bool reverse)
{
	bool down;
	size_t column = board_sorted(ui->board, ui->tab, &down);

	if (!reverse) {
		column = (column + 1) % lists[ui->tab].n;
		if (column == 0 && board_servers(ui->board) < 2)
			column = 1;
		/* Of numbers, the largest are of interest. */
		down = lists[ui->tab].columns[column].kind == COLUMN_NUMBER;
	}
	board_sort(ui->board, ui->tab, column, reverse ? !down : down);
	ui->grid.chosen[ui->tab] = (struct chosen){.any = false};
}

static void
ask_filter(struct ui *ui)
{
	buf_reset(&ui->asked);
	buf_addz(&ui->asked, "Only rows with: ");
	ask(ui, ASK_FILTER, DO_FILTER, NULL);
	buf_adds(&ui->typed, board_filtered(ui->board));
}

static enum command
run(struct ui *ui, const struct key_row *key)
{
	switch (key->command) {
	case DO_HELP:
		show_help(ui);
		break;
	case DO_FILTER:
		ask_filter(ui);
		break;
	case DO_SORT:
	case DO_REVERSE:
		sort(ui, key->command == DO_REVERSE);
		break;
	case DO_REFRESH:
		ui->host.refresh(ui->host.arg);
		break;
	case DO_NEXT_TAB:
		ui_show(ui, (ui->tab + 1) % TOP_TABS);
		break;
	case DO_PREVIOUS_TAB:
		ui_show(ui, (ui->tab + TOP_TABS - 1) % TOP_TABS);
		break;
	case DO_CALLS:
	case DO_QUEUES:
	case DO_ENDPOINTS:
		ui_show(ui, (enum top_tab)(key->command - DO_CALLS));
		break;
	case DO_TRACE:
	case DO_EVENTS:
	case DO_HANGUP:
	case DO_REDIRECT:
	case DO_PAUSE:
		take_row_key(ui, key);
		break;
	case DO_QUIT:
	case DO_STOP:
	case DO_REDRAW:
	case DO_NOTHING:
		return key->command;
	default:
		move(ui, step_of(ui, key->command));
	}
	return DO_NOTHING;
}

/* The answer is complete: do what was asked about, if it is still there. */
static void
act(struct ui *ui)
{
	const struct row *row = board_find(ui->board, ui->whom.server, ui->whom.id);

	if (!row)
		ui_said(ui, STR("it is gone"), true);
	else
		ui->host.act(ui->host.arg, row,
		    &(struct order){ui->what, buf_str(&ui->channel), buf_str(&ui->typed)});
}

/* Nobody agrees to what was not on the screen yet: such keys were pasted with others. */
static void
finish(struct ui *ui, bool given)
{
	enum question question = ui->question;

	given = given && (ui->seen || question == ASK_FILTER);
	ui->question = ASK_NOTHING;
	if (question == ASK_FILTER) {
		if (!given)
			board_filter(ui->board, STR(""));
	} else if (!given || (ui->what == DO_REDIRECT && ui->typed.n == 0)) {
		ui_said(ui, STR("nothing was done"), false);
	} else {
		act(ui);
	}
}

/* Remove the last character of the answer. */
static void
rub_out(struct ui *ui)
{
	struct buf *b = &ui->typed;

	while (b->n && ((unsigned char)b->p[b->n - 1] & 0xc0) == 0x80)
		b->n--;
	b->n -= b->n > 0;
}

static void
type(struct ui *ui, wchar_t c)
{
	if (!text_is_unsafe((uint32_t)c) && ui->typed.n < 1000)
		text_encode(&ui->typed, (uint32_t)c);
}

/* A key of an answer. What is pasted belongs into a text. */
static void
answer(struct ui *ui, enum screen_key key, wchar_t c)
{
	if (key == SCREEN_BACKSPACE)
		rub_out(ui);
	else if (key == SCREEN_PASTED && ui->question != ASK_YES)
		type(ui, c);
	else if (key != SCREEN_CHARACTER)
		return;
	else if (c == 27 || c == 3)
		finish(ui, false);
	else if (ui->question == ASK_YES)
		finish(ui, c == L'y' || c == L'Y');
	else if (c == L'\r' || c == L'\n')
		finish(ui, true);
	else if (c == 21)
		buf_reset(&ui->typed);
	else
		type(ui, c);
	if (ui->question == ASK_FILTER)
		board_filter(ui->board, buf_str(&ui->typed));
}

/* A key while a pane is open. */
static enum command
take_pane_key(struct ui *ui, enum command command, wchar_t c)
{
	long step = step_of(ui, command);

	if (command == DO_STOP || command == DO_REDRAW)
		return command;
	if (step)
		pane_scroll(&ui->pane, -step);
	else if (command == DO_QUIT || c == 27 || !ui->follows)
		close_pane(ui);
	return DO_NOTHING;
}

static enum command
command_of(enum screen_key key)
{
	static const enum command commands[] = {
	    [SCREEN_UP] = DO_UP,
	    [SCREEN_DOWN] = DO_DOWN,
	    [SCREEN_LEFT] = DO_PREVIOUS_TAB,
	    [SCREEN_RIGHT] = DO_NEXT_TAB,
	    [SCREEN_PAGE_UP] = DO_PAGE_UP,
	    [SCREEN_PAGE_DOWN] = DO_PAGE_DOWN,
	    [SCREEN_HOME] = DO_FIRST,
	    [SCREEN_END] = DO_LAST,
	    [SCREEN_TAB_BACK] = DO_PREVIOUS_TAB,
	    [SCREEN_OTHER] = DO_NOTHING,
	};

	return commands[key];
}

enum command
ui_key(struct ui *ui, enum screen_key key, wchar_t c)
{
	const struct key_row *row = key == SCREEN_CHARACTER ? keys_find_row(c) : NULL;
	const struct key_row other = {.command = key > SCREEN_CHARACTER ? command_of(key) :
	    DO_NOTHING};

	if (c == 26 && key == SCREEN_CHARACTER)
		return DO_STOP;
	if (ui->question != ASK_NOTHING) {
		answer(ui, key, c);
		return DO_NOTHING;
	}
	if (key == SCREEN_PASTED)
		return DO_NOTHING;
	buf_reset(&ui->said);
	ui->bad = false;
	if (ui->paned)
		return take_pane_key(ui, row ? row->command : other.command, c);
	if (c == 27)
		board_filter(ui->board, STR(""));
	return run(ui, row ? row : &other);
}
