/* SPDX-License-Identifier: ISC */
/* The programs that are measured, run in an environment that is the same everywhere. */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <sys/types.h>

/* The cost of a run, from before the fork to its end. */
struct usage {
	double wall; /* seconds */
	double cpu;  /* user and system */
	double peak; /* MiB resident */
	int status;  /* of exit; -1 when a signal ended it */
};

struct child {
	pid_t pid;
	double begin;
};

/*
 * Start a program with these three descriptors as its standard ones (-1: /dev/null). With terminal
 * it leads a session of its own that has in as its terminal. Ends the benchmark if it cannot fork.
 */
struct child child_start(const char *const argv[], int in, int out, int err, int terminal);

/* Run a function in a process of its own; it does not return. */
struct child child_call(void (*run)(void *arg), void *arg);

struct usage child_wait(struct child *c);

/* End the benchmark unless the run ended well. */
void child_expect(const struct usage *u, const char *name);

#endif
