/* SPDX-License-Identifier: ISC */
/*
 * Events that a command needs although the mask leaves them out: the mask is widened for as long
 * as one does, and put back. What comes only because of that is for such commands alone: it is not
 * shown and not logged, until the server has answered that the mask is back.
 */
#ifndef CLIENT_WIDEN_H
#define CLIENT_WIDEN_H

#include "client/client.h"

/* Have events of a class sent. True when that needed a change, to be ended with widen_end. Actions
 * are done in order, so the change is in force before whatever is sent next. */
bool widen_begin(struct client *client, struct str class);
void widen_end(struct client *client);

/* Nobody needs a wider mask any more: there is another connection. */
void widen_forget(struct client *client);

/* A new connection has the mask of its login: send the one that is wanted now. */
void widen_restore(struct client *client);

/* Does this event come only because of a wider mask? The server sends an event when all of its
 * classes are in the mask (main/manager.c, process_events()). */
bool widen_hides(const struct client *client, const struct msg *m);

#endif
