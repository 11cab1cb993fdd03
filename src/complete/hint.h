/* SPDX-License-Identifier: ISC */
/* What the word under the cursor and those after it may be, in few words. */
#ifndef COMPLETE_HINT_H
#define COMPLETE_HINT_H

#include "complete/source.h"

/*
 * Append what can follow a line up to its cursor, from the rows of commands and the parameters of
 * actions: "CHANNEL DEST [Header=value…]". As much as fits these columns: if not all, what is
 * required, if not that, the next word. Nothing if nothing fits or is known.
 */
void complete_hint(
    struct buf *out, struct str line, size_t columns, const struct complete_source *source);

#endif
