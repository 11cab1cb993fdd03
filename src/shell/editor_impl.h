/* SPDX-License-Identifier: ISC */
/* The inside of the editor, for its own files: all others include shell/editor.h. */
#ifndef SHELL_EDITOR_IMPL_H
#define SHELL_EDITOR_IMPL_H

#include <stdio.h>

#include "base/buf.h"
#include "shell/editor.h"
#include "shell/editor_library.h"
#include "shell/wchars.h"

#define PROMPT_MAX 256

/* What stands at an edge of the line, as libedit takes it. */
struct editor_prompt {
	wchar_t text[PROMPT_MAX];
	size_t width; /* columns */
};

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
	bool editing; /* a line is on the screen */
	bool hidden;  /* but not now */
	bool dropped;
	bool brackets; /* the terminal brackets what is pasted */
	bool after_cr; /* the last character was one */
	bool kept;     /* the line was only kept: the editor still has the terminal */
	bool more; /* the session had more than one slice */
	size_t columns;
	size_t drawn_columns; /* of the line as it was drawn, while a new width comes into force */
	struct editor_prompt prompt;
	struct editor_prompt hint; /* at the right margin; empty: none */
	struct buf hinted;         /* its text */
	struct wchars_typed typed;
};

/* libedit's callbacks and out's hook have no argument for us, and there is one terminal. */
extern struct editor *editor_only;

size_t editor_columns(void);

/* Remove the line from the screen; out calls this before it prints. Draw it again. */
void editor_hide(void);
void editor_show(struct editor *e);

/* Leave the line and move below it. */
void editor_leave(struct editor *e);

/* Turn bracketed paste on or off. */
void editor_set_brackets(struct editor *e, bool on);

/* Draw the hint for the line anew, if it is another one; draw the line without one. */
void editor_update_hint(struct editor *e);
void editor_drop_hint(struct editor *e);

/* Have libedit ask for the prompt; have it know our keys. */
void editor_bind_prompt(struct editor *e);
void editor_bind_keys(struct editor *e);

/* Is more typed already? */
bool editor_more_typed(void);

/* The next key, with everything else done meanwhile. 1: here it is; 0: the end; -1: dropped. */
int editor_next_key(struct editor *e, wchar_t *c);

#endif
