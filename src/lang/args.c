/* SPDX-License-Identifier: ISC */
/* Sorts words into arguments by a command's row, and checks their types. */
#include "lang/args.h"

#include <stdlib.h>

#include "base/choices.h"
#include "base/mem.h"
#include "lang/misplaced.h"
#include "lang/term.h"

static void
add_arg(struct args *a, size_t spec, const struct word *word, struct str text)
{
	a->v = mem_more(a->v, a->n, sizeof(*a->v));
	a->v[a->n++] = (struct arg){.spec = spec, .word = word, .text = text};
}

static int
usage_error(const struct args *a, struct err *err, const char *what, struct str word)
{
	struct buf usage = BUF_INIT(BUF_MAX_LINE);

	cmd_usage(&usage, a->cmd);
	err_set(err, ERR_USAGE, "%s%.*s; usage: %s", what, STR_ARG(word), buf_z(&usage));
	buf_clear(&usage);
	return -1;
}

/* Check a word against its type. */
static int
check_type(const struct args *a, const struct arg_spec *spec, struct str word, struct err *err)
{
	msec ms;
	long number;

	if (spec->type == ARG_NUMBER && !str_number(word, 0, ARGS_NUMBER_MAX, &number))
		return err_set(err, ERR_USAGE, "%s: %s must be a whole number from 0 to %d: %.*s",
		    a->cmd->name, spec->name, ARGS_NUMBER_MAX, STR_ARG(word));
	if (spec->type == ARG_SECONDS && !clock_read_seconds(word, &ms))
		return err_set(err, ERR_USAGE, "%s: %s must be a number of seconds from 0 to %d: "
		    "%.*s",
		    a->cmd->name, spec->name, CLOCK_SECONDS_MAX, STR_ARG(word));
	if (spec->type == ARG_CHOICE && !choices_have(spec->choices, word))
		return err_set(err, ERR_USAGE, "%s: %s must be one of %s: %.*s", a->cmd->name,
		    spec->name, spec->choices, STR_ARG(word));
	if (spec->type == ARG_SWITCH && str_yes(word) < 0)
		return err_set(err, ERR_USAGE, "%s: %s must be on or off (yes, no, true, false, 1, "
		    "0): %.*s", a->cmd->name, spec->name, STR_ARG(word));
	return 0;
}

/* Is the word this option with its value joined? A number alone is what -n has: tail -5. */
static bool
is_joined(const struct arg_spec *spec, struct str word, struct str *value)
{
	struct str name = str_of(spec->option);
	bool is_long = str_starts(name, STR("--"));
	long number;

	if (spec->type == ARG_FLAG)
		return false;
	*value = str_from_at(word, name.n + is_long);
	if (str_starts(word, name) && (is_long ? word.p[name.n] == '=' : value->n > 0))
		return true;
	*value = str_from_at(word, 1);
	return str_eq(name, STR("-n")) && str_number(*value, 0, ARGS_NUMBER_MAX, &number);
}

const struct arg_spec *
args_option(const struct cmd *cmd, struct str word, struct str *value)
{
	*value = (struct str){NULL, 0};
	for (const struct arg_spec *spec = cmd->args; spec->name; spec++)
		if (spec->option && str_eq(str_of(spec->option), word))
			return spec;
	for (const struct arg_spec *spec = cmd->args; spec->name; spec++)
		if (spec->option && is_joined(spec, word, value))
			return spec;
	*value = (struct str){NULL, 0};
	return NULL;
}

static bool
has_options(const struct cmd *cmd)
{
	for (const struct arg_spec *spec = cmd->args; spec->name; spec++)
		if (spec->option)
			return true;
	return false;
}

/* A word that begins with a dash and is not an option of the row. */
static int
wrong_option(const struct args *a, size_t i, struct err *err)
{
	struct str word = a->words->v[i].text;

	if (misplaced_option(a->cmd->name, a->words, i, err))
		return -1;
	return has_options(a->cmd) ? usage_error(a, err, "unknown option ", word) : 0;
}

bool
args_take_text(const struct cmd *cmd)
{
	bool text = false;

	for (const struct arg_spec *spec = cmd->args; spec->name; spec++)
		text |= spec->type == ARG_REST || spec->type == ARG_LINE ||
		    (spec->repeated && spec->type == ARG_WORD);
	return text;
}

/* Does a dash in front of a word mean an option here? */
static bool
may_be_option(const struct args *a, const struct word *word)
{
	return !a->plain && !word->quoted && word->text.n > 1 && word->text.p[0] == '-' &&
	       !word_is_dashes(word) && (!args_take_text(a->cmd) || has_options(a->cmd));
}

const struct arg_spec *
args_joined(const struct args *a, const struct word *word, struct str *value)
{
	const struct arg_spec *spec =
	    may_be_option(a, word) ? args_option(a->cmd, word->text, value) : NULL;

	return spec && value->p ? spec : NULL;
}

/* Take the value of an argument, right or wrong. */
static int
take_value(struct args *a, const struct arg_spec *spec, const struct word *word, struct str value,
    struct err *err)
{
	add_arg(a, (size_t)(spec - a->cmd->args), word, value);
	return check_type(a, spec, value, err);
}

/* Take the option that words[*i] is, with its value. 1: done; 0: it is none. */
static int
take_option(struct args *a, size_t *i, struct err *err)
{
	const struct word *word = &a->words->v[*i];
	struct str value;

	if (!may_be_option(a, word))
		return 0;
	const struct arg_spec *spec = args_option(a->cmd, word->text, &value);
	if (!spec)
		return wrong_option(a, *i, err);
	if (spec->type == ARG_FLAG) {
		value = word->text;
	} else if (!value.p && ++*i == a->end) {
		a->open = spec;
		return usage_error(a, err, "no value after ", word->text);
	} else if (value.p && value.n == 0) {
		return usage_error(a, err, "no value after ", str_of(spec->option));
	} else if (!value.p) {
		value = a->words->v[*i].text;
	}
	return take_value(a, spec, word, value, err) < 0 ? -1 : 1;
}

static bool
was_given(const struct args *a, size_t spec)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->v[i].spec == spec)
			return true;
	return false;
}

const struct arg_spec *
args_turn(const struct args *a)
{
	const struct arg_spec *all = a->cmd->args;

	if (a->open || (a->n && all[a->v[a->n - 1].spec].type == ARG_REST))
		return a->open ? a->open : &all[a->v[a->n - 1].spec];
	for (size_t i = 0; all[i].name; i++)
		if (!all[i].option && (all[i].repeated || !was_given(a, i)))
			return &all[i];
	return NULL;
}

/* How much of a name is a number in parentheses at its end: UnitAmount(0). */
static size_t
numbered(struct str name)
{
	size_t open = str_chr(name, '(');
	long number;

	if (open == name.n || name.p[name.n - 1] != ')')
		return 0;
	return str_number(str_from(name.p + open + 1, name.n - open - 2), 0, 99, &number)
	           ? name.n - open
	           : 0;
}

bool
args_header(const struct word *word, struct header *h)
{
	size_t n = str_chr(word->text, '=');

	if (n == 0 || n >= word->typed)
		return false;
	struct str name = str_head(word->text, n);
	bool is_name = str_lower(name.p[0]) >= 'a' && str_lower(name.p[0]) <= 'z';
	for (size_t i = 0; i < n - numbered(name); i++)
		is_name &= str_is_name_char(name.p[i]);
	if (!is_name)
		return false;
	h->name = name;
	h->value = str_from_at(word->text, n + 1);
	return true;
}

static bool
take_header(struct args *a, const struct word *word)
{
	struct header h;

	if (a->plain || !(a->cmd->flags & CMD_HEADERS) || !args_header(word, &h))
		return false;
	a->headers = mem_grow(a->headers, a->headers_n + 1, sizeof(*a->headers));
	a->headers[a->headers_n++] = h;
	return true;
}

/* Would this word change, or not be one word, without quotes? */
static bool
needs_quotes(struct str word)
{
	bool needs = word.n == 0 || word.p[0] == '#';

	for (size_t i = 0; i < word.n; i++)
		needs |= word.p[i] && strchr(" \t\r\n\"'\\", word.p[i]);
	return needs;
}

void
args_join_word(struct buf *out, struct str word)
{
	if (needs_quotes(word))
		split_quote_double(out, word);
	else
		buf_adds(out, word);
}

void
args_join(struct buf *out, const struct words *words, size_t from)
{
	for (size_t i = from; i < words->n; i++) {
		struct str word = words->v[i].text;
		if (i > from)
			buf_addc(out, ' ');
		if (words->n == from + 1)
			buf_adds(out, word);
		else
			args_join_word(out, word);
	}
}

/* Check that everything required is given. */
static int
check_required(const struct args *a, struct err *err)
{
	for (size_t i = 0; a->cmd->args[i].name; i++) {
		const struct arg_spec *spec = &a->cmd->args[i];
		if (!spec->optional && !was_given(a, i))
			return usage_error(a, err, "missing ", str_of(spec->name));
	}
	return 0;
}

/* The headers that a destination sets: without a context it does not set that. */
static const char *
headers_of_dest(struct str dest)
{
	if (str_chr(dest, '@') == dest.n && str_chr(dest, '(') == dest.n)
		return "Exten|Extension|Application|Data";
	return "Exten|Extension|Context|Priority|Application|Data";
}

/* Check that no header repeats an argument. */
static int
check_headers(const struct args *a, struct err *err)
{
	for (size_t i = 0; i < a->headers_n; i++) {
		const struct header *h = &a->headers[i];
		for (size_t k = 0; k < a->n; k++) {
			const struct arg_spec *spec = &a->cmd->args[a->v[k].spec];
			bool dest = spec->type == ARG_DEST &&
			            choices_have(headers_of_dest(a->v[k].text), h->name);
			if (dest || str_ieq(str_of(spec->header), h->name))
				return err_set(err, ERR_USAGE,
				    "%s: %s is already given (%.*s): leave out %.*s=%.*s",
				    a->cmd->name, spec->name, STR_ARG(a->v[k].text),
				    STR_ARG(h->name), STR_ARG(h->value));
		}
	}
	return 0;
}

/* The rest of the words is a line. */
static int
take_line(struct args *a, const struct arg_spec *spec, size_t *i, struct err *err)
{
	a->line = *i;
	*i = a->end;
	return take_value(a, spec, &a->words->v[a->line], a->words->v[a->line].text, err);
}

/* Take words[*i], and its value if it has one. */
static int
take_word(struct args *a, size_t *i, struct err *err)
{
	const struct word *word = &a->words->v[*i];
	int option = take_option(a, i, err);

	if (option)
		return option < 0 ? -1 : 0;
	if (!a->plain && word_is_dashes(word)) {
		a->plain = true;
		return 0;
	}
	if (take_header(a, word))
		return 0;
	const struct arg_spec *spec = args_turn(a);
	if (!spec)
		return usage_error(a, err, "one word too many: ", word->text);
	if (spec->type == ARG_LINE)
		return take_line(a, spec, i, err);
	if (spec->type != ARG_REST)
		return take_value(a, spec, word, word->text, err);
	args_join(&a->rest, a->words, *i);
	*i = a->words->n;
	return take_value(a, spec, word, buf_str(&a->rest), err);
}

static void
begin(struct args *a, const struct cmd *cmd, const struct words *words)
{
	bool holds = (cmd->flags & CMD_DO) && words->held;

	*a = (struct args){.cmd = cmd, .words = words, .rest = BUF_INIT(BUF_MAX_LINE)};
	a->end = holds ? words->held - 1 : words->n;
}

int
args_parse(struct args *a, const struct cmd *cmd, const struct words *words, struct err *err)
{
	begin(a, cmd, words);
	if (cmd->flags & CMD_PARAMETERS)
		return 0;
	for (size_t i = cmd_words(cmd); i < a->end; i++)
		if (take_word(a, &i, err) < 0)
			return -1;
	if ((cmd->flags & CMD_DO) && (!words->held || words->held == words->n))
		return usage_error(a, err, words->held ? "no line after " : "missing ", STR("do"));
	return check_required(a, err) < 0 ? -1 : check_headers(a, err);
}

void
args_sort(struct args *a, const struct cmd *cmd, const struct words *words)
{
	struct err ignored;

	begin(a, cmd, words);
	for (size_t i = cmd_words(cmd); i < a->end; i++)
		take_word(a, &i, &ignored);
}

void
args_clear(struct args *a)
{
	free(a->v);
	free(a->headers);
	buf_clear(&a->rest);
	*a = (struct args){0};
}

static const struct arg *
next(const struct args *a, const char *name, size_t *at)
{
	while (*at < a->n) {
		const struct arg *arg = &a->v[(*at)++];
		if (strcmp(a->cmd->args[arg->spec].name, name) == 0)
			return arg;
	}
	return NULL;
}

bool
args_next(const struct args *a, const char *name, size_t *at, struct str *value)
{
	const struct arg *arg = next(a, name, at);

	if (arg)
		*value = arg->text;
	return arg != NULL;
}

bool
args_next_word(const struct args *a, const char *name, size_t *at, const struct word **word)
{
	const struct arg *arg = next(a, name, at);

	if (arg)
		*word = arg->word;
	return arg != NULL;
}

struct str
args_get(const struct args *a, const char *name)
{
	struct str value;
	size_t at = 0;

	return args_next(a, name, &at, &value) ? value : STR("");
}

bool
args_has(const struct args *a, const char *name)
{
	struct str value;
	size_t at = 0;

	return args_next(a, name, &at, &value);
}

long
args_number(const struct args *a, const char *name, long otherwise)
{
	long number;

	return str_number(args_get(a, name), 0, ARGS_NUMBER_MAX, &number) ? number : otherwise;
}

msec
args_seconds(const struct args *a, const char *name, msec otherwise)
{
	msec ms;

	return clock_read_seconds(args_get(a, name), &ms) ? ms : otherwise;
}

unsigned
args_flags(const struct cmd *cmd, const struct words *words)
{
	struct args a;
	unsigned flags = cmd->flags;

	if (!(flags & CMD_EVENTS))
		return flags;
	args_sort(&a, cmd, words);
	if (terms_origins(args_get(&a, "EVENT")) == TERMS_ARI)
		flags = (flags & ~(unsigned)(CMD_SESSION | CMD_EVENTS)) | CMD_APART;
	args_clear(&a);
	return flags;
}
