/* SPDX-License-Identifier: ISC */
/*
 * JSON text taken apart: text that ari/jansson has passed and ari/tidy has made compact. Each value
 * is a view of its text as it was written. Of any other bytes the parts are some parts.
 */
#ifndef ARI_CUT_H
#define ARI_CUT_H

#include "base/buf.h"

/* Is it an object, an array, a string, null? */
static inline bool
cut_is(struct str value, char first)
{
	return value.n && value.p[0] == first;
}

/* The members of an object, or the elements of an array: what is between its brackets. */
struct str cut_inside(struct str value);

/* Take the first member, or element, off the front of what is inside. The name has its quotes.
 * False when nothing is left. */
bool cut_member(struct str *inside, struct str *name, struct str *value);
bool cut_element(struct str *inside, struct str *value);

/* What is between the quotes of a string; false: it has escapes, or is no string. */
bool cut_plain(struct str string, struct str *text);

/* Append what a string stands for; any other value as it is written, and nothing for null. */
void cut_text(struct buf *out, struct str value);

#endif
