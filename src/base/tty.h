/* SPDX-License-Identifier: ISC */
/* Restores the modes of a terminal that we changed when the program ends suddenly; names what more
 * than one file sends to it. */
#ifndef BASE_TTY_H
#define BASE_TTY_H

/* Bracketed paste (xterm's control sequences): the terminal says what is pasted, between these. */
#define TTY_BRACKETS_ON  "\033[?2004h"
#define TTY_BRACKETS_OFF "\033[?2004l"
#define TTY_PASTE_BEGIN  "\033[200~"
#define TTY_PASTE_END    "\033[201~"

/* Remember the modes of fd before they are changed, until tty_forget, which is called after they
 * were restored. Does nothing if fd is not a terminal. Calls in between count as the same: the
 * first modes are kept, and its fd must stay open. */
void tty_keep(int fd);
void tty_forget(void);

/* What is written to it then, to undo changes; NULL: nothing. Borrowed. */
void tty_undo(const char *sequence);

/* Restore the remembered modes at once, whatever waits to be written; not if the terminal now
 * belongs to another job. May be called in a signal handler. */
void tty_restore(void);

#endif
