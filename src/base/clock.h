/* SPDX-License-Identifier: ISC */
/* Time for deadlines: milliseconds of a clock that never jumps. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/str.h"

typedef int64_t msec;

#define CLOCK_NEVER INT64_MAX

msec clock_now(void);

/* The same clock in microseconds, to measure with. */
int64_t clock_now_us(void);

/* The time of day: milliseconds since 1970, UTC. It may jump. */
int64_t clock_today(void);

/* What poll() wants as timeout to sleep until deadline: at least 0, -1 for CLOCK_NEVER. */
int clock_poll_timeout(msec deadline);

#define CLOCK_SECONDS_MAX 1000000000

/* Read "10", "0.5" or ".5" seconds as milliseconds; digits after the third are cut off. False if it
 * is anything else, or has more whole seconds than CLOCK_SECONDS_MAX. */
bool clock_read_seconds(struct str text, msec *value);

#endif
