/* SPDX-License-Identifier: ISC */
/*
 * A line as a list of parts. All text is collected first, then fitted (fit.h), and only then put
 * together with blanks and colour, so that a finished line is never moved or cut.
 *
 * 	struct layout l;
 * 	layout_init(&l);
 * 	when_print(&l.text, time);
 * 	layout_end(&l, &time_part);
 * 	...
 * 	layout_print(&l, out, columns, color);
 * 	layout_clear(&l);
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/buf.h"
#include "layout/fit.h"

#define LAYOUT_PARTS FIT_PARTS /* what comes after them belongs to the last */
#define LAYOUT_LINES 24        /* columns from which on a text may take several lines */

/* Where a part's text is cut. */
enum cut { CUT_END, CUT_MIDDLE, CUT_NEVER };

/* How a part is shown and how it is cut; see struct fit. */
struct part {
	const char *style; /* STYLE_…, or NULL for none */
	enum cut cut;
	enum fit_weight weight;
	size_t least;
	size_t filled;
	size_t gap;
	bool firm; /* its blanks stay as long as possible; an empty one is a blank column */
};

struct layout {
	struct buf text; /* append a part's text here, printable */
	size_t n;
	size_t end;      /* of the last part in text */
	size_t blanks;   /* at the end of the last part: they belong to the next one's gap */
	struct {
		const struct part *part;
		size_t start, end;
		size_t gap;
	} parts[LAYOUT_PARTS];
};

void layout_init(struct layout *l);
void layout_clear(struct layout *l);

/* End a part: the text added since the last part, all of it or up to an offset. The rule is
 * borrowed until the line is printed. Blanks at the edges count as gaps. */
void layout_end(struct layout *l, const struct part *part);
void layout_end_at(struct layout *l, const struct part *part, size_t end);

/* Append the line, no wider than columns (0: no limit), without a newline. */
void layout_print(const struct layout *l, struct buf *out, size_t columns, bool color);

/* The same, but where it would lose too much, in several lines: what weighs more than a name is
 * whole, and of names and text more than the ellipsis is left. Below LAYOUT_LINES it is one line.
 * Returns whether something was cut. */
bool layout_print_lines(const struct layout *l, struct buf *out, size_t columns, bool color);

/* Append all of it, in as many lines as that takes. */
void layout_print_whole(const struct layout *l, struct buf *out, size_t columns, bool color);

#endif
