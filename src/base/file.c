/* SPDX-License-Identifier: ISC */
/* System calls that block until another process does something. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/sig.h"

/* Did a call fail because of a signal that neither stops nor ends us? */
static bool
goes_on(ssize_t result)
{
	return result < 0 && errno == EINTR && !sig_stops();
}

int
file_open(const char *name, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(name, flags | O_CLOEXEC, mode);
	while (goes_on(fd));
	return fd;
}

ssize_t
file_read(int fd, void *bytes, size_t n)
{
	ssize_t got;

	do
		got = read(fd, bytes, n);
	while (goes_on(got));
	return got;
}

enum err_kind
file_error(void)
{
	return errno == EINTR ? ERR_INTERRUPTED : ERR_USAGE;
}
