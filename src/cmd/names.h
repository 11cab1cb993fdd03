/* SPDX-License-Identifier: ISC */
/* The names of the actions that the connected server offers, and which are near a wrong one. */
#ifndef CMD_NAMES_H
#define CMD_NAMES_H

#include "ami/msg.h"
#include "base/buf.h"

struct name {
	char *name;
	char *summary; /* the server's synopsis, made printable */
};

struct names {
	struct name *v; /* sorted, ignoring case */
	size_t n;
	bool known; /* the server has told them */
};

void names_clear(struct names *names);

/* Take them from a reply to ListCommands. */
void names_read(struct names *names, const struct msg *reply);

/* The server's own spelling of a name, or NULL. */
const char *names_find(const struct names *names, struct str name);

/* How many single-letter changes, swaps included, lead from a to b, ignoring case. */
size_t names_distance(struct str a, struct str b);

/* Append up to three names like this one: "QueueAdd, QueueLog"; nothing if none is near. candidate
 * gives name i, or NULL at the end. */
void names_suggest(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg);

#endif
