/* SPDX-License-Identifier: ISC */
/* Making a client of its parts. */
#ifndef CLIENT_ASSEMBLE_H
#define CLIENT_ASSEMBLE_H

struct client;
struct options;
struct fleet_member;

/* Both are borrowed; member is NULL where there is one server. */
struct client *client_new(const struct options *options, struct fleet_member *member);
void client_free(struct client *client);

#endif
