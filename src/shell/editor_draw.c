/* SPDX-License-Identifier: ISC */
/*
 * The line on the screen: taken away, drawn again, left; and what stands at its edges.
 *
 * To hide the line, the rows above the cursor are computed from prompt, line and width; the cursor
 * moves up to the first row and the screen is erased from there. EL_REFRESH draws the line again.
 */
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/out.h"
#include "base/text.h"
#include "base/tty.h"
#include "base/write.h"
#include "shell/editor_impl.h"

#define HINT_GAP   4 /* blanks before a hint, one after it, the last column */
#define HINT_STYLE "\033[2;3m"

size_t
editor_columns(void)
{
	struct winsize size = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return 80;
	return size.ws_col;
}

/* Rows above the cursor and rows of the whole line, on a screen of this width. */
static void
measure(const struct editor *e, size_t columns, size_t *cursor_row, size_t *last_row)
{
	const LineInfoW *line = el_wline(e->el);
	size_t row = 0, column = 0;

	for (size_t i = 0; i < e->prompt.width; i++)
		wchars_step(&row, &column, L'x', columns);
	for (const wchar_t *c = line->buffer; c < line->cursor; c++)
		wchars_step(&row, &column, *c, columns);
	*cursor_row = row;
	/* A wide character that does not fit moves the cursor into the next row. */
	if (line->cursor < line->lastchar && wchars_leaps(*line->cursor, column, columns))
		++*cursor_row;
	for (const wchar_t *c = line->cursor; c < line->lastchar; c++)
		wchars_step(&row, &column, *c, columns);
	*last_row = row;
}

/*
 * Rows to go up to the line's first. Some terminals wrap lines again for a new width and some do
 * not, so the smaller number is used: a part of the line may remain, but nothing else is erased.
 */
static size_t
rows_above(const struct editor *e)
{
	size_t row, drawn, last;

	measure(e, e->columns, &row, &last);
	measure(e, e->drawn_columns ? e->drawn_columns : e->columns, &drawn, &last);
	return drawn < row ? drawn : row;
}

/* Erase the line, without writing that yet. */
static void
erase(struct editor *e)
{
	size_t row = rows_above(e);

	if (row)
		fprintf(e->screen, "\033[%zuA", row);
	fputs("\r\033[J", e->screen);
}

void
editor_hide(void)
{
	struct editor *e = editor_only;

	if (!e->editing || e->hidden)
		return;
	e->hidden = true;
	erase(e);
	fflush(e->screen);
}

void
editor_show(struct editor *e)
{
	out_flush();
	if (!e->hidden)
		return;
	e->hidden = false;
	el_wset(e->el, EL_REFRESH);
	fflush(e->screen);
}

void
editor_leave(struct editor *e)
{
	size_t row, last;

	if (!e->hidden) {
		measure(e, e->columns, &row, &last);
		if (last > row)
			fprintf(e->screen, "\033[%zuB", last - row);
		fputs("\r\n", e->screen);
		fflush(e->screen);
	}
	e->hidden = false;
}

/* With vi's keys, ESC is a key of libedit. What stdio writes would be dropped if a signal came just
 * then. */
void
editor_set_brackets(struct editor *e, bool on)
{
	const wchar_t *keys;

	if (on && (el_wget(e->el, EL_EDITOR, &keys) < 0 || wcscmp(keys, L"emacs") != 0))
		on = false;
	if (on)
		tty_undo(TTY_BRACKETS_OFF);
	fflush(e->screen);
	bool sent = on == e->brackets || write_whole(fileno(e->screen),
	    on ? STR(TTY_BRACKETS_ON) : STR(TTY_BRACKETS_OFF)) == 0;
	e->brackets = on;
	if (sent && !on)
		tty_undo(NULL);
}

/* Put text into a prompt, cut to what it holds, in this style. libedit drops a literal that no
 * character follows: the style ends before the blank, which ends the text. */
static void
set_prompt(struct editor_prompt *p, struct str text, const char *style)
{
	wchar_t *at = p->text;
	struct buf begin = BUF_INIT(64);

	if (*style)
		buf_addf(&begin, "\1%s\1", style);
	at += wchars_from(at, PROMPT_MAX, buf_str(&begin));
	at += wchars_from(at, (size_t)(p->text + PROMPT_MAX - at) - 16, text);
	wchars_from(at, 16, *style ? STR("\1\033[0m\1 ") : STR(" "));
	p->width = text_width(text) + 1;
	buf_clear(&begin);
}

static wchar_t *
prompt(EditLine *el)
{
	struct editor *e = editor_only;
	struct buf text = BUF_INIT(PROMPT_MAX);

	(void)el;
	const char *style = e->host->prompt(e->host->arg, &text);
	set_prompt(&e->prompt, buf_str(&text), style);
	buf_clear(&text);
	return e->prompt.text;
}

static wchar_t *
hint(EditLine *el)
{
	(void)el;
	return editor_only->hint.text;
}

/* Columns that the line leaves in its row, a gap taken off; 0: it is longer, or has line ends. So
 * has what libedit makes of it while it searches the history. */
static size_t
room(const struct editor *e)
{
	const LineInfoW *line = el_wline(e->el);
	size_t row = 0, column = e->prompt.width;

	for (const wchar_t *c = line->buffer; c < line->lastchar; c++)
		wchars_step(&row, &column, *c, e->columns);
	return row == 0 && column + HINT_GAP < e->columns ? e->columns - column - HINT_GAP : 0;
}

static void
set_hint(struct editor *e, struct str text)
{
	if (str_eq(text, buf_str(&e->hinted)))
		return;
	buf_reset(&e->hinted);
	buf_adds(&e->hinted, text);
	e->hint.text[0] = L'\0';
	if (text.n)
		set_prompt(&e->hint, text, HINT_STYLE);
	if (!e->hidden) {
		erase(e);
		el_wset(e->el, EL_REFRESH);
	}
	fflush(e->screen);
}

void
editor_update_hint(struct editor *e)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE), text = BUF_INIT(BUF_MAX_LINE);
	size_t columns = room(e);

	editor_typed(e, &line);
	if (columns)
		e->keys->hint(e->keys->arg, buf_str(&line), columns, &text);
	set_hint(e, buf_str(&text));
	buf_clear(&line);
	buf_clear(&text);
}

void
editor_drop_hint(struct editor *e)
{
	set_hint(e, STR(""));
}

void
editor_bind_prompt(struct editor *e)
{
	buf_init(&e->hinted, BUF_MAX_LINE);
	el_wset(e->el, EL_PROMPT_ESC, prompt, L'\1');
	el_wset(e->el, EL_RPROMPT_ESC, hint, L'\1');
}
