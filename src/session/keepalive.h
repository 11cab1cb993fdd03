/* SPDX-License-Identifier: ISC */
/*
 * Is the server still there? Decides when to send a Ping to a silent one, and when it counts as
 * dead. No I/O; time is passed in. The server runs the actions of a session one after another, so
 * while it has not answered one of ours its silence may be work: a Ping after it is answered later
 * (a synchronous Originate takes as long as the phone rings).
 */
#ifndef SESSION_KEEPALIVE_H
#define SESSION_KEEPALIVE_H

#include "ami/pending.h"

#define KEEPALIVE_NUDGE 2000   /* ms of silence over TLS before a Ping un-sticks an answer */
#define KEEPALIVE_DEAD  30000  /* ms without a byte after a Ping that should be answered at once */
#define KEEPALIVE_BUSY  600000 /* and after one that follows an action of ours */

struct keepalive {
	msec idle;   /* silence after which an idle server is pinged; CLOCK_NEVER: never */
	bool sticks; /* an answer may stick in the transport until more is sent, as over TLS */
	msec moved;  /* when the last byte came or the last action went out */
	msec pinged; /* when a Ping of ours went out and no byte came since; or 0 */
};

enum keepalive_step {
	KEEPALIVE_WELL,
	KEEPALIVE_PING, /* send one; keepalive_check takes that as done */
	KEEPALIVE_GONE,
};

/* A byte came; an action went out. */
void keepalive_heard(struct keepalive *k, msec now);
void keepalive_sent(struct keepalive *k, msec now);

/* Nothing was read for this many ms: they do not count. */
void keepalive_postpone(struct keepalive *k, msec by);

/* When keepalive_check must be called, and its result. pending: the requests of the connection. */
msec keepalive_deadline(const struct keepalive *k, const struct pending *pending);
enum keepalive_step keepalive_check(struct keepalive *k, const struct pending *pending, msec now);

/* How long it has been silent, in seconds. */
int keepalive_silence(const struct pending *pending);

#endif
