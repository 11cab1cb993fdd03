/* SPDX-License-Identifier: ISC */
/* A secret that is asked for when the server is there, as psql does, and not before. */
#ifndef SESSION_AWAIT_SECRET_H
#define SESSION_AWAIT_SECRET_H

#include "session/inbox.h"
#include "session/outbox.h"

/*
 * Have the owner give the secret, unless it is known: ITEM_ASKS, then wait for session_secret,
 * however long that takes. ERR_USAGE: the owner has none. ERR_INTERRUPTED: it closed meanwhile.
 */
int await_secret(struct inbox *inbox, struct backlog *backlog, struct err *err);

#endif
