/* SPDX-License-Identifier: ISC */
/*
 * Follows one call through the events: which channels it has, what each of them does, and when it
 * is over. It takes messages and reports steps; it prints nothing.
 *
 * A call is every channel that shares a Linkedid with the one it was found by, and every channel
 * that one of these meets. Both halves of a Local channel are one lane.
 */
#ifndef STATE_TRACE_H
#define STATE_TRACE_H

#include "base/err.h"
#include "state/lane.h"

struct trace;

/* A step of the call. The lanes of its parties, NULL for none; for STEP_ENTER, STEP_HOLD and
 * STEP_UNHOLD, b is another lane in the same bridge. m is NULL for what was already true when the
 * call was found; found_by is the event that found it, if any. */
struct trace_step {
	const struct trace *trace;
	enum step_kind kind;
	struct lane *lane[STEP_PARTIES];
	const struct msg *m;
	const struct msg *found_by;
};

/*
 * Follow the call of target: a channel's name, the part of it before the last dash, a Linkedid, or
 * a /regular expression/ (POSIX extended, case ignored) on channel names; nothing is the next call
 * that begins. channels is borrowed and may be NULL: it knows what the trace has not seen, and must
 * take each event before the trace does. tell is called with each step. NULL, with ERR_USAGE, for a
 * bad expression.
 */
struct trace *trace_new(struct str target, const struct channels *channels,
    void (*tell)(void *arg, const struct trace_step *step), void *arg, struct err *err);
void trace_free(struct trace *t);

/* Search for the call among the live channels. Of several that are the target's, the oldest. */
void trace_look(struct trace *t);

/* What trace_look will find: the channel by which it finds the call (NULL: there is none), how many
 * other calls are the target's as well, and such a channel of the newest of them. */
struct trace_choice {
	const struct channel *taken;
	const struct channel *newest;
	size_t others;
};
void trace_choice(const struct trace *t, struct trace_choice *choice);

/* Learn from an event; is it part of the call? */
bool trace_take(struct trace *t, const struct msg *m);

/* Has the call been found? Is it over: have all its channels gone? */
bool trace_found(const struct trace *t);
bool trace_over(const struct trace *t);

/* The Linkedid by which it was found. */
struct str trace_id(const struct trace *t);

/* Is or was this channel part of it? */
bool trace_has(const struct trace *t, struct str uniqueid);

/* Is the lane talking to another one? */
bool trace_talks(const struct trace *t, const struct lane *lane);

#endif
