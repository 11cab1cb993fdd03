/* SPDX-License-Identifier: ISC */
/*
 * libedit with our own read function, the one place that handles keys, messages and signals.
 *
 * To hide the line, the rows above the cursor are computed from prompt, line and width; the cursor
 * moves up to the first row and the screen is erased from there. EL_REFRESH draws the line again.
 */
#include "shell/editor.h"

#include <errno.h>
#include <histedit.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/tty.h"
#include "complete/insert.h"
#include "shell/paste.h"
#include "shell/wchars.h"

#define PROMPT_MAX 256

/* Bracketed paste (xterm's control sequences): the terminal says what is pasted. */
#define BRACKETS_ON  "\033[?2004h"
#define BRACKETS_OFF "\033[?2004l"
#define PASTE_BEGIN  L"\033[200~"
#define PASTE_END    "\033[201~"

struct editor {
	const struct editor_host *host;
	const struct editor_keys *keys;
	struct pollfd *fds; /* the keys, the signals, and those of the host */
	EditLine *el;
	HistoryW *history;
	FILE *screen;
	FILE *complaints; /* libedit's own, into the two below */
	char *complaint;
	size_t complaint_n;
	bool bold;
	bool editing; /* a line is on the screen */
	bool hidden;  /* but not now */
	bool dropped;
	bool brackets; /* the terminal brackets what is pasted */
	bool after_cr; /* the last character was one */
	bool kept;     /* the line was only kept: the editor still has the terminal */
	bool more; /* the session had more than one slice */
	size_t columns;
	size_t drawn_columns; /* of the line as it was drawn, while a new width comes into force */
	size_t prompt_width;
	wchar_t prompt[PROMPT_MAX];
	struct wchars_typed typed;
};

/* libedit's callbacks and out's hook have no argument for us, and there is one terminal. */
static struct editor *the_editor;

static size_t
screen_columns(void)
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

	for (size_t i = 0; i < e->prompt_width; i++)
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

/* Remove the line from the screen; out calls this before it prints. */
static void
hide(void)
{
	struct editor *e = the_editor;
	size_t row;

	if (!e->editing || e->hidden)
		return;
	e->hidden = true;
	row = rows_above(e);
	if (row)
		fprintf(e->screen, "\033[%zuA", row);
	fputs("\r\033[J", e->screen);
	fflush(e->screen);
}

/* Draw it again, after what was printed. */
static void
show(struct editor *e)
{
	out_flush();
	if (!e->hidden)
		return;
	e->hidden = false;
	el_wset(e->el, EL_REFRESH);
	fflush(e->screen);
}

/* Leave the line and move below it. */
static void
leave(struct editor *e)
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

/* Turn bracketed paste on or off. With vi's keys, ESC is a key of libedit. */
static void
set_brackets(struct editor *e, bool on)
{
	const wchar_t *keys;

	if (on && (el_wget(e->el, EL_EDITOR, &keys) < 0 || wcscmp(keys, L"emacs") != 0))
		on = false;
	if (on)
		tty_undo(BRACKETS_OFF);
	if (on != e->brackets)
		fputs(on ? BRACKETS_ON : BRACKETS_OFF, e->screen);
	e->brackets = on;
	if (fflush(e->screen) == 0 && !on)
		tty_undo(NULL);
}

/*
 * Stop the process as ^Z does, with the terminal restored for the calling shell. If we are not the
 * first process of the job, that shell may have seen the first one stop already and taken the
 * terminal: then restoring it has stopped us, and we are done when we continue.
 */
static unsigned
stop(struct editor *e)
{
	hide();
	set_brackets(e, false);
	el_wset(e->el, EL_PREP_TERM, 0);
	unsigned got = sig_take();
	sig_catch_stop(false);
	if (!(got & GOT_CONT))
		raise(SIGTSTP);
	sig_catch_stop(true);
	el_wset(e->el, EL_PREP_TERM, 1);
	set_brackets(e, true);
	e->columns = screen_columns();
	el_resize(e->el);
	return got;
}

/* Signals came. True when the line must be dropped. */
static bool
take_signals(struct editor *e)
{
	unsigned got = sig_take();

	if (got & GOT_WINCH) {
		e->drawn_columns = e->columns;
		e->columns = screen_columns();
		hide();
		e->drawn_columns = 0;
		el_resize(e->el);
	}
	if (got & GOT_TSTP)
		got |= stop(e);
	return e->host->signals(e->host->arg, got);
}

/*
 * Is this the second half of CR LF, which is one line end? Both come swapped: libedit has the
 * terminal do so (INLCR, ICRNL).
 */
static bool
is_second_half(struct editor *e, wchar_t c)
{
	bool after_cr = e->after_cr;

	e->after_cr = c == L'\n';
	return after_cr && c == L'\r';
}

/* Read one character from the terminal. 1: it is there; 0: the end; -1: nothing yet. */
static int
read_character(struct editor *e, wchar_t *c)
{
	char byte;
	ssize_t got = read(STDIN_FILENO, &byte, 1);

	if (got < 0)
		return errno == EINTR || errno == EAGAIN ? -1 : 0;
	if (got == 0)
		return 0;
	e->typed.bytes[e->typed.n++] = byte;
	return wchars_take(&e->typed, c) && !is_second_half(e, *c) ? 1 : -1;
}

/* Is more typed already? */
static bool
more_typed(void)
{
	struct pollfd keys = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&keys, 1, 0) > 0;
}

/* A tab followed at once by a character was not typed: it belongs to pasted text. */
static bool
is_pasted_tab(struct editor *e)
{
	struct wchars_typed *b = &e->typed;

	while (b->n < sizeof(b->bytes) && (b->n == 0 || b->bytes[b->n - 1] == '\t') &&
	    more_typed() && read(STDIN_FILENO, b->bytes + b->n, 1) == 1)
		b->n++;
	return b->n > 0 && b->bytes[b->n - 1] != '\t';
}

/* A line has ended: if it is only kept, libedit must leave the terminal alone. */
static void
end_line(struct editor *e)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	const LineInfoW *info = el_wline(e->el);

	wchars_to(&line, info->buffer, (size_t)(info->lastchar - info->buffer));
	e->kept = e->host->only_kept(e->host->arg, buf_str(&line));
	el_wset(e->el, EL_EDITMODE, !e->kept);
	buf_clear(&line);
}

/* The next key, with everything else done meanwhile. 1: here it is; 0: the end; -1: dropped. */
static int
next_key(struct editor *e, wchar_t *c)
{
	struct pollfd *fds = e->fds;

	fflush(e->screen);
	while (wchars_take(&e->typed, c))
		if (!is_second_half(e, *c))
			return 1;
	for (;;) {
		fds[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
		fds[1] = (struct pollfd){.fd = sig_fd(), .events = POLLIN};
		size_t others = e->host->fds(e->host->arg, fds + 2);
		msec deadline = e->more ? 0 : e->host->deadline(e->host->arg);
		int n = poll(fds, (nfds_t)(2 + others), clock_poll_timeout(deadline));
		if (n < 0 && errno != EINTR)
			return 0;
		if (n < 0)
			continue;
		/* The handler of a signal that came before the key may have run after poll. */
		if ((fds[0].revents || fds[1].revents) && take_signals(e)) {
			e->dropped = true;
			return -1;
		}
		show(e);
		if (fds[0].revents) {
			int got = read_character(e, c);
			if (got > 0)
				e->keys->key(e->keys->arg);
			if (got >= 0)
				return got;
		} else {
			e->more = e->host->take(e->host->arg);
			show(e);
		}
	}
}

/* The read function of libedit. */
static int
get_key(EditLine *el, wchar_t *c)
{
	struct editor *e = the_editor;

	e->kept = false;
	el_wset(el, EL_EDITMODE, 1);
	int got = next_key(e, c);
	if (got > 0 && (*c == L'\n' || *c == L'\r'))
		end_line(e);
	return got;
}

static wchar_t *
prompt(EditLine *el)
{
	struct editor *e = the_editor;
	struct buf text = BUF_INIT(PROMPT_MAX);
	wchar_t *at = e->prompt;

	(void)el;
	e->host->prompt(e->host->arg, &text);
	e->prompt_width = text_width(buf_str(&text)) + 1;
	if (e->bold)
		at += wchars_from(at, PROMPT_MAX, STR("\1\033[1m\1"));
	at += wchars_from(at, (size_t)(e->prompt + PROMPT_MAX - at) - 16, buf_str(&text));
	/* libedit drops a literal that no character follows. */
	wchars_from(at, 16, e->bold ? STR("\1\033[0m\1 ") : STR(" "));
	buf_clear(&text);
	return e->prompt;
}

void
editor_typed(const struct editor *e, struct buf *line)
{
	const LineInfoW *info = el_wline(e->el);

	wchars_to(line, info->buffer, (size_t)(info->cursor - info->buffer));
}

/* Change the line at the cursor; rest is what follows that. */
static void
change(struct editor *e, const struct insertion *i, struct str rest)
{
	const LineInfoW *info = el_wline(e->el);
	size_t before = (size_t)(info->cursor - info->buffer);
	size_t after = (size_t)(info->lastchar - info->cursor);
	size_t back = wchars_count(info->buffer, before, i->back);
	size_t forth = after - wchars_count(info->cursor, after, rest.n - i->forth);
	wchar_t *wide = mem_array(i->text.n + 1, sizeof(*wide));

	wchars_from(wide, i->text.n + 1, buf_str(&i->text));
	if (forth)
		el_cursor(e->el, (int)forth);
	if (back + forth)
		el_deletestr(e->el, (int)(back + forth));
	if (*wide)
		el_winsertstr(e->el, wide);
	free(wide);
}

void
editor_complete_now(struct editor *e)
{
	struct buf before = BUF_INIT(BUF_MAX_LINE), after = BUF_INIT(BUF_MAX_LINE);
	struct insertion i = {.text = BUF_INIT(BUF_MAX_LINE)};
	const LineInfoW *info = el_wline(e->el);

	hide(); /* while its place is still known */
	editor_typed(e, &before);
	wchars_to(&after, info->cursor, (size_t)(info->lastchar - info->cursor));
	e->keys->complete(e->keys->arg, buf_str(&before), buf_str(&after), &i);
	if (i.text.n)
		change(e, &i, buf_str(&after));
	buf_clear(&before);
	buf_clear(&after);
	buf_clear(&i.text);
}

static unsigned char
on_tab(EditLine *el, int key)
{
	struct editor *e = the_editor;

	(void)key;
	if (is_pasted_tab(e)) {
		el_winsertstr(el, L"\t");
		return CC_REFRESH;
	}
	editor_complete_now(e);
	show(e);
	return CC_REFRESH;
}

static unsigned char
on_question(EditLine *el, int key)
{
	struct editor *e = the_editor;
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	(void)key;
	editor_typed(e, &line);
	if (e->keys->plain_question(e->keys->arg, buf_str(&line)))
		el_winsertstr(el, L"?");
	else
		e->keys->candidates(e->keys->arg, buf_str(&line));
	show(e);
	buf_clear(&line);
	return CC_REFRESH;
}

/* Read what is pasted, up to the mark at its end. False: the line was dropped meanwhile. */
static bool
read_paste(struct editor *e, struct buf *text)
{
	wchar_t c;

	while (!str_ends(buf_str(text), STR(PASTE_END))) {
		if (next_key(e, &c) != 1)
			return false;
		if (c == L'\n' || c == L'\r')
			buf_addc(text, '\n');
		else
			wchars_to(text, &c, 1);
	}
	text->n -= strlen(PASTE_END);
	return true;
}

/* Put a paste into the line: none of it is a key. */
static unsigned char
on_paste(EditLine *el, int key)
{
	struct editor *e = the_editor;
	struct buf pasted = BUF_INIT(BUF_MAX_TEXT), text = BUF_INIT(BUF_MAX_LINE);
	unsigned char then = CC_REFRESH;

	(void)key;
	if (!read_paste(e, &pasted)) {
		tcflush(STDIN_FILENO, TCIFLUSH); /* the rest must not run as if it were typed */
		then = CC_EOF;
	} else {
		paste_clean(&text, buf_str(&pasted));
		wchar_t *wide = mem_array(text.n + 1, sizeof(*wide));
		wchars_from(wide, text.n + 1, buf_str(&text));
		if (buf_full(&text) || el_winsertstr(el, wide) < 0)
			out_notice("-- the paste is too long for a line: it is dropped");
		free(wide);
	}
	show(e);
	buf_clear(&pasted);
	buf_clear(&text);
	return then;
}

/* Usual keys that libedit does not have. */
static void
bind_keys(EditLine *el)
{
	static const wchar_t *const keys[][2] = {
	    {L"^R", L"em-inc-search-prev"},
	    {L"^W", L"ed-delete-prev-word"},
	    {L"\033[1~", L"ed-move-to-beg"},
	    {L"\033[4~", L"ed-move-to-end"},
	    {L"\033[H", L"ed-move-to-beg"},
	    {L"\033[F", L"ed-move-to-end"},
	    {L"\033[3~", L"ed-delete-next-char"},
	    {L"\033[1;5C", L"em-next-word"},
	    {L"\033[1;5D", L"ed-prev-word"},
	    {L"\t", L"amsh-complete"},
	    {L"?", L"amsh-question"},
	    {PASTE_BEGIN, L"amsh-paste"},
	};

	el_wset(el, EL_ADDFN, L"amsh-complete", L"complete the word", on_tab);
	el_wset(el, EL_ADDFN, L"amsh-question", L"show what can come next", on_question);
	el_wset(el, EL_ADDFN, L"amsh-paste", L"take what is pasted", on_paste);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		el_wset(el, EL_BIND, keys[i][0], keys[i][1], (wchar_t *)NULL);
}

/* The terminal, for libedit. Ends the process if it cannot be opened. */
static FILE *
open_screen(void)
{
	int fd = dup(STDOUT_FILENO);

	if (fd < 0) {
		out_error("cannot open the terminal: %s", strerror(errno));
		exit(err_exit_status(ERR_USAGE));
	}
	return mem_must(fdopen(fd, "w"));
}

/* Our message for a terminal that libedit does not know. */
static void
say_unknown_terminal(struct editor *e)
{
	struct buf type = BUF_INIT(128);
	const char *term = getenv("TERM");

	fflush(e->complaints);
	if (e->complaint_n == 0)
		return;
	text_escape(&type, str_head(str_of(term ? term : ""), 64));
	out_notice("-- TERM=%s is not known here: lines are edited as on a plain terminal",
	    buf_z(&type));
	buf_clear(&type);
	rewind(e->complaints);
}

/* Errors in the user's .editrc are reported in libedit's words. */
static void
say_complaints(struct editor *e)
{
	struct str text, line;

	fflush(e->complaints);
	text = str_from(e->complaint, e->complaint_n);
	while (str_cut(&text, '\n', &line))
		if (str_trim(line).n)
			out_notice("-- .editrc: %.*s", STR_ARG(str_trim(line)));
	rewind(e->complaints);
}

struct editor *
editor_new(const struct editor_host *host, const struct editor_keys *keys, bool bold)
{
	struct editor *e = mem_alloc(sizeof(*e));
	HistEventW event;

	the_editor = e;
	e->host = host;
	e->fds = mem_array(2 + host->fds_n, sizeof(*e->fds));
	e->keys = keys;
	e->bold = bold;
	e->screen = open_screen();
	e->complaints = mem_must(open_memstream(&e->complaint, &e->complaint_n));
	tty_keep(STDIN_FILENO); /* el_init changes them already */
	e->el = mem_must(el_init("amsh", stdin, e->screen, e->complaints));
	say_unknown_terminal(e);
	e->history = mem_must(history_winit());
	history_w(e->history, &event, H_SETSIZE, 10000);
	history_w(e->history, &event, H_SETUNIQUE, 1);
	el_wset(e->el, EL_SIGNAL, 0);
	el_wset(e->el, EL_EDITOR, L"emacs");
	el_wset(e->el, EL_HIST, history_w, e->history);
	el_wset(e->el, EL_PROMPT_ESC, prompt, L'\1');
	el_wset(e->el, EL_GETCFN, get_key);
	bind_keys(e->el);
	el_source(e->el, NULL);
	say_complaints(e);
	out_set_hide(hide);
	return e;
}

void
editor_free(struct editor *e)
{
	if (!e)
		return;
	out_set_hide(NULL);
	set_brackets(e, false);
	history_wend(e->history);
	el_end(e->el);
	tty_forget();
	fclose(e->screen);
	fclose(e->complaints);
	free(e->complaint);
	the_editor = NULL;
	free(e->fds);
	free(e);
}

enum editor_result
editor_read(struct editor *e, struct buf *line)
{
	int n = 0;

	out_flush();
	sig_catch_stop(true);
	e->columns = screen_columns();
	e->dropped = e->hidden = e->kept = false;
	e->editing = true;
	el_wset(e->el, EL_EDITMODE, 1);
	el_resize(e->el);
	/* libedit draws the prompt first; a key typed right then would still be handled by the
	 * kernel. */
	el_wset(e->el, EL_PREP_TERM, 1);
	set_brackets(e, true);
	const wchar_t *text = el_wgets(e->el, &n);
	if (e->dropped)
		leave(e);
	e->editing = false;
	if (!e->kept)
		set_brackets(e, false);
	sig_catch_stop(false);
	if (e->dropped)
		return EDITOR_DROPPED;
	if (!text || n <= 0)
		return EDITOR_END;
	wchars_to(line, text, (size_t)n - (text[n - 1] == L'\n'));
	return EDITOR_LINE;
}

void
editor_add_history(struct editor *e, struct str line)
{
	HistEventW event;
	wchar_t *wide = mem_array(line.n + 1, sizeof(*wide));

	wchars_from(wide, line.n + 1, line);
	history_w(e->history, &event, H_ENTER, wide);
	free(wide);
}

void
editor_list_history(struct editor *e, long last, void (*take)(int number, struct str line))
{
	HistEventW event;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	long n = 1;

	if (history_w(e->history, &event, H_FIRST) < 0)
		return;
	while ((last < 0 || n < last) && history_w(e->history, &event, H_NEXT) >= 0)
		n++;
	if (last < 0 || n < last)
		history_w(e->history, &event, H_LAST);
	do {
		buf_reset(&text);
		wchars_to(&text, event.str, wcslen(event.str));
		take(event.num, buf_str(&text));
	} while (last != 0 && history_w(e->history, &event, H_PREV) >= 0);
	buf_clear(&text);
}
