/* SPDX-License-Identifier: ISC */
/* Sending an action and waiting for its whole answer. */
#ifndef CLIENT_REQUEST_H
#define CLIENT_REQUEST_H

#include "base/str.h"

struct action;
struct buf;
struct err;
struct header;
struct client;
struct item;
struct msg;

/* End the action, send it, print its answer on stdout and wait until that is whole. -1: the server
 * answered Error ("Hangup: No such channel", ERR_FAILED), or gave no whole answer. */
int request_run(struct client *client, struct action *a, struct err *err);

/* All of it: an action of this name with these headers; those with an empty value are left out. */
int request_action(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err);

/* The same without printing: take gets each message of the answer. It is work of the shell itself:
 * neither the event log nor ${Header} know of it. */
int request_quietly(struct client *client, struct action *a,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err);

/* Append which rights an action takes, as far as we know, where the server's text is "Permission
 * denied": " (it needs write = system or call in manager.conf)". */
void request_add_privileges(struct str action, struct str text, struct buf *out);

/* The error of an action's reply that says Error: who, as "agi: ", in front of the server's text,
 * and the rights that it takes. */
void request_refused(struct err *err, const char *who, struct str action, const struct msg *m);

#endif
