/* SPDX-License-Identifier: ISC */
/* The loop around write. */
#include "base/write.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

int
write_whole(int fd, struct str s)
{
	struct pollfd ready = {.fd = fd, .events = POLLOUT};

	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);
		if (n >= 0)
			s = str_from_at(s, (size_t)n);
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			poll(&ready, 1, -1);
		else if (errno != EINTR)
			return -1;
	}
	return 0;
}
