/* SPDX-License-Identifier: ISC */
/*
 * The story: what happens on a server, one line each: who calls whom, who answers, is held,
 * transferred or waits in which queue, how calls end, and what else its operator must see. Names
 * come first and the channel last; everything from the server is made printable. Other events are
 * not told: see story/others.h.
 */
#ifndef STORY_STORY_H
#define STORY_STORY_H

#include <time.h>

#include "ami/msg.h"
#include "base/buf.h"

struct channels;
struct story;

struct story *story_new(void);
void story_free(struct story *s);

/* The connection is lost: the calls are forgotten. */
void story_reset(struct story *s);

struct story_style {
	size_t columns; /* a line is fitted to so many; 0: never */
	bool color;
};

/* Learn from an event, which came now if it has no time of its own: is it told? known: the live
 * channels, before they take the event; may be NULL. */
bool story_take(struct story *s, const struct msg *m, const struct channels *known,
    struct timespec now);

/* Append the line of the event that was taken last, which is told, and a newline. */
void story_tell(const struct story *s, const struct msg *m, const struct story_style *style,
    struct buf *out);

#endif
