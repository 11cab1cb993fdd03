/* SPDX-License-Identifier: ISC */
/* What the simulator can say about its events: made up, shaped like a real server's. */
#ifndef PBXSIM_MANUAL_H
#define PBXSIM_MANUAL_H

struct event_fact {
	const char *name;
	const char *synopsis;
	const char
	    *params; /* "Cause [Cause-txt]"; a '+' in front: a channel's headers come first */
};

extern const struct event_fact sim_event_facts[]; /* ended by one without a name */

#endif
