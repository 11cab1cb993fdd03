/* SPDX-License-Identifier: ISC */
/* Candidates from the rows of commands, the catalog, and the server. */
#include "complete/complete.h"

#include "ami/catalog.h"
#include "base/mem.h"
#include "client/fleet_member.h"
#include "complete/complete_impl.h"
#include "complete/values.h"
#include "lang/args.h"
#include "lang/settings.h"

static void
add_commands(struct completion *c)
{
	c->any_case = true;
	for (size_t i = 0; i < cmd_table_n; i++)
		if (cmd_words(cmd_table[i]) == 1)
			completion_word(
			    c, str_of(cmd_table[i]->name), str_of(cmd_table[i]->summary));
}

/* The second words of rows that begin with this one: tail after ari. */
static void
add_second_words(struct completion *c, struct str name)
{
	for (size_t i = 0; i < cmd_table_n; i++) {
		struct str rest = str_of(cmd_table[i]->name), first;
		if (cmd_words(cmd_table[i]) == 2 && str_cut(&rest, ' ', &first) &&
		    str_ieq(first, name))
			completion_word(c, rest, str_of(cmd_table[i]->summary));
	}
}

void
complete_actions(struct completion *c, const struct complete_source *source)
{
	size_t n;
	const struct action_facts *facts = catalog_actions(&n);

	if (source->names && source->names->known) {
		for (size_t i = 0; i < source->names->n; i++)
			completion_word(c, str_of(source->names->v[i].name),
			    str_of(source->names->v[i].summary));
		return;
	}
	for (size_t i = 0; i < n; i++)
		completion_word(c, str_of(facts[i].name), STR("an action of the server"));
}

static void
add_aliases(struct completion *c, const struct complete_source *source)
{
	const struct pair *p;

	for (size_t i = 0; source->aliases && (p = pairs_next(source->aliases, &i));)
		completion_word(c, str_of(p->name), str_of(p->value));
}

/* Event names, after the last comma; those of ARI are listed after ari: alone. */
static void
add_events(struct completion *c, const struct complete_source *source)
{
	const struct str ari = STR("ari:");
	size_t n, last = completion_last_part(c);
	const struct event_facts *facts = catalog_events(&n);

	completion_after(c, last);
	if (str_istarts(c->prefix, ari)) {
		completion_after(c, ari.n);
		complete_ari_types(c, source);
		completion_back(c, ari.n);
	} else {
		completion_add(c, ari, STR("an event of ARI"), CANDIDATE_BEGINNING);
	}
	for (size_t i = 0; i < n; i++)
		completion_word(c, str_of(facts[i].name), str_of(facts[i].class));
	completion_back(c, last);
}

/* The terms for events: a list of names. */
static void
add_terms(struct completion *c, struct str events, const struct complete_source *source)
{
	const struct event_facts *facts;
	struct str one, rest = events;

	if (complete_term_value(c, events, source))
		return;
	while (rest.n && str_cut(&rest, ',', &one))
		if ((facts = catalog_event(one)))
			complete_term_header(c, str_of(facts->fields));
}

static void
add_settings(struct completion *c)
{
	const char *name, *choices;

	for (size_t i = 0; (name = settings_name(i, &choices)); i++)
		completion_word(c, str_of(name), str_of(choices));
}

static void
add_setting_values(struct completion *c, struct str setting)
{
	const char *name, *choices;

	for (size_t i = 0; (name = settings_name(i, &choices)); i++)
		if (str_ieq(str_of(name), setting))
			complete_choices(c, choices);
}

static void
add_options_of(struct completion *c, const struct cmd *cmd)
{
	for (const struct arg_spec *a = cmd->args; a->name; a++)
		if (a->option && c->prefix.n && c->prefix.p[0] == '-')
			completion_word(
			    c, str_of(a->option), a->type == ARG_FLAG ? STR("") : str_of(a->name));
}

/* The word given for the argument of that type, if any. */
static struct str
argument_of(const struct args *a, enum arg_type type)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->cmd->args[a->v[i].spec].type == type)
			return a->v[i].text;
	return STR("");
}

/* Is it the row, which help explains, that has the paths of ARI? */
static bool
is_of_ari(struct str name, const struct complete_source *source)
{
	return cmd_takes(complete_command(name, source), ARG_QUERY);
}

/* Candidates for the next argument. */
static void
add_values(struct completion *c, const struct arg_spec *spec, const struct args *before,
    const struct words *w, const struct complete_source *source)
{
	const struct str none = STR("");

	switch (spec->type) {
	case ARG_CHOICE:
	case ARG_SWITCH:
		complete_choices(c, spec->choices);
		break;
	case ARG_EVENT:
		add_events(c, source);
		break;
	case ARG_TERM:
		add_terms(c, argument_of(before, ARG_EVENT), source);
		break;
	case ARG_TOPIC:
		add_second_words(c, argument_of(before, ARG_COMMAND));
		if (is_of_ari(argument_of(before, ARG_COMMAND), source))
			complete_ari_help(c, w, source);
		else if (str_ieq(argument_of(before, ARG_COMMAND), STR("action")))
			complete_actions(c, source);
		else
			add_events(c, source);
		break;
	case ARG_PATH:
		if (c->cmd && cmd_takes(c->cmd, ARG_QUERY))
			complete_ari_path(c, w, source);
		else if (is_of_ari(argument_of(before, ARG_COMMAND), source))
			complete_ari_help(c, w, source);
		break;
	case ARG_QUERY:
		complete_ari_query(c, w, source);
		break;
	case ARG_ARI_APP:
		complete_ari_apps(c, source);
		break;
	case ARG_ARI_EVENT:
		complete_ari_event(c, argument_of(before, spec->type).n == 0, source);
		break;
	case ARG_MASK:
		complete_mask(c);
		break;
	case ARG_SERVER:
		complete_server(c, source->config);
		break;
	case ARG_KEY:
		values_add(c, source, VALUE_KEY, argument_of(before, ARG_FAMILY));
		break;
	case ARG_SETTING:
		add_settings(c);
		break;
	case ARG_SETTING_VALUE:
		add_setting_values(c, argument_of(before, ARG_SETTING));
		break;
	case ARG_CHECKED:
		if (str_ieq(argument_of(before, ARG_CHOICE), STR("queue")))
			values_add(c, source, VALUE_QUEUE, none);
		else if (str_ieq(argument_of(before, ARG_CHOICE), STR("endpoints")))
			values_add(c, source, VALUE_ENDPOINT, none);
		break;
	case ARG_FILE:
		complete_files(c);
		break;
	case ARG_COMMAND:
		add_commands(c);
		complete_actions(c, source);
		completion_word(c, STR("event"), STR("what an event means"));
		break;
	case ARG_ACTION:
		complete_actions(c, source);
		break;
	case ARG_HEADER:
		complete_action(c, w->v[1].text, w, 2, source);
		break;
	case ARG_REST:
		if (value_of_argument(c->cmd, spec) == VALUE_CONSOLE)
			complete_console(c, w, source);
		break;
	default:
		values_add(c, source, value_of_argument(c->cmd, spec), none);
	}
}

/* Candidates for the last word of a command: an option, a header, an argument. */
static void
add_argument(struct completion *c, const struct words *w, const struct complete_source *source)
{
	const struct words before = {.v = w->v, .n = w->n - 1};
	struct args a;
	struct str value;

	args_sort(&a, c->cmd, &before);
	const struct arg_spec *joined = args_joined(&a, &w->v[w->n - 1], &value);
	const struct arg_spec *spec = joined ? joined : args_turn(&a);
	bool named = !joined && !a.open && !a.plain; /* by an option, or a header */
	if (named)
		add_options_of(c, c->cmd);
	if (named && (c->cmd->flags & CMD_HEADERS) && (!spec || spec->optional))
		complete_row_headers(c, w, source);
	size_t before_value = joined ? c->prefix.n - value.n : 0;
	completion_after(c, before_value);
	if (spec)
		add_values(c, spec, &a, w, source);
	completion_back(c, before_value);
	args_clear(&a);
}

/* May the action with the row's name be meant? Then all words are Header=value. */
static bool
is_plain_action(const struct cmd *cmd, const struct words *w)
{
	struct header h;
	size_t checked = w->n == 2 ? 2 : w->n - 1;

	for (size_t i = 1; i < checked; i++)
		if (!args_header(&w->v[i], &h))
			return false;
	return cmd->action && str_ieq(str_of(cmd->action), w->v[0].text);
}

size_t
complete_after_do(const struct words *w)
{
	struct words before = {.v = w->v, .n = w->n - 1};

	split_hold(&before);
	return before.held;
}

/* A line of which another one is a part: complete that. False: the word is none of it. */
static bool
complete_part(struct completion *c, const struct words *w, const struct complete_source *source)
{
	struct words before = {.v = w->v, .n = w->n - 1};
	size_t at = complete_after_do(w);
	struct args a;

	if (!at) {
		args_sort(&a, c->cmd, &before);
		const struct arg_spec *turn = args_turn(&a);
		at = a.line ? a.line : turn && turn->type == ARG_LINE ? before.n : 0;
		args_clear(&a);
		if (at == before.n && c->prefix.n && c->prefix.p[0] == '-')
			return false;
	}
	if (at)
		complete_words(c, &(struct words){.v = w->v + at, .n = w->n - at}, source);
	return at > 0;
}

/* The words of an alias and those after its name, as one line. False: it is none. */
static bool
complete_alias(
    struct completion *c, const struct words *w, const struct complete_source *source)
{
	struct complete_source inner = *source;
	struct words own;
	struct str value;

	if (!source->aliases || !pairs_find(source->aliases, w->v[0].text, &value))
		return false;
	inner.aliases = NULL; /* one may name itself */
	split_partly(&own, value);
	size_t n = own.n;
	own.v = mem_grow(own.v, n + w->n, sizeof(*own.v));
	memcpy(own.v + n, w->v + 1, (w->n - 1) * sizeof(*own.v));
	own.n = n + w->n - 1;
	if (n)
		complete_words(c, &own, &inner);
	words_clear(&own);
	return true;
}

const struct cmd *
complete_command(struct str name, const struct complete_source *source)
{
	struct err ignored;
	const struct cmd *cmd = cmd_find(name, false, &ignored);

	if (!cmd && source->abbreviations && !catalog_action(name))
		cmd = cmd_find(name, true, &ignored);
	return cmd;
}

void
complete_words(struct completion *c, const struct words *w, const struct complete_source *source)
{
	if (w->n <= 1) {
		add_commands(c);
		add_aliases(c, source);
		complete_actions(c, source);
		return;
	}
	if (complete_operator(c, w, source) || complete_alias(c, w, source))
		return;
	c->cmd = complete_command(w->v[0].text, source);
	if (w->n == 2)
		add_second_words(c, w->v[0].text);
	else
		c->cmd = cmd_second(c->cmd, w->v[0].text, w->v[1].text);
	if (c->cmd && (c->cmd->flags & CMD_PARAMETERS)) {
		complete_action(c, str_of(c->cmd->action), w, 1, source);
		return;
	}
	if (c->cmd && (c->cmd->flags & CMD_DO) && complete_part(c, w, source))
		return;
	if (c->cmd && (c->cmd->flags & CMD_LINE) && w->n > 2) {
		complete_words(c, &(struct words){.v = w->v + 2, .n = w->n - 2}, source);
		return;
	}
	if (c->cmd)
		add_argument(c, w, source);
	if (!c->cmd || is_plain_action(c->cmd, w))
		complete_action(c, w->v[0].text, w, 1, source);
}

/* The line ends in ${NAME: complete that as it is written. In '…' it would stay as it is. */
static bool
complete_in_line(struct completion *c, struct str line, const struct words *w,
    const struct complete_source *source)
{
	struct str word = str_from_at(line, c->start);
	size_t n = w->open == '\'' ? 0 : variable_open(word);

	if (n == 0)
		return false;
	c->start += n;
	c->quote = 0;
	c->literal = true;
	buf_reset(&c->memory);
	buf_adds(&c->memory, str_from_at(word, n));
	c->prefix = buf_str(&c->memory);
	complete_variable(c, w, source);
	return true;
}

/* Candidates for the last word of a line without @NAMES. */
static void
complete_last(struct completion *c, struct str line, const struct complete_source *source)
{
	struct words w;

	split_typed(&w, line);
	c->start = w.v[w.n - 1].start;
	c->quote = w.open;
	buf_adds(&c->memory, w.v[w.n - 1].text);
	c->prefix = buf_str(&c->memory);
	if (!w.comment && !complete_in_line(c, line, &w, source))
		complete_words(c, &w, source);
	words_clear(&w);
}

void
complete_line(struct completion *c, struct str line, const struct complete_source *source)
{
	struct str after = source->members ? member_after_names(line) : line;
	size_t names = line.n - after.n;

	*c = (struct completion){.memory = BUF_INIT(BUF_MAX_LINE)};
	if (!complete_block(c, after, source) &&
	    (names || !complete_members(c, line, source->members)))
		complete_last(c, after, source);
	c->start += names;
	completion_tidy(c);
}
