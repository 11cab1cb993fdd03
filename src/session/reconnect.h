/* SPDX-License-Identifier: ISC */
/* One connection after another: whether and when to try again, for any kind of connection. */
#ifndef SESSION_RECONNECT_H
#define SESSION_RECONNECT_H

#include "session/inbox.h"
#include "session/outbox.h"

/* The operations of a kind of connection. arg is the caller's. */
struct reconnect {
	struct inbox *inbox;
	struct backlog *backlog;
	struct err *err;          /* why live failed */
	void (*begin)(void *arg); /* nothing is left of the previous connection */
	/* Connect, log in (then *online), serve. Returns 0 when the owner closed, else -1; waiting
	 * requests have been told. */
	int (*live)(void *arg, bool *online);
	void (*end)(void *arg);
	void *arg;
};

/* Connect once, or with reconnect as often as it takes; tell ITEM_OFFLINE each time. */
void reconnect_run(const struct reconnect *c);

#endif
