/* SPDX-License-Identifier: ISC */
/* Starting a shell for one command, with the signals as a shell expects them. */
#include "cmd/local.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/out.h"

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

int
local_run(struct str command, struct err *err)
{
	char *text = mem_strndup(command);
	int status = 0;

	out_flush();
	pid_t child = fork();
	if (child == 0) {
		signal(SIGINT, SIG_DFL);
		signal(SIGPIPE, SIG_DFL);
		execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	free(text);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (child < 0)
		return err_set(err, ERR_USAGE, "cannot start a shell: %s", strerror(errno));
	return report(command, status, err);
}
