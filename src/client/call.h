/* SPDX-License-Identifier: ISC */
/* Sending an action and waiting for its whole answer. */
#ifndef CLIENT_CALL_H
#define CLIENT_CALL_H

#include "ami/action.h"
#include "client/client.h"
#include "lang/args.h"

/* Start an action with a new ActionID, or with one that was asked for unless that is empty. Clear
 * it in any case. */
int call_begin(struct client *client, struct action *a, struct str name, struct err *err);
int call_begin_as(struct client *client, struct action *a, struct str name, struct str id,
    struct err *err);

/* End the action, send it, print its answer on stdout and wait until that is whole. -1: the server
 * answered Error ("Hangup: No such channel", ERR_FAILED), or gave no whole answer. */
int call_run(struct client *client, struct action *a, struct err *err);

/* All of it: an action of this name with these headers; those with an empty value are left out. */
int call_action(struct client *client, const char *name, const struct header *headers, size_t n,
    struct err *err);

/* May this be sent at all? -1: not by read-only, or there is no connection. */
int call_allowed(const struct client *client, const struct action *a, struct err *err);

/* For commands that send an action themselves: end it, and see whether it may be sent. With dry-run
 * it is printed instead, and *ready stays false. */
int call_prepare(struct client *client, struct action *a, bool *ready, struct err *err);

/* Send it; w gets its answer until it is forgotten (pump_forget). */
void call_send(struct client *client, const struct action *a, struct waiter *w);

/* The same without printing: take gets each message of the answer. It is work of the shell itself:
 * neither the event log nor ${Header} know of it. */
int call_quietly(struct client *client, struct action *a,
    void (*take)(void *arg, const struct item *item), void *arg, struct err *err);

/* Append which rights an action takes, as far as we know, where the server's text is "Permission
 * denied": " (it needs write = system or call in manager.conf)". */
void call_add_privileges(struct str action, struct str text, struct buf *out);

/* The error of an action's reply that says Error: who, as "agi: ", in front of the server's text,
 * and the rights that it takes. */
void call_refused(struct err *err, const char *who, struct str action, const struct msg *m);

/* Ask the server for the names of its actions, unless they are known. One that does not tell, or
 * not in time, is asked once a connection, and that is no failure: only it can say what it has. */
int call_learn_names(struct client *client, struct err *err);

#endif
