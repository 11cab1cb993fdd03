/* SPDX-License-Identifier: ISC */
/* Runs a request of ARI and waits for its answer, as client/perform does an action. */
#ifndef CLIENT_ARI_PERFORM_H
#define CLIENT_ARI_PERFORM_H

#include "base/str.h"

struct client;
struct err;
struct item;
struct path;
struct waiter;

/* Begin the session for requests, unless there is one, or in a dry run. connection->ari_place is
 * known after this. */
int ari_ready(struct client *client, struct err *err);

/* Send a request, print its answer on stdout and wait until it is complete; in a dry run print what
 * would be sent. -1: refused by read-only; the server answered with a status from 400 on ("ari get
 * channels/x: Channel not found (404)", ERR_FAILED; 401 is ERR_LOGIN), or not. */
int ari_perform(struct client *client, const struct path *p, struct err *err);

/* GET without waiting: w gets the answer until it is complete or forgotten (loop_forget). For
 * amsh's own work: the user is asked nothing. -1: it cannot be asked. */
int ari_ask(struct client *client, struct str target, struct waiter *w, struct err *err);

#endif
