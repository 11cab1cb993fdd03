/* SPDX-License-Identifier: ISC */
/*
 * The events that the story does not tell, counted. The counts come at longer and longer intervals:
 * who has seen some knows that there are such events, and wants to see the story.
 */
#ifndef STORY_OTHERS_H
#define STORY_OTHERS_H

#include "base/buf.h"
#include "base/clock.h"

#define OTHERS_PAUSE     1000  /* ms between two counts, at least, */
#define OTHERS_PAUSE_MAX 60000 /* and at most */

struct others {
	uint64_t n; /* since the last count */
	msec due;   /* of the next one; meaningless while n is 0 */
	msec last;  /* when it was printed */
	msec pause; /* until the next one; 0: none was printed yet */
};

/* Zeroed is empty. One more came now. */
void others_add(struct others *o, msec now);

/* Append the count, if there is any, and begin again. */
void others_print(struct others *o, msec now, size_t columns, bool color, struct buf *out);

#endif
