/* SPDX-License-Identifier: ISC */
/* LINE where TERM…: which items of LINE's list are kept. */
#ifndef LANG_WHERE_H
#define LANG_WHERE_H

#include "lang/term.h"

struct cmd;
struct words;

struct where {
	struct terms terms;
	bool *seen;   /* for each term: did an item have its header? */
	size_t items; /* how many there were */
	struct msg *first; /* a copy of the first, if it is one of ARI; NULL: it is not */
};

/* What the word is in a line of this command (NULL: an action), which the words begin with. */
enum where_use {
	WHERE_VALUE, /* one like others, or the LINE in it has it */
	WHERE_TERMS, /* it may stand before the terms that the command takes */
	WHERE_ITEMS, /* it picks items of the list */
	WHERE_NEVER, /* nothing: the answer is no list */
};
enum where_use where_use(const struct cmd *cmd, const struct words *words);

/* The place of the word in words, or words->n; a -- before it, and quotes, make it a value. */
size_t where_find(const struct words *words);

/* Take the terms in words[at..], words[at] being `where`. ERR_USAGE: there are none, or one is
 * wrong. Clear it in any case. */
int where_read(struct where *w, const struct words *words, size_t at, struct err *err);
void where_clear(struct where *w);

/* Is this item kept? arg is the struct where. */
bool where_keeps(void *arg, const struct msg *item);

/* Append the headers that no item had, as "A, B": probably misspelt. False: there are none, or
 * there was no item. */
bool where_unseen(const struct where *w, struct buf *names);

#endif
