/* SPDX-License-Identifier: ISC */
/* The times of a silent connection. */
#include "session/alive.h"

void
alive_heard(struct alive *a, msec now)
{
	a->moved = now;
	a->pinged = 0;
}

void
alive_sent(struct alive *a, msec now)
{
	a->moved = now;
}

void
alive_postpone(struct alive *a, msec by)
{
	a->moved += by;
	a->pinged += a->pinged ? by : 0;
}

/* Does somebody wait for what the server does? That has a deadline of its own. */
static bool
is_awaited(const struct pending *pending)
{
	return pending_deadline(pending) != CLOCK_NEVER;
}

/* How long a Ping of ours may go without an answer. */
static msec
patience(const struct pending *pending)
{
	return pending_is_busy(pending) ? ALIVE_BUSY : ALIVE_DEAD;
}

msec
alive_deadline(const struct alive *a, const struct pending *pending)
{
	if (a->pinged)
		return a->pinged + patience(pending);
	if (is_awaited(pending))
		return a->sticks ? a->moved + ALIVE_NUDGE : CLOCK_NEVER;
	return a->idle == CLOCK_NEVER ? CLOCK_NEVER : a->moved + a->idle;
}

enum alive_step
alive_check(struct alive *a, const struct pending *pending, msec now)
{
	bool pinged = a->pinged != 0;

	if (now < alive_deadline(a, pending))
		return ALIVE_WELL;
	a->pinged = now;
	if (!pinged)
		return ALIVE_PING;
	return pending_is_busy(pending) && is_awaited(pending) ? ALIVE_WELL : ALIVE_GONE;
}

int
alive_silence(const struct pending *pending)
{
	return (int)(patience(pending) / 1000);
}
