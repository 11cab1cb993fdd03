/* SPDX-License-Identifier: ISC */
/* Starts the program, moves its bytes and waits for its end, all with one poll. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "../terminal/idle.h"

#define MAX_OUTPUT ((size_t)64 << 20)
#define READ_SIZE  ((size_t)64 << 10)

/* The program's ends of its streams. */
struct ends {
	int in, out, errors;
};

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* A pipe that no child inherits by accident; ours does not block. */
static int
make_pipe(int *ours, int *theirs, bool we_write, struct err *err)
{
	int ends[2];

	if (pipe(ends) < 0)
		return err_set(err, ERR_USAGE, "pipe: %s", strerror(errno));
	*ours = ends[we_write];
	*theirs = ends[!we_write];
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	fcntl(*ours, F_SETFL, O_NONBLOCK);
	return 0;
}

/* A terminal that passes bytes on as they are and echoes none. */
static int
make_terminal(int *ours, int *theirs, long columns, struct err *err)
{
	struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
	struct termios modes;

	*ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*ours < 0 || grantpt(*ours) < 0 || unlockpt(*ours) < 0)
		return err_set(err, ERR_USAGE, "terminal: %s", strerror(errno));
	*theirs = open(ptsname(*ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*theirs < 0 || tcgetattr(*theirs, &modes) < 0)
		return err_set(err, ERR_USAGE, "terminal: %s", strerror(errno));
	modes.c_oflag &= ~(tcflag_t)OPOST;
	modes.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(*theirs, TCSANOW, &modes);
	ioctl(*ours, TIOCSWINSZ, &size);
	fcntl(*ours, F_SETFL, O_NONBLOCK);
	return 0;
}

/* Become the program; never returns. */
static void
become(const struct program_setup *setup, const struct ends *ends)
{
	char name[] = "sh", option[] = "-c";
	char *const argv[] = {name, option, setup->command, NULL};

	setsid();
	if (setup->controls)
		ioctl(ends->out, TIOCSCTTY, 0);
	dup2(ends->in, STDIN_FILENO);
	dup2(ends->out, STDOUT_FILENO);
	dup2(ends->errors, STDERR_FILENO);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGHUP, SIG_DFL); /* nohup make check ignores it */
	signal(SIGQUIT, SIG_DFL);
	if (chdir(setup->dir) == 0)
		execve("/bin/sh", argv, setup->env);
	_exit(127);
}

static int
open_streams(struct program *p, const struct program_setup *setup, struct ends *ends, struct err *err)
{
	if (make_pipe(&p->in, &ends->in, true, err) < 0 ||
	    make_pipe(&p->errors, &ends->errors, false, err) < 0)
		return -1;
	if (setup->columns)
		return make_terminal(&p->out, &ends->out, setup->columns, err);
	return make_pipe(&p->out, &ends->out, false, err);
}

int
program_start(struct program *p, const struct program_setup *setup, struct err *err)
{
	struct ends ends = {-1, -1, -1};

	*p = (struct program){
	    .in = -1,
	    .out = -1,
	    .errors = -1,
	    .terminal = setup->controls,
	    .hold_input = setup->hold_input && !setup->controls,
	    .input = BUF_INIT(MAX_OUTPUT),
	    .stdout_text = BUF_INIT(MAX_OUTPUT),
	    .stderr_text = BUF_INIT(MAX_OUTPUT),
	    .deadline = setup->deadline,
	};
	buf_adds(&p->input, setup->input);
	int failed = open_streams(p, setup, &ends, err);
	if (!failed) {
		p->pid = fork();
		if (p->pid == 0)
			become(setup, &ends);
		if (p->pid < 0)
			failed = err_set(err, ERR_USAGE, "fork: %s", strerror(errno));
	}
	close_fd(&ends.in);
	close_fd(&ends.out);
	close_fd(&ends.errors);
	return failed;
}

/* Read once from one of the program's outputs; its end closes it. */
static void
take_output(int *fd, struct buf *text)
{
	char *room = buf_room(text, READ_SIZE);
	ssize_t n = room ? read(*fd, room, READ_SIZE) : 0;

	if (n > 0)
		text->n += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(fd); /* a terminal that nobody has open any more says EIO */
}

/* Write what the program can read; close its input after the last byte. */
static void
give_input(struct program *p)
{
	ssize_t n = write(p->in, p->input.p, p->input.n);

	if (n > 0)
		buf_drop(&p->input, (size_t)n);
	else if (n < 0 && errno != EAGAIN && errno != EINTR)
		close_fd(&p->in);
}

static void
close_finished_input(struct program *p)
{
	if (p->input.n == 0 && !p->hold_input)
		close_fd(&p->in);
}

static bool
has_ended(const struct program *p)
{
	return p->out < 0 && p->errors < 0;
}

/* Poll once, until the given time at the latest. Returns whether fd is ready. */
static bool
pump(struct program *p, int fd, short events, msec until)
{
	close_finished_input(p);
	struct pollfd fds[] = {
	    {.fd = fd, .events = events},
	    {.fd = p->out, .events = POLLIN},
	    {.fd = p->errors, .events = POLLIN},
	    {.fd = p->input.n ? p->in : -1, .events = POLLOUT},
	};

	if (poll(fds, 4, has_ended(p) ? 0 : clock_poll_timeout(until)) <= 0)
		return false;
	if (fds[1].revents)
		take_output(&p->out, &p->stdout_text);
	if (fds[2].revents)
		take_output(&p->errors, &p->stderr_text);
	if (fds[3].revents)
		give_input(p);
	return fds[0].revents != 0;
}

int
program_wait(struct program *p, int fd, short events, struct err *err)
{
	for (;;) {
		bool ended = has_ended(p);
		if ((ended && fd < 0) || pump(p, fd, events, p->deadline))
			return 0;
		if (ended)
			return err_set(err, ERR_LOST, "the program has ended");
		if (clock_now() >= p->deadline)
			return err_set(err, ERR_TIMEOUT, "the deadline has passed");
	}
}

int
program_wait_text(struct program *p, struct str text, struct err *err)
{
	for (;;) {
		struct str out = buf_str(&p->stdout_text), errors = buf_str(&p->stderr_text);
		if (str_find(out, text) < out.n || str_find(errors, text) < errors.n)
			return 0;
		if (has_ended(p))
			return err_set(err, ERR_LOST, "the program has ended");
		if (clock_now() >= p->deadline)
			return err_set(err, ERR_TIMEOUT, "the deadline has passed");
		pump(p, -1, 0, p->deadline);
	}
}

int
program_wait_time(struct program *p, msec duration, struct err *err)
{
	msec until = clock_now() + duration;

	while (clock_now() < until && !has_ended(p))
		pump(p, -1, 0, until < p->deadline ? until : p->deadline);
	while (!has_ended(p) && !is_idle(p->pid) && clock_now() < p->deadline)
		pump(p, -1, 0, clock_now() + 5);
	if (clock_now() >= p->deadline)
		return err_set(err, ERR_TIMEOUT, "the deadline has passed");
	return 0;
}

void
program_type(struct program *p, struct str keys)
{
	if (!p->terminal) {
		buf_adds(&p->input, keys);
		return;
	}
	ssize_t n = write(p->out, keys.p, keys.n);
	(void)n;
}

int
program_end(struct program *p, struct err *err)
{
	struct rusage used;
	int status;

	p->hold_input = false;
	if (program_wait(p, -1, 0, err) < 0)
		return -1;
	while (wait4(p->pid, &status, 0, &used) < 0 && errno == EINTR)
		continue;
	p->pid = 0;
	p->peak = used.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void
program_clear(struct program *p)
{
	if (p->pid > 0) {
		kill(-p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	close_fd(&p->in);
	close_fd(&p->out);
	close_fd(&p->errors);
	buf_clear(&p->input);
	buf_clear(&p->stdout_text);
	buf_clear(&p->stderr_text);
}
