/* SPDX-License-Identifier: ISC */
/* How a call ended that was followed until then, in words and as fields. */
#ifndef AWAIT_CALL_END_H
#define AWAIT_CALL_END_H

#include "base/buf.h"
#include "base/clock.h"

struct compose;
struct course;
struct outcome;

/* The fields that it adds, for the columns of tsv. */
#define CALL_END_FIELDS "_lasted,_talked,_hung_up_by,_hung_up_channel"

struct call_end {
	const struct course *course; /* which is over */
	const struct outcome *outcome;
	msec lasted; /* since it was answered */
};

/* "the call lasted 12.3 s, talked 5.0 s: PJSIP/bob-00000002 hung up (16 normal call clearing)" */
void call_end_say(const struct call_end *e, struct buf *out);

void call_end_add(const struct call_end *e, struct compose *c);

#endif
