/* SPDX-License-Identifier: ISC */
/*
 * Names from the connected server, mainly the actions that it offers, and the nearest ones to a
 * wrong name.
 */
#ifndef LANG_NAMES_H
#define LANG_NAMES_H

#include "ami/msg.h"
#include "base/buf.h"

struct name {
	char *name;
	char *summary; /* the server's words, made printable */
};

struct names {
	struct name *v;
	size_t n;
	bool known;  /* names_read has read them, and they are sorted, ignoring case */
	bool untold; /* the server was asked, and gave none */
};

void names_clear(struct names *names);

/* Add a name at the end, unless it has control characters. */
void names_add(struct names *names, struct str name, struct str summary);

/* Take them from a reply to ListCommands. Some proxies answer it with nothing: then nothing is
 * known. */
void names_read(struct names *names, const struct msg *reply);

/* The server's own spelling of a name, or NULL. */
const char *names_find(const struct names *names, struct str name);

#endif
