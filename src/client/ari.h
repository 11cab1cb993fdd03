/* SPDX-License-Identifier: ISC */
/*
 * The sessions of the REST interface (ARI), beside that of AMI and without it: connection->ari for
 * requests, which the first request begins, and connection->ari_events.
 */
#ifndef CLIENT_ARI_H
#define CLIENT_ARI_H

#include "base/str.h"
#include "client/loop.h"

struct client;
struct err;
struct session_setup;

/*
 * Begin a session with the ARI of the server that the client is for: run is its thread, events what
 * that is told of them, take what its items are given to, with the client. -1: which server,
 * account or secret is not known, or the secret may not be sent there.
 */
int ari_begin(struct client *client, struct loop_source *source,
    void (*run)(const struct session_setup *setup), struct str events, bool reconnect,
    bool (*take)(void *client, const struct item *item), struct err *err);

/* No connection, or no login: say what the local files lack, where they are what was asked; -1. */
int ari_explain(const struct client *client, struct err *err);

/* Could a session begin without a question to the user? */
bool ari_is_known(const struct client *client);

/* End a session of those, if there is one. */
void ari_end(struct client *client, struct loop_source *source);

/* End both: the server is another one. Those who wait are told. */
void ari_close(struct client *client);

#endif
