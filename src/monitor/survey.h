/* SPDX-License-Identifier: ISC */
/* Asks a server one question of monitoring, and waits for its answer. Prints nothing. */
#ifndef MONITOR_SURVEY_H
#define MONITOR_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

struct client;
struct err;
struct header;
struct msg;

struct question {
	const char *action;
	const struct header *headers; /* those with an empty value are left out */
	size_t n;
	/* Gets each item of the list that is answered, or the one reply that is no list. */
	void (*take)(void *arg, const struct msg *m);
	void *arg;
	const char *none; /* the text of an Error that means an empty list; or NULL */
};

/* Ask. *there (may be NULL): the server has this action; without it take is not called. -1: it
 * refuses (ERR_FAILED, with the right that is missing), or does not answer. In a dry run the action
 * is printed, and *there is false. */
int survey_ask(struct client *client, const struct question *q, bool *there, struct err *err);

/* The seconds until a Ping is answered, and what the server's clock says then, in seconds since
 * 1970, or 0. */
int survey_ping(struct client *client, double *seconds, double *clock, struct err *err);

/* The seconds since Asterisk started. */
int survey_uptime(struct client *client, double *seconds, struct err *err);

#endif
