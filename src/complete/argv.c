/* SPDX-License-Identifier: ISC */
/* Candidates for the words after `amsh`: options, their values, then a command's words. */
#include "complete/complete.h"
#include "complete/complete_impl.h"

#include "conf/options.h"

/* The option that this word is, or NULL. *joined: where its value begins in the word, or 0. */
static const struct option_row *
find_option(struct str word, size_t *joined)
{
	size_t equals = str_chr(word, '=');
	bool is_long = str_starts(word, STR("--"));
	const struct option_row *o = is_long
	                                 ? options_named(str_from_at(str_head(word, equals), 2))
	                                 : options_lettered(word.n > 1 ? word.p[1] : '\0');

	*joined = is_long && equals < word.n ? equals + 1 : !is_long && word.n > 2 ? 2 : 0;
	return o && (is_long || word.n == 2 || o->argument) ? o : NULL;
}

static void
add_program_options(struct completion *c)
{
	const struct option_row *o;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; (o = options_row(i)); i++) {
		buf_reset(&text);
		if (o->name)
			buf_addf(&text, "--%s", o->name);
		else
			buf_addf(&text, "-%c", o->letter);
		completion_word(c, buf_str(&text), str_of(o->summary));
	}
	buf_clear(&text);
}

/* The value of an option of the program. */
static void
add_option_value(struct completion *c, const struct option_row *o, const char *config)
{
	if (o->choices)
		complete_choices(c, o->choices);
	else if (o->flags & OPTION_MASK)
		complete_mask(c);
	else if (o->flags & OPTION_SERVERS)
		complete_servers(c, config);
	else if (o->flags & OPTION_PATH)
		complete_files(c);
}

/* The last word of a command. */
static void
add_word(struct completion *c, const struct words *w, const char *config)
{
	struct pairs aliases = {0};
	const struct complete_source source = {.aliases = &aliases, .config = config};
	size_t n = variable_open(c->prefix);

	configured_aliases(&aliases, config);
	if (n) {
		completion_after(c, n);
		complete_variable(c, w, &source);
		completion_back(c, n);
	} else {
		complete_words(c, w, &source);
	}
	pairs_clear(&aliases);
}

void
complete_argv(struct completion *c, char *const *words, size_t n)
{
	const struct option_row *o = NULL;
	struct words w;
	const char *config = NULL;
	size_t first = 0, joined;

	*c = (struct completion){.memory = BUF_INIT(BUF_MAX_LINE)};
	buf_addz(&c->memory, n ? words[n - 1] : "");
	c->prefix = buf_str(&c->memory);
	while (first + 1 < n && words[first][0] == '-' && words[first][1]) {
		o = find_option(str_of(words[first]), &joined);
		bool apart = o && o->argument && !o->optional && !joined;
		if (o && (o->flags & OPTION_CONFIG))
			config = apart ? words[first + 1] : words[first] + joined;
		if (o && (o->flags & OPTION_BARE))
			config = "";
		first += apart ? 2 : 1;
	}
	if (first + 1 < n && words[first][0] == '@')
		first++;
	if (first >= n && o) {
		add_option_value(c, o, config);
	} else if (c->prefix.n && c->prefix.p[0] == '-' && first + 1 >= n) {
		o = find_option(c->prefix, &joined);
		if (o && joined) {
			completion_after(c, joined);
			add_option_value(c, o, config);
			completion_back(c, joined);
		} else {
			add_program_options(c);
		}
	} else {
		split_argv(&w, words + first, n - first);
		add_word(c, &w, config);
		words_clear(&w);
	}
	completion_tidy(c);
}
