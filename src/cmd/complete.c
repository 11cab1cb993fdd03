/* SPDX-License-Identifier: ISC */
/* Candidates by the rows of commands and options, the catalog, and what the server told. */
#include "cmd/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "ami/catalog.h"
#include "base/mem.h"
#include "cmd/args.h"
#include "cmd/mask.h"
#include "cmd/settings.h"
#include "cmd/split.h"
#include "conf/options.h"

static void
add(struct completion *c, struct str text, struct str summary, bool partial)
{
	if (!str_istarts(text, c->prefix))
		return;
	if ((c->n & (c->n + 1)) == 0)
		c->v = mem_grow(c->v, (c->n + 1) * 2, sizeof(*c->v));
	c->v[c->n++] = (struct candidate){
	    .text = mem_strndup(text),
	    .summary = mem_strndup(summary),
	    .partial = partial,
	};
}

static void
add_choices(struct completion *c, const char *choices)
{
	struct str rest = str_of(choices), one;

	while (choices && str_cut(&rest, '|', &one))
		add(c, one, STR(""), false);
}

static void
add_commands(struct completion *c)
{
	for (size_t i = 0; i < cmd_table_n; i++)
		add(c, str_of(cmd_table[i]->name), str_of(cmd_table[i]->summary), false);
}

/* The server's actions, or those we know of. */
static void
add_actions(struct completion *c, const struct complete_source *source)
{
	size_t n;
	const struct action_facts *facts = catalog_actions(&n);

	if (source->names && source->names->known) {
		for (size_t i = 0; i < source->names->n; i++)
			add(c, str_of(source->names->v[i].name),
			    str_of(source->names->v[i].summary), false);
		return;
	}
	for (size_t i = 0; i < n; i++)
		add(c, str_of(facts[i].name), STR("an action of the server"), false);
}

static void
add_aliases(struct completion *c, const struct complete_source *source)
{
	for (size_t i = 0; source->aliases && i < source->aliases->n; i++)
		add(c, str_of(source->aliases->v[i].name), str_of(source->aliases->v[i].value),
		    false);
}

/* Event names, behind the last comma. */
static void
add_events(struct completion *c)
{
	size_t n, comma = 0;
	const struct event_facts *facts = catalog_events(&n);
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; i < c->prefix.n; i++)
		if (c->prefix.p[i] == ',')
			comma = i + 1;
	for (size_t i = 0; i < n; i++) {
		buf_reset(&text);
		buf_adds(&text, str_head(c->prefix, comma));
		buf_addz(&text, facts[i].name);
		add(c, buf_str(&text), str_of(facts[i].class), false);
	}
	buf_clear(&text);
}

/* The fields of an event, as the beginning of a term. */
static void
add_fields(struct completion *c, struct str event)
{
	const struct event_facts *facts = catalog_event(event);
	struct str rest = str_of(facts ? facts->fields : ""), field;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	while (facts && str_cut(&rest, ',', &field)) {
		buf_reset(&text);
		buf_adds(&text, field);
		buf_addc(&text, '=');
		add(c, buf_str(&text), STR(""), true);
	}
	buf_clear(&text);
}

static const struct parameter *
find_parameter(const struct action_facts *facts, struct str name)
{
	for (size_t i = 0; facts && i < facts->parameters_n; i++)
		if (str_ieq(str_of(facts->parameters[i].name), name))
			return &facts->parameters[i];
	return NULL;
}

/* Header= words of an action, and the values of one that has choices. */
static void
add_headers(struct completion *c, struct str action)
{
	const struct action_facts *facts = catalog_action(action);
	const struct parameter *p;
	struct header h;
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	const struct word word = {.text = c->prefix, .typed = c->prefix.n};

	if (args_header(&word, &h) && (p = find_parameter(facts, h.name)) && p->choices) {
		struct str rest = str_of(p->choices), one;
		while (str_cut(&rest, '|', &one)) {
			buf_reset(&text);
			buf_addf(&text, "%.*s=%.*s", STR_ARG(h.name), STR_ARG(one));
			add(c, buf_str(&text), STR(""), false);
		}
	}
	for (size_t i = 0; facts && i < facts->parameters_n; i++) {
		buf_reset(&text);
		buf_addf(&text, "%s=", facts->parameters[i].name);
		add(c, buf_str(&text), facts->parameters[i].required ? STR("required") : STR(""),
		    true);
	}
	buf_clear(&text);
}

/* Names in the folder that the prefix names. */
static void
add_files(struct completion *c)
{
	size_t slash = c->prefix.n;
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct dirent *entry;

	while (slash > 0 && c->prefix.p[slash - 1] != '/')
		slash--;
	buf_adds(&path, slash ? str_head(c->prefix, slash) : STR("."));
	DIR *dir = opendir(buf_z(&path));
	while (dir && (entry = readdir(dir))) {
		struct stat st;
		if (entry->d_name[0] == '.' && (slash == c->prefix.n || c->prefix.p[slash] != '.'))
			continue;
		buf_reset(&path);
		buf_adds(&path, str_head(c->prefix, slash));
		buf_addz(&path, entry->d_name);
		bool folder = stat(buf_z(&path), &st) == 0 && S_ISDIR(st.st_mode);
		if (folder)
			buf_addc(&path, '/');
		if (str_starts(buf_str(&path), c->prefix))
			add(c, buf_str(&path), STR(""), folder);
	}
	if (dir)
		closedir(dir);
	buf_clear(&path);
}

static void
add_settings(struct completion *c)
{
	const char *name, *choices;

	for (size_t i = 0; (name = settings_name(i, &choices)); i++)
		add(c, str_of(name), str_of(choices), false);
}

static void
add_setting_values(struct completion *c, struct str setting)
{
	const char *name, *choices;

	for (size_t i = 0; (name = settings_name(i, &choices)); i++)
		if (str_ieq(str_of(name), setting))
			add_choices(c, choices);
}

/* The positional argument that the last word fills, options and their values left out. */
static const struct arg_spec *
positional(const struct cmd *cmd, const struct words *w)
{
	size_t nth = 0;

	for (size_t i = 1; i + 1 < w->n; i++) {
		const struct arg_spec *option = NULL;
		for (const struct arg_spec *a = cmd->args; a->name; a++)
			if (a->option && str_eq(str_of(a->option), w->v[i].text))
				option = a;
		if (!option)
			nth++;
		else if (option->type != ARG_FLAG)
			i++;
	}
	for (const struct arg_spec *a = cmd->args; a->name; a++) {
		if (a->option)
			continue;
		if (nth == 0 || a->repeated || a->type == ARG_REST)
			return a;
		nth--;
	}
	return NULL;
}

static void
add_options_of(struct completion *c, const struct cmd *cmd)
{
	for (const struct arg_spec *a = cmd->args; a->name; a++)
		if (a->option && c->prefix.n && c->prefix.p[0] == '-')
			add(c, str_of(a->option), a->type == ARG_FLAG ? STR("") : str_of(a->name),
			    false);
}

/* Candidates for an argument of a command. */
static void
add_argument(struct completion *c, const struct words *w, const struct complete_source *source)
{
	const struct arg_spec *spec = positional(c->cmd, w);
	bool is_set = strcmp(c->cmd->name, "set") == 0;

	add_options_of(c, c->cmd);
	if (!spec)
		return;
	if (is_set && w->n == 2)
		add_settings(c);
	else if (is_set && w->n == 3)
		add_setting_values(c, w->v[1].text);
	else if (strcmp(c->cmd->name, "events") == 0)
		add_choices(c, "on|off"), add_choices(c, mask_classes());
	switch (spec->type) {
	case ARG_CHOICE:
		add_choices(c, spec->choices);
		break;
	case ARG_EVENT:
		add_events(c);
		break;
	case ARG_TERM:
		add_fields(c, w->n > 2 ? w->v[w->n - 2].text : STR(""));
		break;
	case ARG_FILE:
		add_files(c);
		break;
	case ARG_COMMAND:
		add_commands(c);
		add_actions(c, source);
		add(c, STR("event"), STR("what an event means"), false);
		break;
	case ARG_ACTION:
		add_actions(c, source);
		break;
	case ARG_HEADER:
		add_headers(c, w->v[1].text);
		break;
	default:
		break;
	}
}

static int
compare(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return str_icmp(str_of(x->text), str_of(y->text));
}

/* Sort, and drop what is there twice (a command and an action of one name). */
static void
tidy(struct completion *c)
{
	size_t kept = 0;

	if (c->n)
		qsort(c->v, c->n, sizeof(*c->v), compare);
	for (size_t i = 0; i < c->n; i++) {
		if (kept && str_ieq(str_of(c->v[kept - 1].text), str_of(c->v[i].text))) {
			free(c->v[i].text);
			free(c->v[i].summary);
		} else {
			c->v[kept++] = c->v[i];
		}
	}
	c->n = kept;
}

/* Candidates for the last of these words, the first being the command. */
static void
complete_words(struct completion *c, const struct words *w, const struct complete_source *source)
{
	struct err ignored;

	if (w->n <= 1) {
		add_commands(c);
		add_aliases(c, source);
		add_actions(c, source);
		return;
	}
	c->cmd = cmd_find(w->v[0].text, false, &ignored);
	if (!c->cmd && source->abbreviations && !catalog_action(w->v[0].text))
		c->cmd = cmd_find(w->v[0].text, true, &ignored);
	if (c->cmd)
		add_argument(c, w, source);
	else
		add_headers(c, w->v[0].text);
}

void
complete_line(struct completion *c, struct str line, const struct complete_source *source)
{
	struct words w;

	*c = (struct completion){.memory = BUF_INIT(BUF_MAX_LINE), .start = line.n};
	split_partly(&w, line);
	bool blank = w.n == 0 || (w.v[w.n - 1].end < line.n && !w.open);
	if (!w.comment && !blank) {
		c->start = w.v[w.n - 1].start;
		c->quote = w.open;
		buf_adds(&c->memory, w.v[w.n - 1].text);
	}
	c->prefix = buf_str(&c->memory);
	if (blank) {
		w.v = mem_grow(w.v, w.n + 1, sizeof(*w.v));
		w.v[w.n++] = (struct word){.text = STR("")};
	}
	if (!w.comment)
		complete_words(c, &w, source);
	words_clear(&w);
	tidy(c);
}

/* The option that this word is, or false. *value: the word behind it is its value. */
static bool
is_option(struct str word, struct option_row *o, bool *value)
{
	for (size_t i = 0; options_row(i, o); i++) {
		bool is_long = o->name && str_starts(word, STR("--")) &&
		    str_eq(str_from_at(word, 2), str_of(o->name));
		bool is_short = word.n == 2 && word.p[0] == '-' && o->letter &&
		    (word.p[1] == o->letter || word.p[1] == o->other_letter);
		*value = o->argument && !o->optional;
		if (is_long || is_short)
			return true;
	}
	return false;
}

static void
add_program_options(struct completion *c)
{
	struct option_row o;
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 0; options_row(i, &o); i++) {
		buf_reset(&text);
		if (o.name)
			buf_addf(&text, "--%s", o.name);
		else
			buf_addf(&text, "-%c", o.letter);
		add(c, buf_str(&text), str_of(o.summary), false);
	}
	buf_clear(&text);
}

/* The value of an option of the program. */
static void
add_option_value(struct completion *c, const struct option_row *o)
{
	if (o->choices)
		add_choices(c, o->choices);
	else if (o->argument && str_starts(str_of(o->argument), STR("FILE")))
		add_files(c);
}

void
complete_argv(struct completion *c, char *const *words, size_t n)
{
	const struct complete_source nothing = {0};
	struct option_row o;
	struct words w;
	size_t first = 0;
	bool value = false;

	*c = (struct completion){.memory = BUF_INIT(BUF_MAX_LINE)};
	buf_addz(&c->memory, n ? words[n - 1] : "");
	c->prefix = buf_str(&c->memory);
	while (first + 1 < n && words[first][0] == '-' && words[first][1]) {
		bool known = is_option(str_of(words[first]), &o, &value);
		first += known && value ? 2 : 1;
	}
	if (first >= n && n >= 2) {
		add_option_value(c, &o);
	} else if (c->prefix.n && c->prefix.p[0] == '-' && first + 1 >= n) {
		add_program_options(c);
	} else {
		split_argv(&w, words + first, n - first);
		complete_words(c, &w, &nothing);
		words_clear(&w);
	}
	tidy(c);
}

void
completion_clear(struct completion *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].text);
		free(c->v[i].summary);
	}
	free(c->v);
	buf_clear(&c->memory);
	*c = (struct completion){0};
}

size_t
completion_common(const struct completion *c)
{
	size_t common = c->n ? strlen(c->v[0].text) : 0;

	for (size_t i = 1; i < c->n; i++) {
		size_t k = 0;
		while (k < common && str_lower(c->v[i].text[k]) == str_lower(c->v[0].text[k]))
			k++;
		common = k;
	}
	return common;
}
