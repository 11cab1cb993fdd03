/* SPDX-License-Identifier: ISC */
/* What matters in each event, as data. */
#ifndef VIEW_EVENT_PHRASES_H
#define VIEW_EVENT_PHRASES_H

#include "ami/msg.h"

struct event_phrases {
	const char *name;
	const char *subject; /* phrase: whom it is about, mostly a channel */
	const char *details; /* phrase: what happened to it */
};

/* The phrases for an event of AMI or ARI, by its name, case ignored; one for all others where it is
 * unknown. */
const struct event_phrases *event_phrases(const struct msg *m);

#endif
