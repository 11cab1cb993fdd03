/* SPDX-License-Identifier: ISC */
/* The raw block that is being typed (lang/raw_block). danger/block_run sends it. */
#ifndef CLIENT_BLOCK_H
#define CLIENT_BLOCK_H

#include "base/buf.h"
#include "client/scope.h"

struct action;
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

/* Keep a line of the block that is open, or the one that opens it. ERR_USAGE: it has no colon, or
 * the block is too long; the block is dropped then. */
int block_add(struct client *client, struct str line, struct err *err);

/* Make the block that is open an action, and drop it; messages then have the place of the line that
 * opened it. ERR_USAGE: it has no "Action:" line. Clear the action in any case. */
int block_take(struct client *client, struct action *a, struct err *err);

/* Forget the block that is open. */
void block_drop(struct client *client);

/* The front of a fleet only passes blocks on: one is open, with this line, or none is. */
void block_mark(struct block *b, bool open, struct str line);

#endif
