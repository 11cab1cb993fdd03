/* SPDX-License-Identifier: ISC */
/*
 * Any line splits, or is refused with a reason; words that are quoted or joined split into themselves
 * again; and a line that is still being typed gives the same words as the finished one.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "lang/args.h"
#include "lang/cmd.h"
#include "lang/secret.h"
#include "lang/split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* No line is run: there are no commands, and nothing that they would need. */
const struct cmd *const cmd_table[] = {NULL};
const size_t cmd_table_n = 0;

/* Every name is known and brings what means most to a line. */
static bool
find(void *arg, struct str name, struct str *value)
{
	(void)arg;
	*value = name.n % 2 ? STR("'\"\\ ${x} # -- A=1") : STR("");
	return true;
}

static const struct split_source source = {.find = find, .positional = true};

/* The words of a line are those; the line is shown if not. */
static void
check_words(struct str line, const struct split_source *from, const struct words *want)
{
	struct words got;
	struct err err = {0};

	if (split_line(&got, line, from, &err) < 0 || got.n != want->n)
		goto wrong;
	for (size_t i = 0; i < got.n; i++)
		if (!str_eq(got.v[i].text, want->v[i].text))
			goto wrong;
	words_clear(&got);
	return;
wrong:
	fprintf(stderr, "%.*s: %zu words, not %zu: %s\n", STR_ARG(line), got.n, want->n, err.text);
	abort();
}

static void
check_quoting(const struct words *words)
{
	struct buf light = BUF_INIT(BUF_MAX_TEXT), always = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < words->n; i++) {
		split_quote(&light, words->v[i].text);
		split_quote_always(&always, words->v[i].text);
		buf_addc(&light, ' ');
		buf_addc(&always, ' ');
	}
	check_words(buf_str(&light), &source, words);
	check_words(buf_str(&always), &source, words);
	buf_clear(&light);
	buf_clear(&always);
}

static void
check_joining(const struct words *words)
{
	struct buf line = BUF_INIT(BUF_MAX_TEXT);

	args_join(&line, words, 0);
	if (words->n > 1)
		check_words(buf_str(&line), NULL, words);
	buf_clear(&line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str line = str_from((const char *)data, n);
	struct words words, partly;
	struct err err = {0};

	secret_in_line(line);
	split_partly(&partly, line);
	if (split_line(&words, line, &source, &err) == 0) {
		for (size_t i = 0; i < words.n; i++)
			if (words.v[i].typed > words.v[i].text.n || words.v[i].end > n)
				abort();
		check_quoting(&words);
		check_joining(&words);
	} else if (err.kind != ERR_USAGE || !err.text[0]) {
		abort();
	}
	words_clear(&words);
	if (split_line(&words, line, NULL, &err) == 0)
		check_words(line, NULL, &partly);
	words_clear(&words);
	words_clear(&partly);
	return 0;
}
