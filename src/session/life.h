/* SPDX-License-Identifier: ISC */
/* One connection after the other: whether and when to try again, whatever the connection is. */
#ifndef SESSION_LIFE_H
#define SESSION_LIFE_H

#include "session/outgoing.h"
#include "session/report.h"

/* How a kind of connection lives. arg is the caller's. */
struct life {
	struct report *report;
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
void life_run(const struct life *l);

#endif
