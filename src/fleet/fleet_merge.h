/* SPDX-License-Identifier: ISC */
/*
 * Merges the output of several processes line by line: no line has bytes of two, and each keeps its
 * order. Answers are kept together if that is cheap: output waits until its answer is complete, but
 * only for a moment and up to a limit; after that its lines pass as they come, until that answer is
 * complete. No I/O; time is passed in.
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

/* The rows of a source begin with this name and a tab. */
void merge_name(struct merge *m, size_t source, struct str name);

/* Bytes came from a source. */
void merge_add(struct merge *m, size_t source, struct str bytes, msec now);

/* The answer of a source is complete: everything up to here may be printed. */
void merge_whole(struct merge *m, size_t source);

/* No more comes from a source; a last line without an end gets one. */
void merge_end(struct merge *m, size_t source);

/* Lay aside what waits of a source, and what comes from now on; false: that no longer. */
void merge_lay_aside(struct merge *m, size_t source, bool aside);

/* Bytes that are laid aside; and have them merged now, as what comes from now on is. */
size_t merge_aside(const struct merge *m, size_t source);
void merge_rejoin(struct merge *m, size_t source);

/* Drop the waiting output of a source. */
void merge_drop(struct merge *m, size_t source);

/* With passing, every line is printed as it comes, until passing is off again. */
void merge_pass(struct merge *m, bool passing);

/* What merge_take gives from now on goes elsewhere, where there are no rows yet; false: where it
 * went before. */
void merge_divert(struct merge *m, bool elsewhere);

/*
 * Append what may be printed now. A header row of tsv, which begins with "_server" and a tab, is
 * printed only if it differs from that of the rows above, and again where rows of another source
 * with a different one came between.
 */
void merge_take(struct merge *m, msec now, struct buf *out);

/* The same with every complete line of one source, laid aside or not; it never goes where
 * merge_divert leads. */
void merge_take_source(struct merge *m, size_t source, struct buf *out);

/* When merge_take will have more although nothing came; CLOCK_NEVER. */
msec merge_deadline(const struct merge *m);

#endif
