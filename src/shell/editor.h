/* SPDX-License-Identifier: ISC */
/*
 * The line editor: its files alone use libedit. While a line is being typed the editor handles
 * the session and signals; any output makes base/out hide the line first, and the editor shows it
 * again afterwards.
 */
#ifndef SHELL_EDITOR_H
#define SHELL_EDITOR_H

#include <poll.h>

#include "base/clock.h"

struct buf;
struct err;
struct insertion;
struct pollfd;

/* What happens while a line is typed. */
struct editor_host {
	void *arg;
	/* What to poll besides keys and signals, fds_n at most; returns how many. */
	size_t fds_n;
	size_t (*fds)(void *arg, struct pollfd *v);
	/* Something came or is due: handle and print it. True: there is more. */
	bool (*take)(void *arg);
	msec (*deadline)(void *arg); /* when something is due; CLOCK_NEVER */
	/* Signals came, a set of GOT_… bits: true when the line must be dropped. */
	bool (*signals)(void *arg, unsigned got);
	/* Append the prompt, plain, without the blank after it. Returns the sequence that makes
	 * the terminal show it as it should look, "" for plain. */
	const char *(*prompt)(void *arg, struct buf *text);
	/* Is that line only kept, like one of a block? Then the terminal does not change until the
	 * next one is read. */
	bool (*only_kept)(void *arg, struct str line);
};

/* What keys do. */
struct editor_keys {
	void *arg;
	void (*candidates)(void *arg, struct str line); /* ? was pressed: print what can come */
	/* Tab was pressed between these parts of the line: say what changes there. Prints the
	 * candidates when there are several. */
	void (*complete)(
	    void *arg, struct str before, struct str after, struct insertion *change);
	bool (*plain_question)(void *arg, struct str line); /* is ? a character here? */
	void (*key)(void *arg); /* any key was pressed; called before its function */
	/* Append what can follow the line up to the cursor, in at most so many columns; nothing
	 * for no hint. */
	void (*hint)(void *arg, struct str line, size_t columns, struct buf *out);
};

struct editor;

/* Is there a libedit? ERR_USAGE. */
int editor_open(struct err *err);

/* After editor_open. There can be only one. host and keys are borrowed for its life. */
struct editor *editor_new(const struct editor_host *host, const struct editor_keys *keys);
void editor_free(struct editor *e);

enum editor_result { EDITOR_LINE, EDITOR_DROPPED, EDITOR_END };

/* Read a line, without its newline. What was pasted may have line ends (\n) in it. */
enum editor_result editor_read(struct editor *e, struct buf *line);

/* For the hook take: append the text up to the cursor; complete it as if Tab had been pressed. */
void editor_typed(const struct editor *e, struct buf *line);
void editor_complete_now(struct editor *e);

void editor_add_history(struct editor *e, struct str line);

/* Give the last lines of the history, oldest first, to take; last < 0: all. */
void editor_list_history(struct editor *e, long last, void (*take)(int number, struct str line));

#endif
