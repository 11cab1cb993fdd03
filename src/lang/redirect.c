/* SPDX-License-Identifier: ISC */
/* Finds the operator of a line, and checks what stands before and after it. */
#include "lang/redirect.h"

#include "lang/split.h"

static const char *const operators[] = {
    [REDIRECT_PIPE] = "|",
    [REDIRECT_FILE] = ">",
    [REDIRECT_APPEND] = ">>",
};

#define KINDS (sizeof(operators) / sizeof(operators[0]))

const char *
redirect_operator(enum redirect_kind kind)
{
	return operators[kind];
}

enum redirect_kind
redirect_kind_of(const struct word *word)
{
	for (size_t i = REDIRECT_PIPE; i < KINDS; i++)
		if (word_is_operator(word, operators[i]))
			return (enum redirect_kind)i;
	return REDIRECT_NONE;
}

/* The place of the first operator, or words->n. */
static size_t
find(const struct words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		bool local = i && words->v[i].text.n && words->v[i].text.p[0] == '!' &&
		    word_is_operator(&words->v[i - 1], "do");
		if (local)
			break;
		if (redirect_kind_of(&words->v[i]) != REDIRECT_NONE)
			return i;
	}
	return words->n;
}

/* FILE is one word and the last. */
static int
check_file(const struct redirect *r, const struct words *words, size_t at, struct err *err)
{
	if (at + 2 >= words->n)
		return 0;
	const struct word *extra = &words->v[at + 2];
	if (redirect_kind_of(extra) != REDIRECT_NONE)
		return err_set(err, ERR_USAGE,
		    "results go to one place: %s and %.*s (| tee FILE gives them to both)",
		    redirect_operator(r->kind), STR_ARG(extra->text));
	return err_set(err, ERR_USAGE, "one word too many after %s %.*s: %.*s (quote a name with "
	    "blanks)", redirect_operator(r->kind), STR_ARG(words->v[at + 1].text),
	    STR_ARG(extra->text));
}

static int
take(struct redirect *r, const struct words *words, size_t at, struct str line, struct err *err)
{
	const struct word *word = &words->v[at];

	r->kind = redirect_kind_of(word);
	r->line = str_trim(str_head(line, word->start));
	r->target = str_trim(str_from_at(line, word->end));
	const char *operator = redirect_operator(r->kind);
	const char *what = r->kind == REDIRECT_PIPE ? "command" : "file";
	if (r->line.n == 0)
		return err_set(err, ERR_USAGE, "no line before %s: %.*s (LINE %s %s)", operator,
		    STR_ARG(line), operator, r->kind == REDIRECT_PIPE ? "CMD" : "FILE");
	if (at + 1 == words->n)
		return err_set(err, ERR_USAGE, "no %s after %s: %.*s (quote it if it is a value: "
		    "'%s')", what, operator, STR_ARG(line), operator);
	return r->kind == REDIRECT_PIPE ? 0 : check_file(r, words, at, err);
}

int
redirect_cut(struct redirect *r, struct str line, struct err *err)
{
	struct words words;
	int failed = 0;

	*r = (struct redirect){.line = line};
	if (str_chr(line, '|') == line.n && str_chr(line, '>') == line.n)
		return 0;
	line.n -= str_ends(line, STR("\r"));
	split_partly(&words, line);
	size_t at = find(&words);
	if (at < words.n)
		failed = take(r, &words, at, line, err);
	words_clear(&words);
	return failed;
}
