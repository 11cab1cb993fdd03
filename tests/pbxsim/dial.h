/* SPDX-License-Identifier: ISC */
/*
 * Calling: one or more legs ring until one answers, all have failed, time is up, or the caller
 * gives up. Used by the applications Dial and Queue and by Originate, which has no caller.
 */
#ifndef PBXSIM_DIAL_H
#define PBXSIM_DIAL_H

#include "base/str.h"
#include "sim.h"

#define DIAL_LEGS 16

enum dial_status {
	DIAL_ANSWER,
	DIAL_BUSY,
	DIAL_NOANSWER,
	DIAL_CANCEL,
	DIAL_CONGESTION,
	DIAL_CHANUNAVAIL,
};

struct dial;

/* It is over: answered is the leg that answered, or NULL. The dial is freed after this call. */
typedef void dial_done_fn(
    struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status);

struct dial {
	struct channel *caller; /* NULL: Originate */
	struct channel *leg[DIAL_LEGS];
	size_t legs;
	enum dial_status status; /* of the leg that failed last */
	int cause;
	bool lost;    /* ... for a reason that did not get across */
	bool started; /* all legs are added */
	bool over;
	msec timeout; /* for those who start it later */
	dial_done_fn *done;
	void *context; /* of done */
};

struct dial *sim_dial_new(
    struct sim *sim, struct channel *caller, dial_done_fn *done, void *context);

/* Add a leg to "PJSIP/alice" or "Local/exten@context". The ids become Uniqueid of the channel and
 * of the second half of a Local one; NULL for the next. Returns NULL if there is no such thing. */
struct channel *sim_dial_add(struct sim *sim, struct dial *dial, struct str destination,
    const char *id, const char *other_id);

/* Tell that the two halves of a Local channel belong together, if the leg is one; once. */
void sim_dial_tell_local(struct sim *sim, struct channel *one);

/* All legs are added: let them ring, for timeout milliseconds; 0: as long as it takes. */
void sim_dial_go(struct sim *sim, struct dial *dial, msec timeout);

/* News of a leg. Channels that are none are left alone. */
void sim_dial_ringing(struct sim *sim, struct channel *leg);
void sim_dial_answered(struct sim *sim, struct channel *leg);
void sim_dial_failed(struct sim *sim, struct channel *leg, enum dial_status status, int cause);
void sim_dial_leg_gone(struct sim *sim, struct channel *leg); /* it is being hung up */

/* The caller gives up. Nothing happens if it calls nobody. */
void sim_dial_abandon(struct sim *sim, struct channel *caller);

const char *sim_dial_status_name(enum dial_status status);

#endif
