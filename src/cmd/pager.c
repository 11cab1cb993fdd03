/* SPDX-License-Identifier: ISC */
/* The pager: a child process that gets the text through a pipe. */
#include "cmd/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/out.h"

/* The pager's command, or NULL: empty means never. */
static const char *
pager_command(void)
{
	const char *command = getenv("AMSH_PAGER");

	if (!command)
		command = getenv("PAGER");
	return command && *command ? command : NULL;
}

bool
pager_wants(const struct context *ctx)
{
	return ctx->interactive && out_is_terminal() && pager_command();
}

/* Does text need more rows than the screen has? */
static bool
is_long(struct str text)
{
	size_t columns, rows, lines = 0;
	struct str line;

	out_size(&columns, &rows);
	while (rows && lines < rows && str_cut(&text, '\n', &line))
		lines++;
	return rows && lines >= rows;
}

/* Write all of text to fd; a pager that was left early is no error. */
static void
write_all(int fd, struct str text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);
		if (n < 0 && errno != EINTR)
			return;
		if (n > 0)
			text = str_from_at(text, (size_t)n);
	}
}

/* Become the pager, which reads from fd. */
static void
become_pager(const char *command, int fd)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	setenv("LESS", "FRX", 0); /* colours pass; a text that fits after all needs no key */
	dup2(fd, STDIN_FILENO);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* Run the pager on text. False: it could not be started, by the shell neither. */
static bool
run_pager(const char *command, struct str text)
{
	int ends[2], status = 0;

	if (pipe(ends) < 0)
		return false;
	pid_t child = fork();
	if (child == 0) {
		close(ends[1]);
		become_pager(command, ends[0]);
	}
	close(ends[0]);
	if (child > 0)
		write_all(ends[1], text);
	close(ends[1]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	return child > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) > 125);
}

void
pager_print(const struct context *ctx, struct str text)
{
	if (pager_wants(ctx) && is_long(text)) {
		out_flush();
		if (run_pager(pager_command(), text))
			return;
	}
	out_write(text);
}
