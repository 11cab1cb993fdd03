/* SPDX-License-Identifier: ISC */
/*
 * The events of ARI: a WebSocket, run in a thread of its own by session/session, with the same
 * setup and items as a session of AMI. It sends nothing but what keeps the WebSocket alive.
 */
#ifndef ARI_EVENTS_H
#define ARI_EVENTS_H

#include "session/setup.h"

/*
 * As reader_run. The endpoint's path is "ari/", or has a prefix before it; events of the setup is
 * the query of the URL (app=NAME&subscribeAll=true). The secret is known: it is not asked for, and
 * it is sent in clear only where auth is AUTH_PLAIN. Each event is a message of ari/reader.
 */
void ari_events_run(const struct session_setup *setup);

#endif
