/* SPDX-License-Identifier: ISC */
/* Pipes for waking up. */
#include "base/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/out.h"

void
pipe_open(int fds[2])
{
	if (pipe(fds) < 0) {
		out_error("cannot make a pipe: %s", strerror(errno));
		exit(err_exit_status(ERR_USAGE));
	}
	for (int i = 0; i < 2; i++) {
		fcntl(fds[i], F_SETFD, FD_CLOEXEC);
		fcntl(fds[i], F_SETFL, O_NONBLOCK);
	}
}
