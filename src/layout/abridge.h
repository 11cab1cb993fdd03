/* SPDX-License-Identifier: ISC */
/*
 * Cuts the texts of a column, such as the names of channels, so that what tells them apart is left:
 * what all of them begin with goes first. Texts are printable.
 *
 * 	struct abridge a = {.columns = 12, .tail = 6};
 * 	abridge_note(&a, text);   each of them
 * 	abridge_end(&a);
 * 	abridge_print(&a, out, text);
 */
#ifndef LAYOUT_ABRIDGE_H
#define LAYOUT_ABRIDGE_H

#include <stdbool.h>

#include "base/buf.h"

struct abridge {
	size_t columns; /* what each text may take; 0: no limit */
	size_t tail;    /* columns of a text's end that are left if texts have nothing in common;
	                 * half of all: they are names */
	struct str first;
	size_t common;  /* bytes that all texts that are too wide begin with, */
	size_t width;   /* and the columns that these take */
	size_t widest;  /* columns of the widest text */
	bool differ;    /* not all are the same */
	size_t skip;    /* bytes that are left out in front, if need be */
};

/* Note one of the texts. It is borrowed until abridge_end. */
void abridge_note(struct abridge *a, struct str text);

/* All have been noted. */
void abridge_end(struct abridge *a);

/* Columns that show all that differs, with the ellipsis. Of one without a limit. */
size_t abridge_needs(const struct abridge *a);

/* Append one of the texts, cut if need be. Returns the columns that this takes. */
size_t abridge_print(const struct abridge *a, struct buf *out, struct str text);

/* Append a name that stands alone, cut in its middle. Of a channel's name the zeros of its number
 * go first, or else the technology, then both: PJSIP/alice-…1a, …alice-…1a. Returns the columns
 * that this takes. */
size_t abridge_name(struct buf *out, struct str name, size_t columns);

#endif
