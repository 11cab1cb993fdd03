/* SPDX-License-Identifier: ISC */
/*
 * The reader of a connection, run in a thread of its own by session/session. It connects, logs in,
 * sends the actions of the outbox, puts what the server sends into the inbox unless the owner
 * serves, and ends the connection.
 */
#ifndef SESSION_READER_H
#define SESSION_READER_H

#include "session/setup.h"

/* Run the connection to its end; with reconnect, one after another. The last item is ITEM_OFFLINE,
 * unless the owner closed. */
void reader_run(const struct session_setup *setup);

#endif
