/* SPDX-License-Identifier: ISC */
/* What `amsh --complete` prints for the local shells. Connects to nothing. */
#ifndef COMPLETE_SHELLS_H
#define COMPLETE_SHELLS_H

#include "base/str.h"

struct buf;

/* Append what `amsh --complete` prints for these words: a candidate, a tab and a summary a line.
 * What no line can have, a control character, is left out. */
void complete_shell(struct buf *out, char *const *words, size_t n);

/* The same for bash: its line up to the cursor, and the part of it that it replaces. Each candidate
 * is what comes in its place, quoted, on a line. */
void complete_bash(struct buf *out, struct str line, struct str replaced);

#endif
