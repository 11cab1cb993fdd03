/* SPDX-License-Identifier: ISC */
/*
 * Channels: one end of a call each. Born by sim_channel_new, ended by sim_hangup from whatever they
 * are doing, and freed by sim_channels_reap when no function of the PBX is at work any more: after
 * anything that may hang up, look at ->gone.
 */
#ifndef PBXSIM_CHANNEL_H
#define PBXSIM_CHANNEL_H

#include "sim.h"

enum channel_state { CHANNEL_DOWN = 0, CHANNEL_RING = 4, CHANNEL_RINGING = 5, CHANNEL_UP = 6 };

enum {
	CAUSE_UNKNOWN = 0,
	CAUSE_UNALLOCATED = 1,
	CAUSE_NORMAL = 16,
	CAUSE_BUSY = 17,
	CAUSE_NO_ANSWER = 19,
	CAUSE_REJECTED = 21,
	CAUSE_ELSEWHERE = 26,
	CAUSE_CONGESTION = 34,
};

struct party {
	char number[80];
	char name[80];
};

struct channel {
	struct channel *next;
	bool gone;
	bool moving; /* being redirected: not to be hung up when its bridge ends */
	char name[200];
	char uniqueid[160];
	char linkedid[160];
	enum channel_state state;
	struct party caller;
	struct party connected;
	char account[80];
	char context[80];
	char exten[80];
	int priority;
	char app[80];
	char data[1024];
	int64_t created;  /* µs, wall clock */
	int64_t answered; /* 0: not yet */
	int cause;
	struct variable *variables;

	bool dialplan; /* runs the dialplan; else it is the far end of somebody's call */
	bool single;   /* runs one application alone */
	struct phone *phone;
	struct channel *half; /* the other half of a Local channel */
	bool half_told; /* that the two halves belong together */
	const char *tech_cause; /* what the phone said at its end; NULL: nothing */
	bool second_half;
	struct bridge *bridge;
	struct dial *dial;     /* it waits for this to be answered */
	struct dial *leg_of;   /* it is one of those called */
	char dialled[200];     /* ... as that */
	struct waiter *waiter; /* in a queue */
	int parked;            /* the space, 0: it is not */
	int64_t parked_at;
	char parker[200];
	char stasis[80]; /* the program of ARI that has it, "": none */
	bool async_agi;
	bool had_agi; /* commands are still accepted, and never carried out */
	unsigned long monitor;
};

/* A channel that nobody has heard of yet. uniqueid may be NULL or "" for the next one; linkedid
 * NULL for its own. */
struct channel *sim_channel_new(
    struct sim *sim, const char *name, const char *uniqueid, const char *linkedid);

/* A name of the next call of that technology: "PJSIP/alice-0000002a". */
void sim_channel_name_pjsip(struct sim *sim, const char *phone, char *out, size_t size);

/* The channel of that name or Uniqueid, or NULL. */
struct channel *sim_channel_find(const struct sim *sim, const char *name);

/* Begin an event about a channel; more fields may follow before it is sent. */
void sim_channel_event(
    struct sim *sim, const char *name, unsigned classes, const struct channel *ch);

/* Send an event about a channel that has nothing more to say. */
void sim_channel_tell(
    struct sim *sim, const char *name, unsigned classes, const struct channel *ch);

/* Append the headers that describe a channel, each name with the prefix. */
void sim_snapshot(struct buf *out, const char *prefix, const struct channel *ch);

void sim_channel_set_state(struct sim *sim, struct channel *ch, enum channel_state state);

/* Answer: the state, and who waits at the other half. */
void sim_channel_answer(struct sim *sim, struct channel *ch);

/* Take a channel out of what it is doing: timers, dial, queue, parking, bridge. */
void sim_channel_detach(struct sim *sim, struct channel *ch);

/* End a channel. sim_hangup_request says first that its other side asked for it, sim_soft_hangup
 * that the PBX did. */
void sim_hangup(struct sim *sim, struct channel *ch, int cause);
void sim_hangup_request(struct sim *sim, struct channel *ch, int cause);
void sim_soft_hangup(struct sim *sim, struct channel *ch, int cause);

const char *sim_state_name(enum channel_state state);
const char *sim_cause_text(int cause);

/* "00:01:07" since then. */
void sim_duration(const struct sim *sim, int64_t since, char out[16]);

size_t sim_channel_count(const struct sim *sim);
void sim_channels_reap(struct sim *sim);
void sim_channels_clear(struct sim *sim);

#endif
