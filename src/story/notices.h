/* SPDX-License-Identifier: ISC */
/*
 * What the operator of a server must see beside its calls: what is lost and found, who was refused,
 * who works in a queue, alarms. Rows of data: which events, and what they say.
 */
#ifndef STORY_NOTICES_H
#define STORY_NOTICES_H

#include "ami/msg.h"
#include "story/standing.h"

enum notice_kind {
	NOTICE_SAYS,  /* it is told */
	NOTICE_ALARM, /* told, and bad */
	NOTICE_REFUSED, /* the same, but not again and again of one address */
	NOTICE_LOST,  /* told if its subject was not lost before, */
	NOTICE_FADES, /* and was known to be well */
	NOTICE_FOUND, /* told unless it is known to be well */
	NOTICE_WELL,  /* told if it was lost */
};

struct notice {
	const char *event;
	enum notice_kind kind;
	const char *header, *values; /* "A|B": the header has one of them; NULL: whatever it has */
	const char *subject; /* phrase: the key of its standing, without colour or number */
	const char *says;    /* phrase */
	const char *channel; /* phrase: what is shown at the end of the line */
};

/* The row for an event if it is to be told now. *was: the round trip of what is lost now, in µs, or
 * 0. now: by the event's own clock, in µs. No subject of two rows is the same by accident: the
 * kind of thing is in it. */
const struct notice *notice_take(
    struct standings *s, const struct msg *m, int64_t now, int64_t *was);

#endif
