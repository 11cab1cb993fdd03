/* SPDX-License-Identifier: ISC */
/* Reads secrets. Prints none, and leaves none in memory that it gives back. */
#include "conf/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/pipe.h"
#include "base/sig.h"
#include "base/spawn.h"
#include "base/tty.h"
#include "conf/trust.h"

#define GRACE 100 /* ms for a command to end after its first line, or after a signal */

/* Is the first line there, or more than the longest secret? */
static bool
has_line(const struct buf *text)
{
	return text->n == BUF_MAX_SECRET || str_chr(buf_str(text), '\n') < text->n;
}

/* Read up to the end of the first line, and what came with it. A command may have no end. */
static int
read_line(struct buf *text, int fd)
{
	ssize_t n = 1;

	while (n > 0 && !has_line(text)) {
		size_t room = BUF_MAX_SECRET - text->n;
		n = file_read(fd, buf_room(text, room), room);
		text->n += n > 0 ? (size_t)n : 0;
	}
	return n < 0 ? -1 : 0;
}

/* Take the first line of the text; an editor's byte order mark is none of it. */
static int
take_line(struct buf *secret, struct str text, struct err *err)
{
	struct str rest = str_skip_mark(text), line = STR("");

	str_cut_line(&rest, &line);
	if (line.n == 0)
		return err_set(err, ERR_USAGE, "the first line is empty");
	if (line.n == BUF_MAX_SECRET)
		return err_set(err, ERR_USAGE, "the first line is longer than %u bytes",
		    BUF_MAX_SECRET - 1);
	return buf_adds(secret, line);
}

int
secret_read_file(struct buf *secret, const char *file, const char **risk, struct err *err)
{
	struct buf text;
	struct stat st;
	int fd = file_open(file, O_RDONLY, 0);

	buf_init_secret(&text, BUF_MAX_SECRET);
	int failed = fd < 0 || fstat(fd, &st) < 0 || read_line(&text, fd) < 0;
	if (failed)
		err_set(err, file_error(), "cannot read the secret file %s: %s", file,
		    strerror(errno));
	else if (take_line(secret, buf_str(&text), err) < 0)
		failed = err_prefix(err, "secret file %s", file);
	*risk = failed ? NULL : trust_risk(&st, true);
	if (fd >= 0)
		close(fd);
	buf_clear(&text);
	return failed ? -1 : 0;
}

/* How the command ended, if it was not well. */
static int
check_status(int status, struct err *err)
{
	if (WIFSIGNALED(status))
		return err_set(err, ERR_USAGE, "secret_command was killed by signal %d",
		    WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, ERR_USAGE, "secret_command failed with exit status %d",
		    WEXITSTATUS(status));
	return 0;
}

/* Start the command with its output on fd. A script's lines are not for it. Returns an errno. */
static int
start(pid_t *pid, const char *command, int fd)
{
	int nothing = isatty(STDIN_FILENO) ? -1 : open("/dev/null", O_RDONLY | O_CLOEXEC);
	int number = spawn_shell(
	    pid, command, &(struct spawn){.in = nothing, .out = fd, .keep = -1});

	if (nothing >= 0)
		close(nothing);
	return number;
}

/* How did the command end? One that continues after its first line is killed. */
static int
end_command(pid_t pid, bool goes_on, struct err *err)
{
	int status = 0;

	do
		if (spawn_ended(pid, sig_stops() ? 0 : GRACE, &status))
			return check_status(status, err);
	while (!goes_on && !sig_stops());
	spawn_end(pid, GRACE);
	return goes_on ? 0 : err_set(err, ERR_INTERRUPTED, "secret_command was interrupted");
}

/* Read the first line that the command prints, and end it. */
static int
run(struct buf *text, const char *command, struct err *err)
{
	int fds[2], failed = 0;
	pid_t pid;

	if (pipe_make(fds) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	tty_keep(STDIN_FILENO);
	int number = start(&pid, command, fds[1]);
	close(fds[1]);
	if (!number && read_line(text, fds[0]) < 0)
		failed = err_set(err, file_error(), "cannot read from secret_command: %s",
		    strerror(errno));
	if (number)
		failed = err_set(err, ERR_USAGE, "cannot run secret_command: %s",
		    strerror(number));
	else if (failed)
		spawn_end(pid, GRACE);
	else
		failed = end_command(pid, has_line(text), err);
	close(fds[0]);
	if (failed)
		tty_restore();
	tty_forget();
	return failed;
}

int
secret_run(struct buf *secret, const char *command, struct err *err)
{
	struct buf text;

	buf_init_secret(&text, BUF_MAX_SECRET);
	int failed = run(&text, command, err);
	if (!failed && take_line(secret, buf_str(&text), err) < 0)
		failed = err_prefix(err, "output of secret_command");
	buf_clear(&text);
	return failed;
}
