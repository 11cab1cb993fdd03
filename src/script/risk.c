/* SPDX-License-Identifier: ISC */
/* Follows a line to the command or action that it comes down to. */
#include "script/risk.h"

#include <stdlib.h>

#include "client/client.h"
#include "client/scope.h"
#include "danger/danger.h"
#include "lang/args.h"
#include "script/held.h"
#include "script/line.h"

static bool line_is_dangerous(struct client *client, struct words line, int depth);

/* Is it a name that only the value of a ${…} will tell? */
static bool
is_unknown(struct str name)
{
	return str_find(name, STR("${")) < name.n;
}

/* A line that is one word. */
static bool
text_is_dangerous(struct client *client, struct str text, int depth)
{
	struct words line;

	split_partly(&line, text);
	bool dangerous = line_is_dangerous(client, line, depth);
	words_clear(&line);
	return dangerous;
}

/* Is one of a command's arguments such an action, or a line? */
static bool
argument_is_dangerous(
    struct client *client, const struct cmd *cmd, const struct words *line, int depth)
{
	struct args args;
	bool dangerous = false;

	args_sort(&args, cmd, line);
	for (size_t i = 0; i < args.n && !dangerous; i++)
		dangerous = cmd->args[args.v[i].spec].type == ARG_ACTION &&
		            (is_unknown(args.v[i].text) ||
		                danger_is_name(args.v[i].text, STR("")));
	size_t from = cmd->flags & CMD_LINE ? 2 : args.line;
	args_clear(&args);
	if (dangerous || from == 0 || from >= line->n)
		return dangerous;
	if (from + 1 == line->n)
		return text_is_dangerous(client, line->v[from].text, depth);
	return line_is_dangerous(client, words_tail(line, from), depth);
}

/* Of a command, whose name may be short, its whole name counts. A file's lines are not looked at:
 * it could have any. */
static bool
is_dangerous_name(const struct cmd *cmd, const struct words *line)
{
	size_t next = line->n > 1 && word_is_dashes(&line->v[1]) ? 2 : 1;
	struct str second = line->n > next ? line->v[next].text : STR("");

	if (is_unknown(line->v[0].text) || danger_is_name(line->v[0].text, second))
		return true;
	return cmd && (danger_is_name(str_of(cmd->name), second) ||
	              str_eq(str_of(cmd->name), STR("source")));
}

/* A line that begins with the name of a command or action. */
static bool
named_is_dangerous(struct client *client, struct words line, int depth)
{
	const struct cmd *cmd = line_command(client, line.v[0].text);

	if (is_dangerous_name(cmd, &line))
		return true;
	held_find(client, &line);
	if (!cmd)
		return false;
	if (argument_is_dangerous(client, cmd, &line, depth + 1))
		return true;
	return line.held && line_is_dangerous(client, words_tail(&line, line.held), depth + 1);
}

/* A line that begins with the name of an alias. Its own name means no alias in it. */
static bool
alias_is_dangerous(struct client *client, struct str value, const struct words *line, int depth)
{
	struct words own;

	split_partly(&own, value);
	struct words all = words_join(&own, line, 1);
	bool itself = own.n && str_ieq(own.v[0].text, line->v[0].text);
	bool dangerous = itself ? named_is_dangerous(client, all, depth)
	                        : line_is_dangerous(client, all, depth + 1);
	free(all.v);
	words_clear(&own);
	return dangerous;
}

/* depth: how many lines this one is in. */
static bool
line_is_dangerous(struct client *client, struct words line, int depth)
{
	struct str value;

	if (line.n && str_starts(line.v[0].text, STR("@")))
		line = words_tail(&line, 1);
	if (line.n == 0 || depth > SCOPE_MAX_DEPTH)
		return false;
	if (!line.v[0].quoted && pairs_find(&client->scope->aliases, line.v[0].text, &value))
		return alias_is_dangerous(client, value, &line, depth);
	return named_is_dangerous(client, line, depth);
}

bool
risk_is_dangerous(struct client *client, const struct words *words, size_t from)
{
	return line_is_dangerous(client, words_tail(words, from), 0);
}
