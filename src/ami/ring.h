/* SPDX-License-Identifier: ISC */
/*
 * Requests in the order in which they were sent. Servers answer in that order, so nearly all work
 * is done at the oldest end, whatever their number. Has no rules of the protocol.
 */
#ifndef AMI_RING_H
#define AMI_RING_H

#include <stdint.h>

#include "ami/catalog.h"
#include "base/clock.h"

struct sent {
	uint32_t number; /* the sender's */
	bool quiet;      /* nothing is reported about it */
	bool open;       /* it was replied to, and the answer continues */
	bool eventful;   /* events with its ActionID came, and no Response */
	bool marked;     /* its list began with EventList: start, and ends with such a mark */
	bool given_up;   /* reported as lost; the answer may still come */
	msec sent;
	msec heard; /* when its answer, or that of a request before it, last moved; 0: never */
	msec timeout;
	const struct action_facts *facts; /* NULL for an action that the catalog does not know */
	char *action;
	char *id; /* empty: sent without ActionID */
};

struct ring {
	struct sent *requests;
	size_t size; /* a power of two, or 0 */
	size_t first;
	size_t n;
};

/* Add a request after the youngest; the ring owns its strings from now on. */
void ring_add(struct ring *r, struct sent request);

/* Request i, 0 for the oldest; a view good until a request is added or taken. */
struct sent *ring_at(const struct ring *r, size_t i);

/* Remove request i; the caller clears it. The cost grows with i. */
struct sent ring_take(struct ring *r, size_t i);
void sent_clear(struct sent *request);

/* Which is the oldest request with this ActionID? r->n when there is none. */
size_t ring_find(const struct ring *r, struct str id);

void ring_clear(struct ring *r);

#endif
