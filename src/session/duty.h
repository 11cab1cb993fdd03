/* SPDX-License-Identifier: ISC */
/*
 * Who serves a connection that is logged in: its thread, or the owner while he only waits for it.
 * Then an event passes through one thread on its way to him instead of two: at 1,000 events a
 * second a line is half as old, and a stream that nobody looks at takes half the processor's time.
 *
 * The thread lends the duty when the owner has waited for it often enough. It takes the duty back
 * when he has not looked after the connection for a moment, since what he does may last; and gets
 * it back when more comes than he can handle beside it.
 */
#ifndef SESSION_DUTY_H
#define SESSION_DUTY_H

#include <poll.h>

#include "session/service.h"
#include "session/wanted.h"

struct duty;

struct duty *duty_new(const struct session_setup *setup);
void duty_free(struct duty *d);

/* For the thread, after a turn: hand over what came. If the owner wants the duty, he gets it with
 * that, and this returns when it is the thread's again, which waits for work then. -1: a turn of
 * the owner's failed, s->err says why. */
int duty_hand_over(struct duty *d, struct service *s);

/* For the owner. */

/* Before he sleeps until the deadline: what to poll for, and an earlier deadline if there must be a
 * turn. duty_wakes after that, with what poll found. */
void duty_rests(struct duty *d, struct pollfd *fd, msec *deadline);
void duty_wakes(struct duty *d, short found);

/* If the duty is his: what has arrived by now is among what he takes next. */
void duty_looks(struct duty *d);

/* Take the next batch of the inbox. If the duty is the owner's, and the inbox empty, make a turn
 * where something may be done: it leaves out events that are not wanted while nothing else has
 * come. False: nothing is left to do. *batch: what came, his to read and to reset, or NULL. */
bool duty_take(struct duty *d, const struct wanted *wanted, struct batch **batch);

/* Send o, or put it in the outbox; weight is for that. It is the session's now. */
void duty_send(struct duty *d, struct outbox_item *o, size_t weight);

/* The duty is the thread's. */
void duty_return(struct duty *d);

#endif
