/* SPDX-License-Identifier: ISC */
/*
 * What became of a call that Originate asked for, as its events tell it.
 *
 * OriginateResponse alone does not: for a busy SIP phone, for an endpoint and for an extension that
 * do not exist alike it says Reason 0 (main/pbx.c, originate_exec; seen on 13, 16 and 22). The
 * rest is told by what comes with it:
 *  - no channel came to be: the endpoint does not exist or has no contact. DEVICE_STATE is INVALID
 *    for one that does not exist (main/devicestate.c);
 *  - a Local channel that ends without LocalBridge and DialBegin: nothing runs at its other end,
 *    since its extension does not exist (main/core_local.c, local_call());
 *  - DialEnd, and the Hangup of the channel with its Cause, say the others.
 */
#ifndef AWAIT_OUTCOME_H
#define AWAIT_OUTCOME_H

#include "ami/msg.h"
#include "base/buf.h"

struct compose;

enum outcome_kind {
	OUTCOME_UNKNOWN, /* nothing was seen */
	OUTCOME_QUEUED,  /* nobody waits for it */
	OUTCOME_ANSWERED,
	OUTCOME_BUSY,
	OUTCOME_NO_ANSWER,
	OUTCOME_CONGESTION,
	OUTCOME_REJECTED,
	OUTCOME_UNREACHABLE,
	OUTCOME_HUNG_UP,
	OUTCOME_NO_NUMBER,
	OUTCOME_NO_ENDPOINT,
	OUTCOME_NO_EXTENSION,
	OUTCOME_REFUSED, /* the action */
	OUTCOME_FAILED,  /* for another reason, or none that is known */
	OUTCOME_KINDS
};

struct outcome {
	struct str channel; /* as it was asked for; borrowed */
	struct str id;      /* the Uniqueid of its channel; empty: not known. Borrowed */
	char *name;         /* of its channel; NULL while none is known */
	bool goes_on;       /* something runs at the other end of a Local channel */
	bool failed;        /* OriginateResponse says so */
	enum outcome_kind said; /* by a reply, or the answer; OUTCOME_UNKNOWN: nothing yet */
	long reason;        /* of OriginateResponse */
	long cause;         /* of the channel's Hangup (Q.850); -1 while there was none */
	struct buf cause_text, tech_cause, dial_status, device_state;
};

void outcome_init(struct outcome *o, struct str channel, struct str id);
void outcome_clear(struct outcome *o);

/* Learn from an event of the call; OriginateResponse and the reply are the caller's to tell from
 * those of others. */
void outcome_take(struct outcome *o, const struct msg *m);
void outcome_take_response(struct outcome *o, const struct msg *m);
void outcome_take_reply(struct outcome *o, const struct msg *m);

/* Did no channel come to be, as far as can be known? */
bool outcome_is_unborn(const struct outcome *o);

/* The device whose state says whether there is such an endpoint: PJSIP/trunk for
 * PJSIP/100@trunk. False if its name holds what a function's argument cannot. */
bool outcome_device(const struct outcome *o, struct buf *device);

enum outcome_kind outcome_kind(const struct outcome *o);

/* "no such endpoint", as in _outcome. */
const char *outcome_word(enum outcome_kind kind);

/* The same for a person, with the cause: "busy (17 user busy)". */
void outcome_say(const struct outcome *o, struct buf *out);

/* Add the headers _outcome, _cause, _cause_text, _tech_cause, _seconds and _dialled, and Channel
 * unless the message has it. */
void outcome_add(const struct outcome *o, double seconds, struct compose *c);

#endif
