/* SPDX-License-Identifier: ISC */
/* The monotonic clock in milliseconds. */
#include "base/clock.h"

#include <limits.h>
#include <time.h>

msec
clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (msec)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
clock_poll_timeout(msec deadline)
{
	if (deadline == CLOCK_NEVER)
		return -1;
	msec left = deadline - clock_now();
	if (left < 0)
		return 0;
	return left > INT_MAX ? INT_MAX : (int)left;
}
