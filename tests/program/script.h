/* SPDX-License-Identifier: ISC */
/*
 * The server's script: what is expected of the client and said to it, line by line. Lines that
 * begin with > or < are messages and handled in script.c, all others are in the table of steps.c.
 */
#ifndef TESTS_PROGRAM_SCRIPT_H
#define TESTS_PROGRAM_SCRIPT_H

#include "play.h"

/* Play the server to its end, which is the client's. p->line is where it failed. */
int script_play(struct play *p, const struct section *server, struct err *err);

/* Run lines; `line` is the number of the first, 0 for text that no case file holds. */
int script_run(struct play *p, struct str text, size_t line, struct err *err);

/* Run one line that is no message. */
int script_step(struct play *p, struct str line, struct err *err);

/* Wait for a client; the same for the first one, if that has not come yet; wait for a client's end,
 * before which it says Logoff at most. */
int script_meet(struct play *p, struct err *err);
int script_first(struct play *p, struct err *err);
int script_part(struct play *p, struct err *err);

/* Answer an action with Success. */
int script_answer(struct play *p, struct str action, struct err *err);

/* Undo the C escapes (\r \n \t \\ \xNN …) of a text; its line ends do not count. */
int script_unescape(struct buf *out, struct str text, struct err *err);

#endif
