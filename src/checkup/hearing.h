/* SPDX-License-Identifier: ISC */
/* Which events reach the account. */
#ifndef CHECKUP_HEARING_H
#define CHECKUP_HEARING_H

#include "base/str.h"

struct contact;
struct err;
struct report;

struct hearing {
	struct str mask; /* of the events of this connection */
	struct str read; /* classes that the account may read; empty: not known */
	int ami_major;   /* of the server's version of AMI; -1: not known */
};

/* Report the step events. Where the login itself has to be told as one, wait for it a moment.
 * -1: interrupted, or the connection is gone. */
int hearing_tell(struct report *r, struct contact *c, const struct hearing *h, struct err *err);

#endif
