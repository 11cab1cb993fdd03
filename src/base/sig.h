/* SPDX-License-Identifier: ISC */
/*
 * Signals as something to poll for: the handlers only write a byte into a pipe, whoever owns the
 * program's main loop takes them out. SIGPIPE does nothing.
 */
#ifndef BASE_SIG_H
#define BASE_SIG_H

#include <stdbool.h>

enum sig_set {
	GOT_INT = 1,    /* ^C */
	GOT_TERM = 2,
	GOT_HUP = 4,    /* the terminal is gone; stays ignored under nohup */
	GOT_WINCH = 8,  /* the terminal has another size */
	GOT_CONT = 16,  /* we were stopped and go on */
	GOT_TSTP = 32,  /* ^Z; only after sig_catch_stop */
};

/* Catch the signals; call once at start, and again in a process that was forked. Ends the process
 * if that cannot be done. */
void sig_init(void);

/* Readable when sig_take has something. */
int sig_fd(void);

/* Which signals came since the last call, as a set of GOT_… bits; 0 for none. */
unsigned sig_take(void);

/* Whether SIGTSTP is caught. While it is not, raise(SIGTSTP) stops the process as ever. */
void sig_catch_stop(bool on);

#endif
