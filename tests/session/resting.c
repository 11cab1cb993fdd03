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

bool
resting_sleep(struct session *s, msec deadline)
{
	msec until = deadline;
	struct pollfd fd;

	session_rests(s, &fd, &until);
	int found = poll(&fd, 1, clock_poll_timeout(until));
	session_wakes(s, found > 0 ? fd.revents : 0);
	return clock_now() < deadline;
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
