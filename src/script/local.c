/* SPDX-License-Identifier: ISC */
/* Runs a shell for one command, and takes the server's events meanwhile. */
#include "script/local.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/pipe.h"
#include "base/spawn.h"
#include "client/client.h"
#include "client/display.h"
#include "client/loop.h"
#include "client/send.h"

#define LOOK_AGAIN 50  /* ms */
#define GRACE      100 /* ms for the command to end after a signal */

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

/* Take events until the child has ended: a server drops clients that do not read. The pipe ends
 * with it, unless it left something in the background, so we also check from time to time. */
static int
attend(struct client *client, pid_t child, int pipe_end, int *status, struct err *err)
{
	struct pollfd ended = {.fd = pipe_end, .events = POLLIN};
	int failed = 0;

	while (!failed && poll(&ended, 1, 0) == 0) {
		if (waitpid(child, status, WNOHANG) != 0)
			return 0;
		failed = loop_until(client->loop, NULL, NULL, pipe_end, clock_now() + LOOK_AGAIN,
		    err);
	}
	if (failed)
		spawn_end(child, GRACE);
	else
		*status = spawn_wait(child);
	return failed;
}

/* Start a shell, which keeps fd open for as long as it lives. Returns an errno. */
static int
start(pid_t *child, struct str command, int fd)
{
	char *text = mem_strndup(command);

	out_flush();
	int number = spawn_shell(child, text, &(struct spawn){.in = -1, .out = -1, .keep = fd});
	free(text);
	return number;
}

int
local_run(struct client *client, struct str command, struct err *err)
{
	int ends[2], status = 0, failed = 0;
	pid_t child;

	if (send_leaves_out(client, "!", command))
		return 0;
	if (pipe_make(ends) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	int number = start(&child, command, ends[1]);
	close(ends[1]);
	if (!number && !client->display->interactive)
		failed = attend(client, child, ends[0], &status, err);
	else if (!number)
		status = spawn_wait(child);
	close(ends[0]);
	if (number)
		return err_set(err, ERR_USAGE, "cannot start a shell: %s", strerror(number));
	return failed ? failed : report(command, status, err);
}
