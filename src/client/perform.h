/* SPDX-License-Identifier: ISC */
/* Having the server perform an action, and waiting for its whole answer. */
#ifndef CLIENT_PERFORM_H
#define CLIENT_PERFORM_H

#include <stddef.h>

struct action;
struct client;
struct err;
struct header;
struct item;

/* End the action, send it, print its answer on stdout and wait until that is whole. -1: the server
 * answered Error ("Hangup: No such channel", ERR_FAILED), or gave no whole answer. */
int perform(struct client *client, struct action *a, struct err *err);

/* All of it: an action of this name with these headers; those with an empty value are left out. */
int perform_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err);

/* The same without printing: take gets each message of the answer. It is work of the shell itself:
 * neither the event log nor ${Header} know of it. */
int perform_quietly(struct client *client, const char *name, const struct header *headers, size_t n,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err);

#endif
