/* SPDX-License-Identifier: ISC */
/*
 * What the machine allows: plain programs that do a part of what amsh does, and nothing else. Each
 * reads the stream of a server to its end, in a process of its own (see child_call), which it ends.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include "server.h"

/* What they are given. */
struct floor_job {
	const struct server *server;
	bool tls;
	int out; /* of floor_print */
};

void floor_read(void *job);  /* reads */
void floor_count(void *job); /* and counts the line ends */
void floor_split(void *job); /* and finds each line of each message, and its colon */
void floor_print(void *job); /* and writes each message as it comes */

#endif
