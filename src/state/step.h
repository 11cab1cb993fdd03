/* SPDX-License-Identifier: ISC */
/*
 * What an event tells about a call, the same for every version of the server: what happened, and to
 * which channels. Everything that follows channels or calls reads events through this. Sources:
 * main/manager_channels.c, manager_bridges.c, app_queue.c, res_parking of Asterisk 11 to 22, and
 * the captures of whole calls.
 */
#ifndef STATE_STEP_H
#define STATE_STEP_H

#include "ami/msg.h"

enum step_kind {
	STEP_NEW,         /* a channel was created */
	STEP_CHANGED,     /* its caller id or something else has changed */
	STEP_RINGING,
	STEP_UP,          /* it is answered */
	STEP_APPLICATION, /* the dialplan runs an application on it */
	STEP_DIAL,        /* a dials b; a may be missing: Originate */
	STEP_ANSWER,      /* b, whom a dialled, answers */
	STEP_UNANSWERED,  /* b does not: DialStatus */
	STEP_ENTER,       /* into a bridge; before Asterisk 12, a and b talk to each other */
	STEP_LEAVE,
	STEP_HOLD,
	STEP_UNHOLD,
	STEP_MUSIC,       /* it hears music */
	STEP_MUSIC_ENDS,
	STEP_QUEUE,       /* a caller waits in a queue */
	STEP_QUEUE_LEFT,
	STEP_QUEUE_GIVEN_UP,
	STEP_AGENT,       /* agent b takes caller a */
	STEP_AGENT_MISSED,
	STEP_PARKED,      /* parked; by b */
	STEP_UNPARKED,    /* b takes a out */
	STEP_PARKED_LONG, /* it was parked too long */
	STEP_BLIND,       /* a transfers b */
	STEP_ATTENDED,    /* a transfers b to c */
	STEP_PICKUP,      /* a picks up the call that rings at b */
	STEP_LOCAL,       /* a and b are the halves of a Local channel */
	STEP_DIGIT,
	STEP_USER,        /* a UserEvent of the dialplan */
	STEP_RENAMED,
	STEP_HANGS_UP,    /* the channel's user ends it */
	STEP_HUNG_UP,     /* the server ends it */
	STEP_GONE,        /* the channel is gone */
	STEP_KINDS
};

#define STEP_PARTIES 3 /* a, b, c */

/* A channel of an event. No uniqueid: there is none. */
struct party {
	struct str channel;
	struct str uniqueid;
	struct str linkedid;  /* empty before Asterisk 12 */
	const char *snapshot; /* the prefix of the headers that describe it ("", "Dest"), or NULL:
	                       * there are none */
};

struct step {
	enum step_kind kind;
	struct party party[STEP_PARTIES];
	const struct msg *m;
};

/* Read an event; false if it is not about a call. Views into m. */
bool step_read(struct step *s, const struct msg *m);

/* Is a channel of such a step certainly alive? Some steps also come after its end. */
bool step_proves_life(enum step_kind kind);

/* A header of a party, "CallerIDNum", by any of its names (ami/alias.h); empty if the event does
 * not have it. */
struct str step_header(const struct step *s, size_t which, const char *name);

/* The bridge that STEP_ENTER and STEP_LEAVE are about; empty before Asterisk 12. */
struct str step_bridge(const struct step *s);

/* Do those in the bridge of STEP_ENTER wait: parked, or in a queue? They hear nobody, although one
 * bridge holds them all. */
bool step_is_holding(const struct step *s);

/* Where STEP_PARKED puts the channel. */
struct str step_space(const struct step *s);

/* Is this the name of half a Local channel? *base is the common name of both halves, without ";1"
 * or ";2"; the whole name of any other channel. */
bool step_local_base(struct str channel, struct str *base);

#endif
