/* SPDX-License-Identifier: ISC */
/*
 * Commands of /bin/sh as child processes. A command starts with default signals, none of them
 * blocked, and with our terminal and standard error.
 */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/clock.h"

/* What a command inherits; everything else of ours must be closed on exec. */
struct spawn {
	int in;   /* its standard input, or -1: ours */
	int out;  /* and output */
	int keep; /* one more, under the same number, or -1: none; it may be closed on exec */
	int err;  /* its standard error, or 0: ours */
	char *const *environ; /* its environment, or NULL: ours */
	bool alone;           /* in a session of its own, which the keys of our terminal do not
	                       * reach */
	const char *terminal; /* alone: the path of its terminal, or NULL: it has none */
	bool errors_there;    /* its standard error is that terminal */
};

/* Start a command. Returns 0, or an errno. */
int spawn_shell(pid_t *pid, const char *command, const struct spawn *gets);

/* Wait for the end of a child, whatever signals come. Returns its status as waitpid does. */
int spawn_wait(pid_t pid);

/* The same, for at most that many ms. False: it still runs. */
bool spawn_ended(pid_t pid, msec patience, int *status);

/* End a child with SIGTERM, and with SIGKILL if it has not ended within that many ms. */
void spawn_end(pid_t pid, msec patience);

#endif
