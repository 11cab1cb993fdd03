/* SPDX-License-Identifier: ISC */
/* Does what keys ask for, with the commands that do it: hangup, redirect, queuepause. */
#ifndef TOP_ACT_H
#define TOP_ACT_H

#include "base/buf.h"
#include "top/keys.h"
#include "top/model.h"

struct client;
struct err;

/* Run the command, and append what the server said. text: a destination or reason. */
int act_run(struct client *client, const struct model_target *target, enum command what,
    struct str text, struct buf *said, struct err *err);

#endif
