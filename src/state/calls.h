/* SPDX-License-Identifier: ISC */
/*
 * Calls, made from the live channels: those with one Linkedid that a bridge, a Local channel or
 * dialling holds together are the legs of one call. A view of the channels; clear it before they
 * change.
 */
#ifndef STATE_CALLS_H
#define STATE_CALLS_H

#include "state/channels.h"

struct buf;

/* The most important state of its legs: the first that is true. */
enum call_state {
	CALL_PARKED,
	CALL_QUEUED,
	CALL_CONFERENCE,
	CALL_HELD,
	CALL_TALKING, /* two legs, or more, in one bridge */
	CALL_RINGING,
	CALL_UP,      /* answered, but nobody else is there */
	CALL_BEGINNING,
	CALL_STATES
};

struct call {
	const struct channel *const *legs; /* in the order in which they came */
	size_t n;
	enum call_state state;
	struct str place; /* the parking space, queue or conference; else empty */
	size_t from;      /* the leg that began it: the first that is not half of a Local channel */
};

struct calls {
	struct call *v; /* in the order in which they began */
	size_t n;
	const struct channel **legs; /* memory of them all */
};

/* All of them, or those among the channels of one Linkedid: the same, since no call has two. */
void calls_of(struct calls *calls, const struct channels *channels);
void calls_of_linked(struct calls *calls, const struct channels *channels, struct str linkedid);
void calls_clear(struct calls *calls);

/* "in queue". */
const char *call_state_word(enum call_state state);

/* Append where it wants to go, 101@sets; nothing where that is not known. */
void call_add_dialled(struct buf *out, const struct call *call);

/* When its first leg began, by the clock of base/clock.h. */
msec call_since(const struct call *call);

/* The Linkedid: several calls have the same after one was split. */
struct str call_id(const struct call *call);

/* A party on the other side of the call: leg i, but not the calling leg or half of a Local channel;
 * NULL for others. */
const struct channel *call_to(const struct call *call, size_t i);

#endif
