/* SPDX-License-Identifier: ISC */
/* Runs an action on the server and waits for its complete answer. */
#ifndef CLIENT_PERFORM_H
#define CLIENT_PERFORM_H

#include <stddef.h>

struct action;
struct client;
struct err;
struct header;
struct item;

/* End the action, send it, print its answer on stdout and wait until it is complete. -1: the server
 * answered Error ("Hangup: No such channel", ERR_FAILED), or its answer is incomplete. */
int perform(struct client *client, struct action *a, struct err *err);

/* All of it: an action of this name with these headers; those with an empty value are left out. */
int perform_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err);

/* The same without printing: take gets each message of the answer. For amsh's own work: it changes
 * neither the event log nor ${Header}. */
int perform_quietly(struct client *client, const char *name, const struct header *headers, size_t n,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err);

#endif
