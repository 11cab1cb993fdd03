/* SPDX-License-Identifier: ISC */
/*
 * The course of one call that was asked for: which channels came to be for it, how long it was
 * talked, when it is over and who hung up. It takes events and prints nothing.
 *
 * The channels of the call are those that begin with its Linkedid, before Asterisk 12 those that
 * its channels dial; others that they meet, as in a conference, are not waited for. A Local channel
 * talks to nobody: what counts are the channels at both of its ends.
 *
 * Who hung up: the driver of a channel whose user does so raises HangupRequest, before anything
 * else ends (main/channel.c, ast_queue_hangup_with_cause()). A channel that the dialplan, a
 * manager or a time limit ends has none; the other half of a Local channel has one too, which is
 * only an echo (seen on 22).
 */
#ifndef STATE_COURSE_H
#define STATE_COURSE_H

#include "ami/msg.h"
#include "base/clock.h"

enum course_side {
	COURSE_SERVER,      /* nobody at a phone: the dialplan, a manager, a time limit */
	COURSE_CHANNEL,     /* the one that was asked for, or whom a Local channel has dialled */
	COURSE_DESTINATION, /* whom the dialplan has dialled for it */
};

struct course;

/* The course of the call whose first channel has this Uniqueid; empty: see course_begin. */
struct course *course_new(struct str id);
void course_free(struct course *c);

/* Learn from an event, which came now. */
void course_take(struct course *c, const struct msg *m, msec now);

/* The first channel is known only now: a server before 12 is asked for no Uniqueid. */
void course_begin(struct course *c, struct str name, struct str id);

/* Has it begun, and are all its channels gone? */
bool course_over(const struct course *c);

/* How long two parties were connected so far, in ms. */
msec course_talked(const struct course *c, msec now);

/* Who has hung up: the side, and the name of the channel; empty for the server. */
enum course_side course_by(const struct course *c, struct str *channel);

/* The name of a channel that lives; empty: none. */
struct str course_alive(const struct course *c);

#endif
