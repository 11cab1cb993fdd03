/* SPDX-License-Identifier: ISC */
/*
 * The picture beside a timeline: a column for each channel that lives, and arrows between them.
 *
 * 	│ there   ║ talks   ┊ hears music, or holds   ● begins   ╳ ends
 *
 * A column that is free again is given to a new channel only when there are no others.
 */
#ifndef STORY_PICTURE_H
#define STORY_PICTURE_H

#include "story/step_words.h"

#define PICTURE_COLUMNS 64 /* at most */
#define PICTURE_NOWHERE SIZE_MAX

struct picture {
	const struct lane *at[PICTURE_COLUMNS];
	size_t n;     /* columns, */
	size_t most;  /* and up to so many while all of them are taken */
	size_t used;  /* how many have been used so far */
	size_t pitch; /* from one to the next */
};

/* Room for a picture of this many columns of the terminal. */
void picture_init(struct picture *p, size_t room);

/* A picture that is printed elsewhere: as wide as it has to be, but a lane beyond so many columns
 * takes a free one. */
void picture_init_open(struct picture *p, size_t columns);

/* How many columns of the terminal it needs. */
size_t picture_width(const struct picture *p);

/* Give a lane a column, if there is one; free it. */
void picture_add(struct picture *p, const struct lane *lane);
void picture_remove(struct picture *p, const struct lane *lane);

/* The column of a lane, or PICTURE_NOWHERE. */
size_t picture_column(const struct picture *p, const struct lane *lane);

/* What a lane does. */
enum picture_state {
	PICTURE_THERE,
	PICTURE_TALKS,
	PICTURE_HOLDS, /* or hears music */
};
enum picture_state picture_state(const struct trace *trace, const struct lane *lane);

/* What is special in a row: an arrow between two lanes, one that begins, one that ends. Any of them
 * may be missing. */
struct picture_row {
	enum arrow arrow;
	const struct lane *from, *to;
	const struct lane *begins;
	const struct lane *ends;
};

/* Append a row, filled up with blanks to picture_width. */
void picture_print(const struct picture *p, const struct trace *trace,
    const struct picture_row *row, struct buf *out);

#endif
