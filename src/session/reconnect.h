/* SPDX-License-Identifier: ISC */
/* One connection after the other: whether and when to try again, whatever the connection is. */
#ifndef SESSION_RECONNECT_H
#define SESSION_RECONNECT_H

#include "session/inbox.h"
#include "session/outbox.h"

/* How a kind of connection lives. arg is the caller's. */
struct connection {
	struct inbox *inbox;
	struct backlog *backlog;
	struct err *err;          /* why live failed */
	void (*begin)(void *arg); /* nothing is left of the connection before */
	/* Connect, log in (then *online), serve. Returns 0 when the owner closed, else -1; calls
	 * that wait were told. */
	int (*live)(void *arg, bool *online);
	void (*end)(void *arg);
	void *arg;
};

/* Connect once, or with reconnect as often as it takes; tell ITEM_OFFLINE each time. */
void reconnect_run(const struct connection *c);

#endif
