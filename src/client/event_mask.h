/* SPDX-License-Identifier: ISC */
/*
 * The mask of events. A command that needs events which the user's mask leaves out takes a lease:
 * the mask is widened for as long as one does, and put back. What comes only because of that is for
 * such commands alone: it is not shown and not logged, until the server has answered that the mask
 * is back.
 */
#ifndef CLIENT_EVENT_MASK_H
#define CLIENT_EVENT_MASK_H

#include "base/buf.h"
#include "client/loop.h"

struct client;

struct event_mask {
	struct buf user;         /* as the user wants it */
	unsigned leases;         /* how many commands need a wider one now */
	struct buf wider;        /* the classes that it is wider by */
	struct waiter narrowing; /* for the reply to the mask that was put back; call 0: none */
};

struct event_mask *event_mask_new(void);
void event_mask_free(struct event_mask *m);

/* The user wants this one: it is in force, or will be with the login. */
void event_mask_set(struct event_mask *m, struct str mask);

/* Have events of a class sent. True when that needed a change, to be ended with event_mask_release.
 * Actions are done in order, so the change is in force before whatever is sent next. */
bool event_mask_lease(struct client *client, struct str class);
void event_mask_release(struct client *client);

/* Nobody needs a wider mask any more: there is another connection. */
void event_mask_forget(struct client *client);

/* A new connection has the mask of its login: send the one that is wanted now. */
void event_mask_restore(struct client *client);

/* Does the mask in force for those who lease let this class pass? */
bool event_mask_passes(const struct event_mask *m, struct str class);

/* Does this event come only because of a wider mask? The server sends an event when all of its
 * classes are in the mask (main/manager.c, process_events()). */
bool event_mask_hides(const struct event_mask *m, const struct msg *event);

#endif
