/* SPDX-License-Identifier: ISC */
/* The modes of a terminal that we change, for an end that leaves no time to undo that in order. */
#ifndef BASE_TTY_H
#define BASE_TTY_H

/* Remember the modes of fd before they are changed; until tty_forget, which comes after they were
 * put back. What is no terminal has none. In between others may do the same: the first modes count,
 * and its fd stays open. */
void tty_keep(int fd);
void tty_forget(void);

/* What is written to it then, to undo what was; NULL: nothing. Borrowed. */
void tty_undo(const char *sequence);

/* Put them back if some are remembered, at once, whatever waits to be written; not if the terminal
 * is another job's by now. Good in a signal handler. */
void tty_restore(void);

#endif
