/* SPDX-License-Identifier: ISC */
/* The rows in which a step of a call is shown to people, on a terminal or in a drawing. */
#ifndef STORY_TIMELINE_ROWS_H
#define STORY_TIMELINE_ROWS_H

#include <time.h>

#include "story/picture.h"

struct timeline_row {
	struct timespec time; /* by the server's clock */
	const struct trace *trace;
	struct picture_row picture;
	struct str words; /* printable */
};

/* Give the rows of a step to take: first those that introduce lanes, then its own. Some steps have
 * none. now: by clock_now, for how long a lane has been there. Lanes count as shown afterwards. */
void timeline_rows(const struct trace_step *step, struct timespec time, msec now,
    void (*take)(void *arg, const struct timeline_row *row), void *arg);

/* Take as many of the words as fit into so many columns, up to a blank if there is one. A single
 * word that is too wide is taken as it is and cut later. */
struct str timeline_line(struct str *words, size_t columns);

#endif
