/* SPDX-License-Identifier: ISC */
/* The inside of a test's terminal, for tty.c and wait.c. */
#ifndef TESTS_TERMINAL_TTY_STATE_H
#define TESTS_TERMINAL_TTY_STATE_H

#include "job.h"
#include "tty.h"

enum { TTY_ENV = 40, TTY_ARGS = 40 };

struct tty {
	int master;
	struct screen *screen;
	struct termios before; /* the settings no program has touched */
	struct job job;
	bool running;       /* the job's leader is there */
	char *env[TTY_ENV]; /* NULL after the last */
	size_t nenv;
};

/* Remove the folder that the programs had as home. */
void tty_remove_home(void);

#endif
