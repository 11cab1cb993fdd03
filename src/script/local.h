/* SPDX-License-Identifier: ISC */
/* Commands of the local shell: !CMD and LINE | CMD. Their environment is that of script/environ. */
#ifndef SCRIPT_LOCAL_H
#define SCRIPT_LOCAL_H

#include <sys/types.h>

#include "base/str.h"

struct client;
struct err;

/* One that runs. */
struct local {
	pid_t pid;
	int life; /* it holds the other end of this pipe for as long as it lives */
};

/* Start a command with /bin/sh; in is its standard input, or -1: ours. */
int local_start(struct local *l, const struct client *client, struct str command, int in,
    struct err *err);

/* Wait for its end, for a moment only when a signal ends us; in a script, events are taken
 * meanwhile. *status is as of waitpid. -1: interrupted, and it was ended. */
int local_wait(const struct local *l, const struct client *client, int *status, struct err *err);

/* The error of a status, unless it is 0: ERR_FAILED, and how the command ended, what being "!". */
int local_report(const char *what, struct str command, int status, struct err *err);

/* Run a command and wait for it. ERR_FAILED with its exit status unless that is 0. */
int local_run(struct client *client, struct str command, struct err *err);

#endif
