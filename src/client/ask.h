/* SPDX-License-Identifier: ISC */
/* Questions to the user, asked on /dev/tty, since stdin may be a script. */
#ifndef CLIENT_ASK_H
#define CLIENT_ASK_H

#include "base/str.h"

struct buf;
struct err;

enum answer { ANSWER_GIVEN, ANSWER_NONE, ANSWER_NO_TERMINAL };

/* Ask for a line, with or without echo. ANSWER_NONE after ^C or the end of input; the terminal is
 * restored in any case. */
enum answer ask_line(const char *question, struct buf *answer, bool echo);

/* Print what a question will be about where the user reads that: on stderr, or on the terminal
 * itself if stderr leads elsewhere or waits. The text is printable, in lines. */
void ask_show(struct str text);

/* Is there a terminal to ask on? In a worker of a fleet the front knows. */
bool ask_can(void);

/* From now on the process at the other end of this control socket asks for us. */
void ask_through(int control);

/* Wait for the answer that the other end of a control socket has for us. */
enum answer ask_take_answer(int control, struct buf *answer);

/* Ask for a secret without echo. ERR_USAGE when there is no terminal, ERR_INTERRUPTED on ^C; the
 * terminal is restored in any case. */
int ask_secret(struct buf *secret, const char *question, struct err *err);

/* Is the answer yes? Anything but y and yes is no. */
bool ask_is_yes(struct str answer);

/* Set the error for a secret when nobody can be asked. */
int ask_refuse(struct err *err);

#endif
