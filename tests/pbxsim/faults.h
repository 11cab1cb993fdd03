/* SPDX-License-Identifier: ISC */
/*
 * Things that go wrong, on purpose. They are asked for with --fault NAME=VALUE[,...], which holds
 * for new connections, or by a logged-in client with the simulator's own action, which holds for
 * that client at once:
 *
 * 	Action: SimFault
 * 	Fragment: 1
 * 	Raw: Event: Odd\r\nNo colon here\r\n\r\n
 *
 * Cut: N end the connection after N more bytes Delay: MS every piece of output waits that long
 * Fragment: N output leaves in pieces of N bytes, a millisecond between them Garbage: N N random
 * bytes, now (with --fault: after the banner) Mute: ACTION never answer that action (* answers
 * none) Raw: TEXT send this, with \r \n \t \\ \xHH; several are put together Banner: none | half |
 * eof | late (--fault only) no banner; half of it, then EOF; EOF at once;
 *                 the banner a second late
 * Flood: N send N made-up events, or for ever when N is 0; "Seq" counts them from 1
 *   Rate: R       so many a second (0: as fast as they are taken)
 *   Seconds: T    and no longer than that
 *   Bytes: N      and no more bytes than that, whole events
 *   Size: N       each with a "Pad" header of N bytes
 *   Kind: VarSet  instead of UserEvent
 * Kick: all end the connections of everybody else
 */
#ifndef PBXSIM_FAULTS_H
#define PBXSIM_FAULTS_H

#include "base/err.h"
#include "framing.h"
#include "sim.h"

enum banner_fault { BANNER_WHOLE, BANNER_NONE, BANNER_HALF, BANNER_EOF, BANNER_LATE };

struct flood {
	bool active;
	bool for_ever;
	uint64_t left;  /* events */
	uint64_t sent;  /* events */
	uint64_t bytes; /* that may still be sent */
	long rate;
	msec since;
	msec until;
	struct buf event;
	size_t digits; /* where Seq's value is in it */
};

struct faults {
	enum banner_fault banner;
	bool cutting;
	size_t cut; /* bytes that still pass */
	msec delay;
	size_t fragment;
	size_t garbage;
	char mute[64];
	struct buf raw;
	struct flood flood;
};

/* What new connections get. */
struct fault_plan {
	const char *spec; /* NULL: nothing */
	long times;       /* for so many connections; -1: all */
};

/* Read --fault's text for a new connection. */
int sim_faults_read(struct faults *f, const char *spec, struct err *err);

/* Read the headers of a SimFault action. */
int sim_faults_take(struct faults *f, const struct message *m, struct err *err);

void sim_faults_clear(struct faults *f);

/* Is this action one that gets no answer? */
bool sim_faults_mute(const struct faults *f, const char *action);

/* Append what is due of the flood, some hundred kilobytes at most. */
void sim_flood_fill(struct flood *flood, struct buf *out);

#endif
