/* SPDX-License-Identifier: ISC */
/* Only sends an action: its answer is up to the waiter. */
#ifndef CLIENT_SEND_H
#define CLIENT_SEND_H

#include "base/str.h"

struct header;
struct action;
struct err;
struct client;
struct session;
struct waiter;

/* Start an action with a new ActionID, or with one that was asked for unless that is empty. Clear
 * it in any case. */
int send_begin(struct client *client, struct action *a, struct str name, struct err *err);
int send_begin_as(struct client *client, struct action *a, struct str name, struct str id,
    struct err *err);

/* Start an action and give it headers; those with an empty value are left out. Clear it in any
 * case. */
int send_make(struct client *client, struct action *a, const char *name,
    const struct header *headers, size_t n, struct err *err);

/* Send an action that is ended; w gets its answer until it is complete or forgotten (loop_forget).
 * NULL: nobody does. */
void send_action(struct client *client, const struct action *a, struct waiter *w);

/* Make and send it. -1: it cannot be written. */
int send_named(struct client *client, const char *name, const struct header *headers, size_t n,
    struct waiter *w, struct err *err);

/* The same to a session that is not the client's connection. */
int send_to(struct client *client, struct session *s, const char *name,
    const struct header *headers, size_t n, struct waiter *w, struct err *err);

/* May this be sent? -1: refused by read-only, or there is no connection. */
int send_allowed(const struct client *client, const struct action *a, struct err *err);

/* End an action, and check whether it may be sent. With dry-run it is printed instead, and *ready
 * stays false. */
int send_prepare(struct client *client, struct action *a, bool *ready, struct err *err);

/* Is this a dry run? Then report that what and more were left out. */
bool send_leaves_out(const struct client *client, const char *what, struct str more);

#endif
