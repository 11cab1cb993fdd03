/* SPDX-License-Identifier: ISC */
/* What the tests of this room feed: events written the short way, and recordings. */
#ifndef TESTS_STATE_FED_H
#define TESTS_STATE_FED_H

#include "../expect.h"
#include "state/channels.h"

/* Feed events to the channels at that time: lines end with \n, an empty line ends each event. */
void fed_events(struct channels *c, const char *stream, msec now);

/* The same for the items of a list. */
void fed_list(struct channels *c, const char *stream, msec now);

/* The events of a recording ("ast22/queue-call"); take hears each. */
void fed_recording(const char *name, void (*take)(void *arg, const struct msg *m), void *arg);

/* The names of the channels that live, a line each, in order. */
void fed_names(const struct channels *c, struct buf *out);

/* The channels that live are these: "a\nb\n". */
#define EXPECT_CHANNELS(channels, want)                                                            \
	do {                                                                                       \
		struct buf names_ = BUF_INIT(BUF_MAX_TEXT);                                        \
		fed_names((channels), &names_);                                                    \
		EXPECT_STR(buf_str(&names_), str_of(want));                                        \
		buf_clear(&names_);                                                                \
	} while (0)

#endif
