/* SPDX-License-Identifier: ISC */
/* Waits for descriptors, and words for their errors. Opens none. */
#include "net/fd.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

int
fd_error(struct err *err, enum err_kind kind, int number)
{
	char text[128];

	if (strerror_r(number, text, sizeof(text)))
		snprintf(text, sizeof(text), "error %d", number);
	text[0] = str_lower(text[0]);
	return err_set(err, kind, "%s", text);
}

int
fd_wait(int fd, short events, msec deadline, int cancel_fd, struct err *err)
{
	struct pollfd wait[] = {{.fd = fd, .events = events}, {.fd = cancel_fd, .events = POLLIN}};
	int n;

	do {
		n = poll(wait, 2, clock_poll_timeout(deadline));
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return fd_error(err, ERR_CONNECT, errno);
	if (wait[1].revents)
		return err_set(err, ERR_INTERRUPTED, "interrupted");
	if (!wait[0].revents)
		return err_set(err, ERR_CONNECT, "timed out");
	return 0;
}
