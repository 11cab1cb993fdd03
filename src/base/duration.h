/* SPDX-License-Identifier: ISC */
/* How people read durations. */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdint.h>

#include "base/buf.h"

/* Append "0:05", "12:34", or "1:02:03" from an hour on; less than no time is 0:00. */
void duration_print(struct buf *out, int64_t seconds);

/* The same, but less than a minute in tenths of a second: "6.3 s". */
void duration_print_tenths(struct buf *out, double seconds);

#endif
