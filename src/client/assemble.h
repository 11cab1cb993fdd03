/* SPDX-License-Identifier: ISC */
/* Making a client of its parts. */
#ifndef CLIENT_ASSEMBLE_H
#define CLIENT_ASSEMBLE_H

struct client;
struct options;
struct team;

/* Options and team (NULL: there is one server) are borrowed. client_free closes the connection. */
struct client *client_new(const struct options *options, struct team *team);
void client_free(struct client *client);

#endif
