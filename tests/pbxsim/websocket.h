/* SPDX-License-Identifier: ISC */
/* The server's side of a WebSocket (RFC 6455): the upgrade, messages of text out, control frames. */
#ifndef PBXSIM_WEBSOCKET_H
#define PBXSIM_WEBSOCKET_H

#include "http.h"

/* Upgrade the connection that asked with this key. */
void sim_websocket_accept(struct http *h, struct str key);

void sim_websocket_text(struct http *h, struct str text);

/* Take the frames that have come: a ping is answered, so is a close, and text goes to nobody. */
void sim_websocket_read(struct http *h);

#endif
