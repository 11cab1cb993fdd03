/* SPDX-License-Identifier: ISC */
/* libedit with our own read function, the one place that handles keys, messages and signals. */
#include "shell/editor_impl.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "base/text.h"
#include "base/tty.h"

struct editor *editor_only;

/*
 * Stop the process as ^Z does, with the terminal restored for the calling shell. If we are not the
 * first process of the job, that shell may have seen the first one stop already and taken the
 * terminal: then restoring it has stopped us, and we are done when we continue.
 */
static unsigned
stop(struct editor *e)
{
	editor_hide();
	editor_set_brackets(e, false);
	el_wset(e->el, EL_PREP_TERM, 0);
	unsigned got = sig_take();
	sig_catch_stop(false);
	if (!(got & GOT_CONT))
		raise(SIGTSTP);
	sig_catch_stop(true);
	el_wset(e->el, EL_PREP_TERM, 1);
	editor_set_brackets(e, true);
	e->columns = editor_columns();
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
		e->columns = editor_columns();
		editor_hide();
		e->drawn_columns = 0;
		el_resize(e->el);
		editor_update_hint(e);
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

int
editor_next_key(struct editor *e, wchar_t *c)
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
		editor_show(e);
		if (fds[0].revents) {
			int got = read_character(e, c);
			if (got > 0)
				e->keys->key(e->keys->arg);
			if (got >= 0)
				return got;
		} else {
			e->more = e->host->take(e->host->arg);
			editor_show(e);
		}
	}
}

/* The read function of libedit. */
static int
get_key(EditLine *el, wchar_t *c)
{
	struct editor *e = editor_only;

	e->kept = false;
	el_wset(el, EL_EDITMODE, 1);
	if (e->typed.n == 0 && !editor_more_typed())
		editor_update_hint(e);
	int got = editor_next_key(e, c);
	bool ends = got > 0 && (*c == L'\n' || *c == L'\r');
	if (got < 0 || ends)
		editor_drop_hint(e);
	if (ends)
		end_line(e);
	return got;
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

int
editor_open(struct err *err)
{
	return editor_library_open(err);
}

struct editor *
editor_new(const struct editor_host *host, const struct editor_keys *keys)
{
	struct editor *e = mem_alloc(sizeof(*e));
	HistEventW event;

	editor_only = e;
	e->host = host;
	e->fds = mem_array(2 + host->fds_n, sizeof(*e->fds));
	e->keys = keys;
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
	editor_bind_prompt(e);
	el_wset(e->el, EL_GETCFN, get_key);
	editor_bind_keys(e);
	el_source(e->el, NULL);
	say_complaints(e);
	out_set_hide(editor_hide);
	return e;
}

void
editor_free(struct editor *e)
{
	if (!e)
		return;
	out_set_hide(NULL);
	editor_set_brackets(e, false);
	history_wend(e->history);
	el_end(e->el);
	tty_forget();
	fclose(e->screen);
	fclose(e->complaints);
	free(e->complaint);
	buf_clear(&e->hinted);
	editor_only = NULL;
	free(e->fds);
	free(e);
}

enum editor_result
editor_read(struct editor *e, struct buf *line)
{
	int n = 0;

	out_flush();
	sig_catch_stop(true);
	e->columns = editor_columns();
	e->dropped = e->hidden = e->kept = false;
	e->editing = true;
	el_wset(e->el, EL_EDITMODE, 1);
	el_resize(e->el);
	/* libedit draws the prompt first; a key typed right then would still be handled by the
	 * kernel. */
	el_wset(e->el, EL_PREP_TERM, 1);
	editor_set_brackets(e, true);
	const wchar_t *text = el_wgets(e->el, &n);
	if (e->dropped)
		editor_leave(e);
	e->editing = false;
	if (!e->kept)
		editor_set_brackets(e, false);
	sig_catch_stop(false);
	if (sig_take_only(GOT_TSTP)) /* ^Z came when the line was already there */
		raise(SIGTSTP);
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
