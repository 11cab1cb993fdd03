/* SPDX-License-Identifier: ISC */
/*
 * A session over HTTP, run in a thread of its own by session/session, with the same setup and items
 * as the reader. HTTP has an answer for each action and no stream of events, so there are two
 * connections: one for actions, in order, each sent after the previous one was answered; one for
 * WaitEvent, sent again and again for events. Both use the cookie of the same session; with digest
 * each is a session of its own.
 */
#ifndef SESSION_HTTP_H
#define SESSION_HTTP_H

#include "session/setup.h"

/* As reader_run, for the schemes http and https. */
void http_run(const struct session_setup *setup);

#endif
