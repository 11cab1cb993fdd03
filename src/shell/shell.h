/* SPDX-License-Identifier: ISC */
/* The interactive shell: prompt, keys, history and completion around the commands. */
#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include <poll.h>

#include "base/clock.h"

struct buf;
struct client;
struct err;
struct members;
struct pollfd;

/* Read and run lines until the user leaves. Returns the exit status. */
int shell_run(struct client *client);

/* What runs the lines, and what happens meanwhile: see the hooks of editor.h. */
struct shell_end {
	void *arg;
	size_t (*fds)(void *arg, struct pollfd *v);
	bool (*take)(void *arg);
	msec (*deadline)(void *arg);
	bool (*signals)(void *arg, unsigned got);
	void (*prompt)(void *arg, struct buf *text);
	int (*run)(void *arg, struct str line, struct err *err);
	bool (*only_kept)(void *arg, struct str line); /* as one of a block is */
	void (*drop)(void *arg);   /* ^C instead of a line */
	void (*finish)(void *arg); /* no more lines come */
	const struct members *members; /* the servers for @NAMES; NULL: there is one server */
};

/* Like shell_run, for an end other than the session of client, which completion, history and quit
 * use. */
void shell_loop(struct client *client, const struct shell_end *end);

/* Append the name of the file with the user's own lines. False: there is none, or it is not wanted.
 */
bool shell_rc(const struct client *client, struct buf *path);

/* Append what `amsh --complete` prints for these words: a candidate, a tab and a summary a line. */
void shell_complete(struct buf *out, char *const *words, size_t n);

#endif
