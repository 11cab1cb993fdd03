/* SPDX-License-Identifier: ISC */
/* Pipes, closed on exec. */
#include "base/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

int
pipe_make(int fds[2])
{
	if (pipe(fds) < 0)
		return -1;
	fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

void
pipe_open(int fds[2])
{
	if (pipe_make(fds) < 0) {
		char text[128];
		snprintf(text, sizeof(text), "cannot make a pipe: %s", strerror(errno));
		mem_exhausted(text);
	}
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
}
