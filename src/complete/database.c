/* SPDX-License-Identifier: ISC */
/* The key-value store's families and keys. An entry is "family/key"; a slash may be in both. */
#include "complete/values.h"
#include "lang/console.h"

/* Both as one word, as the console prints it: the slash in front stays. */
static void
add_entries(struct completion *c, const struct names *entries)
{
	for (size_t i = 0; entries && i < entries->n; i++)
		completion_word(c, str_of(entries->v[i].name), str_of(entries->v[i].summary));
}

static void
add_families(struct completion *c, const struct names *entries)
{
	struct str last = STR("");

	for (size_t i = 0; entries && i < entries->n; i++) {
		struct str entry = str_of(entries->v[i].name);
		struct str family = str_head(entry, str_chr(entry, '/'));
		if (!str_eq(family, last))
			completion_word(c, family, STR(""));
		last = family;
	}
}

void
values_add_families(struct completion *c, const struct complete_source *source)
{
	const struct names *entries = source_names(source, TOPIC_DATABASE, STR(""));
	size_t slash = str_starts(c->prefix, STR("/"));

	completion_after(c, slash);
	if (str_chr(c->prefix, '/') < c->prefix.n)
		add_entries(c, entries);
	else
		add_families(c, entries);
	completion_back(c, slash);
}

void
values_add_keys(
    struct completion *c, const struct complete_source *source, struct str family)
{
	struct buf begin = BUF_INIT(BUF_MAX_LINE);

	family = console_family(family);
	const struct names *entries =
	    family.n ? source_names(source, TOPIC_DATABASE, family) : NULL;
	buf_adds(&begin, family);
	buf_addc(&begin, '/');
	for (size_t i = 0; entries && i < entries->n; i++) {
		struct str entry = str_of(entries->v[i].name);
		if (str_starts(entry, buf_str(&begin)))
			completion_word(c, str_from_at(entry, begin.n),
			    str_of(entries->v[i].summary));
	}
	buf_clear(&begin);
}
