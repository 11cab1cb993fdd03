/* SPDX-License-Identifier: ISC */
/* What the pictures of watch begin with, of one server and of several. */
#ifndef CMD_WATCH_H
#define CMD_WATCH_H

#include "base/str.h"

struct buf;

#define WATCH_HEAD 2 /* rows of the head */

/* Append what clears the screen, if there is one, then the time, the line, and an empty one. */
void watch_head(struct buf *out, struct str line);

/* Append the first lines of what there is to show, as many as fill that many rows of a terminal,
 * and a line that counts the rest. rows 0: all. */
void watch_body(struct buf *out, struct str text, size_t rows, size_t columns);

#endif
