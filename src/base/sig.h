/* SPDX-License-Identifier: ISC */
/*
 * Signals as something to poll for: the handlers only write a byte into a pipe, and the owner of
 * the main loop takes it out. SIGPIPE does nothing. Signals that stop or end something interrupt a
 * blocking system call (EINTR), which then asks sig_stops.
 */
#ifndef BASE_SIG_H
#define BASE_SIG_H

#include <stdbool.h>

enum sig_set {
	GOT_INT = 1,    /* ^C */
	GOT_TERM = 2,
	GOT_HUP = 4,    /* the terminal is gone; stays ignored under nohup */
	GOT_WINCH = 8,  /* the terminal has another size */
	GOT_CONT = 16,  /* we were stopped and continue */
	GOT_TSTP = 32,  /* ^Z; only after sig_catch_stop */
	GOT_QUIT = 64,  /* ^\; stays ignored where it was */
};

#define GOT_ENDS  (GOT_TERM | GOT_HUP | GOT_QUIT) /* what ends the program */
#define GOT_STOPS (GOT_INT | GOT_ENDS)            /* and what stops at least what it does */

/* Catch the signals; call once at start, and again in a process that was forked. Ends the process
 * if that cannot be done. */
void sig_init(void);

/*
 * From now on the process ends, with the status of ERR_INTERRUPTED, 0.4 s after a signal that ends
 * it, wherever it hangs; where SIGINT ends it too, the signal must be taken within that time, and
 * then there are 2 s for the rest. Before that, restore resets the terminal, from within a signal
 * handler. Call it after sig_init.
 */
void sig_guard(void (*restore)(void));

/* Whether SIGINT ends the program, as it does at first; in the interactive shell it stops a
 * command. Returns what was set before. */
bool sig_int_ends(bool ends);

/* Readable when sig_take has something. */
int sig_fd(void);

/* Which signals came since the last call, as a set of GOT_… bits; 0 for none. */
unsigned sig_take(void);

/* Put back what was taken, for whoever takes it next. */
void sig_again(unsigned set);

/* Take those of this set alone: which of them came. */
unsigned sig_take_only(unsigned set);

/* Is there one of GOT_STOPS that nobody has taken yet? From any thread. */
bool sig_stops(void);

/* Has one come that ends the program? Then every wait is short. From any thread; never true without
 * sig_guard. */
bool sig_ending(void);

/* Whether SIGTSTP is caught. While it is not, raise(SIGTSTP) stops the process as usual. */
void sig_catch_stop(bool on);

#endif
