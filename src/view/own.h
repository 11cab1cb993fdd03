/* SPDX-License-Identifier: ISC */
/*
 * What this program adds to a message, under names that begin with _: _server, which server it came
 * from, and _time, when. Nobody else can set these (ami/own_name.h). _error tells why a line failed
 * that got no reply: it is in messages of our own (compose) alone.
 */
#ifndef VIEW_OWN_H
#define VIEW_OWN_H

#include "ami/compose.h"

#define OWN_SERVER STR("_server")
#define OWN_TIME   STR("_time")
#define OWN_SEQ    STR("_seq")
#define OWN_ERROR  STR("_error")
#define OWN_STATUS STR("_status") /* of an answer of ARI: ari/reader.h */

struct own {
	struct str server;  /* empty: there is but one */
	int64_t second;     /* since 1970, of the text; -1: none yet */
	char text[32];      /* 2026-11-27T21:07:37.123Z */
	size_t text_n;
	uint64_t number;    /* of the message; 0: it is not counted */
	char digits[24];
	struct compose copy;
};

/* The server is borrowed. */
void own_init(struct own *own, struct str server);
void own_clear(struct own *own);

/* Is this one of the three names that own_add adds? All that amsh adds: ami/own_name.h. */
bool own_adds(struct str name);

/* When a message came: ISO 8601, UTC, milliseconds. Empty: not known. Good until the next call; a
 * call for the same second as the last one costs three digits. */
struct str own_time(struct own *own, const struct msg *m);

/* The number of the message, or empty. Good until the next call. */
struct str own_seq(struct own *own);

/* The message with what is added as its last headers, which are hidden in one of ARI, and without
 * headers that would pass for these. Good until the next call. */
struct msg own_add(struct own *own, const struct msg *m);

#endif
