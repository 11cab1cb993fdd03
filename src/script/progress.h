/* SPDX-License-Identifier: ISC */
/* A line on stderr that shows the progress of a script, or of rows. */
#ifndef SCRIPT_PROGRESS_H
#define SCRIPT_PROGRESS_H

#include "base/clock.h"

struct progress {
	const char *what; /* is counted: "lines" */
	bool on;       /* it may be shown */
	bool terminal; /* stderr is one: the line is written over */
	msec start;
	msec next; /* when to write it again */
	size_t lines;
	size_t failed;
};

/* asked: with --progress. Without it there is a line only when stderr is a terminal and stdout is
 * none, and two seconds have passed. There is none within another one, or where it may not be. what
 * is borrowed. */
void progress_init(struct progress *p, const char *what, bool asked, bool may);

/* One more of them is done. failed: so many of all; waiting: actions that are still in flight. */
void progress_step(struct progress *p, size_t failed, size_t waiting);

/* All are: remove the line, or print the last one. */
void progress_end(struct progress *p, size_t failed);

#endif
