/* SPDX-License-Identifier: ISC */
/* Logs in over an open connection: feeds ami/login from the wire until a deadline. */
#ifndef SESSION_WIRE_LOGIN_H
#define SESSION_WIRE_LOGIN_H

#include "session/inbox.h"
#include "session/outbox.h"
#include "session/wire.h"

/* What it works with, all borrowed. */
struct wire_login_parts {
	struct inbox *inbox;
	struct backlog *backlog;
	struct pending *pending;
	const struct stages *stages; /* is told of the banner and the login; or NULL */
};

/*
 * Log in; the last thing reported is ITEM_ONLINE. What came after the login is in the parser.
 * pending learns whether the server echoes ActionIDs. An unknown secret is asked for after the
 * banner has come. Ends with ERR_INTERRUPTED when the outbox is not empty.
 */
int wire_login(struct wire *w, const struct wire_login_parts *parts, struct err *err);

#endif
