/* SPDX-License-Identifier: ISC */
/* Collects the names that there are. */
#include "client/near_names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "base/text.h"
#include "client/messages.h"

#define NAMES_MAX   1000 /* that are looked at */
#define SUGGESTIONS 3

struct names {
	char *v[NAMES_MAX + 1]; /* NULL at the end */
	size_t n;
};

static void
add(struct names *names, struct str before, struct str name)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	text_escape(&text, before);
	text_escape(&text, name);
	if (names->n < NAMES_MAX && text.n > before.n)
		names->v[names->n++] = mem_strdup(buf_z(&text));
	buf_clear(&text);
}

static void
add_message(struct names *names, struct str before, const struct msg *m)
{
	for (size_t i = 0; m && m->json && i < m->n + m->hidden; i++)
		add(names, before, msg_name(m, i));
}

/* Collect what ${name} can be. */
static void
collect(struct names *names, const struct messages *m, struct str name)
{
	size_t dot = str_chr(name, '.');
	const struct msg *named = dot < name.n ? messages_named(m, str_head(name, dot)) : NULL;

	if (named)
		add_message(names, str_head(name, dot + 1), named);
	for (size_t i = m->rows_n; i > 0 && !named; i--)
		add_message(names, STR(""), m->rows[i - 1]);
	for (size_t i = 0; i < 2 && !named && !m->rows_n; i++)
		add_message(names, STR(""), m->last[i]);
}

/* What follows the last dot. */
static struct str
last_part(struct str name)
{
	size_t at = name.n;

	while (at > 0 && name.p[at - 1] != '.')
		at--;
	return str_from_at(name, at);
}

static bool
is_among(char *const *names, size_t n, const char *one)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(str_of(names[i]), str_of(one)))
			return true;
	return false;
}

/* Append the names that have the same last part as this one, and more before it. */
static void
add_longer(struct buf *out, const struct names *names, struct str name)
{
	struct str part = last_part(name);
	size_t n = 0;

	for (size_t i = 0; i < names->n && part.n && n < SUGGESTIONS; i++) {
		struct str one = str_of(names->v[i]);
		if (one.n == part.n || !str_ieq(last_part(one), part) ||
		    is_among(names->v, i, names->v[i]))
			continue;
		buf_addf(out, "%s%s", n++ ? ", " : "", names->v[i]);
	}
}

static const char *
candidate(void *arg, size_t i)
{
	return ((const struct names *)arg)->v[i];
}

/* Append the hint, and free the names. */
static void
finish(struct buf *out, struct names *names, struct str name)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	add_longer(&near, names, name);
	if (near.n == 0)
		suggest_names(&near, name, candidate, names);
	if (near.n)
		buf_addf(out, " (did you mean %s?)", buf_z(&near));
	buf_clear(&near);
	for (size_t i = 0; i < names->n; i++)
		free(names->v[i]);
	free(names);
}

void
near_names(struct buf *out, const struct messages *m, struct str name)
{
	struct names *names = mem_alloc(sizeof(*names));

	collect(names, m, name);
	finish(out, names, name);
}

void
near_names_in(struct buf *out, const struct msg *m, struct str name)
{
	struct names *names = mem_alloc(sizeof(*names));

	add_message(names, STR(""), m);
	finish(out, names, name);
}
