/* SPDX-License-Identifier: ISC */
/* The pager: a child process that gets the text through a pipe. */
#include "cmd/pager.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/out.h"
#include "base/pipe.h"
#include "base/spawn.h"
#include "base/write.h"

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

/* Start the pager, which reads from fd. Colours pass less, and a text that fits after all needs no
 * key, unless the user wants it otherwise. Returns an errno. */
static int
start(pid_t *child, const char *command, int fd)
{
	struct buf script = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&script, "export LESS=\"${LESS-FRX}\"; %s", command);
	int number = E2BIG;
	if (!buf_full(&script))
		number = spawn_shell(child, buf_z(&script),
		    &(struct spawn){.in = fd, .out = -1, .keep = -1});
	buf_clear(&script);
	return number;
}

/* Run the pager on text. False: it could not be started, by the shell neither. */
static bool
run_pager(const char *command, struct str text)
{
	int ends[2];
	pid_t child;

	if (pipe_make(ends) < 0)
		return false;
	int number = start(&child, command, ends[0]);
	close(ends[0]);
	if (!number)
		write_whole(ends[1], text); /* no error: a pager may be left early */
	close(ends[1]);
	int status = number ? 0 : spawn_wait(child);
	return !number && !(WIFEXITED(status) && WEXITSTATUS(status) > 125);
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
