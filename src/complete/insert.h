/* SPDX-License-Identifier: ISC */
/* What a completion changes in the line that is being typed. Pure. */
#ifndef COMPLETE_INSERT_H
#define COMPLETE_INSERT_H

#include "base/buf.h"

struct completion;

/* At the cursor: text replaces so many bytes before and after it, and the cursor ends up after
 * text. */
struct insertion {
	size_t back;
	size_t forth;
	struct buf text;
};

/*
 * Append what is certain: the one candidate, or what all begin with. before and after are the parts
 * of the line around the cursor. Where the cursor stands in a word, those of several candidates
 * that end with the rest of the word are meant; what the candidate has of the rest is not inserted
 * again, and the rest of the rest stays. False: nothing is certain, c has the candidates that are
 * meant.
 */
bool insertion_make(
    struct insertion *i, struct completion *c, struct str before, struct str after);

/* Append text as it stands between such quotes, ' or ". */
void insertion_quote(struct buf *out, struct str text, char quote);

#endif
