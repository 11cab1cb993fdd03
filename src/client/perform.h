/* SPDX-License-Identifier: ISC */
/* Runs an action on the server and waits for its complete answer. */
#ifndef CLIENT_PERFORM_H
#define CLIENT_PERFORM_H

#include "base/str.h"

struct action;
struct client;
struct err;
struct header;
struct item;
struct request;

/* End the action, send it, print its answer on stdout and wait until it is complete. -1: the server
 * answered Error ("Hangup: No such channel", ERR_FAILED), or its answer is incomplete. */
int perform(struct client *client, struct action *a, struct err *err);

/* What is asked of ARI. */
struct asked {
	bool changes; /* it may have been done when nobody waits for its answer any more */
	bool removes; /* what it names: that is not there any more, which is as well (404) */
};

/* A request that prints the answer to something else than an action, called by this name, as
 * perform does: for a source of its own, which is asked by the caller. */
struct request *perform_request(
    struct client *client, struct str name, const struct asked *asked);

/* All of it: an action of this name with these headers; those with an empty value are left out. */
int perform_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err);

/* The same without printing: take gets each message of the answer. For amsh's own work: it changes
 * neither the event log nor ${Header}. */
int perform_quietly(struct client *client, const char *name, const struct header *headers, size_t n,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err);

#endif
