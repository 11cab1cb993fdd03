/* SPDX-License-Identifier: ISC */
/* From an open connection to an accepted login: ami/login, fed from the wire until a deadline. */
#ifndef SESSION_WIRE_LOGIN_H
#define SESSION_WIRE_LOGIN_H

#include "session/inbox.h"
#include "session/outbox.h"
#include "session/wire.h"

/*
 * Log in; the last thing reported is ITEM_ONLINE. What came after the login is in the parser.
 * pending learns whether the server echoes ActionIDs. A secret that is unknown is asked for once
 * the banner has come. Ends with ERR_INTERRUPTED when the outbox is not empty.
 */
int wire_login(struct wire *w, struct inbox *inbox, struct backlog *backlog,
    struct pending *pending, struct err *err);

#endif
