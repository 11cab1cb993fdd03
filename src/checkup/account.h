/* SPDX-License-Identifier: ISC */
/* What the account may do and hear. */
#ifndef CHECKUP_ACCOUNT_H
#define CHECKUP_ACCOUNT_H

#include "base/buf.h"

struct contact;
struct err;
struct msg;
struct report;

/* Ask and report the steps version, rights, events and clock. mask: that of the events of this
 * connection. -1: the server did not answer. */
int account_tell(struct report *r, struct contact *c, struct str mask, struct err *err);

/* Which of the abilities the actions of a reply to ListCommands give, as "may …; may not …". need
 * gets the classes that would give the rest. */
void account_abilities(const struct msg *list, struct buf *text, struct buf *need);

/* A line of `manager show user` after this name ("read perm"), from the answer to Command; empty:
 * there is none. */
struct str account_line(const struct msg *answer, struct str name);

/* Append how the clock of the server differs, which was `server` at a time between two of ours, all
 * in seconds. Returns whether that is too much. */
bool account_clock(struct buf *out, double server, double before, double after);

#endif
