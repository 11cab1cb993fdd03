/* SPDX-License-Identifier: ISC */
/* Words to parameters, in one place. */
#include "lang/fill.h"

#include <stdlib.h>

#include "base/mem.h"

void
fill_mark(struct fill *f, struct str name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_ieq(str_of(f->v[i].name), name))
			f->given[i] = true;
}

void
fill_begin(struct fill *f, const struct docs *docs, const struct action_facts *facts,
    const struct words *words, size_t from, size_t to)
{
	struct header h;

	*f = (struct fill){0};
	if (docs || facts) {
		f->v = docs ? docs->v : facts->parameters;
		f->n = docs ? docs->n : facts->parameters_n;
	}
	f->given = mem_array(f->n, sizeof(*f->given));
	for (size_t i = from; i < to && !word_is_dashes(&words->v[i]); i++)
		if (args_header(&words->v[i], &h))
			fill_mark(f, h.name);
}

void
fill_clear(struct fill *f)
{
	free(f->given);
	*f = (struct fill){0};
}

bool
fill_open(const struct fill *f, size_t i)
{
	return !f->given[i] || f->v[i].repeated;
}

const struct parameter *
fill_next(const struct fill *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (fill_open(f, i))
			return &f->v[i];
	return NULL;
}

bool
fill_word(struct fill *f, const struct word *word, struct header *h)
{
	*h = (struct header){0};
	if (!f->plain && word_is_dashes(word)) {
		f->plain = true;
		return true;
	}
	if (!f->plain && args_header(word, h))
		return true;
	const struct parameter *p = fill_next(f);
	if (!p)
		return false;
	*h = (struct header){.name = str_of(p->name), .value = word->text};
	fill_mark(f, h->name);
	return true;
}
