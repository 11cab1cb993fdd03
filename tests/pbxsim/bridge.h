/* SPDX-License-Identifier: ISC */
/* Bridges: channels that hear each other. A bridge of two ends with the first who leaves; a
 * conference with the last. */
#ifndef PBXSIM_BRIDGE_H
#define PBXSIM_BRIDGE_H

#include "sim.h"

struct bridge {
	struct bridge *next;
	char id[37];
	char conference[80]; /* "" for a bridge of two */
	size_t channels;
};

/* Bring two channels together, out of whatever bridge they are in. */
void sim_bridge_two(struct sim *sim, struct channel *a, struct channel *b);

/* Put a channel into the conference of that name; the first makes it. */
void sim_bridge_conference(struct sim *sim, struct channel *ch, const char *name);

/* Take a channel out of its bridge, if it is in one. Who is left alone in a bridge of two goes on
 * in the dialplan or is hung up. */
void sim_bridge_leave(struct sim *sim, struct channel *ch);

/* The bridge of that id, or NULL. */
struct bridge *sim_bridge_find(const struct sim *sim, const char *id);

/* Append the headers that describe a bridge. */
void sim_bridge_snapshot(struct buf *out, const struct bridge *b);

#endif
