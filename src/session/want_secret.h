/* SPDX-License-Identifier: ISC */
/* A secret that is asked for when the server is there, as psql does, and not before. */
#ifndef SESSION_WANT_SECRET_H
#define SESSION_WANT_SECRET_H

#include "session/outgoing.h"
#include "session/report.h"

/*
 * Have the owner give the secret, unless it is known: ITEM_ASKS, then wait for session_secret,
 * however long that takes. ERR_USAGE: the owner has none. ERR_INTERRUPTED: it closed meanwhile.
 */
int want_secret(struct report *report, struct backlog *backlog, struct err *err);

#endif
