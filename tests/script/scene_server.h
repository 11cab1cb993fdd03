/* SPDX-License-Identifier: ISC */
/* A scene with a connection to a scripted manager. */
#ifndef TESTS_CMD_SCENE_SERVER_H
#define TESTS_CMD_SCENE_SERVER_H

#include "../session/ami_server.h"
#include "scene.h"

extern struct ami_server scene_server;

/* Start a server that plays this and connect to it; NULL: one that answers each action, and after a
 * UserEvent sends that to its client, Times= times. Times=0: it closes. */
void scene_connect(void (*play)(struct talk *t, struct ami_server *s));

/* A fixture for the end: closes the connection, too. */
void scene_disconnect(void);

#endif
