/* SPDX-License-Identifier: ISC */
/* What is followed, and a step that is taken. */
#ifndef STATE_NEWS_IMPL_H
#define STATE_NEWS_IMPL_H

#include "state/news.h"

struct newsroom {
	struct tracks tracks;
	struct track_ref gone; /* by the last event: news may still be about it */
};

/* A step with the tracks of its parties. */
struct taking {
	struct newsroom *r;
	const struct step *s;
	struct track *who[STEP_PARTIES];
	int64_t now;
	struct news *news;
};

/* Is this the ChannelState of the first party? */
bool news_has_state(const struct taking *t, long wanted);

/* Apply the step; is it news? */
bool news_apply(const struct taking *t);

#endif
