/* SPDX-License-Identifier: ISC */
/*
 * Completion for the local shells. zsh and fish split words and quote what they insert themselves;
 * bash gives its line as it is typed and inserts what it is given as it is.
 */
#include "complete/shells.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "complete/complete.h"
#include "complete/insert.h"
#include "lang/split.h"

/* What bash keeps of the word being completed, since it begins after the last of its break
 * characters, = and : among them. */
struct kept {
	size_t bytes; /* of the candidates */
	char quote;   /* that is open, or 0 */
};

/* The words after the program's name, the one being typed last. */
static char **
copy_words(const struct words *w)
{
	char **argv = mem_array(w->n, sizeof(*argv));

	for (size_t i = 1; i < w->n; i++)
		argv[i - 1] = mem_strndup(w->v[i].text);
	return argv;
}

/* What stands in the last word before the part that bash replaces. */
static struct kept
find_kept(const struct words *w, struct str line, struct str replaced)
{
	struct str word = str_from_at(line, w->v[w->n - 1].start);
	struct kept kept = {.quote = w->open};
	struct words before;

	word.n = str_ends(word, replaced) ? word.n - replaced.n : 0;
	split_partly(&before, word);
	kept.bytes = before.n ? before.v[0].text.n : 0;
	words_clear(&before);
	return kept;
}

/* Append text so that bash reads it as itself. */
static void
escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if ((unsigned char)c < 0x80 && !str_is_name_char(c) && !strchr("/.,:=@%+^", c))
			buf_addc(out, '\\');
		buf_addc(out, c);
	}
}

/* Can it be part of a line? In "…" bash has no way to write an exclamation mark. */
static bool
can_be_typed(struct str text, char quote)
{
	return text_is_printable(text) && (quote != '"' || str_chr(text, '!') == text.n);
}

static void
print(struct buf *out, struct str candidate, struct kept kept)
{
	struct str text = str_from_at(candidate, kept.bytes);

	if (!can_be_typed(candidate, kept.quote))
		return;
	if (kept.quote)
		insertion_quote(out, text, kept.quote);
	else
		escape(out, text);
	buf_addc(out, '\n');
}

void
complete_bash(struct buf *out, struct str line, struct str replaced)
{
	struct words w;
	struct completion c;

	split_typed(&w, line);
	if (w.n > 1 && !w.comment) {
		struct kept kept = find_kept(&w, line, replaced);
		char **argv = copy_words(&w);
		size_t n = w.n - 1;
		complete_argv(&c, argv, n);
		for (size_t i = 0; i < c.n; i++)
			print(out, str_of(c.v[i].text), kept);
		completion_clear(&c);
		while (n > 0)
			free(argv[--n]);
		free(argv);
	}
	words_clear(&w);
}

void
complete_shell(struct buf *out, char *const *words, size_t n)
{
	struct completion c;

	complete_argv(&c, words, n);
	for (size_t i = 0; i < c.n; i++) {
		struct str text = str_of(c.v[i].text);
		if (!can_be_typed(text, 0))
			continue;
		buf_addf(out, "%s\t", c.v[i].text);
		text_escape(out, str_of(c.v[i].summary));
		buf_addc(out, '\n');
	}
	completion_clear(&c);
}
