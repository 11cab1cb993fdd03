/* SPDX-License-Identifier: ISC */
/* When something happened: from the event itself if it has a time, and as local time. */
#ifndef VIEW_WHEN_H
#define VIEW_WHEN_H

#include <time.h>

#include "ami/msg.h"
#include "base/buf.h"

#define WHEN_WIDTH 12 /* columns of when_print, */
#define WHEN_SECONDS_WIDTH 8 /* and of when_print_seconds */

/* The event's Timestamp (seconds.microseconds, with timestampevents=yes; a date and time of ARI),
 * else when it came by the recording that is played, else now. */
struct timespec when_of(const struct msg *m, struct timespec now);

/* Seconds from one time to another; below 0 if that was before. */
double when_between(struct timespec from, struct timespec to);

/* Append the local time: 17:02:03.386; without the milliseconds: 17:02:03. */
void when_print(struct buf *out, struct timespec time);
void when_print_seconds(struct buf *out, struct timespec time);

#endif
