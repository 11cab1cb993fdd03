/* SPDX-License-Identifier: ISC */
/* Recognizes misplaced words. Runs nothing. */
#include "lang/misplaced.h"

#include "ami/catalog.h"
#include "base/choices.h"
#include "conf/profile.h"
#include "lang/settings.h"
#include "net/endpoint.h"

/* "-j", "-jk", "-ojson". */
static const struct option_row *
find_short(struct str word)
{
	const struct option_row *row = word.n < 2 ? NULL : options_lettered(word.p[1]);

	for (size_t i = 2; i < word.n && row && !row->argument; i++)
		if (!options_lettered(word.p[i]))
			return NULL;
	return row;
}

/* "--json", "--output=json". */
static const struct option_row *
find_long(struct str word)
{
	struct str name = str_from_at(word, 2);

	return options_named(str_head(name, str_chr(name, '=')));
}

/* The command that does the same where options can no longer be given; nothing if there is none. */
static void
add_setting(struct buf *out, const struct option_row *row, struct str value)
{
	struct str name = str_of(row->name);

	if (str_eq(name, STR("json")))
		buf_addz(out, "set output json");
	else if (str_eq(name, STR("no-header")))
		buf_addz(out, "set header off");
	else if (settings_has(name))
		buf_addf(out, "set %s %.*s", row->name, STR_ARG(row->argument ? value : STR("on")));
}

/* The value of the option, joined with it or the next word. */
static struct str
value_of(const struct option_row *row, struct str word, bool is_long, struct str next)
{
	struct str joined = is_long ? str_from_at(word, str_chr(word, '=') + 1)
	                                : str_from_at(word, 2);

	if (!row->argument)
		return STR("");
	return joined.n ? joined : next;
}

/* Options of other programs for which this one has another way. */
static bool
is_answered(const char *command, const struct option_row *row, struct err *err)
{
	bool help = str_eq(str_of(row->name), STR("help"));
	struct err ignored;
	const struct cmd *cmd = cmd_find(str_of(command), false, &ignored);

	if (help)
		err_set(err, ERR_USAGE, "for help use: help %s", command);
	else if (cmd && (cmd->flags & CMD_FOLLOWS) && row->letter == 'f')
		err_set(err, ERR_USAGE, "%s always follows, leave out -f", cmd->name);
	else
		return false;
	return true;
}

bool
misplaced_option(const char *command, const struct words *words, size_t i, struct err *err)
{
	const struct word *word = &words->v[i];
	struct str text = word->text, next = STR("");
	struct buf setting = BUF_INIT(BUF_MAX_LINE);
	bool is_long = str_starts(text, STR("--"));
	const struct option_row *row = is_long ? find_long(text) : find_short(text);

	if (word->quoted || word->typed < text.n || !str_starts(text, STR("-")) || !row)
		return false;
	if (is_answered(command, row, err))
		return true;
	if (i + 1 < words->n)
		next = words->v[i + 1].text;
	struct str value = value_of(row, text, is_long, next);
	bool apart = row->argument && value.n && value.p == next.p;
	add_setting(&setting, row, value);
	err_set(err, ERR_USAGE,
	    "options of amsh go before the command: amsh %.*s%s%.*s %s%s (%s%s%sas a word: -- "
	    "%.*s)",
	    STR_ARG(text), apart ? " " : "", STR_ARG(apart ? value : STR("")), command,
	    words->n > (apart ? 3 : 2) ? " …" : "",
	    setting.n ? "in a shell or script: " : "", buf_z(&setting), setting.n ? "; " : "",
	    STR_ARG(text));
	buf_clear(&setting);
	return true;
}

/* Does the command itself take this word, as an option or as text? */
static bool
takes_word(const struct cmd *cmd, struct str word)
{
	struct str value;

	return cmd && (args_take_text(cmd) || args_option(cmd, word, &value));
}

/* Is the first word the server, as with ssh, psql, mysql or redis-cli? */
static bool
is_server(const struct options *o, const struct words *words, struct err *err)
{
	struct str word = words->v[0].text;
	const char *rest = words->n > 1 ? " …" : "";
	struct buf url = BUF_INIT(BUF_MAX_LINE);
	bool is_section = o->profiles && profiles_find(o->profiles, word);

	if (!is_section && !endpoint_is_url(word) && !endpoint_is_host(word))
		return false;
	if (is_section)
		buf_adds(&url, word);
	else
		endpoint_guess(&url, word);
	err_set(err, ERR_USAGE, "give a server with -s: amsh -s %s%s", buf_z(&url), rest);
	buf_clear(&url);
	return true;
}

bool
misplaced_words(const struct options *o, const struct cmd *cmd, const struct words *words,
    struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE);
	bool found = false;

	/* What a line that holds another one means is known when that one is run. */
	if (words->n == 0 || (cmd && (cmd->flags & CMD_DO)))
		return false;
	if (!cmd && !catalog_action(words->v[0].text) && is_server(o, words, err))
		return true;
	buf_adds(&name, words->v[0].text);
	for (size_t i = 1; i < words->n && !found && !str_eq(words->v[i].text, STR("--")); i++)
		found = !takes_word(cmd, words->v[i].text) &&
		        misplaced_option(buf_z(&name), words, i, err);
	buf_clear(&name);
	return found;
}

static const struct {
	const char *words;
	const char *advice;
} habits[] = {
    {"bye|logout|q|\\q", "use quit"},
    {"man|\\?|\\h", "use help"},
    {"ls|ps|list", "use channels"},
    {"use|open|server|\\c", "use connect SERVER"},
    {"asterisk|console", "use cli LINE for a console command"},
    {"export|let|declare|local", "use set NAME VALUE"},
    {"run|exec|.", "use source FILE"},
};

const char *
misplaced_habit(const struct word *first)
{
	struct header h;

	if (args_header(first, &h))
		return "use set NAME VALUE";
	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++)
		if (choices_have(habits[i].words, first->text))
			return habits[i].advice;
	return NULL;
}
