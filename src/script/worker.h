/* SPDX-License-Identifier: ISC */
/* A worker of a fleet: the process that has one of the servers. */
#ifndef SCRIPT_WORKER_H
#define SCRIPT_WORKER_H

#include <stdbool.h>
#include <sys/types.h>

struct client;
struct err;
struct fleet_member;

/* A worker's ends of the ways to the front; -1: there is none. */
struct worker_ends {
	int in;
	int out;
	int err;
	int control;
	int turn;
};

void worker_close(struct worker_ends *ends);

/* In a process just forked: make them the standard streams, and become independent of the front. */
void worker_become(struct worker_ends *ends, pid_t front);

/* Wait until the front lets us log in. False: a signal, or the front, ends us before that. */
bool worker_may_log_in(const struct fleet_member *member);

/* Tell the front that we are not up, and why. */
void worker_tell_failure(const struct client *client, const struct err *failure);

/* Run the lines typed at the front, until they end; client may be offline. Returns the exit
 * status. */
int worker_run_lines(struct client *client);

#endif
