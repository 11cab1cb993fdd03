/* SPDX-License-Identifier: ISC */
/* Quotes the values of an alias's line. */
#include "script/alias_line.h"

#include "base/buf.h"
#include "base/err.h"
#include "lang/args.h"
#include "script/held.h"

/* Would this word with a value be taken for something else when the line is read again? */
static int
check(const struct word *word, bool first, struct err *err)
{
	const char *what = NULL;
	size_t equals = str_chr(word->text, '=');
	struct str value;

	if (first)
		what = "a command";
	else if (held_makes_expression(word, &value))
		what = "a regular expression";
	else if (equals < word->text.n && equals >= word->typed)
		what = "a header";
	if (!what)
		return 0;
	return err_set(err, ERR_USAGE,
	    "alias: a value cannot be %s: %.*s (in single quotes LINE keeps ${…} for later)", what,
	    STR_ARG(word->text));
}

int
alias_line(struct buf *line, const struct words *words, size_t from, struct err *err)
{
	for (size_t i = from; i < words->n; i++) {
		const struct word *word = &words->v[i];
		if (i > from)
			buf_addc(line, ' ');
		if (word->given_n && check(word, i == from, err) < 0)
			return -1;
		if (word->given_n)
			split_quote_always(line, word->text);
		else if (words->n == from + 1)
			buf_adds(line, word->text);
		else
			args_join_word(line, word->text);
	}
	return 0;
}
