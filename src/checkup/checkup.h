/* SPDX-License-Identifier: ISC */
/*
 * `check` without a WHAT: the whole way to a logged-in session, on a connection of its own, and
 * what to do where it ends.
 */
#ifndef CHECKUP_CHECKUP_H
#define CHECKUP_CHECKUP_H

struct client;
struct err;

/* Go the way of the client's server, and report each step. -1: a step failed; it was reported, the
 * text of err is empty and its kind the status. In a dry run nothing is connected to. */
int checkup_run(struct client *client, struct err *err);

#endif
