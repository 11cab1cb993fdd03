/* SPDX-License-Identifier: ISC */
/* The keys of our own: completion, explanation, and what is pasted. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/tty.h"
#include "complete/insert.h"
#include "shell/editor_impl.h"
#include "shell/paste.h"

bool
editor_more_typed(void)
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
	    editor_more_typed() && read(STDIN_FILENO, b->bytes + b->n, 1) == 1)
		b->n++;
	return b->n > 0 && b->bytes[b->n - 1] != '\t';
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

	editor_hide(); /* while its place is still known */
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
	struct editor *e = editor_only;

	(void)key;
	if (is_pasted_tab(e)) {
		el_winsertstr(el, L"\t");
		return CC_REFRESH;
	}
	editor_complete_now(e);
	editor_show(e);
	return CC_REFRESH;
}

static unsigned char
on_question(EditLine *el, int key)
{
	struct editor *e = editor_only;
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	(void)key;
	editor_typed(e, &line);
	if (e->keys->plain_question(e->keys->arg, buf_str(&line)))
		el_winsertstr(el, L"?");
	else
		e->keys->candidates(e->keys->arg, buf_str(&line));
	editor_show(e);
	buf_clear(&line);
	return CC_REFRESH;
}

/* Read what is pasted, up to the mark at its end. False: the line was dropped meanwhile. */
static bool
read_paste(struct editor *e, struct buf *text)
{
	wchar_t c;

	while (!str_ends(buf_str(text), STR(TTY_PASTE_END))) {
		if (editor_next_key(e, &c) != 1)
			return false;
		if (c == L'\n' || c == L'\r')
			buf_addc(text, '\n');
		else
			wchars_to(text, &c, 1);
	}
	text->n -= strlen(TTY_PASTE_END);
	return true;
}

/* Put a paste into the line: none of it is a key. */
static unsigned char
on_paste(EditLine *el, int key)
{
	struct editor *e = editor_only;
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
	editor_show(e);
	buf_clear(&pasted);
	buf_clear(&text);
	return then;
}

/* Usual keys that libedit does not have. */
void
editor_bind_keys(struct editor *e)
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
	    {L"" TTY_PASTE_BEGIN, L"amsh-paste"},
	};

	el_wset(e->el, EL_ADDFN, L"amsh-complete", L"complete the word", on_tab);
	el_wset(e->el, EL_ADDFN, L"amsh-question", L"show what can come next", on_question);
	el_wset(e->el, EL_ADDFN, L"amsh-paste", L"take what is pasted", on_paste);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		el_wset(e->el, EL_BIND, keys[i][0], keys[i][1], (wchar_t *)NULL);
}
