/* SPDX-License-Identifier: ISC */
/* Remembers that a loop was stopped. */
#include "layout/stop.h"

#include "base/sig.h"

#define ROUNDS 256 /* a power of two */

static bool stopped;

bool
stop_asked(size_t round)
{
	if ((round & (ROUNDS - 1)) == ROUNDS - 1)
		stopped |= sig_stops();
	return stopped;
}

bool
stop_taken(void)
{
	bool was = stopped;

	stopped = false;
	return was;
}
