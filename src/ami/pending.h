/* SPDX-License-Identifier: ISC */
/*
 * Actions that wait for their replies: which message belongs to which, and when an answer is
 * complete. No I/O; time is passed in. The ActionID decides, whatever the order of answers, which a
 * proxy may change. A reply without one belongs to the oldest request, on a server that is not
 * known to echo them, and means that earlier ones get none. Only for Events do servers that echo
 * others (1.6) answer without one.
 */
#ifndef AMI_PENDING_H
#define AMI_PENDING_H

#include <stdint.h>

#include "ami/msg.h"
#include "base/clock.h"
#include "base/err.h"

enum verdict {
	VERDICT_EVENT,   /* an event that is not part of an answer */
	VERDICT_SUSPECT, /* the same without Privilege as second line: may be forged by a caller */
	VERDICT_REPLY,   /* the Response to the request; more: list items follow */
	VERDICT_ITEM,    /* belongs to its answer; a Response: the part that came of it */
	VERDICT_END,     /* its answer is complete; m is the completing event, or NULL. request 0: m
	                  * completes an answer that was complete without it */
	VERDICT_LOST,    /* it gets no reply: err says why (ERR_TIMEOUT, ERR_LOST); m is NULL */
	VERDICT_STRAY,   /* answers nothing: late, a second Response, raw lines without a request */
};

/* Receives what a message means; request is the number given to pending_add, 0 for none. more: the
 * request goes on after this (VERDICT_REPLY of a list, VERDICT_ITEM). A list that the server breaks
 * off with an Error ends with that as a second VERDICT_REPLY. The sink may only add requests. */
struct pending_sink {
	void (*take)(void *arg, enum verdict v, uint32_t request, bool more, const struct msg *m,
	    const struct err *err);
	void *arg;
};

struct pending;

struct pending *pending_new(struct pending_sink sink);
void pending_free(struct pending *p);

/*
 * An action was sent. The caller chooses the numbers; quiet requests (keepalive) report nothing. A
 * request is given up timeout milliseconds after it was sent or after the last byte of its answer
 * or of that to a request before it, whichever is later, and not before such a request: a long list
 * is not cut, nor what waits for that or for an action that takes its time. CLOCK_NEVER waits
 * forever.
 */
void pending_add(struct pending *p, uint32_t request, struct str action, struct str id, msec now,
    msec timeout, bool quiet);

/*
 * The server echoes ActionIDs: from now on a Response without one answers nothing, since a caller
 * can forge one (capture injection-dialplan), but hardly with an ActionID of ours.
 */
void pending_echoes(struct pending *p);

/* What does m mean? Tells the sink, once or more. */
void pending_feed(struct pending *p, const struct msg *m, msec now);

/* Nothing more will come, as when an HTTP body is the whole answer: a request that still waits ends
 * here, lost unless its answer has no Response. */
void pending_whole(struct pending *p);

/* More bytes came of the message that has begun (parse_begun): if it belongs to an answer, that has
 * moved. */
void pending_flows(struct pending *p, const struct msg *begun, msec now);

/* Nothing was read for this many ms, as when the process was stopped: they do not count. */
void pending_postpone(struct pending *p, msec by);

/* Give up on requests whose deadline has passed; what still comes for them is VERDICT_STRAY. begun:
 * the message that has begun, or NULL; see pending_part. */
void pending_expire(struct pending *p, msec now, const struct msg *begun);

/* The message that has begun will stay incomplete. If it is the reply to the current request and
 * has content, the request gets the part as a VERDICT_ITEM. */
void pending_part(struct pending *p, const struct msg *begun);

/* The connection is gone: every request is VERDICT_LOST with this error. */
void pending_lose(struct pending *p, const struct err *err);

/* Must the server still answer an action, given up or not, before it can answer a quiet one? Then
 * its silence means nothing. */
bool pending_is_busy(const struct pending *p);

/* When to call pending_expire: not after the earliest deadline; CLOCK_NEVER when no request has
 * one. How many requests wait, including quiet ones. */
msec pending_deadline(const struct pending *p);
size_t pending_count(const struct pending *p);

#endif
