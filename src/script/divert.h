/* SPDX-License-Identifier: ISC */
/* While a line runs, its results go to a local command or a file. */
#ifndef SCRIPT_DIVERT_H
#define SCRIPT_DIVERT_H

#include "lang/redirect.h"
#include "script/local.h"

struct client;
struct split_source;

struct divert {
	const struct redirect *to;
	struct local command; /* of a pipe */
	char *name;           /* of a file */
	int fd;               /* what is written to; -1: nothing was diverted */
	bool begun;
	bool plain, holds; /* as the line around it has it */
	size_t limit;      /* of actions in flight; such a line waits for its answer */
};

/* Open the file, or start the command. -1 with ERR_USAGE: nothing is to be run. In a dry run it
 * only says what is left out. source is for ${…} in the name of the file. */
int divert_begin(struct divert *d, struct client *client, const struct redirect *to,
    const struct split_source *source, struct err *err);

/*
 * The line was run; failed and err are its. Waits for the command, and returns the line's failure,
 * else the command's, whose status is the exit status too. A command that did not read all is no
 * error, nor that the line ended for that.
 */
int divert_end(struct divert *d, struct client *client, int failed, struct err *err);

#endif
