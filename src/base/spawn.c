/* SPDX-License-Identifier: ISC */
/* Uses posix_spawn instead of fork, since there may be other threads. */
#define _GNU_SOURCE /* glibc has POSIX_SPAWN_SETSID only with this */
#include "base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

extern char **environ;

/* No signal is blocked, and those that we changed have their default action. */
static int
set_signals(posix_spawnattr_t *attr, const struct spawn *gets)
{
	short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
	sigset_t none, defaults;

	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGPIPE);
	int number = posix_spawnattr_setsigmask(attr, &none);
	if (!number)
		number = posix_spawnattr_setsigdefault(attr, &defaults);
	if (!number)
		number = posix_spawnattr_setflags(
		    attr, (short)(flags | (gets->alone ? POSIX_SPAWN_SETSID : 0)));
	return number;
}

static int
set_descriptors(posix_spawn_file_actions_t *actions, const struct spawn *gets)
{
	int number = 0;

	if (gets->terminal) /* the first that a session opens is its own */
		number = posix_spawn_file_actions_addopen(
		    actions, STDIN_FILENO, gets->terminal, O_RDWR, 0);
	if (!number && gets->terminal && gets->errors_there)
		number = posix_spawn_file_actions_adddup2(actions, STDIN_FILENO, STDERR_FILENO);
	if (!number && gets->err > 0)
		number = posix_spawn_file_actions_adddup2(actions, gets->err, STDERR_FILENO);
	if (!number && gets->in >= 0)
		number = posix_spawn_file_actions_adddup2(actions, gets->in, STDIN_FILENO);
	if (!number && gets->out >= 0)
		number = posix_spawn_file_actions_adddup2(actions, gets->out, STDOUT_FILENO);
	if (!number && gets->keep >= 0) /* onto itself: open on exec */
		number = posix_spawn_file_actions_adddup2(actions, gets->keep, gets->keep);
	return number;
}

static int
start(pid_t *pid, const char *command, const struct spawn *gets,
    const posix_spawn_file_actions_t *actions)
{
	posix_spawnattr_t attr;
	int number = posix_spawnattr_init(&attr);

	if (number)
		return number;
	char shell[] = "sh", option[] = "-c", *text = mem_strdup(command);
	char *argv[] = {shell, option, text, NULL};
	number = set_signals(&attr, gets);
	if (!number)
		number = posix_spawn(pid, "/bin/sh", actions, &attr, argv,
		    gets->environ ? gets->environ : environ);
	free(text);
	posix_spawnattr_destroy(&attr);
	return number;
}

int
spawn_shell(pid_t *pid, const char *command, const struct spawn *gets)
{
	posix_spawn_file_actions_t actions;
	int number = posix_spawn_file_actions_init(&actions);

	if (number)
		return number;
	number = set_descriptors(&actions, gets);
	if (!number)
		number = start(pid, command, gets, &actions);
	posix_spawn_file_actions_destroy(&actions);
	return number;
}

int
spawn_wait(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

bool
spawn_ended(pid_t pid, msec patience, int *status)
{
	static const struct timespec pause = {.tv_nsec = 5000000};
	msec deadline = clock_now() + patience;
	pid_t ended;

	while ((ended = waitpid(pid, status, WNOHANG)) == 0 && clock_now() < deadline)
		nanosleep(&pause, NULL);
	return ended != 0;
}

void
spawn_end(pid_t pid, msec patience)
{
	int status;

	kill(pid, SIGTERM);
	if (spawn_ended(pid, patience, &status))
		return;
	kill(pid, SIGKILL);
	spawn_wait(pid);
}
