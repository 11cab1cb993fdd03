/* SPDX-License-Identifier: ISC */
/*
 * What was last heard of endpoints and registrations, and which refusals were told a moment ago:
 * only changes are told, and a scanner does not fill the screen. Names come from outside: when
 * there are too many, all are forgotten.
 */
#ifndef STORY_STANDING_H
#define STORY_STANDING_H

#include <stdint.h>

#include "base/buf.h"
#include "base/keys.h"

#define STANDINGS_MAX 65536

struct standing {
	char *name;
	bool known;   /* whether it is well */
	bool lost;
	int64_t rtt;  /* its last round trip in µs; 0: not known */
	int64_t told; /* when it was, in µs; 0: never */
};

struct standings {
	struct buf subject; /* of the event being looked at */
	struct keys keys;
	struct standing *v;
	size_t n;
};

void standings_init(struct standings *s);
void standings_clear(struct standings *s);

/* The standing of that name, new if there is none. Good until the next one is got. */
struct standing *standings_get(struct standings *s, struct str name);

#endif
