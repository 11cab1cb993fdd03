/* SPDX-License-Identifier: ISC */
/* What a picture is made of, between collecting and printing it. */
#ifndef STORY_SVG_IMPL_H
#define STORY_SVG_IMPL_H

#include "story/svg.h"

#define SVG_NONE   SIZE_MAX /* no lane */
#define SVG_COLORS 8

/* The colours of lanes, in turns: on a light ground, on a dark one. */
extern const char *const svg_colors[SVG_COLORS][2];

/* A lane that was drawn. */
struct svg_lane {
	char *name, *label;
	size_t column;
	size_t row; /* in which it begins */
	bool existed;
};

struct svg_row {
	struct timespec time;
	size_t words, words_n; /* in svg->words */
	enum arrow arrow;
	size_t from, to;     /* lanes of the arrow */
	size_t begins, ends; /* lanes */
};

/* From this row on a lane does something else; ends: it is no longer there. */
struct svg_change {
	size_t row, lane;
	enum picture_state state;
	bool ends;
};

struct svg {
	char *server, *program;
	char *id; /* Linkedid */
	struct buf title;
	bool titled; /* by who calls whom */
	struct picture picture;
	size_t lane_at[PICTURE_COLUMNS]; /* which lane a column has, */
	enum picture_state state[PICTURE_COLUMNS]; /* and what it does */
	struct svg_lane *lanes;
	size_t lanes_n;
	size_t unseen; /* lanes for which there was no column */
	struct svg_row *rows;
	size_t rows_n;
	size_t left_out; /* rows that had no room */
	struct svg_change *changes;
	size_t changes_n;
	struct buf words;
	struct buf notes; /* lines */
	bool late;        /* the call lived before it was traced */
	bool talks;       /* after the last row two or more are connected */
	struct timespec last;
	double talked; /* seconds that they were, until then */
};

#define SVG_MARGIN 24

/* Where things are, in pixels. */
struct svg_frame {
	int center[PICTURE_COLUMNS]; /* of a column */
	int words;                   /* where words begin */
	int width;
	int *y; /* the middle of each row, of its first line; the last is below them all */
};

/* Append text as XML: printable, and nothing in it is markup. */
void svg_text(struct buf *out, struct str text);

/* The same of a label, cut to what a box holds; returns the columns that it takes. */
size_t svg_label(struct buf *out, const struct svg_lane *lane);

/* Append lines, boxes, arrows and ends: all but the words. */
void svg_draw(const struct svg *s, const struct svg_frame *f, struct buf *out);

/* Append a sample of every line and what it means, as wide as the picture, the first at y. Returns
 * the y below the last. */
int svg_legend(const struct svg_frame *f, int y, struct buf *out);

/* Append the head of the file, up to what is drawn. */
void svg_open(const struct svg *s, int width, int height, struct buf *out);

/* Half of how wide the box of a lane is. */
int svg_box(const struct svg_lane *lane);

#endif
