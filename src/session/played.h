/* SPDX-License-Identifier: ISC */
/*
 * What of a recording is shown: its events, and the items of lists that others asked for, which are
 * no news there. Replies are counted. Pure.
 */
#ifndef SESSION_PLAYED_H
#define SESSION_PLAYED_H

#include "ami/pending.h"
#include "base/buf.h"

struct played {
	struct buf list; /* ActionID of the reply that came last: items with it answer the same */
	size_t replies;
	size_t shown;
};

void played_init(struct played *p);
void played_clear(struct played *p);

/* Is this message of a recording shown? *v becomes VERDICT_EVENT for an item of a list, which
 * nobody forged. */
bool played_shows(struct played *p, enum verdict *v, const struct msg *m);

#endif
