/* SPDX-License-Identifier: ISC */
/*
 * What is new in the calls of a server: of all that events tell about channels, the steps that a
 * person wants to hear of, each once. An answer is one piece of news, not a state, a dialling that
 * ends and an agent who connects. It prints nothing, and needs no beginning: channels that were
 * there before are known from the list of live ones.
 */
#ifndef STATE_NEWS_H
#define STATE_NEWS_H

#include "state/track.h"

enum news_kind {
	NEWS_CALLS,       /* a calls the extension goes_to */
	NEWS_CALLED,      /* the server calls a */
	NEWS_ANSWER,      /* a answers b; no b: the server's call */
	NEWS_UNANSWERED,  /* a does not answer b: DialStatus */
	NEWS_MISSED,      /* the same, by the Cause of its end */
	NEWS_CONNECTED,   /* a and b talk */
	NEWS_HOLD,        /* a puts b on hold */
	NEWS_UNHOLD,
	NEWS_QUEUE,       /* a waits in a queue */
	NEWS_QUEUE_LEFT,  /* it has left it unanswered */
	NEWS_QUEUE_GIVEN_UP,
	NEWS_AGENT_MISSED, /* agent b (NULL: only its name is known) did not answer a */
	NEWS_PARKED,      /* a is parked; by b */
	NEWS_UNPARKED,    /* b takes a out */
	NEWS_PARKED_LONG,
	NEWS_BLIND,       /* a transfers b */
	NEWS_ATTENDED,    /* a transfers b to c */
	NEWS_PICKUP,      /* a picks up the call of c that rings at b */
	NEWS_HANGS_UP,    /* a's user ends the call */
	NEWS_HUNG_UP,     /* the server ends a's call: a manager, a time limit */
	NEWS_ENDS,        /* a's call ends */
	NEWS_KINDS
};

/* Times are in µs; negative: not known. The tracks live until the next event is taken. */
struct news {
	enum news_kind kind;
	struct track *who[STEP_PARTIES]; /* NULL: none */
	int64_t after;  /* since it was dialled, or began to wait; at the end, since it began */
	int64_t waited; /* NEWS_ANSWER: how long b waited in its queue */
	int64_t talked; /* at the end */
	const struct msg *m;
};

struct newsroom;

struct newsroom *newsroom_new(void);
void newsroom_free(struct newsroom *r);

/* Forget all: the connection is lost. */
void newsroom_reset(struct newsroom *r);

/* Learn from an event, which came now by its own clock; is it news? known: the live channels,
 * before they take the event; NULL: nothing is known. */
bool newsroom_take(struct newsroom *r, const struct msg *m, int64_t now,
    const struct channels *known, struct news *news);

/* How many channels are followed. */
size_t newsroom_count(const struct newsroom *r);

#endif
