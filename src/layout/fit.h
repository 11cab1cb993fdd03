/* SPDX-License-Identifier: ISC */
/*
 * Decides how many columns each part of a line gets. Alignment blanks are removed first, then the
 * least important parts are cut, the widest of them first. Does not know the text.
 */
#ifndef LAYOUT_FIT_H
#define LAYOUT_FIT_H

#include <stdbool.h>
#include <stddef.h>

/* How important a part is: the first are cut first. */
enum fit_weight { FIT_TEXT, FIT_NAME, FIT_TIME, FIT_KEY, FIT_TITLE };

#define FIT_WEIGHTS (FIT_TITLE + 1)

#define FIT_PARTS 32 /* at most, with FIT_ELLIPSIS */

/* All in columns of the terminal. */
struct fit {
	size_t natural; /* what its text takes */
	size_t least;   /* it is cut to this before anything more important is cut, */
	size_t bottom;  /* and to this when all are as short as their least; 0: to one column */
	size_t filled;  /* blanks fill it up to this many, if there is room */
	size_t gap;     /* blanks before it, unless it is the first */
	enum fit_weight weight;
	bool firm;      /* its blanks stay until everything is as short as its least */
	bool uncut;     /* all of it or nothing */
	bool hidden;    /* set by the caller for a part that is not there, or by fit_parts */
	size_t width;   /* out: what its text gets, */
	size_t blanks;  /* and how many blanks follow it; FIT_ELLIPSIS: none at the end */
};

/* What a part may be cut to before one is left out. */
enum fit_floor {
	FIT_ELLIPSIS, /* one column, keys and titles their least; what matters least goes first */
	FIT_LEAST,    /* its least; of what matters least the one at the right goes first, and the
		       * first of all stays */
};

/* Fit the parts into columns; 0: no limit. Returns how many were left out. A single remaining part
 * is cut to fit. */
size_t fit_parts(struct fit *parts, size_t n, size_t columns, enum fit_floor floor);

#endif
