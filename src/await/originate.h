/* SPDX-License-Identifier: ISC */
/* What becomes of a call that the server was asked for, as a job. */
#ifndef AWAIT_ORIGINATE_H
#define AWAIT_ORIGINATE_H

#include "base/clock.h"

struct action;
struct client;
struct err;

/* The call that an Originate asks for. */
struct asked_call {
	struct str channel;    /* who is called */
	struct str channel_id; /* the Uniqueid that its channel will have; empty: not known */
	msec ring;             /* how long it may ring */
	bool no_wait;          /* do not wait for more than the reply */
	bool until_end;        /* wait until the call is over */
};

/*
 * Send an Originate with Async: true, and print who answered, or that it is queued; in a format for
 * programs one object with the fields of outcome_add, whatever became of it. -1: nobody answered,
 * in words ("originate: PJSIP/alice: busy (17 user busy), after 2.1 s", ERR_FAILED), or no outcome
 * was seen (ERR_TIMEOUT, ERR_LOST). What is borrowed is copied.
 */
int originate_async(
    struct client *client, const struct action *a, const struct asked_call *asked, struct err *err);

#endif
