/* SPDX-License-Identifier: ISC */
/*
 * Decides what is shown of a recording: its events, and the items of lists that were requested.
 * Replies are counted. Pure.
 */
#ifndef SESSION_REPLAY_H
#define SESSION_REPLAY_H

#include "ami/pending.h"
#include "base/buf.h"

struct replay {
	struct buf list; /* ActionID of the last reply: items with it belong to the same answer */
	size_t replies;
	size_t shown;
};

void replay_init(struct replay *r);
void replay_clear(struct replay *r);

/* Set the error for a file in which no message was: ERR_USAGE. Returns -1. */
int replay_refuse(const char *file, struct err *err);

/* Is this message of a recording shown? *v becomes VERDICT_EVENT for a genuine item of a list. */
bool replay_shows(struct replay *r, enum verdict *v, const struct msg *m);

#endif
