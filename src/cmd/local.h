/* SPDX-License-Identifier: ISC */
/* Commands of the local shell: !CMD. */
#ifndef CMD_LOCAL_H
#define CMD_LOCAL_H

#include "cmd/context.h"

/* Run a command with /bin/sh and wait for it; in a script, events are taken meanwhile. ERR_FAILED
 * tells its exit status unless it is 0. */
int local_run(struct context *ctx, struct str command, struct err *err);

#endif
