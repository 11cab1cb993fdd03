/* SPDX-License-Identifier: ISC */
/* Runs the raw block that was typed (client/block) like any other action. */
#ifndef DANGER_BLOCK_RUN_H
#define DANGER_BLOCK_RUN_H

#include "base/str.h"

struct client;
struct err;

/* Take a line of the block that is open, or the one that opens it. The empty line sends. A line
 * without a colon is refused, and so is the end of a block without an "Action:"; the block is
 * dropped then. */
int block_line(struct client *client, struct str line, struct err *err);

/* The input ended: send the block that is open, if there is one. */
int block_finish(struct client *client, struct err *err);

#endif
