/* SPDX-License-Identifier: ISC */
/* Splits a line, finds its row, runs it. */
#include "cli.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"

static const struct cli_row *const tables[] = {sim_cli_core, sim_cli_pbx, sim_cli_manual};

void
sim_cli_each(void (*fn)(const struct cli_row *row, void *context), void *context)
{
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const struct cli_row *row = tables[t]; row->words; row++)
			fn(row, context);
}

static void
add_word(struct words *words, struct buf *word)
{
	if (words->n < CLI_WORDS)
		words->word[words->n++] = mem_strdup(buf_z(word));
	buf_reset(word);
}

void
sim_words_split(struct words *words, const char *line)
{
	struct buf word = BUF_INIT(BUF_MAX_LINE);
	bool quoted = false, inside = false;

	words->n = 0;
	for (; *line; line++) {
		if (!quoted && (*line == ' ' || *line == '\t')) {
			if (inside)
				add_word(words, &word);
			inside = false;
			continue;
		}
		inside = true;
		if (*line == '"')
			quoted = !quoted;
		else if (*line == '\\' && line[1])
			buf_addc(&word, *++line);
		else
			buf_addc(&word, *line);
	}
	if (inside)
		add_word(words, &word);
	buf_clear(&word);
}

void
sim_words_free(struct words *words)
{
	while (words->n)
		free(words->word[--words->n]);
}

/* How many words the row has, if the line begins with them; else 0. */
static size_t
match(const struct cli_row *row, const struct words *line)
{
	struct words own;
	size_t n;

	sim_words_split(&own, row->words);
	bool fits = own.n <= line->n;
	for (size_t i = 0; fits && i < own.n; i++)
		fits = strcasecmp(own.word[i], line->word[i]) == 0;
	n = fits ? own.n : 0;
	sim_words_free(&own);
	return n;
}

struct search {
	const struct words *line;
	const struct cli_row *row;
	size_t matched;
};

/* Keep the row that matches the most words. */
static void
consider(const struct cli_row *row, void *context)
{
	struct search *search = context;
	size_t n = match(row, search->line);

	if (n > search->matched) {
		search->row = row;
		search->matched = n;
	}
}

static void
put_usage(const struct cli_row *row, struct buf *out)
{
	buf_addf(out, "Usage: %s%s%s\n       %s.\n", row->words, *row->args ? " " : "", row->args,
	    row->summary);
}

static void
put_unknown(const char *line, const struct words *words, struct buf *out)
{
	buf_addf(out, "No such command '%s' (type 'core show help", line);
	for (size_t i = 0; i < words->n && i < 3; i++)
		buf_addf(out, " %s", words->word[i]);
	buf_addz(out, "' for other possible commands)\n");
}

bool
sim_cli_run(struct sim *sim, const char *line, struct buf *out)
{
	struct words words, args = {.n = 0};
	enum cli_result result = CLI_FAILED;

	sim_words_split(&words, line);
	struct search search = {.line = &words};
	sim_cli_each(consider, &search);
	for (size_t i = search.matched; i < words.n; i++)
		args.word[args.n++] = words.word[i];
	if (!search.row) {
		put_unknown(line, &words, out);
	} else if (args.n < search.row->min || args.n > search.row->max) {
		result = CLI_USAGE;
	} else {
		result = search.row->run(sim, &args, out);
	}
	if (result == CLI_USAGE)
		put_usage(search.row, out);
	sim_words_free(&words);
	return result == CLI_DONE;
}
