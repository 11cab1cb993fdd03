/* SPDX-License-Identifier: ISC */
/*
 * Requests on their way, in the order of their lines. Each collects its output, so that answers are
 * printed in order, whatever the order in which they came. Without a pipeline there is one at a
 * time, and its caller waits for it.
 */
#ifndef CLIENT_JOBS_H
#define CLIENT_JOBS_H

#include "base/str.h"

struct client;
struct err;
struct request;

struct jobs {
	struct request *first;
	struct request **last;
	const struct request *answer; /* of the command that runs, or NULL */
	size_t n;
	size_t limit; /* that may be on their way; 0: no pipeline */
	size_t failed; /* how many lines of a script have */
	int status;   /* the exit status of the first that failed since jobs_status */
	const struct action_watch *watch;
	void *watch_arg;
	const struct jobs_owner *owner; /* of those of a command that runs several lines at once */
	void *owner_arg;
	struct jobs *outer; /* of the line that this command stands in */
};

/* Who runs several lines at once, and is told of their requests. */
struct jobs_owner {
	void (*begun)(void *arg, struct request *r);
	void (*ended)(void *arg, const struct request *r);
};

/* Who is told when an action of this name is sent, and about its outcome. */
struct action_watch {
	const char *action;
	size_t (*sent)(void *arg, struct str block); /* returns its number, never 0 */
	void (*replied)(void *arg, size_t number, bool error);
	void (*dropped)(void *arg, size_t number); /* nobody waits for its reply any more */
};

struct jobs *jobs_new(void);

/* Forget them all; nobody waits for their answers. */
void jobs_free(struct jobs *jobs);

/* How many may be on their way; 0: no pipeline. */
void jobs_limit(struct jobs *jobs, size_t limit);

/*
 * From now on requests are on their way at once, as many as the owner begins, and it is told of
 * them; jobs_leave ends that, and forgets those that are left. There may be others around it.
 */
void jobs_enter(struct client *client, const struct jobs_owner *owner, void *arg);
void jobs_leave(struct client *client);

/* Is the line that runs one of several at once, which waits for none of the others? */
bool jobs_together(const struct jobs *jobs);

/* A line has failed without a request: its failure is reported in turn. */
void jobs_fail(struct client *client, const struct err *err);

/* Print what is done, as far as it is its turn, and tell the owner. */
void jobs_print(struct client *client);

/* Another line of a script has failed. */
void jobs_count_failure(struct jobs *jobs);

void jobs_watch(struct jobs *jobs, const struct action_watch *watch, void *arg);

/*
 * Take over a request that was sent. Waits for it, prints its output, and returns its error in err;
 * in a pipeline returns 0 at once, as long as there is room, and its failure is reported with its
 * line when its turn comes.
 */
int jobs_run(struct client *client, struct request *r, struct err *err);

/* Wait until none is on its way. -1: interrupted. */
int jobs_drain(struct client *client, struct err *err);

/* The same after a line that has failed: who has interrupted that is told what is waited for. If
 * the waiting is interrupted, each of those that are left is reported with its line. Nothing
 * without a pipeline: then those on their way are others'. */
void jobs_finish(struct client *client, const struct err *line);

/* Is the answer of the command that runs being printed, so that an event would break it? While it
 * is only waited for, nothing would be. */
bool jobs_answer(const struct jobs *jobs);

/* The status of the first request of the pipeline that failed since the last time, or 0. */
int jobs_status(struct jobs *jobs);

#endif
