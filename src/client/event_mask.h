/* SPDX-License-Identifier: ISC */
/*
 * The event mask. A command that needs events outside the user's mask takes a lease: the mask is
 * widened while there is one, and then restored. Events that come only because of that are only for
 * such commands: they are not shown or logged, until the server has confirmed the restored mask.
 */
#ifndef CLIENT_EVENT_MASK_H
#define CLIENT_EVENT_MASK_H

#include "base/buf.h"
#include "client/loop.h"

struct client;

struct event_mask {
	struct buf user;         /* as the user wants it */
	unsigned leases;         /* how many commands need a wider one now */
	struct buf wider;        /* the added classes */
	struct waiter narrowing; /* for the reply to the mask that was put back; request 0: none */
};

struct event_mask *event_mask_new(void);
void event_mask_free(struct event_mask *m);

/* Set the user's mask, which is in effect, or will be with the login. */
void event_mask_set(struct event_mask *m, struct str mask);

/* Request events of a class. True when that needed a change, to be ended with event_mask_release.
 * Actions are run in order, so the change takes effect before the next one. */
bool event_mask_lease(struct client *client, struct str class);
void event_mask_release(struct client *client);

/* No command needs a wider mask any more: there is a new connection. */
void event_mask_forget(struct client *client);

/* A new connection has the mask of its login: send the one that is wanted now. */
void event_mask_restore(struct client *client);

/* Does the mask with its leases include this class? */
bool event_mask_passes(const struct event_mask *m, struct str class);

/* Does this event come only because of a wider mask? The server sends an event when all of its
 * classes are in the mask (main/manager.c, process_events()). */
bool event_mask_hides(const struct event_mask *m, const struct msg *event);

#endif
