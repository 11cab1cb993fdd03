/* SPDX-License-Identifier: ISC */
/* News of a call in words: "alice (100) answers erin after 0.2 s". */
#ifndef STORY_NEWS_WORDS_H
#define STORY_NEWS_WORDS_H

#include "layout/layout.h"
#include "state/news.h"

/* The parts of a sentence, printable. Names are cut in their middle, key words last. */
struct sentence {
	struct layout *layout;
	const struct part *name, *key, *text;
};

/* Add the sentence. A party that is named for the first time is named with its number; *channel is
 * then its channel, else empty. */
void news_say(const struct sentence *s, const struct news *news, struct str *channel);

#endif
