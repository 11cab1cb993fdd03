/* SPDX-License-Identifier: ISC */
/* So many in a second or a minute, evenly: each has its own time, counted from the first, so that
 * small delays do not add up. After a pause there is no burst. Pure. */
#ifndef ROWS_RATE_H
#define ROWS_RATE_H

#include "base/clock.h"
#include "base/err.h"

struct rate {
	long n;     /* 0: no limit */
	msec unit;  /* n in this time */
	msec start; /* of the first since a pause */
	long begun; /* since then */
};

/* Read "5", "5/s" or "30/m". ERR_USAGE. */
int rate_read(struct rate *r, struct str text, struct err *err);

/* When the next may begin. */
msec rate_next(const struct rate *r);

/* It begins now. */
void rate_take(struct rate *r, msec now);

#endif
