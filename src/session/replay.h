/* SPDX-License-Identifier: ISC */
/*
 * What of a recording is shown: its events, and the items of lists that others asked for, which are
 * no news there. Replies are counted. Pure.
 */
#ifndef SESSION_REPLAY_H
#define SESSION_REPLAY_H

#include "ami/pending.h"
#include "base/buf.h"

struct replay {
	struct buf list; /* ActionID of the reply that came last: items with it answer the same */
	size_t replies;
	size_t shown;
};

void replay_init(struct replay *r);
void replay_clear(struct replay *r);

/* Is this message of a recording shown? *v becomes VERDICT_EVENT for an item of a list, which
 * nobody forged. */
bool replay_shows(struct replay *r, enum verdict *v, const struct msg *m);

#endif
