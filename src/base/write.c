/* SPDX-License-Identifier: ISC */
/* The loop around write. */
#include "base/write.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/sig.h"

#define STALL 100 /* ms to wait for a reader when there is no time left */

/* Wait for room. False: there is none in time. A signal shortens an endless wait. */
static bool
has_room(int fd, int ms)
{
	struct pollfd ready = {.fd = fd, .events = POLLOUT};

	return poll(&ready, 1, ms) != 0;
}

/* Write what fits; a pipe with room takes this much without blocking. */
static ssize_t
write_some(int fd, struct str s, bool hurries)
{
	return write(fd, s.p, hurries && s.n > PIPE_BUF ? PIPE_BUF : s.n);
}

/* A reader that took nothing for a moment is not given another. */
static bool
is_stuck(int fd, bool hurries)
{
	static atomic_bool was_stuck;
	bool stuck = hurries && !has_room(fd, was_stuck ? 0 : STALL);

	was_stuck = stuck;
	return stuck;
}

int
write_whole(int fd, struct str s)
{
	while (s.n) {
		bool hurries = sig_stops() || sig_ending();
		if (is_stuck(fd, hurries)) {
			errno = EINTR;
			return -1;
		}
		ssize_t n = write_some(fd, s, hurries);
		if (n >= 0)
			s = str_from_at(s, (size_t)n);
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			has_room(fd, -1);
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}
