/* SPDX-License-Identifier: ISC */
/*
 * The history file: plain lines, mode 0600, each appended as it is typed, so that two shells can
 * share it. $XDG_STATE_HOME/amsh/history, else ~/.local/state/amsh/history.
 */
#ifndef SHELL_HISTORY_H
#define SHELL_HISTORY_H

#include "base/str.h"

struct err;

#define HISTORY_LINES 10000 /* kept; a file that has grown to twice that, or to 16 MiB, is cut */

struct history;

/* Open the file, creating its directory; give every line in it to add. Never fails: without a file
 * the history is just not saved. *err then says why, if that matters. */
struct history *history_open(void (*add)(struct str line), struct err *err);
void history_close(struct history *h);

/* Append a line. */
void history_add(struct history *h, struct str line);

#endif
