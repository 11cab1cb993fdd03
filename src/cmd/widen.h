/* SPDX-License-Identifier: ISC */
/*
 * Events that a command needs although the mask leaves them out: the mask is widened for as long
 * as one does, and put back. What comes only because of that is not shown and not logged.
 */
#ifndef CMD_WIDEN_H
#define CMD_WIDEN_H

#include "cmd/context.h"

/* Have events of a class sent. True when that needed a change, to be ended with widen_end. Actions
 * are done in order, so the change is in force before whatever is sent next. */
bool widen_begin(struct context *ctx, struct str class);
void widen_end(struct context *ctx);

/* A new connection has the mask of its login: send the one that is wanted now. */
void widen_restore(struct context *ctx);

/* Does this event come only because of a wider mask? */
bool widen_hides(const struct context *ctx, const struct msg *m);

#endif
