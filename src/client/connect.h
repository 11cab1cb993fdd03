/* SPDX-License-Identifier: ISC */
/* Opening and closing the connection of a client. */
#ifndef CLIENT_CONNECT_H
#define CLIENT_CONNECT_H

struct client;
struct err;
struct session_options;
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

/* The same for a line that itself needs no server: not while ARI is asked instead. */
int connect_aside(struct client *client, struct err *err);

void connect_close(struct client *client);

/* Have the secret of a target: from its command, or from the user. -1: there is none, or ^C. */
int connect_secret(struct target *t, struct err *err);

/* Set what all sessions of a client are begun with. The target must outlive session_new. */
void connect_options(
    const struct client *client, struct target *t, struct session_options *options);

#endif
