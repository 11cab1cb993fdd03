/* SPDX-License-Identifier: ISC */
/* Event names and terms, parsed once and matched often. */
#include "lang/term.h"

#include <regex.h>
#include <stdlib.h>

#include "ami/alias.h"
#include "base/fold.h"
#include "base/mem.h"
#include "lang/split.h"

struct term {
	char *text; /* as typed */
	struct term_parts parts;
	regex_t compiled;
};

bool
term_split(struct term_parts *t, struct str word)
{
	size_t i = 0;

	while (i < word.n && word.p[i] != '=' && word.p[i] != '~' && word.p[i] != '!')
		i++;
	t->header = str_head(word, i);
	t->negated = i < word.n && word.p[i] == '!';
	i += t->negated;
	if (i >= word.n || (word.p[i] != '=' && word.p[i] != '~'))
		return false;
	t->regex = word.p[i] == '~';
	t->value = str_from_at(word, i + 1);
	return true;
}

static int
compile(struct term *t, struct err *err)
{
	char why[256];
	int flags = REG_EXTENDED | REG_ICASE | REG_NOSUB;
	int failed = regcomp(&t->compiled, t->parts.value.p, flags);

	if (!failed)
		return 0;
	regerror(failed, &t->compiled, why, sizeof(why));
	return err_set(err, ERR_USAGE, "bad regular expression in %s: %s", t->text, why);
}

/* The names, once; a comma list of globs. */
static int
add_names(struct terms *all, struct str word, struct err *err)
{
	if (all->names || all->n)
		return err_set(err, ERR_USAGE,
		    "not a term: %.*s (Header=glob, Header!=glob, Header~regex or Header!~regex)",
		    STR_ARG(word));
	all->names = mem_strndup(word);
	return 0;
}

int
terms_add(struct terms *all, struct str word, struct err *err)
{
	struct term t = {0};

	if (word.n == 0)
		return err_set(err, ERR_USAGE, "an event name or a term is empty");
	if (!term_split(&t.parts, word))
		return add_names(all, word, err);
	if (t.parts.header.n == 0)
		return err_set(
		    err, ERR_USAGE, "a term must begin with a header: %.*s", STR_ARG(word));
	t.text = mem_strndup(word);
	term_split(&t.parts, str_of(t.text));
	if (t.parts.regex && compile(&t, err) < 0) {
		free(t.text);
		return -1;
	}
	all->v = mem_grow(all->v, all->n + 1, sizeof(*all->v));
	all->v[all->n++] = t;
	return 0;
}

void
terms_clear(struct terms *all)
{
	for (size_t i = 0; i < all->n; i++) {
		if (all->v[i].parts.regex)
			regfree(&all->v[i].compiled);
		free(all->v[i].text);
	}
	free(all->v);
	free(all->names);
	*all = (struct terms){0};
}

/* One value against a term, without its negation. */
static bool
value_matches(const struct term *t, struct str value)
{
	if (!t->parts.regex)
		return fold_glob(t->parts.value, value);
	char *text = mem_strndup(value);
	bool matches = regexec(&t->compiled, text, 0, NULL, 0) == 0;
	free(text);
	return matches;
}

/* Is this the name of an element of that array: channels[0]? */
static bool
is_element(struct str name, struct str array)
{
	return str_istarts(name, array) && array.n < name.n && name.p[array.n] == '[' &&
	       str_chr(str_from_at(name, array.n), ']') + array.n + 1 == name.n;
}

/* Does an element of an array of that name match? */
static bool
element_matches(const struct term *t, const struct msg *m)
{
	for (size_t i = m->n; i < m->n + m->hidden; i++)
		if (is_element(msg_name(m, i), t->parts.header) &&
		    value_matches(t, msg_value(m, i)))
			return true;
	return false;
}

static bool
term_holds(const struct term *t, const struct msg *m)
{
	bool found = false, matches = false;
	struct str value, name = alias_in(m, t->parts.header);

	for (size_t at = 0; !matches && msg_each(m, name, &at, &value);) {
		found = true;
		matches = value_matches(t, value);
	}
	if (!found)
		matches = value_matches(t, STR(""));
	matches = matches || element_matches(t, m);
	return matches != t->parts.negated;
}

static bool
is_of_ari(struct str name)
{
	return str_istarts(name, STR(TERMS_ARI_PREFIX));
}

enum terms_origin
terms_origin_of(const struct msg *m)
{
	return m->json ? TERMS_ARI : TERMS_AMI;
}

unsigned
terms_origins(struct str names)
{
	struct str name;
	unsigned origins = 0;

	while (names.n && str_cut(&names, ',', &name))
		origins |= is_of_ari(name) ? TERMS_ARI : TERMS_AMI;
	return origins ? origins : TERMS_AMI;
}

bool
terms_match_name(const struct terms *all, enum terms_origin origin, struct str name)
{
	struct str rest = str_of(all->names), glob;
	bool ari = origin == TERMS_ARI;

	if (!all->names)
		return true;
	while (str_cut(&rest, ',', &glob))
		if (is_of_ari(glob) == ari &&
		    fold_glob(str_from_at(glob, ari ? STR(TERMS_ARI_PREFIX).n : 0), name))
			return true;
	return false;
}

bool
terms_match(const struct terms *all, const struct msg *m)
{
	if (!terms_match_name(all, terms_origin_of(m), msg_title(m)))
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (!term_holds(&all->v[i], m))
			return false;
	return true;
}

struct str
terms_header(const struct terms *all, size_t i)
{
	return all->v[i].parts.header;
}

void
terms_print(struct buf *out, const struct terms *all)
{
	split_quote(out, str_of(all->names ? all->names : "*"));
	for (size_t i = 0; i < all->n; i++) {
		buf_addc(out, ' ');
		split_quote(out, str_of(all->v[i].text));
	}
}
