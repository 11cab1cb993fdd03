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
#include "base/sig.h"
#include "base/spawn.h"
#include "client/client.h"
#include "client/display.h"
#include "client/loop.h"
#include "client/send.h"
#include "script/environ.h"

#define LOOK_AGAIN 50  /* ms */
#define GRACE      100 /* ms for the command to end after a signal */
#define MOMENT     200 /* ms for one whose input has ended, when we end */

int
local_report(const char *what, struct str command, int status, struct err *err)
{
	if (WIFSIGNALED(status))
		return err_set(err, ERR_FAILED, "%s%.*s: killed by signal %d", what,
		    STR_ARG(command), WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, ERR_FAILED, "%s%.*s: exit status %d", what, STR_ARG(command),
		    WEXITSTATUS(status));
	return 0;
}

/* Take events until the child has ended: a server drops clients that do not read. The pipe ends
 * with it, unless it left something in the background, so we also check from time to time. */
static int
attend(const struct client *client, pid_t child, int pipe_end, int *status, struct err *err)
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
start(struct local *l, const struct client *client, struct str command, int in, int fd)
{
	struct environ_list list;
	char *text = mem_strndup(command);

	environ_make(&list, client);
	if (list.left_out)
		out_remark("-- %zu header%s too long for the environment of a command",
		    list.left_out, list.left_out == 1 ? " is" : "s are");
	out_flush();
	int number = spawn_shell(&l->pid, text,
	    &(struct spawn){.in = in, .out = out_fd(), .keep = fd, .environ = list.v});
	environ_clear(&list);
	free(text);
	return number;
}

int
local_start(struct local *l, const struct client *client, struct str command, int in,
    struct err *err)
{
	int ends[2];

	*l = (struct local){.pid = -1, .life = -1};
	if (pipe_make(ends) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	int number = start(l, client, command, in, ends[1]);
	close(ends[1]);
	l->life = ends[0];
	if (!number)
		return 0;
	close(l->life);
	return err_set(err, ERR_USAGE, "cannot start a shell: %s", strerror(number));
}

/* We end: what it has read may still be worth something, but it is not waited for any longer. */
static int
hurry(const struct local *l, int *status, struct err *err)
{
	if (spawn_ended(l->pid, MOMENT, status))
		return 0;
	spawn_end(l->pid, GRACE);
	return err_set(err, ERR_INTERRUPTED, "interrupted");
}

int
local_wait(const struct local *l, const struct client *client, int *status, struct err *err)
{
	int failed = 0;

	if (sig_ending())
		failed = hurry(l, status, err);
	else if (client->display->interactive)
		*status = spawn_wait(l->pid);
	else
		failed = attend(client, l->pid, l->life, status, err);
	close(l->life);
	return failed;
}

int
local_run(struct client *client, struct str command, struct err *err)
{
	struct local l;
	int status = 0;

	if (send_leaves_out(client, "!", command))
		return 0;
	if (local_start(&l, client, command, -1, err) < 0 ||
	    local_wait(&l, client, &status, err) < 0)
		return -1;
	return local_report("!", command, status, err);
}
