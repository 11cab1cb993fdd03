/* SPDX-License-Identifier: ISC */
/* What ${…} means, and the line after do before it is run. */
#include "script/held.h"

#include "base/buf.h"
#include "client/client.h"
#include "client/display.h"
#include "client/messages.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "lang/where.h"

#define ALIASES 16 /* that stand for one another */

static const struct cmd *
command(const struct client *client, struct str name)
{
	struct err ignored;

	return cmd_find(name, client->display->interactive, &ignored);
}

static bool
find_variable(void *arg, struct str name, struct str *value)
{
	const struct client *client = arg;

	return scope_find(client->scope, client->messages, name, value);
}

static int
unknown_variable(void *arg, struct str name, struct err *err)
{
	const struct client *client = arg;

	return scope_unknown(client->scope, client->messages, name, err);
}

/* Does a line that begins with this word hold another one after do? Of an alias its own first word
 * tells. */
static bool
holds_line(void *arg, struct str first)
{
	const struct client *client = arg;
	struct str value;

	for (int depth = 0;
	     depth < ALIASES && pairs_find(&client->scope->aliases, first, &value); depth++)
		first = str_head(str_trim(value), str_chr(str_trim(value), ' '));
	const struct cmd *cmd = command(client, first);
	return cmd && (cmd->flags & CMD_DO);
}

struct split_source
held_source(struct client *client)
{
	/* Nothing is sent in a dry run, so there are no replies with the headers that lines use. */
	return (struct split_source){
	    .find = find_variable,
	    .unknown = unknown_variable,
	    .holds = holds_line,
	    .arg = client,
	    .positional = client->scope->positional != NULL,
	    .lenient = client->settings->dry_run && !client->messages->rows_n,
	};
}

void
held_find(struct client *client, struct words *words)
{
	if (words->n && holds_line(client, words->v[0].text))
		split_hold(words);
}

int
held_check(struct client *client, const struct words *words, struct err *err)
{
	const struct split_source source = held_source(client);
	struct words split;
	int failed = split_held(&split, words, &source, err);

	words_clear(&split);
	return failed;
}

void
held_show(struct client *client, const struct words *words, struct buf *out)
{
	const struct split_source source = held_source(client);
	struct words split;
	struct err ignored;

	bool bad = split_held(&split, words, &source, &ignored) < 0;
	if (bad)
		buf_adds(out, split_held_line(words));
	for (size_t i = 0; i < split.n && !bad; i++) {
		buf_addz(out, i ? " " : "");
		split_quote(out, split.v[i].text);
	}
	words_clear(&split);
}

/* The flags of the line that begins with words[at]. */
static unsigned
flags_of(const struct client *client, const struct words *words, size_t at)
{
	const struct words line = words_tail(words, at);
	const struct word *first = &line.v[0];
	struct str value;

	if (str_starts(first->text, STR("!")))
		return 0;
	bool alias = !first->quoted && pairs_find(&client->scope->aliases, first->text, &value);
	const struct cmd *cmd = alias ? NULL : command(client, first->text);
	if (!alias && line.n > 1)
		cmd = cmd_second(cmd, first->text, line.v[1].text);
	if (where_find(&line) == 1)
		cmd = cmd_alone(cmd);
	return cmd ? args_flags(cmd, &line) : CMD_SESSION;
}

/* The line after do. */
static struct words
after_do(struct client *client, const struct words *words)
{
	struct words line = {.v = words->v + words->held, .n = words->n - words->held};

	held_find(client, &line);
	return line;
}

/* The flags of the line before do, if the row takes one. */
static unsigned
flags_before_do(const struct client *client, const struct cmd *cmd, const struct words *words)
{
	struct args args;

	args_sort(&args, cmd, words);
	unsigned flags = args.line ? flags_of(client, words, args.line) : 0;
	args_clear(&args);
	return flags;
}

unsigned
held_flags(struct client *client, const struct words *words)
{
	struct words line = *words;
	unsigned flags = 0;

	for (int depth = 0; line.n && depth < SCOPE_MAX_DEPTH; depth++) {
		const struct cmd *cmd = command(client, line.v[0].text);
		flags |= flags_of(client, &line, 0);
		if (!cmd || !(cmd->flags & CMD_DO))
			break;
		flags |= flags_before_do(client, cmd, &line);
		if (!line.held)
			break;
		line = after_do(client, &line);
	}
	return flags;
}

bool
held_needs_server(struct client *client, const struct words *words)
{
	const struct words line = after_do(client, words);

	return held_flags(client, &line) & CMD_SESSION;
}

/* Is this byte of a word from ${…}? */
static bool
is_given(const struct word *word, size_t at)
{
	bool given = false;

	for (size_t i = 0; i < word->given_n; i++)
		given |= word->given[i].from <= at && at < word->given[i].to;
	return given;
}

bool
held_makes_expression(const struct word *word, struct str *value)
{
	size_t equals = str_chr(word->text, '='), from = equals < word->typed ? equals + 1 : 0;
	struct str inside;

	*value = str_from_at(word->text, from);
	return str_in_slashes(*value, &inside) &&
	       (is_given(word, from) || is_given(word, word->text.n - 1));
}

int
held_check_values(struct client *client, const struct words *words, struct err *err)
{
	unsigned flags = flags_of(client, words, 0);
	struct str value;

	if (!client->messages->rows_n || !(flags & (CMD_DANGEROUS | CMD_SESSION)))
		return 0;
	for (size_t i = 1; i < words->n; i++)
		if (held_makes_expression(&words->v[i], &value))
			return err_set(err, ERR_USAGE,
			    "a row's value cannot be a regular expression: %.*s", STR_ARG(value));
	return 0;
}
