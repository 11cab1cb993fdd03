/* SPDX-License-Identifier: ISC */
/*
 * Which parameter of an action each word of a line fills: Header=value words name it, the others
 * take the parameters in order, required ones first. Pure; running a line and completing one share
 * it.
 */
#ifndef LANG_POSITIONAL_H
#define LANG_POSITIONAL_H

#include "ami/docs.h"
#include "lang/args.h"

struct positional {
	const struct parameter *v; /* borrowed */
	size_t n;
	bool *given;
	bool plain; /* after --: no word is a header any more */
};

/* Begin with the server's documentation of the action, else (docs is NULL) with the catalog's;
 * facts may be NULL too. words[from..to) are those after the name: the headers among them count
 * from the start. Clear it. */
void positional_begin(struct positional *p, const struct docs *docs,
    const struct action_facts *facts,
    const struct words *words, size_t from, size_t to);
void positional_clear(struct positional *p);

/* Take the next word: *h is its header, without a name if it is the -- . False: there is no
 * parameter left for it. */
bool positional_word(struct positional *p, const struct word *word, struct header *h);

/* A parameter is given in a different way. */
void positional_mark(struct positional *p, struct str name);

/* The parameter that a plain word would fill now, or NULL. */
const struct parameter *positional_next(const struct positional *p);

/* Can parameter i (i < p->n) still be given? */
bool positional_open(const struct positional *p, size_t i);

#endif
