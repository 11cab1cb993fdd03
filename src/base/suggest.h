/* SPDX-License-Identifier: ISC */
/* Finds the names that are nearest to a mistyped one. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "base/buf.h"

/* The number of single-letter changes, swaps included, from a to b, ignoring case. */
size_t suggest_distance(struct str a, struct str b);

/* Append up to three names like this one: "QueueAdd, QueueLog"; nothing if none is near. candidate
 * gives name i, or NULL at the end. */
void suggest_names(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg);

/* The same as a hint after a message: " (did you mean QueueAdd, QueueLog?)". */
void suggest_hint(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg);

#endif
