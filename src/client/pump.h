/* SPDX-License-Identifier: ISC */
/*
 * Taking items from the session and giving each to whom it belongs: the reply to whoever waits for
 * it, an event to listeners, the log and, in the interactive shell, the screen.
 */
#ifndef CLIENT_PUMP_H
#define CLIENT_PUMP_H

#include "client/client.h"

#define PUMP_SLICE 10 /* ms of items taken before signals and keys are looked at again */

/*
 * Take what has come, for at most about budget milliseconds, so that keys are not kept waiting.
 * Returns true when there may be more.
 */
bool pump_take(struct client *client, msec budget);

/*
 * Take items until done says true, deadline passes or fd (-1: none) is readable. Returns 0 then,
 * and -1 with ERR_INTERRUPTED on ^C. Events are shown while no answer is being printed.
 */
int pump_until(struct client *client, bool (*done)(void *arg), void *arg, int fd, msec deadline,
    struct err *err);

/* Sleep, taking items meanwhile. */
int pump_sleep(struct client *client, msec duration, struct err *err);

/* What signals that came (a set of GOT_… bits) mean: the width of the terminal follows it, a
 * request to end sets client->quit. True when the line or command is to be dropped. */
bool pump_signals(struct client *client, unsigned got);

/* Has a signal come that asks to end what is done? Then err is set to ERR_INTERRUPTED. For work
 * that takes its time without waiting for anything. */
bool pump_interrupted(struct client *client, struct err *err);

/* Print events that were held back for an answer. */
void pump_release(struct client *client);

/* Have a timer fire at a time; one that is set already is moved. The editor asks pump_deadline how
 * long it may sleep. */
void pump_set_timer(struct client *client, struct timer *t, msec at);
void pump_clear_timer(struct client *client, struct timer *t);
msec pump_deadline(const struct client *client);

/* Give the items of w->call to w, until it is forgotten. */
void pump_await(struct client *client, struct waiter *w);
void pump_forget(struct client *client, struct waiter *w);

void pump_listen(struct client *client, struct listener *l);
void pump_unlisten(struct client *client, struct listener *l);

#endif
