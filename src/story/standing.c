/* SPDX-License-Identifier: ISC */
/* A bounded table of names. */
#include "story/standing.h"

#include <stdlib.h>

#include "base/mem.h"

#define NAME_BYTES 256

void
standings_init(struct standings *s)
{
	*s = (struct standings){.subject = BUF_INIT(BUF_MAX_TEXT)};
}

static void
forget_all(struct standings *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i].name);
	keys_clear(&s->keys);
	s->n = 0;
}

void
standings_clear(struct standings *s)
{
	forget_all(s);
	free(s->v);
	s->v = NULL;
	buf_clear(&s->subject);
}

struct standing *
standings_get(struct standings *s, struct str name)
{
	name = str_head(name, NAME_BYTES);
	size_t found = keys_find(&s->keys, name);

	if (found != KEYS_NONE)
		return &s->v[found];
	if (s->n == STANDINGS_MAX)
		forget_all(s);
	s->v = mem_more(s->v, s->n, sizeof(*s->v));
	struct standing *standing = &s->v[s->n];
	*standing = (struct standing){.name = mem_strndup(name)};
	keys_add(&s->keys, str_of(standing->name), s->n++);
	return standing;
}
