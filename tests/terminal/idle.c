/* SPDX-License-Identifier: ISC */
/* Looks through /proc. A thread that has something to read is ready to run, so it counts. */
#include "idle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

/* Read the state of a process or thread, and its session. */
static bool
read_state(const char *path, char *state, int *session)
{
	char text[1000], *end = NULL;
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(text, 1, sizeof(text) - 1, f) : 0;

	if (f)
		fclose(f);
	text[n] = '\0';
	for (char *p = text; *p; p++)
		end = *p == ')' ? p : end;
	return end && sscanf(end + 1, " %c %*d %*d %d", state, session) == 2;
}

/* Do all threads of a process sleep, but for one? */
static bool
threads_sleep(pid_t pid, pid_t but)
{
	struct buf path = BUF_INIT(256);
	bool sleep = true;
	struct dirent *e;
	char state;
	int session;

	buf_addf(&path, "/proc/%d/task", (int)pid);
	DIR *d = opendir(buf_z(&path));
	while (d && sleep && (e = readdir(d)) != NULL) {
		pid_t thread = atoi(e->d_name);
		buf_reset(&path);
		buf_addf(&path, "/proc/%d/task/%d/stat", (int)pid, (int)thread);
		if (thread > 0 && thread != but && read_state(buf_z(&path), &state, &session))
			sleep = state != 'R' && state != 'D';
	}
	if (d)
		closedir(d);
	buf_clear(&path);
	return sleep;
}

static bool
is_of_session(pid_t pid, pid_t session)
{
	struct buf path = BUF_INIT(256);
	int its = 0;
	char state;

	buf_addf(&path, "/proc/%d/stat", (int)pid);
	bool is = read_state(buf_z(&path), &state, &its) && its == session;
	buf_clear(&path);
	return is;
}

bool
is_idle(pid_t session)
{
	bool idle = threads_sleep(getpid(), getpid());
	DIR *d = opendir("/proc");
	struct dirent *e;

	while (d && idle && (e = readdir(d)) != NULL) {
		pid_t pid = atoi(e->d_name);
		if (pid > 0 && is_of_session(pid, session))
			idle = threads_sleep(pid, 0);
	}
	if (d)
		closedir(d);
	return idle;
}
