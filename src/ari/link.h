/* SPDX-License-Identifier: ISC */
/*
 * The bytes of a WebSocket: a connection that libcurl makes, with its TLS, pins and proxies, and
 * then leaves to us. Owned by one thread. Nothing here waits for longer than it is told to, and
 * all of it ends early once the owner writes into the outbox.
 */
#ifndef ARI_LINK_H
#define ARI_LINK_H

#include "session/http_curl.h"
#include "session/setup.h"

struct link {
	const struct session_setup *setup;
	const struct http_curl *curl; /* NULL: it is not open */
	CURLM *multi;
	CURL *easy;
	struct curl_slist *list;
	int fd;
	bool more;       /* what libcurl has may not all be read */
	struct buf out;  /* what is being written; nothing may be added while it is not empty */
	char words[CURL_ERROR_SIZE];
};

/* Begin to connect. ERR_USAGE, ERR_CONNECT. Close in any case. */
int link_open(struct link *l, const struct session_setup *setup, struct err *err);
void link_close(struct link *l);

/* Go on connecting, until the deadline or something in the outbox. 1: connected; 0: not yet. */
int link_connect(struct link *l, msec deadline, struct err *err);

/* A deadline, which moves while a command that leads to the server asks the user; *soon, if it is
 * not NULL, is when to look again if that is so, and else CLOCK_NEVER. */
msec link_deadline(const struct link *l, msec deadline, msec *soon);

/* Read what has come, up to about LINK_TURN bytes; the end is ERR_LOST. Returns the bytes, maybe
 * none. */
#define LINK_TURN ((size_t)1 << 20)
ssize_t link_fill(struct link *l, struct buf *in, struct err *err);

/* Write what goes of out. */
int link_flush(struct link *l, struct err *err);

/* Sleep until there is something to read or in the outbox, out can be written, or the deadline. */
void link_wait(struct link *l, msec deadline);

#endif
