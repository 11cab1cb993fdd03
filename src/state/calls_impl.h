/* SPDX-License-Identifier: ISC */
/*
 * Which live channels belong to one call now. A Linkedid tells with which channels one was ever
 * connected, so among those of one Linkedid the present state decides: who shares a bridge, who
 * dials whom, and the two halves of a Local channel.
 */
#ifndef STATE_CALLS_IMPL_H
#define STATE_CALLS_IMPL_H

#include "state/channels.h"

struct leg {
	const struct channel *channel;
	size_t call;  /* legs with the same number belong together */
};

/* Legs of one call are adjacent, in the order in which they came. */
struct legs {
	struct leg *v;
	size_t n;
};

/* A look at the channels, good until they change. Clear it. */
void legs_of(struct legs *legs, const struct channels *channels);

/* The same for the channels of one Linkedid alone. */
void legs_of_linked(struct legs *legs, const struct channels *channels, struct str linkedid);
void legs_clear(struct legs *legs);

/* Is the channel parked? Parked calls share a bridge and talk to nobody. */
bool leg_is_parked(const struct channel *channel);

#endif
