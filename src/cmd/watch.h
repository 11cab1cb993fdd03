/* SPDX-License-Identifier: ISC */
/* What the pictures of watch begin with, of one server and of several. */
#ifndef CMD_WATCH_H
#define CMD_WATCH_H

#include "base/str.h"

struct buf;

/* Append what clears the screen, if there is one, then the time, the line, and an empty one. */
void watch_head(struct buf *out, struct str line);

#endif
