/* SPDX-License-Identifier: ISC */
/*
 * Messages between a worker and the front of a fleet, besides lines and output: a socket that keeps
 * messages apart, each with a kind and a text. A worker that ends closes it.
 */
#ifndef CLIENT_FLEET_CONTROL_H
#define CLIENT_FLEET_CONTROL_H

#include "base/str.h"

struct buf;

enum fleet_control {
	/* From a worker. */
	CONTROL_UP = 'u',       /* logged in */
	CONTROL_DOWN = 'd',     /* not, or no more */
	CONTROL_ENTERED = 'e',  /* through with logging in, or never tries */
	CONTROL_DONE = '.',     /* a line was run; all its output is written */
	CONTROL_SECRET = 's',   /* ask this question, without echo */
	CONTROL_QUESTION = 'q', /* ask this question */
	CONTROL_NAME = 'l',     /* it is a different server now, with this name */
	CONTROL_WATCH = 'w',    /* after the answer to this, it prints screens of this line */
	CONTROL_PICTURE = 'i',  /* one is complete */
	CONTROL_CANDIDATE = 'c', /* one for a line that is typed: a digit (its kind), the word, a
	                          * NUL, the summary; empty: that was all */
	CONTROL_PLAN = 'p',     /* once this is answered, it shows what it is going to do: a
	                         * fleet_plan… */
	CONTROL_SHOWN = 'h',    /* and has: ask, once for all workers that are going to do the
	                         * same */
	CONTROL_RESULTS = 'r',  /* once this is answered, it prints what goes to a pipe or file of
	                         * the front's… */
	CONTROL_RESULTS_END = 'f', /* and has; once this is answered, it prints other things, such
	                            * as events */
	CONTROL_TOP = 'o',      /* rows for the screen top, and from the front what its keys ask
	                         * for: see top/wire.h */
	/* From the front. */
	CONTROL_LOGIN = 'g',    /* it may log in: the first message */
	CONTROL_COMPLETE = 'm', /* say the candidates for this line */
	CONTROL_UNREAD = 'x',   /* nobody reads the results that it prints */
	CONTROL_ANSWER = 'a',
	CONTROL_NO_ANSWER = 'n',
	CONTROL_NO_TERMINAL = 't',
};

/* What a dangerous line is going to do on one server. */
struct fleet_plan {
	size_t n;           /* to how many things */
	struct str verb;    /* "Hang up" */
	struct str command; /* "hangup" */
};

/* A plan as the text of a message, and back; false: it is not a plan. Views into the text. */
void fleet_control_write_plan(struct buf *text, const struct fleet_plan *plan);
bool fleet_control_read_plan(struct str text, struct fleet_plan *plan);

/* Make both ends; they are closed on exec. Returns 0, or -1 with errno. */
int fleet_control_open(int ends[2]);

/* Send a message. Returns 0, or -1 with errno, mostly because the peer is gone, which who receives
 * from it learns too. */
int fleet_control_send(int end, enum fleet_control kind, struct str text);

/* Append the text of the next message; waits for it unless the descriptor is non-blocking. Returns
 * 1; 0 when there is none yet; -1 when the peer is gone. */
int fleet_control_receive(int end, enum fleet_control *kind, struct buf *text);

#endif
