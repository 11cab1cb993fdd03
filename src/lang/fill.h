/* SPDX-License-Identifier: ISC */
/*
 * Which parameter of an action each word of a line fills: Header=value words name it, the others
 * take the parameters in order, required ones first. Pure; running a line and completing one share
 * it.
 */
#ifndef LANG_FILL_H
#define LANG_FILL_H

#include "ami/docs.h"
#include "lang/args.h"

struct fill {
	const struct parameter *v; /* borrowed */
	size_t n;
	bool *given;
	bool plain; /* after --: no word is a header any more */
};

/* Begin with what the server tells of the action, else (docs is NULL) with what we know; facts may
 * be NULL too. words[from..to) are those after the name: the headers among them count from the
 * start. Clear it. */
void fill_begin(struct fill *f, const struct docs *docs, const struct action_facts *facts,
    const struct words *words, size_t from, size_t to);
void fill_clear(struct fill *f);

/* Take the next word: *h is the header it stands for, without a name if it is the -- . False: there
 * is no parameter left for it. */
bool fill_word(struct fill *f, const struct word *word, struct header *h);

/* A parameter is given in another way. */
void fill_mark(struct fill *f, struct str name);

/* The parameter that a plain word would fill now, or NULL. */
const struct parameter *fill_next(const struct fill *f);

/* Can parameter i (i < f->n) still be given? */
bool fill_open(const struct fill *f, size_t i);

#endif
