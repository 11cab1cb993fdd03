/* SPDX-License-Identifier: ISC */
/* What each kind of item of AMI means: the loop's hooks of a client, their argument. */
#ifndef CLIENT_REACTIONS_H
#define CLIENT_REACTIONS_H

#include "client/loop.h"

extern const struct loop_ops reactions;

/* The reaction to an item of the connection; client is its source's argument. */
bool reactions_take(void *client, const struct item *item);

/* Does anybody look at events of this name? See session_want. */
bool reactions_want(void *client, struct str name);

#endif
