/* SPDX-License-Identifier: ISC */
/* How long the server itself may take over an action before it answers. Pure. */
#ifndef SESSION_PATIENCE_H
#define SESSION_PATIENCE_H

#include "base/clock.h"
#include "base/str.h"

/* Milliseconds that the block of an action of this name gives the server; 0 for most. */
msec patience_of(struct str action, struct str block);

#endif
