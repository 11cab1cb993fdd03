/* SPDX-License-Identifier: ISC */
/* Reads secrets. Prints none, and leaves none in memory that it gives back. */
#include "conf/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/pipe.h"
#include "base/spawn.h"

/* Read up to the end. What is beyond the longest secret is dropped. */
static int
read_to_end(struct buf *text, int fd)
{
	char spill[BUF_MAX_SECRET];
	ssize_t n;

	do {
		size_t room = BUF_MAX_SECRET - text->n;
		char *at = room ? buf_room(text, room) : spill;
		n = read(fd, at, room ? room : sizeof(spill));
		if (n > 0 && room)
			text->n += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	mem_wipe(spill, sizeof(spill));
	return n < 0 ? -1 : 0;
}

/* Take the first line of the text. */
static int
take_line(struct buf *secret, struct str text, struct err *err)
{
	struct str line = str_head(text, str_chr(text, '\n'));

	if (str_ends(line, STR("\r")))
		line.n--;
	if (line.n == 0)
		return err_set(err, ERR_USAGE, "the first line is empty");
	if (line.n == BUF_MAX_SECRET)
		return err_set(err, ERR_USAGE, "the first line is longer than %u bytes",
		    BUF_MAX_SECRET - 1);
	return buf_adds(secret, line);
}

int
secret_read_file(struct buf *secret, const char *file, bool *open_to_others, struct err *err)
{
	struct buf text;
	struct stat st;
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	buf_init_secret(&text, BUF_MAX_SECRET);
	int failed = fd < 0 || fstat(fd, &st) < 0 || read_to_end(&text, fd) < 0;
	if (failed)
		err_set(
		    err, ERR_USAGE, "cannot read the secret file %s: %s", file, strerror(errno));
	else if (take_line(secret, buf_str(&text), err) < 0)
		failed = err_prefix(err, "secret file %s", file);
	*open_to_others = !failed && S_ISREG(st.st_mode) && (st.st_mode & (S_IRGRP | S_IROTH));
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
		return err_set(err, ERR_USAGE, "secret_command was ended by signal %d",
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

/* Read what the command prints, and wait for its end. */
static int
run(struct buf *text, const char *command, struct err *err)
{
	int fds[2], failed = 0;
	pid_t pid;

	if (pipe_make(fds) < 0)
		return err_set(err, ERR_USAGE, "cannot make a pipe: %s", strerror(errno));
	int number = start(&pid, command, fds[1]);
	close(fds[1]);
	if (!number && read_to_end(text, fds[0]) < 0)
		failed = err_set(err, ERR_USAGE, "cannot read from secret_command: %s",
		    strerror(errno));
	close(fds[0]);
	if (number)
		return err_set(err, ERR_USAGE, "cannot run secret_command: %s",
		    strerror(number));
	int status = spawn_wait(pid);
	return failed ? failed : check_status(status, err);
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
