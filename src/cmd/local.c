/* SPDX-License-Identifier: ISC */
/* Starting a shell for one command, with the signals as a shell expects them. */
#include "cmd/local.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "cmd/pump.h"

#define LOOK_AGAIN 50 /* ms */

static int
report(struct str command, int status, struct err *err)
{
	if (WIFSIGNALED(status))
		return err_set(err, ERR_FAILED, "!%.*s: killed by signal %d", STR_ARG(command),
		    WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, ERR_FAILED, "!%.*s: exit status %d", STR_ARG(command),
		    WEXITSTATUS(status));
	return 0;
}

/* Start the shell. It keeps ends[1] open for as long as it lives. */
static pid_t
start(struct str command, const int ends[2])
{
	char *text = mem_strndup(command);

	out_flush();
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		signal(SIGINT, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	free(text);
	return child;
}

/* Wait for the child, whatever happens. */
static void
wait_for(pid_t child, int *status)
{
	while (waitpid(child, status, 0) < 0 && errno == EINTR)
		continue;
}

/* Take events until the child has ended: a server drops clients that do not read. The pipe ends
 * with it, unless it left something in the background; so now and then we look. */
static int
attend(struct context *ctx, pid_t child, int pipe_end, int *status, struct err *err)
{
	struct pollfd ended = {.fd = pipe_end, .events = POLLIN};
	int failed = 0;

	while (!failed && poll(&ended, 1, 0) == 0) {
		if (waitpid(child, status, WNOHANG) != 0)
			return 0;
		failed = pump_until(ctx, NULL, NULL, pipe_end, clock_now() + LOOK_AGAIN, err);
	}
	wait_for(child, status);
	return failed;
}

int
local_run(struct context *ctx, struct str command, struct err *err)
{
	int ends[2], status = 0, failed = 0;

	if (pipe(ends) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	pid_t child = start(command, ends);
	int reason = errno;
	close(ends[1]);
	if (child > 0 && !ctx->interactive && ctx->session)
		failed = attend(ctx, child, ends[0], &status, err);
	else if (child > 0)
		wait_for(child, &status);
	close(ends[0]);
	if (child < 0)
		return err_set(err, ERR_USAGE, "cannot start a shell: %s", strerror(reason));
	return failed ? failed : report(command, status, err);
}
