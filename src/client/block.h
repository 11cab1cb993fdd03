/* SPDX-License-Identifier: ISC */
/* The raw block that is being typed (lang/raw_block). */
#ifndef CLIENT_BLOCK_H
#define CLIENT_BLOCK_H

#include "base/buf.h"
#include "client/scope.h"

struct client;

struct block {
	struct buf text;    /* its lines; secret */
	struct place place; /* where it began */
	bool open;
};

struct block *block_new(void);
void block_free(struct block *b);

/* Would this line, typed next, only be kept: does it open a block, or continue one? */
bool block_keeps(const struct client *client, struct str line);

/* Take a line of the block that is open, or the one that opens it. The empty line sends; messages
 * then have the place of the line that opened it. A line without a colon is refused, and so is the
 * end of a block without an "Action:"; the block is dropped then. */
int block_line(struct client *client, struct str line, struct err *err);

/* The input ended: send the block that is open, if there is one. */
int block_finish(struct client *client, struct err *err);

/* Forget the block that is open. */
void block_drop(struct client *client);

/* The front of a fleet only passes blocks on: one is open, with this line, or none is. */
void block_mark(struct block *b, bool open, struct str line);

#endif
