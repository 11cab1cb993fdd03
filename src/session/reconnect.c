/* SPDX-License-Identifier: ISC */
/* The pauses between connections, and the errors after which another attempt makes sense. */
#include "session/reconnect.h"

#include <poll.h>
#include <time.h>

#define PAUSE_FIRST 500   /* ms before the first attempt to connect again */
#define PAUSE_LAST  30000 /* and before each from the seventh on */

/* Is it useful to try again? A restarting server may have no listener, send no banner, or refuse
 * while it shuts down; and our old session may still be logged in for a while. The interrupt may be
 * an action of an owner who does not know yet that we are offline. */
static bool
may_try_again(const struct err *err)
{
	static const struct str in_use = {"Already In Use", 14};
	struct str text = str_of(err->text);

	if (err->kind == ERR_LOGIN)
		return str_find(text, in_use) < text.n;
	return err->kind == ERR_CONNECT || err->kind == ERR_LOST || err->kind == ERR_TIMEOUT ||
	       err->kind == ERR_INTERRUPTED;
}

/* The pause before another attempt, n having failed: growing up to a limit, with a random part, so
 * that clients do not all reconnect at once. */
static msec
next_pause(msec first, unsigned n)
{
	msec pause = n < 6 ? (first ? first : PAUSE_FIRST) << n : PAUSE_LAST;
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return pause - pause / 4 + (msec)(t.tv_nsec / 1000) % (pause / 2 + 1);
}

/* Wait for the pause to end; what the owner sends meanwhile is dropped. False: the owner closed. */
static bool
wait_pause(const struct reconnect *c, msec pause)
{
	struct queue *outbox = c->inbox->setup->outbox;
	struct pollfd ready = {.fd = queue_fd(outbox), .events = POLLIN};
	msec until = clock_now() + pause;

	while (!c->backlog->closing && clock_now() < until) {
		poll(&ready, 1, clock_poll_timeout(until));
		backlog_fill(c->backlog, outbox);
		backlog_drop(c->backlog);
	}
	return !c->backlog->closing;
}

void
reconnect_run(const struct reconnect *c)
{
	const struct session_setup *setup = c->inbox->setup;
	bool ever_online = setup->patient, found = false, again = true;
	unsigned failures = 0;

	while (again) {
		bool online = false;
		msec pause = -1;
		c->begin(c->arg);
		int failed = c->live(c->arg, &online);
		ever_online |= online;
		found |= online || !c->err->lasting;
		failures = online ? 0 : failures + 1;
		backlog_fill(c->backlog, setup->outbox);
		again = failed && setup->reconnect && ever_online && found &&
		        !c->backlog->closing && may_try_again(c->err);
		if (again)
			pause = next_pause(setup->first_pause, failures);
		if (failed)
			inbox_offline(c->inbox, c->err, pause);
		backlog_drop(c->backlog);
		c->end(c->arg);
		again = again && wait_pause(c, pause);
	}
}
