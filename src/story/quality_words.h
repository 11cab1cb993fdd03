/* SPDX-License-Identifier: ISC */
/* How good the sound of a channel was, in words and as fields. */
#ifndef STORY_QUALITY_WORDS_H
#define STORY_QUALITY_WORDS_H

#include "base/buf.h"
#include "state/quality.h"

struct compose;

/* "PJSIP/alice-00000001: from it 3 of 501 lost, jitter 14.4 ms, MES 88.1; to it …; round trip 0.4
 * ms": what is known. */
void quality_say(const struct quality_stream *s, struct buf *out);

/* Add FromLost, FromPackets, FromJitter (seconds), FromIAJitter (as the server sent it), FromMES,
 * the same with To, and RTT (seconds). */
void quality_add(const struct quality_stream *s, struct compose *c);

#endif
