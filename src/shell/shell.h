/* SPDX-License-Identifier: ISC */
/* The interactive shell: prompt, keys, history and completion around the commands. */
#ifndef SHELL_SHELL_H
#define SHELL_SHELL_H

#include "shell/editor.h"

/* How to see every event, for greetings. */
#define SHELL_EVENTS "Events are told as a story: set events short shows all."

struct client;
struct completion;
struct err;
struct members;

/* Read and run lines until the user leaves. Returns the exit status. */
int shell_run(struct client *client);

/* What runs the lines. */
struct shell_backend {
	struct editor_host host; /* its arg is that of all */
	int (*run)(void *arg, struct str line, struct err *err);
	void (*drop)(void *arg);   /* ^C instead of a line */
	void (*finish)(void *arg); /* no more lines come */
	/* Put a server's own candidates in the place of those of c, if the line names one that can
	 * tell; NULL: never. */
	void (*complete)(void *arg, struct str line, struct completion *c);
	const struct members *members; /* the servers for @NAMES; NULL: there is one server */
};

/* Like shell_run, for a backend other than the session of client, which completion, history and
 * quit use. Returns the exit status. */
int shell_loop(struct client *client, const struct shell_backend *backend);

/* Append the name of the file with the user's own lines. False: there is none, or it is not wanted.
 */
bool shell_rc(const struct client *client, struct buf *path);

#endif
