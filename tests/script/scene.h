/* SPDX-License-Identifier: ISC */
/* A client that runs lines as a script does, with what it prints caught. */
#ifndef TESTS_CMD_SCENE_H
#define TESTS_CMD_SCENE_H

#include "client/assemble.h"
#include "client/client.h"
#include "client/display.h"
#include "client/loop.h"
#include "conf/options.h"
#include "lang/settings.h"

extern struct client *scene;
extern struct options scene_options;

/* A checked fixture: a client without a connection. */
void scene_open(void);
void scene_close(void);

/* Run a line; returns the exit status. */
int scene_run(const char *line);

/* What was printed on a standard stream since the last call; the caller clears it. */
struct buf scene_printed(int fd);

/* The line has this status and prints just that. */
void scene_expect(const char *line, int status, const char *out, const char *err);

#endif
