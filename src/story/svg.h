/* SPDX-License-Identifier: ISC */
/*
 * A traced call as a picture to keep: SVG with the same lanes, steps and words as the timeline, a
 * title, and what was known of the call when it ended. Text is text, so that it can be selected and
 * searched; it needs no script, no font and nothing from elsewhere, and follows the reader's light
 * or dark colours. What callers and servers say is made printable, as for a terminal, and escaped.
 */
#ifndef STORY_SVG_H
#define STORY_SVG_H

#include "base/err.h"
#include "story/timeline_rows.h"

#define SVG_ROWS_MAX 5000 /* more are counted, not drawn */

struct svg;

/* server: as people call it; program: "amsh 1.0". Both are copied. */
struct svg *svg_new(struct str server, struct str program);
void svg_free(struct svg *s);

/* Take a row. */
void svg_row(struct svg *s, const struct timeline_row *row);

/* Take printable words that stand below the rows: how it ended, how it sounded. */
void svg_note(struct svg *s, struct str words);

/* Is there anything to see? */
bool svg_has_rows(const struct svg *s);

/* Append the whole picture, as it is so far. ERR_FAILED: it would be too big. */
int svg_print(const struct svg *s, struct buf *out, struct err *err);

#endif
