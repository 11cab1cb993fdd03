/* SPDX-License-Identifier: ISC */
/* Asks for the secret after the server has answered, as psql does, and not before. */
#ifndef SESSION_AWAIT_SECRET_H
#define SESSION_AWAIT_SECRET_H

#include "session/inbox.h"
#include "session/outbox.h"

/*
 * Ask the owner for the secret, unless it is known: ITEM_ASKS, then wait for session_secret,
 * however long that takes. ERR_USAGE: the owner has none. ERR_INTERRUPTED: it closed in the
 * meantime.
 */
int await_secret(struct inbox *inbox, struct backlog *backlog, struct err *err);

#endif
