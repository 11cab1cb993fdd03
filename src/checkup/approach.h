/* SPDX-License-Identifier: ISC */
/* The way to a logged-in connection, reported stage by stage, and where it ended. */
#ifndef CHECKUP_APPROACH_H
#define CHECKUP_APPROACH_H

#include "base/buf.h"
#include "net/stages.h"

struct endpoint;
struct err;
struct report;

struct approach {
	struct report *report;
	const struct endpoint *endpoint;
	struct stages stages;    /* what is told to it */
	enum stage_kind stage;   /* the last that began */
	bool open;               /* it has not ended */
	struct buf about;        /* what it is about, if it said so */
	bool command_open;       /* nothing has come through the command yet */
	bool command_failed;
	struct buf tried;        /* addresses that did not answer, a line each */
};

void approach_begin(struct approach *a, struct report *r, const struct endpoint *e);

/* The connection is made, or (err) it could not be: report the last step. */
void approach_end(struct approach *a, const struct err *err);

#endif
