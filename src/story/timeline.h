/* SPDX-License-Identifier: ISC */
/*
 * A traced call, step by step. For people: a line with the time, a picture with a column for each
 * channel, and what happened in words, fitted to the terminal; long words continue in the next
 * line. For programs: an event for each step, rendered like any other; its name is the step's, its
 * headers are Timestamp, Linkedid, Channel and Uniqueid, the same with Other or Target before them
 * for further parties, what the step's row says, and Text.
 */
#ifndef STORY_TIMELINE_H
#define STORY_TIMELINE_H

#include <time.h>

#include "state/trace.h"
#include "view/render.h"

struct timeline;
struct quality_stream;
struct svg;

struct timeline *timeline_new(const struct render_options *options);
void timeline_free(struct timeline *l);

/* Have all that follows drawn as well; svg is borrowed, NULL: not. */
void timeline_draw(struct timeline *l, struct svg *svg);

/* Two clocks: for steps without a time of their own, and for durations. */
struct timeline_now {
	struct timespec time;
	msec clock;
};

/* Append a step. */
void timeline_step(struct timeline *l, const struct trace_step *step,
    const struct timeline_now *now, struct buf *out);

/* Append how good the sound of a channel was. */
void timeline_quality(const struct timeline *l, const struct trace *trace,
    const struct quality_stream *stream, const struct timeline_now *now, struct buf *out);

/* Append that the call or its events have ended; only in text. */
void timeline_end(const struct timeline *l, struct buf *out);
void timeline_lost(const struct timeline *l, struct buf *out);

/* The call goes on, but is not watched any more. Only a drawing says so: the user knows. */
void timeline_stopped(const struct timeline *l);

#endif
