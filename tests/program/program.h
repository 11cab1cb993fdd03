/* SPDX-License-Identifier: ISC */
/*
 * The program under test: a command line of the local shell in a process group of its own, its
 * standard streams held here. Whoever waits for anything waits in program_wait, which takes what
 * the program writes meanwhile, so that neither side ever blocks the other.
 */
#ifndef TESTS_PROGRAM_PROGRAM_H
#define TESTS_PROGRAM_PROGRAM_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"

struct program {
	pid_t pid;
	int in, out, errors; /* ours; -1 once closed. out is a terminal's other side if there is one */
	bool terminal;       /* standard output is the session's own terminal */
	bool hold_input;     /* more to type may follow: keep standard input open */
	struct buf input;    /* still to be written to standard input */
	struct buf stdout_text, stderr_text;
	msec deadline;
	long peak; /* after the end: most memory it or a child had resident, in KiB */
};

struct program_setup {
	char *command;     /* for /bin/sh */
	char *const *env;
	const char *dir;   /* where it runs */
	struct str input;
	bool hold_input;
	long columns;      /* of the terminal; 0: none, standard output is a pipe */
	bool controls;     /* the terminal is the session's own, which keys come from */
	msec deadline;
};

int program_start(struct program *p, const struct program_setup *setup, struct err *err);

/*
 * Wait until fd is ready for events. fd -1 waits for the program to close both its outputs. Fails
 * at the deadline, or when fd is not ready although the program has ended.
 */
int program_wait(struct program *p, int fd, short events, struct err *err);

/* Wait until standard output, or standard error, holds the text. */
int program_wait_text(struct program *p, struct str text, struct err *err);

/* Take what the program writes for so many milliseconds, and until it sleeps. */
int program_wait_time(struct program *p, msec duration, struct err *err);

/* Send keys to the terminal, or to standard input where there is none. */
void program_type(struct program *p, struct str keys);

/* Wait for the program's end. Returns its exit status as a shell would tell it, or -1. */
int program_end(struct program *p, struct err *err);

/* Kill what still runs of it, and free. */
void program_clear(struct program *p);

#endif
