/* SPDX-License-Identifier: ISC */
/* What each kind of item means: the loop's hooks of a client, their argument. */
#ifndef CLIENT_REACTIONS_H
#define CLIENT_REACTIONS_H

#include "client/loop.h"

extern const struct loop_ops reactions;

#endif
