/* SPDX-License-Identifier: ISC */
/* Starts, waits and takes the kernel's account of the run. */
#include "child.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"

static struct child
fork_now(void)
{
	struct child c = {.begin = figures_now()};

	fflush(stdout);
	c.pid = fork();
	if (c.pid == -1) {
		perror("fork");
		exit(EXIT_FAILURE);
	}
	return c;
}

struct child
child_call(void (*run)(void *arg), void *arg)
{
	struct child c = fork_now();

	if (c.pid == 0)
		run(arg);
	return c;
}

static void
give(int fd, int as)
{
	if (fd == -1)
		fd = open("/dev/null", O_RDWR);
	dup2(fd, as);
}

struct child
child_start(const char *const argv[], int in, int out, int err, int terminal)
{
	static const char *const environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
	    "HOME=/dev/null", "TERM=xterm", "LC_ALL=C.UTF-8", "AMSH_SECRET=bench", NULL};
	struct child c = fork_now();

	if (c.pid)
		return c;
	give(in, STDIN_FILENO);
	give(out, STDOUT_FILENO);
	give(err, STDERR_FILENO);
	for (int fd = STDERR_FILENO + 1; fd < 64; fd++)
		close(fd);
	if (terminal) {
		setsid();
		ioctl(STDIN_FILENO, TIOCSCTTY, 0);
	}
	execve(argv[0], (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	perror(argv[0]);
	_exit(127);
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

struct usage
child_wait(struct child *c)
{
	struct usage u = {.status = -1};
	struct rusage used;
	int status;

	wait4(c->pid, &status, 0, &used);
	u.wall = figures_now() - c->begin;
	u.cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
	u.peak = (double)used.ru_maxrss / 1024;
	if (WIFEXITED(status))
		u.status = WEXITSTATUS(status);
	return u;
}

void
child_expect(const struct usage *u, const char *name)
{
	if (u->status == 0)
		return;
	printf("%s: ended with status %d\n", name, u->status);
	exit(EXIT_FAILURE);
}
