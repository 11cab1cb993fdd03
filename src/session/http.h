/* SPDX-License-Identifier: ISC */
/*
 * The life of a session over HTTP, run in a thread of its own by session/session: the same setup,
 * the same items as the reader's. HTTP has an answer for each action and no stream of events, so
 * two connections are kept: actions go over one, in order, each when the one before it was
 * answered; over the other WaitEvent is asked again and again for events. Both belong to one
 * session of the server, whose cookie they show; with digest each is a session of its own.
 */
#ifndef SESSION_HTTP_H
#define SESSION_HTTP_H

#include "session/setup.h"

/* As reader_run, for the schemes http and https. */
void http_run(const struct session_setup *setup);

#endif
