/* SPDX-License-Identifier: ISC */
/*
 * Raw blocks, as one would type them into telnet: "Action: NAME" opens one, "Header: value" lines
 * follow, an empty line sends it. Another header may stand first, if the Action comes before that.
 */
#ifndef CLIENT_BLOCK_H
#define CLIENT_BLOCK_H

#include "client/client.h"

/* Does this line open a block? */
bool block_opens(struct str line);

/* Is it the one that says which action it is? */
bool block_names_action(struct str line);

/* Is this line the empty one that ends it? */
bool block_ends(struct str line);

/* Is this line, typed next, only kept: does it open a block, or stand in one that goes on? */
bool block_keeps(const struct client *client, struct str line);

/* Take a line of the block that is open, or the one that opens it. The empty line sends; from then
 * on client->place is that of the line that opened it. A line without a colon is refused, and so is
 * the end of a block without an "Action:"; the block is dropped then. */
int block_line(struct client *client, struct str line, struct err *err);

/* The input ended: send the block that is open, if there is one. */
int block_finish(struct client *client, struct err *err);

/* Forget the block that is open. */
void block_drop(struct client *client);

#endif
