/* SPDX-License-Identifier: ISC */
/* Opening and closing the connection of a client. */
#ifndef CLIENT_CONNECT_H
#define CLIENT_CONNECT_H

struct client;
struct err;

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

#endif
