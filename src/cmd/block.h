/* SPDX-License-Identifier: ISC */
/*
 * Raw blocks, as one would type them into telnet: "Action: NAME" opens one, "Header: value" lines
 * follow, an empty line sends it.
 */
#ifndef CMD_BLOCK_H
#define CMD_BLOCK_H

#include "cmd/context.h"

/* Does this line open a block? */
bool block_opens(struct str line);

/* Is this line the empty one that ends it? */
bool block_ends(struct str line);

/* Take a line of the block that is open, or the one that opens it. The empty line sends; from then
 * on ctx->place is that of the "Action:". A line without a colon is refused, and the
 * block with it. */
int block_line(struct context *ctx, struct str line, struct err *err);

/* The input ended: send the block that is open, if there is one. */
int block_finish(struct context *ctx, struct err *err);

/* Forget the block that is open. */
void block_drop(struct context *ctx);

#endif
