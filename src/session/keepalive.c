/* SPDX-License-Identifier: ISC */
/* The times of a silent connection. */
#include "session/keepalive.h"

void
keepalive_heard(struct keepalive *k, msec now)
{
	k->moved = now;
	k->pinged = 0;
}

void
keepalive_sent(struct keepalive *k, msec now)
{
	k->moved = now;
}

void
keepalive_postpone(struct keepalive *k, msec by)
{
	k->moved += by;
	k->pinged += k->pinged ? by : 0;
}

/* Does a request wait for the server? It has a deadline of its own. */
static bool
is_awaited(const struct pending *pending)
{
	return pending_deadline(pending) != CLOCK_NEVER;
}

/* How long a Ping of ours may go without an answer. */
static msec
ping_timeout(const struct pending *pending)
{
	return pending_is_busy(pending) ? KEEPALIVE_BUSY : KEEPALIVE_DEAD;
}

msec
keepalive_deadline(const struct keepalive *k, const struct pending *pending)
{
	if (k->pinged)
		return k->pinged + ping_timeout(pending);
	if (is_awaited(pending))
		return k->sticks ? k->moved + KEEPALIVE_NUDGE : CLOCK_NEVER;
	return k->idle == CLOCK_NEVER ? CLOCK_NEVER : k->moved + k->idle;
}

enum keepalive_step
keepalive_check(struct keepalive *k, const struct pending *pending, msec now)
{
	bool pinged = k->pinged != 0;

	if (now < keepalive_deadline(k, pending))
		return KEEPALIVE_WELL;
	k->pinged = now;
	if (!pinged)
		return KEEPALIVE_PING;
	return pending_is_busy(pending) && is_awaited(pending) ? KEEPALIVE_WELL : KEEPALIVE_GONE;
}

int
keepalive_silence(const struct pending *pending)
{
	return (int)(ping_timeout(pending) / 1000);
}
