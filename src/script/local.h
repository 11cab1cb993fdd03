/* SPDX-License-Identifier: ISC */
/* Commands of the local shell: !CMD. */
#ifndef SCRIPT_LOCAL_H
#define SCRIPT_LOCAL_H

#include "base/str.h"

struct client;
struct err;

/* Run a command with /bin/sh and wait for it; in a script, events are taken meanwhile. ERR_FAILED
 * with its exit status unless that is 0. */
int local_run(struct client *client, struct str command, struct err *err);

#endif
