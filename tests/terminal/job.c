/* SPDX-License-Identifier: ISC */
/*
 * The session leader of a program under test. Between fork and exec it calls async-signal-safe
 * functions only, since the test that forks has threads. Never reads or writes the terminal.
 */
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CANNOT_RUN = 127, HIGHEST_FD = 256 };

/* Give signals the meaning they have in a fresh login. */
static void
default_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int sig = 1; sig < 32; sig++)
		signal(sig, SIG_DFL);
}

/* Make the terminal this process' own, as standard input, output and error. */
static int
take_terminal(const char *slave, int control)
{
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	if (fd == -1 || ioctl(fd, TIOCSCTTY, 0) == -1)
		return -1;
	for (int std = 0; std <= 2; std++)
		dup2(fd, std);
	for (int other = 3; other < HIGHEST_FD; other++) {
		if (other != control)
			close(other);
	}
	return 0;
}

/* Start the program as the foreground job. */
static pid_t
start_program(char *const argv[], char *const envp[])
{
	pid_t pid = fork();

	if (pid == 0) {
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		default_signals();
		execve(argv[0], argv, envp);
		_exit(CANNOT_RUN);
	}
	if (pid > 0)
		setpgid(pid, pid);
	return pid;
}

/* Tell each change of the job, and continue it when asked, until the test hangs up. */
static void
lead(int control, pid_t pid)
{
	char order;
	int status;

	while (waitpid(pid, &status, WUNTRACED) == pid) {
		tcsetpgrp(0, getpgrp());
		if (write(control, &status, sizeof(status)) != sizeof(status))
			return;
		if (read(control, &order, 1) != 1)
			return;
		tcsetpgrp(0, pid);
		kill(-pid, SIGCONT);
	}
}

/* Run in the child: never return. */
static void
leader(const char *slave, int control, char *const argv[], char *const envp[])
{
	pid_t pid;

	default_signals();
	if (take_terminal(slave, control) == -1)
		_exit(CANNOT_RUN);
	signal(SIGTTOU, SIG_IGN);
	pid = start_program(argv, envp);
	if (pid > 0 && write(control, &pid, sizeof(pid)) == sizeof(pid))
		lead(control, pid);
	_exit(0);
}

int
job_start(struct job *j, const char *slave, char *const argv[], char *const envp[])
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	j->control = pair[0];
	j->leader = fork();
	if (j->leader == 0)
		leader(slave, pair[1], argv, envp);
	close(pair[1]);
	if (j->leader > 0 && read(j->control, &j->pid, sizeof(j->pid)) == sizeof(j->pid))
		return 0;
	if (j->leader > 0)
		waitpid(j->leader, NULL, 0);
	close(j->control);
	errno = EIO;
	return -1;
}

bool
job_changed(struct job *j, int *status)
{
	struct pollfd p = {.fd = j->control, .events = POLLIN};

	if (poll(&p, 1, 0) != 1 || read(j->control, status, sizeof(*status)) != sizeof(*status))
		return false;
	if (!WIFSTOPPED(*status))
		j->pid = 0;
	return true;
}

bool
job_ended(const struct job *j)
{
	int status;

	return recv(j->control, &status, sizeof(status), MSG_PEEK | MSG_DONTWAIT) ==
	           sizeof(status) &&
	       !WIFSTOPPED(status);
}

void
job_continue(struct job *j)
{
	while (write(j->control, "c", 1) == -1 && errno == EINTR)
		;
}

void
job_end(struct job *j)
{
	if (j->pid > 0)
		kill(-j->pid, SIGKILL);
	close(j->control);
	waitpid(j->leader, NULL, 0);
}
