/* SPDX-License-Identifier: ISC */
/*
 * Is the server still there? When to ask a silent one with a Ping, and when to take it for dead. No
 * I/O; time is passed in.
 * It does one action of a session after the other, so as long as it has not answered one of ours
 * its silence may be work: a Ping behind that is answered later (a synchronous Originate takes as
 * long as the phone rings).
 */
#ifndef SESSION_ALIVE_H
#define SESSION_ALIVE_H

#include "ami/pending.h"

#define ALIVE_NUDGE 2000   /* ms of silence over TLS before a Ping un-sticks an answer */
#define ALIVE_DEAD  30000  /* ms without a byte after a Ping that is to be answered at once */
#define ALIVE_BUSY  600000 /* and after one that stands behind an action of ours */

struct alive {
	msec idle;   /* silence after which an idle server is pinged; CLOCK_NEVER: never */
	bool sticks; /* an answer may stick in the transport until more is sent, as over TLS */
	msec moved;  /* when the last byte came or the last action went out */
	msec pinged; /* when a Ping of ours went out and no byte came since; or 0 */
};

enum alive_step {
	ALIVE_WELL,
	ALIVE_PING, /* send one; alive_check takes that as done */
	ALIVE_GONE,
};

/* A byte came; an action went out. */
void alive_heard(struct alive *a, msec now);
void alive_sent(struct alive *a, msec now);

/* Nobody listened for so many ms: they do not count. */
void alive_postpone(struct alive *a, msec by);

/* When alive_check has something to say, and what. pending: the calls of the connection. */
msec alive_deadline(const struct alive *a, const struct pending *pending);
enum alive_step alive_check(struct alive *a, const struct pending *pending, msec now);

/* How long it was silent when it is gone, in seconds. */
int alive_silence(const struct pending *pending);

#endif
