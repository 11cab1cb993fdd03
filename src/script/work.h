/* SPDX-License-Identifier: ISC */
/*
 * The line after do, run for one row after the other, several at once. What lines send is under way
 * together; a line that waits in another way (tail, sleep, !CMD) keeps the others from beginning.
 * What they print, and their failures, come in the order of their rows.
 */
#ifndef SCRIPT_WORK_H
#define SCRIPT_WORK_H

#include "ami/msg.h"
#include "base/err.h"
#include "rows/rate.h"

struct client;
struct args;
struct tally;
struct words;
struct work;

#define WORK_MAX 10000 /* lines under way at once */

struct work_plan {
	const struct words *line; /* borrowed: the words around do */
	size_t limit;             /* lines under way at once, 1 to WORK_MAX */
	struct rate rate;
	/* A row's line has ended: err is its failure, ERR_NONE if it is well, last the last message
	 * that came for it, or NULL. */
	void (*ended)(void *arg, size_t number, const struct err *err, const struct msg *last);
	void *arg;
};

/* Take JOBS (1) of the command's arguments. ERR_USAGE: it is out of range, or lines are nested too
 * deeply. */
int work_read(struct work_plan *plan, const struct client *client, const char *command,
    const struct args *args, struct err *err);

struct work *work_new(struct client *client, const struct work_plan *plan);

/* Lines that are still under way are forgotten. */
void work_free(struct work *w);

/* May a line begin now? It may not while there is no room, its time has not come, or the connection
 * is about to come back. Prints what is ready. For loop_until: arg is the work. */
bool work_may_begin(void *arg);

/* Must no further line begin? ^C, quit, the output or the connection is gone: err says so, and may
 * be ERR_NONE for quit. */
bool work_stops(const struct work *w, struct err *err);

/* Run the line for a row; row is borrowed until the call returns. */
void work_begin(struct work *w, size_t number, const struct msg *row);

/* A row has failed before its line could be run. */
void work_refuse(struct work *w, size_t number, const struct err *err);

/* Add the lines that are still under way: how they end will not be known. */
void work_count(const struct work *w, struct tally *t);

/* Wait for the lines under way. err: why we came here; if that is ERR_INTERRUPTED, a person is told
 * that we wait. -1: ^C again. */
int work_finish(struct work *w, const struct err *why, struct err *err);

#endif
