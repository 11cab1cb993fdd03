/* SPDX-License-Identifier: ISC */
/* Assigns words to parameters. */
#include "lang/positional.h"

#include <stdlib.h>

#include "base/mem.h"

void
positional_mark(struct positional *p, struct str name)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_ieq(str_of(p->v[i].name), name))
			p->given[i] = true;
}

void
positional_begin(struct positional *p, const struct docs *docs, const struct action_facts *facts,
    const struct words *words, size_t from, size_t to)
{
	struct header h;

	*p = (struct positional){0};
	p->v = docs_parameters(docs, facts, &p->n);
	p->given = mem_array(p->n, sizeof(*p->given));
	for (size_t i = from; i < to && !word_is_dashes(&words->v[i]); i++)
		if (args_header(&words->v[i], &h))
			positional_mark(p, h.name);
}

void
positional_clear(struct positional *p)
{
	free(p->given);
	*p = (struct positional){0};
}

bool
positional_open(const struct positional *p, size_t i)
{
	return !p->given[i] || p->v[i].repeated;
}

const struct parameter *
positional_next(const struct positional *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (positional_open(p, i))
			return &p->v[i];
	return NULL;
}

bool
positional_word(struct positional *p, const struct word *word, struct header *h)
{
	*h = (struct header){0};
	if (!p->plain && word_is_dashes(word)) {
		p->plain = true;
		return true;
	}
	if (!p->plain && args_header(word, h))
		return true;
	const struct parameter *next = positional_next(p);
	if (!next)
		return false;
	*h = (struct header){.name = str_of(next->name), .value = word->text};
	positional_mark(p, h->name);
	return true;
}
