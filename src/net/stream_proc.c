/* SPDX-License-Identifier: ISC */
/*
 * Streams through a command (ssh -W, a proxy command): its standard input and output are one end of
 * a pair of sockets, ours is the other. Its standard error stays ours, and so does the terminal,
 * where it may ask for a password. It ends with the stream.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/spawn.h"
#include "net/fd.h"
#include "net/transport.h"

#define GRACE 500 /* milliseconds that a command has to end by itself */

struct proc {
	struct stream base;
	pid_t pid;  /* 0 once it has ended… */
	int status; /* …like this, as waitpid tells it */
	bool heard; /* it has said something: there was a connection */
};

/* Wait a moment for the command's end; false when it goes on. */
static bool
reap(struct proc *p)
{
	static const struct timespec pause = {.tv_nsec = 5000000};
	msec deadline = clock_now() + GRACE;
	pid_t pid;

	if (p->pid == 0)
		return true;
	while ((pid = waitpid(p->pid, &p->status, WNOHANG)) == 0 && clock_now() < deadline)
		nanosleep(&pause, NULL);
	if (pid == 0)
		return false;
	p->pid = 0;
	return true;
}

/* At the end of its output, find out whether the command failed, with or without connecting. */
static ssize_t
proc_read(struct stream *s, char *bytes, size_t n, struct err *err)
{
	struct proc *p = (struct proc *)s;
	ssize_t got = fd_stream_read(s, bytes, n, err);
	enum err_kind kind = p->heard ? ERR_LOST : ERR_CONNECT;
	const char *what = p->heard ? "connection lost: " : "";

	p->heard |= got > 0;
	if (got > 0 || got == STREAM_AGAIN || !reap(p) || p->status == 0)
		return got;
	if (WIFSIGNALED(p->status))
		return err_set(err, kind, "%sproxy command ended by signal %d", what,
		    WTERMSIG(p->status));
	return err_set(
	    err, kind, "%sproxy command ended with exit status %d", what, WEXITSTATUS(p->status));
}

/* End the command: the end of its input should do, since it may still have to pass on what came
 * before. */
static void
proc_close(struct stream *s)
{
	struct proc *p = (struct proc *)s;

	close(s->fd);
	if (!reap(p))
		kill(p->pid, SIGTERM);
	if (!reap(p)) {
		kill(p->pid, SIGKILL);
		spawn_wait(p->pid);
	}
	free(p);
}

static const struct stream_ops proc_ops = {
    .name = "proc",
    .read = proc_read,
    .write = fd_stream_write,
    .pending = fd_stream_pending,
    .wants = fd_stream_wants,
    .close = proc_close,
};

/* Run the command in the shell's place, so that the process to end is the command, and deaf to the
 * keys that interrupt what the user does, since the connection outlives that. Returns an errno. */
static int
start(pid_t *pid, const char *command, int fd)
{
	struct buf script = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&script, "trap '' INT QUIT; exec %s", command);
	int number = E2BIG;
	if (!buf_full(&script))
		number = spawn_shell(pid, buf_z(&script), &(struct spawn){fd, fd, -1});
	buf_clear(&script);
	return number;
}

int
proc_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	int pair[2];
	pid_t pid;

	(void)deadline, (void)cancel_fd;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return fd_error(err, ERR_CONNECT, errno);
	int number = start(&pid, e->proxy, pair[1]);
	close(pair[1]);
	if (number) {
		close(pair[0]);
		fd_error(err, ERR_CONNECT, number);
		return err_prefix(err, "proxy command cannot be run");
	}
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	struct proc *p = mem_alloc(sizeof(*p));
	p->base.ops = &proc_ops;
	p->base.fd = pair[0];
	p->base.encrypted = endpoint_is_loopback(e);
	p->pid = pid;
	*out = &p->base;
	return 0;
}
