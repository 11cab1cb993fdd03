/* SPDX-License-Identifier: ISC */
/* Does what keys ask for, with the commands that do it: hangup, redirect, queuepause. */
#ifndef TOP_ACT_H
#define TOP_ACT_H

#include "base/buf.h"
#include "top/keys.h"

struct client;
struct err;

/* Run the command, and append what the server said. A channel other than the order's is left alone:
 * the row may be about another one by now, or its channel have another name. */
int act_run(struct client *client, const struct row_target *target, const struct order *order,
    struct buf *said, struct err *err);

#endif
