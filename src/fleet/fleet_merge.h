/* SPDX-License-Identifier: ISC */
/*
 * The output of several processes made into one, line by line: no line holds bytes of two, and
 * each keeps its order. An answer is held together where that costs little: what a process prints
 * waits until its answer is whole, but for a moment at most and not beyond a size; from then on
 * its lines pass as they come, until that answer is whole. Does no I/O, and takes the time as told.
 */
#ifndef FLEET_FLEET_MERGE_H
#define FLEET_FLEET_MERGE_H

#include "base/buf.h"
#include "base/clock.h"

#define MERGE_HOLD     200                /* ms that an answer is waited for */
#define MERGE_HOLD_MAX ((size_t)256 << 10) /* bytes of it that are kept back */

struct merge;

struct merge *merge_new(size_t sources);
void merge_free(struct merge *m);

/* Bytes came from a source. */
void merge_add(struct merge *m, size_t source, struct str bytes, msec now);

/* The answer of a source is whole: everything up to here may go. */
void merge_whole(struct merge *m, size_t source);

/* No more comes from a source; a last line without an end gets one. */
void merge_end(struct merge *m, size_t source);

/* Forget what waits of a source: nobody wants to see it. */
void merge_drop(struct merge *m, size_t source);

/* With passing every line goes as it comes, until passing is off again. */
void merge_pass(struct merge *m, bool passing);

/*
 * Append what may go now. A header row of tsv, which begins with "_server" and a tab, comes out
 * only where the rows below it need another one than the rows above.
 */
void merge_take(struct merge *m, msec now, struct buf *out);

/* When merge_take will have more although nothing came; CLOCK_NEVER. */
msec merge_deadline(const struct merge *m);

#endif
