/* SPDX-License-Identifier: ISC */
/* Bridges: channels that hear each other. A bridge of two ends with the first who leaves; a
 * conference with the last; one that a program of ARI made when the program says so. */
#ifndef PBXSIM_BRIDGE_H
#define PBXSIM_BRIDGE_H

#include "sim.h"

enum bridge_kind { BRIDGE_TWO, BRIDGE_CONFERENCE, BRIDGE_STASIS };

struct bridge {
	struct bridge *next;
	enum bridge_kind kind;
	bool holding; /* everybody hears music, and nobody else */
	char id[80];
	char name[80]; /* of a conference, or what the program called it; "" for a bridge of two */
	int64_t created; /* µs, wall clock */
	size_t channels;
};

/* Bring two channels together, out of whatever bridge they are in. */
void sim_bridge_two(struct sim *sim, struct channel *a, struct channel *b);

/* Put a channel into the conference of that name; the first makes it. */
void sim_bridge_conference(struct sim *sim, struct channel *ch, const char *name);

/* What a program of ARI does: make a bridge, with an id or one made up, put a channel into it, and
 * destroy it, which lets its channels go. */
struct bridge *sim_bridge_make(struct sim *sim, const char *id, const char *name, bool holding);
void sim_bridge_enter(struct sim *sim, struct bridge *b, struct channel *ch);
void sim_bridge_destroy(struct sim *sim, struct bridge *b);

/* Take a channel out of its bridge, if it is in one. Who is left alone in a bridge of two goes on
 * in the dialplan or is hung up. */
void sim_bridge_leave(struct sim *sim, struct channel *ch);

/* The bridge of that id, or NULL. */
struct bridge *sim_bridge_find(const struct sim *sim, const char *id);

/* What the server calls the bridge's technology and class, and who made it: "" for the PBX. */
const char *sim_bridge_technology(const struct bridge *b);
const char *sim_bridge_class(const struct bridge *b);
const char *sim_bridge_creator(const struct bridge *b);

/* Append the headers that describe a bridge. */
void sim_bridge_snapshot(struct buf *out, const struct bridge *b);

#endif
