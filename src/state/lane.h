/* SPDX-License-Identifier: ISC */
/*
 * The lanes of a traced call: one for each channel, but one for both halves of a Local channel.
 * Which channel is in which lane, the lanes' names, and who shares a bridge with whom.
 */
#ifndef STATE_LANE_H
#define STATE_LANE_H

#include "state/channels.h"

#define LANES_MAX 1024 /* live ones of a call; more are not followed */

/* One end of a channel; a Local one has two. */
struct end {
	char *uniqueid; /* NULL: there is none */
	char *bridge;   /* that it is in, or NULL */
	bool lives;
};

struct lane {
	char *name;  /* of the channel, or the common name of both halves of a Local one */
	char *label; /* the shortest part of it that no other live lane has: "alice" */
	char *caller;  /* its own number and name: "100 Alice" */
	char *dialled; /* where it goes: "300@sets" */
	struct end end[2];
	bool local;
	bool calls;   /* it calls us, we did not make it */
	bool existed; /* existed before the trace followed it */
	msec since;   /* then: when it was created, or 0 */
	bool rung;    /* it is being dialled, without a result so far */
	bool holds;   /* has the other side on hold */
	bool music;   /* hears music */
	bool ends;    /* a hangup has begun */
	bool shown;   /* its name was: from then on its label is enough */
	struct lane *next;
};

/* Zeroed is empty. */
struct lanes {
	struct lane *live; /* in the order in which they came */
	size_t n;
	struct lane *gone; /* the last ones, since some events come after the end; newest first */
};

void lanes_clear(struct lanes *lanes);

/* Add a channel; NULL when there are too many. The second half of a Local channel joins the lane
 * of the first. */
struct lane *lanes_add(struct lanes *lanes, struct str channel, struct str uniqueid);

/* Is that channel, by its name, a half of a Local channel that has a lane? */
bool lanes_has_half(const struct lanes *lanes, struct str channel);

/* The end that has this Uniqueid, of a lane in the list; *lane is whose. NULL: none. */
struct end *lanes_find(struct lane *list, struct str uniqueid, struct lane **lane);

/* Another lane that is in the bridge of an end of this one, or NULL. */
struct lane *lanes_partner(const struct lanes *lanes, const struct lane *lane,
    const struct end *end);

/* The channel was renamed. */
void lanes_rename(struct lanes *lanes, struct lane *lane, struct str channel);

/* All channels of the lane are gone. */
void lanes_retire(struct lanes *lanes, struct lane *lane);

bool lane_gone(const struct lane *lane);

/* Set the caller and the destination; either part of each may be empty. */
void lane_describe(struct lane *lane, struct str number, struct str name, struct str exten,
    struct str context);

/* Put an end into a bridge; empty: into none. */
void end_set_bridge(struct end *end, struct str bridge);

/* A channel's name without the number that Asterisk appends ("-0000001a"). */
struct str lane_endpoint(struct str channel);

#endif
