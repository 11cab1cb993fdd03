/* SPDX-License-Identifier: ISC */
/* Opening and closing the connection of a client. */
#ifndef CLIENT_CONNECT_H
#define CLIENT_CONNECT_H

#include "session/session.h"

struct client;
struct err;
struct target;

/*
 * Connect and log in, asking for the secret if nothing has it. server: a URL or the name of a
 * section of amsh.conf, which may have a mask of its own, or NULL for that of the options. events:
 * the mask to log in with. An open connection is closed first, after the new target has been
 * checked.
 */
int connect_open(struct client *client, const char *server, const char *events, struct err *err);

/*
 * Open the connection that a script delays until a line needs it; does nothing if none is due, or
 * in a dry run. After a failure no further line is run (client->loop->quit).
 */
int connect_due(struct client *client, struct err *err);

void connect_close(struct client *client);

/* Have the secret of a target: from its command, or from the user. -1: there is none, or ^C. */
int connect_secret(struct target *t, struct err *err);

/* What all sessions of a client are begun with. The target must outlive the call of session_new. */
struct session_options connect_options(const struct client *client, struct target *t);

#endif
