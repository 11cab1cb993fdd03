/* SPDX-License-Identifier: ISC */
/* A loop with one source. */
#include "resting.h"

#include <poll.h>

void
resting_want_duty(struct session *s)
{
	struct pollfd fd;

	for (int i = 0; i < 8; i++) {
		msec never = CLOCK_NEVER;
		session_rests(s, &fd, &never);
		session_wakes(s, 0);
	}
}

/* Returns what poll has found. */
static short
sleep_until(struct session *s, msec deadline)
{
	struct pollfd fd;

	session_rests(s, &fd, &deadline);
	return poll(&fd, 1, clock_poll_timeout(deadline)) > 0 ? fd.revents : 0;
}

bool
resting_sleep(struct session *s, msec deadline)
{
	session_wakes(s, sleep_until(s, deadline));
	return clock_now() < deadline;
}

void
resting_sleep_through(struct session *s, msec deadline)
{
	sleep_until(s, deadline);
	session_wakes(s, 0);
}

bool
resting_has_duty(struct session *s, int inbox_fd)
{
	msec never = CLOCK_NEVER;
	struct pollfd fd;

	session_rests(s, &fd, &never);
	session_wakes(s, 0);
	return fd.fd != inbox_fd;
}
