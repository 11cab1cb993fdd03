/* SPDX-License-Identifier: ISC */
/* Joins a candidate with what stands on both sides of the cursor. */
#include "complete/insert.h"

#include "complete/candidates.h"
#include "lang/split.h"

/* What follows the cursor in its word: up to a blank, or the quote that ends it. */
static struct str
rest_of_word(const struct completion *c, struct str after)
{
	size_t n = 0;

	while (n < after.n && after.p[n] != c->quote &&
	       (c->quote || (after.p[n] != ' ' && after.p[n] != '\t')))
		n++;
	return str_head(after, n);
}

/* Does the candidate end with the rest, after what is typed? */
static bool
ends_with(const struct completion *c, struct str text, struct str rest)
{
	return text.n >= c->prefix.n + rest.n && str_ieq(str_from_at(text, text.n - rest.n), rest);
}

void
insertion_quote(struct buf *out, struct str text, char quote)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (quote == '\'' && c == '\'')
			buf_addz(out, "'\\''");
		else if (quote == '"' && c && strchr("\"\\$`", c))
			buf_addf(out, "\\%c", c);
		else
			buf_addc(out, c);
	}
}

/* Append text as a word, or as its beginning: a quote that this needs stays open. */
static void
add_word(struct buf *out, const struct completion *c, struct str text, bool whole)
{
	size_t at = out->n;

	if (c->literal) {
		buf_adds(out, text);
	} else if (c->quote) {
		buf_addc(out, c->quote);
		insertion_quote(out, text, c->quote);
		if (whole)
			buf_addc(out, c->quote);
	} else {
		split_quote(out, text);
		if (!whole && out->n > at + text.n)
			out->n--;
	}
}

/* How much of the rest does text have, of which so many bytes are typed: all, or what it ends
 * with. */
static size_t
overlap(struct str text, size_t typed, struct str rest)
{
	struct str added = str_from_at(text, typed);
	size_t n = added.n < rest.n ? added.n : rest.n;

	if (str_istarts(added, rest))
		return rest.n;
	while (n > 0 && !str_ieq(str_from_at(text, text.n - n), str_head(rest, n)))
		n--;
	return n;
}

/* Separate a whole word from what follows. */
static void
end_word(struct insertion *i, const struct completion *c, struct str after)
{
	struct str left = str_from_at(after, i->forth);

	if (c->quote && left.n && left.p[0] == c->quote) {
		i->forth++;
		left = str_from_at(left, 1);
	}
	if (left.n == 0 || left.p[0] == ' ' || left.p[0] == '\t') {
		buf_addc(&i->text, ' ');
		i->forth += left.n > 0;
	}
}

bool
insertion_make(struct insertion *i, struct completion *c, struct str before, struct str after)
{
	struct str rest = rest_of_word(c, after);

	completion_prefer(c, ends_with, rest);
	size_t n = completion_common(c);
	if (c->n == 0 || (c->n > 1 && n <= c->prefix.n))
		return false;
	struct str text = c->n == 1 ? str_of(c->v[0].text) : str_head(str_of(c->v[0].text), n);
	bool whole = c->n == 1 && candidate_ends_word(&c->v[0]);
	add_word(&i->text, c, text, whole);
	i->back = before.n - c->start;
	i->forth = overlap(text, c->prefix.n, rest);
	if (whole)
		end_word(i, c, after);
	return true;
}
