/* SPDX-License-Identifier: ISC */
/* A TCP relay that cuts, once, all its connections after a number of bytes of one side. */
#ifndef TESTS_NET_CUTTER_H
#define TESTS_NET_CUTTER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum cutter_side { CUT_CLIENT, CUT_SERVER };

#define CUTTER_PAIRS 16

struct cutter {
	const char *to; /* port of 127.0.0.1 where connections lead */
	enum cutter_side side;
	size_t after;   /* bytes of that side, of all connections together, that get through */
	atomic_bool cut; /* it has happened */
	char port[8];   /* where it listens */

	int fd;
	int ends[2]; /* a byte here ends the thread */
	pthread_t thread;
	struct {
		int fd[2]; /* by side; -1: none */
	} pairs[CUTTER_PAIRS];
	size_t n;
};

/* Fill in to, side and after, then start. Ending it closes what is open. */
void cutter_start(struct cutter *c);
void cutter_end(struct cutter *c);

#endif
