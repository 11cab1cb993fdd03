/* SPDX-License-Identifier: ISC */
/*
 * Streams through a command (ssh -W, a proxy command): its standard input and output are one end of
 * a pair of sockets, ours is the other. Its other output, and whether it may ask, is up to
 * net/lend. It ends with the stream.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/sig.h"
#include "base/spawn.h"
#include "net/fd.h"
#include "net/fd_stream.h"
#include "net/lend.h"
#include "net/stages.h"
#include "net/stream_impl.h"

#define GRACE  500 /* milliseconds in which a command must end by itself */
#define HURRY  100 /* the same when the program is being ended */

struct proc {
	struct stream base;
	pid_t pid;  /* 0 once it has ended… */
	int status; /* …like this, as waitpid tells it */
	bool heard; /* it has said something: there was a connection */
	bool unasked;     /* it could ask nobody */
	const char *name; /* "ssh" */
	char *called;     /* the server's own, where there are several; NULL: there is one */
	const struct stages *stages; /* is told of its failure; or NULL */
};

static msec
grace(void)
{
	return sig_ending() ? HURRY : GRACE;
}

/* Wait a moment for the command's end; false while it still runs. */
static bool
reap(struct proc *p)
{
	if (p->pid && spawn_ended(p->pid, grace(), &p->status))
		p->pid = 0;
	return p->pid == 0;
}

/* Words of ssh when only an answer would help. */
static bool
wants_answer(struct str words)
{
	static const char *const all[] = {
	    "Permission denied", "Host key verification failed", "Too many authentication"};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (str_find(words, str_of(all[i])) < words.n)
			return true;
	return false;
}

static enum lend_refusal
refusal(const struct proc *p)
{
	return p->base.lend ? lend_refused(p->base.lend) : LEND_ASKED;
}

/* Say how the command ended, with its last words if they were not shown. */
static void
tell_end(struct proc *p, enum err_kind kind, struct err *err)
{
	struct buf words = BUF_INIT(512), end = BUF_INIT(64), at = BUF_INIT(BUF_MAX_LINE);
	bool killed = WIFSIGNALED(p->status);
	enum lend_refusal refused = refusal(p);

	stages_tell(p->stages, STAGE_COMMAND, STAGE_DOUBTED, "%s", "");

	if (p->called)
		buf_addf(&at, "@%s ", p->called);
	const char *who = buf_z(&at);
	if (p->base.lend)
		lend_last_words(p->base.lend, &words);
	buf_addf(&end, killed ? "signal %d" : "exit status %d",
	    killed ? WTERMSIG(p->status) : WEXITSTATUS(p->status));
	if (refused == LEND_PERSON_NO)
		err_set(err, ERR_USAGE, "%s was not answered: %sconnect asks again", p->name, who);
	else if (refused || (p->unasked && wants_answer(buf_str(&words))))
		err_set(err, ERR_USAGE, "needs a password: %sconnect asks for it (%s: %s)", who,
		    p->name, buf_z(&words));
	else if (words.n)
		err_set(err, kind, "%s (%s, %s)", buf_z(&words), p->name, buf_z(&end));
	else
		err_set(err, kind, "%s ended %s %s", p->name, killed ? "by" : "with", buf_z(&end));
	buf_clear(&words);
	buf_clear(&end);
	buf_clear(&at);
}

static bool
proc_why(struct stream *s, bool heard, struct err *err)
{
	struct proc *p = (struct proc *)s;

	if (!reap(p) || (p->status == 0 && !refusal(p)))
		return false;
	tell_end(p, heard ? ERR_LOST : ERR_CONNECT, err);
	if (heard)
		err_lost(err);
	return true;
}

/* At the end of its output, find out whether the command failed, with or without connecting. */
static ssize_t
proc_read(struct stream *s, char *bytes, size_t n, struct err *err)
{
	struct proc *p = (struct proc *)s;
	ssize_t got = fd_stream_read(s, bytes, n, err);

	p->heard |= got > 0;
	if (got > 0 || got == STREAM_AGAIN)
		return got;
	return proc_why(s, p->heard, err) ? -1 : got;
}

/* A signal for the command and all its child processes. */
static void
end(const struct proc *p, int signal)
{
	if (p->pid > 0)
		kill(-p->pid, signal);
}

/* End the command: the end of its input should do, since it may still have to pass on what came
 * before. */
static void
proc_close(struct stream *s)
{
	struct proc *p = (struct proc *)s;

	stream_settle(s);
	close(s->fd);
	if (s->abrupt || !reap(p))
		end(p, SIGTERM);
	if (!reap(p)) {
		end(p, SIGKILL);
		spawn_wait(p->pid);
	}
	lend_free(s->lend);
	free(p->called);
	free(p);
}

static const struct stream_ops proc_ops = {
    .name = "proc",
    .read = proc_read,
    .write = fd_stream_write,
    .pending = fd_stream_pending,
    .wants = fd_stream_wants,
    .close = proc_close,
    .why = proc_why,
};

/* Run the command of /bin/sh in a session of its own: interrupt keys do not reach it, since the
 * connection outlives what they interrupt, and it can ask only on a lent terminal. Returns an
 * errno. */
static int
start(struct proc *p, const char *command, int fd)
{
	struct spawn gets = {.in = fd, .out = fd, .keep = -1, .alone = true};

	if (p->base.lend)
		lend_equip(p->base.lend, &gets);
	int number = spawn_shell(&p->pid, command, &gets);
	if (p->base.lend)
		lend_started(p->base.lend);
	return number;
}

static struct proc *
proc_new(const struct endpoint *e, int fd)
{
	struct proc *p = mem_alloc(sizeof(*p));

	p->base.ops = &proc_ops;
	p->base.fd = fd;
	p->base.encrypted = endpoint_is_loopback(e);
	p->name = e->jumps ? "ssh" : "proxy command";
	p->unasked = e->talk == TALK_KEPT;
	p->stages = e->stages;
	if (e->called)
		mem_replace(&p->called, str_of(e->called));
	return p;
}

/* Start the command; it owns its end of the pair. */
static int
open_proc(struct proc *p, const struct endpoint *e, int theirs, struct err *err)
{
	bool asks = (e->talk != TALK_KEPT && !e->again) || !e->proxy_unasked;

	if (e->talk != TALK_FREELY && !(p->base.lend = lend_new(e, err)))
		return -1;
	stages_tell(e->stages, STAGE_COMMAND, STAGE_BEGINS, "%s", "");
	int number = start(p, asks ? e->proxy : e->proxy_unasked, theirs);
	if (!number)
		return 0;
	fd_error(err, ERR_CONNECT, number);
	return err_prefix(err, "%s cannot be run", p->name);
}

int
proc_start(struct stream **out, const struct endpoint *e, int ours, int theirs, msec deadline,
    struct err *err)
{
	struct proc *p = proc_new(e, ours);

	p->base.span = deadline - clock_now();
	int failed = open_proc(p, e, theirs, err);
	close(theirs);
	if (failed) {
		lend_free(p->base.lend);
		free(p->called);
		free(p);
		return -1;
	}
	fcntl(ours, F_SETFL, O_NONBLOCK);
	*out = &p->base;
	return 0;
}

int
proc_open(
    struct stream **out, const struct endpoint *e, msec deadline, int cancel_fd, struct err *err)
{
	int pair[2];

	(void)cancel_fd;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return fd_error(err, ERR_CONNECT, errno);
	int failed = proc_start(out, e, pair[0], pair[1], deadline, err);
	if (failed)
		close(pair[0]);
	return failed;
}
