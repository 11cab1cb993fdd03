/* SPDX-License-Identifier: ISC */
/* Decides what a line means. */
#include "script/line.h"

#include <stdlib.h>

#include "ami/action.h"
#include "ami/catalog.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "client/block.h"
#include "client/cache.h"
#include "client/check.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/fleet_member.h"
#include "client/jobs.h"
#include "client/messages.h"
#include "client/send.h"
#include "danger/block_run.h"
#include "danger/danger.h"
#include "lang/args.h"
#include "lang/console.h"
#include "lang/misplaced.h"
#include "lang/positional.h"
#include "lang/raw_block.h"
#include "lang/settings.h"
#include "lang/where.h"
#include "script/divert.h"
#include "script/failure.h"
#include "script/held.h"
#include "script/local.h"
#include "script/member_move.h"
#include "script/pick.h"

const struct cmd *
line_command(const struct client *client, struct str name)
{
	struct err ignored;

	return cmd_find(name, client->display->interactive, &ignored);
}

/* Candidates for the wrong name of an action. */
static const char *
candidate_action(void *arg, size_t i)
{
	const struct client *client = arg;
	size_t facts_n;

	if (cache_actions(client->cache)->known)
		return i < cache_actions(client->cache)->n ?
		    cache_actions(client->cache)->v[i].name : NULL;
	const struct action_facts *facts = catalog_actions(&facts_n);
	return i < facts_n ? facts[i].name : NULL;
}

/* Candidates for a wrong name: commands, then actions. */
static const char *
candidate(void *arg, size_t i)
{
	return i < cmd_table_n ? cmd_table[i]->name : candidate_action(arg, i - cmd_table_n);
}

/* Are there words without a header name? */
static bool
has_plain_words(const struct words *words, size_t from)
{
	struct header h;

	for (size_t i = from; i < words->n; i++)
		if (!args_header(&words->v[i], &h))
			return true;
	return false;
}

/* Is it a line for the console: channel originate …? */
static bool
is_for_console(const struct words *words)
{
	return console_begins(words->v[0].text) && has_plain_words(words, 1) &&
	       where_find(words) > 1;
}

/* Refuse a name, words[from - 1], and say which are similar, or what would take it. */
static int
unknown_name(struct client *client, struct str name, const struct words *words, size_t from,
    struct err *err)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);
	bool only_actions = from > 1;
	const char *habit = only_actions ? NULL : misplaced_habit(&words->v[0]);

	if (habit)
		return err_set(err, ERR_USAGE, "no such command or action: %.*s (%s)",
		    STR_ARG(name), habit);
	if (!only_actions && console_begins(name) && has_plain_words(words, from)) {
		buf_addz(&near, " (did you mean cli ");
		args_join(&near, words, 0);
		buf_addz(&near, "?)");
	} else {
		suggest_hint(&near, name, only_actions ? candidate_action : candidate, client);
	}
	err_set(err, ERR_USAGE, "no such %saction: %.*s%s",
	    only_actions ? "" : "command or ", STR_ARG(name), buf_z(&near));
	buf_clear(&near);
	return -1;
}

/* Is there an action of that name? The server's list decides; before it was requested the catalog
 * suffices, so that a single command needs only a single reply. */
static int
check_name(struct client *client, struct str name, const struct words *words, size_t from,
    const char **spelling, struct err *err)
{
	const struct action_facts *facts = catalog_action(name);

	bool foreign = !facts && from == 1 && (misplaced_habit(&words->v[0]) ||
	    (console_begins(name) && has_plain_words(words, from)));
	if (client->settings->dry_run && foreign)
		return unknown_name(client, name, words, from, err);
	if (client->settings->dry_run || (facts && !cache_actions(client->cache)->known)) {
		*spelling = facts ? facts->name : NULL;
		return 0;
	}
	if (cache_learn_actions(client->cache, err) < 0)
		return -1;
	*spelling = names_find(cache_actions(client->cache), name);
	if (*spelling || !cache_actions(client->cache)->known)
		return 0;
	if (facts)
		return err_set(err, ERR_USAGE,
		    "%s: the server does not offer this action to %s (no module, or no permission)",
		    facts->name, client->connection->endpoint.user);
	return unknown_name(client, name, words, from, err);
}

/* Is this the ActionID that the action began with? */
static bool
is_own_id(const struct action *a, const struct header *h)
{
	return str_ieq(h->name, STR("ActionID")) && str_eq(h->value, buf_str(&a->id));
}

static int
add_header(struct client *client, struct action *a, const struct header *h, struct err *err)
{
	if (action_header(a, h->name, h->value, err) < 0)
		return -1;
	return check_header(client, buf_str(&a->name), h, err);
}

/* Add words[from..] to the action as headers. */
static int
add_words(struct client *client, struct action *a, struct positional *f, const struct words *words,
    size_t from, struct err *err)
{
	struct header h;
	int failed = 0;

	for (size_t i = from; i < words->n && !failed; i++) {
		if (!f->plain && misplaced_option(buf_z(&a->name), words, i, err))
			return -1;
		if (!positional_word(f, &words->v[i], &h))
			failed = err_set(err, ERR_USAGE,
			    "%s: one word too many: %.*s (give it as Header=value)",
			    buf_z(&a->name), STR_ARG(words->v[i].text));
		else if (h.name.n && !is_own_id(a, &h))
			failed = add_header(client, a, &h, err);
	}
	return failed;
}

/* Add the words after the name. The server knows best in which order the plain ones are. */
static int
add_arguments(struct client *client, struct action *a, const struct words *words, size_t from,
    struct err *err)
{
	struct str name = buf_str(&a->name);
	const struct docs *docs = NULL;
	struct positional plain;

	if (has_plain_words(words, from) &&
	    cache_learn_docs(client->cache, name, &docs, err) < 0)
		return -1;
	positional_begin(&plain, docs, catalog_action(name), words, from, words->n);
	int failed = add_words(client, a, &plain, words, from, err);
	positional_clear(&plain);
	return failed;
}

/* The value of ActionID=…, or nothing: then we make one. */
static struct str
own_action_id(const struct words *words, size_t from)
{
	struct header h;

	for (size_t i = from; i < words->n; i++)
		if (args_header(&words->v[i], &h) && str_ieq(h.name, STR("ActionID")))
			return h.value;
	return STR("");
}

int
line_run_action(struct client *client, struct str name, const struct words *words, size_t from,
    struct err *err)
{
	const char *spelling = NULL;
	struct action a;

	if (!client->connection->online && !client->settings->dry_run)
		return connection_refuse(client->connection, err);
	if (check_name(client, name, words, from, &spelling, err) < 0)
		return -1;
	if (spelling)
		name = str_of(spelling);
	int failed = send_begin_as(client, &a, name, own_action_id(words, from), err);
	if (!failed)
		failed = add_arguments(client, &a, words, from, err);
	if (!failed)
		failed = danger_run(client, &a, err);
	action_clear(&a);
	return failed;
}

/* Are all words after the first Header=value, and one at least a header of the action's? Then the
 * action itself is meant, under the name that a command shares with it. */
static bool
is_plain_action(const struct cmd *cmd, const struct words *words)
{
	struct header h;

	const struct action_facts *facts = cmd->action ? catalog_action(str_of(cmd->action)) : NULL;
	bool known = false;

	for (size_t i = 1; i < words->n; i++) {
		if (!args_header(&words->v[i], &h))
			return false;
		known |= facts && parameter_find(facts->parameters, facts->parameters_n, h.name);
	}
	return known && str_ieq(str_of(cmd->action), words->v[0].text);
}

static int
run_command(struct client *client, const struct cmd *cmd, const struct words *words,
    struct err *err)
{
	struct args args;
	unsigned flags = args_flags(cmd, words);
	bool is_action = (cmd->flags & (CMD_SESSION | CMD_ARI)) && !(cmd->flags & CMD_EVENTS);
	int failed = args_parse(&args, cmd, words, err);

	/* Everything else uses the results of earlier actions. */
	if (!failed && !is_action && !jobs_together(client->jobs))
		failed = jobs_drain(client, err);
	if (!failed && (flags & CMD_SESSION) && !client->connection->online &&
	    !client->settings->dry_run)
		failed = connection_refuse(client->connection, err);
	if (!failed && client->member && (cmd->flags & CMD_ONCE) && !client->member->named)
		failed = err_set(err, ERR_USAGE, "%s is for one server at a time: @%s %s",
		    cmd->name, member_name(client->member), cmd->name);
	if (!failed)
		failed = cmd->run(client, &args, err);
	args_clear(&args);
	/* What asks no server gives programs nothing, well or not; some rows tell it themselves. */
	if (cmd->fail || !(cmd->flags & (CMD_SESSION | CMD_APART | CMD_LINE)))
		err->told = true;
	return failed;
}

/* Open the connection that a script has delayed, if this line needs it. */
static int
connect_for(struct client *client, const struct cmd *cmd, const struct words *words,
    struct err *err)
{
	bool holds = cmd && (cmd->flags & CMD_DO);
	unsigned flags = holds ? held_flags(client, words)
	    : cmd             ? args_flags(cmd, words)
	                      : 0;
	bool apart = flags & CMD_APART && !(flags & CMD_SESSION);

	if (apart)
		scope_spare(client->scope);
	if (apart || flags & CMD_SETS)
		return 0;
	bool aside = cmd && !(flags & CMD_SESSION);
	return aside ? connect_aside(client, err) : connect_due(client, err);
}

/* Run a command, or the action that the first word names. */
static int
run_found(struct client *client, const struct cmd *cmd, const struct words *words, struct err *err)
{
	if (cmd && !is_plain_action(cmd, words))
		return run_command(client, cmd, words, err);
	return line_run_action(client, words->v[0].text, words, 1, err);
}

/* Run words without the one at this place. */
static int
run_without(struct client *client, const struct cmd *cmd, const struct words *words, size_t at,
    struct err *err)
{
	struct words rest = *words;

	rest.v = mem_array(words->n, sizeof(*rest.v));
	rest.n--;
	rest.held -= words->held > at;
	for (size_t i = 0; i < rest.n; i++)
		rest.v[i] = words->v[i + (i >= at)];
	int failed = run_found(client, cmd, &rest, err);
	free(rest.v);
	return failed;
}

/* Run words before the word where, words[at], with what it says. */
static int
run_where(struct client *client, const struct cmd *cmd, const struct words *words, size_t at,
    struct err *err)
{
	enum where_use use = where_use(cmd, words);
	const struct words head = {.v = words->v, .n = at};
	struct pick pick;

	if (use == WHERE_TERMS)
		return run_without(client, cmd, words, at, err);
	/* A shell has taken the quotes off. */
	if (use == WHERE_NEVER && !client->scope->one_shot)
		return err_set(err, ERR_USAGE, "%.*s gives no list for where to pick from; quote "
		    "it if it is a value: 'where'", STR_ARG(words->v[0].text));
	if (use != WHERE_ITEMS)
		return run_found(client, cmd, words, err);
	int failed = pick_begin(&pick, client, words, at, err);
	if (!failed)
		failed = run_found(client, cmd, &head, err);
	return pick_end(&pick, client, failed, err);
}

/* Run the command or action that the first word names. */
static int
run_named(struct client *client, const struct words *words, struct err *err)
{
	struct str name = words->v[0].text;

	err_clear(err);
	if (held_check_values(client, words, err) < 0)
		return -1;
	const struct cmd *cmd = cmd_find(name, false, err);
	/* A whole action name is never taken for the beginning of a command's, nor is a line of the
	 * console. */
	if (!cmd && client->display->interactive && !catalog_action(name) &&
	    !names_find(cache_actions(client->cache), name) && !is_for_console(words))
		cmd = cmd_find(name, true, err);
	size_t where = where_find(words);
	if (words->n > 1)
		cmd = cmd_second(cmd, name, words->v[1].text);
	if (where == 1)
		cmd = cmd_alone(cmd);
	if (connect_for(client, cmd, words, err) < 0)
		return -1;
	if (!cmd && err->kind != ERR_NONE)
		return -1;
	return where < words->n ? run_where(client, cmd, words, where, err)
	                        : run_found(client, cmd, words, err);
}

/* A local command gives programs nothing but what it prints itself. */
static int
run_local(struct client *client, struct str command, struct err *err)
{
	int failed = local_run(client, command, err);

	err->told = true;
	return failed;
}

/* Append the words after the name of an alias to a local command, as its arguments. */
static void
add_arguments_of(struct buf *command, const struct words *words)
{
	for (size_t i = 1; i < words->n; i++) {
		buf_addc(command, ' ');
		split_quote_always(command, words->v[i].text);
	}
}

/* An alias for a local command. */
static int
run_local_alias(struct client *client, struct str value, const struct words *words,
    struct err *err)
{
	struct buf command = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&command, str_from_at(value, 1));
	add_arguments_of(&command, words);
	int failed = run_local(client, buf_str(&command), err);
	buf_clear(&command);
	return failed;
}

/* Run the words of an alias, and those of the line from this one on. If they begin with the alias's
 * own name, that means what it means without it. */
static int
run_joined(struct client *client, const struct words *own, const struct words *words, size_t from,
    struct err *err)
{
	struct words all = words_join(own, words, from);
	bool itself = own->n && str_ieq(own->v[0].text, words->v[0].text);
	scope_enter(client->scope);
	int failed = itself ? run_named(client, &all, err) : line_run_words(client, &all, err);
	scope_leave(client->scope);
	free(all.v);
	return failed;
}

/* An alias that sends its results somewhere: words after its name are arguments of CMD. */
static int
run_diverting_alias(struct client *client, struct redirect *to, const struct words *own,
    const struct words *words, struct err *err)
{
	const struct split_source source = held_source(client);
	struct buf target = BUF_INIT(BUF_MAX_LINE);
	struct divert divert;

	if (to->kind != REDIRECT_PIPE && words->n > 1)
		return err_set(err, ERR_USAGE, "one word too many: %.*s (the alias %.*s ends with "
		    "%s %.*s)", STR_ARG(words->v[1].text), STR_ARG(words->v[0].text),
		    redirect_operator(to->kind), STR_ARG(to->target));
	buf_adds(&target, to->target);
	add_arguments_of(&target, words);
	to->target = buf_str(&target);
	scope_enter(client->scope);
	int failed = divert_begin(&divert, client, to, &source, err);
	if (!failed)
		failed = divert_end(
		    &divert, client, run_joined(client, own, words, words->n, err), err);
	scope_leave(client->scope);
	buf_clear(&target);
	return failed;
}

/* Replace the name of an alias with its words and run that. */
static int
run_alias(struct client *client, struct str value, const struct words *words, struct err *err)
{
	const struct split_source source = held_source(client);
	struct redirect to;
	struct words own;

	if (client->scope->depth >= SCOPE_MAX_DEPTH)
		return err_set(
		    err, ERR_USAGE, "alias %.*s refers to itself", STR_ARG(words->v[0].text));
	if (str_starts(value, STR("!")))
		return connect_aside(client, err) < 0 ? -1 : run_local_alias(client, value, words,
		    err);
	if (redirect_cut(&to, value, err) < 0)
		return -1;
	int failed = split_line(&own, to.line, &source, err);
	if (!failed && to.kind == REDIRECT_NONE)
		failed = run_joined(client, &own, words, 1, err);
	else if (!failed)
		failed = run_diverting_alias(client, &to, &own, words, err);
	words_clear(&own);
	return failed;
}

static int
run_words(struct client *client, const struct words *words, struct err *err)
{
	struct str name, value;

	err_clear(err);
	if (words->n == 0)
		return 0;
	name = words->v[0].text;
	if (name.n == 0)
		return err_set(err, ERR_USAGE, "the first word is empty: it must be a command");
	if (!words->v[0].quoted && pairs_find(&client->scope->aliases, name, &value))
		return run_alias(client, value, words, err);
	return run_named(client, words, err);
}

int
line_run_words(struct client *client, const struct words *words, struct err *err)
{
	return run_words(client, words, err) < 0 ? failure_tell(client, err) : 0;
}

/* Run a line that is neither a block nor for other servers. */
static int
run_text(struct client *client, struct str line, struct err *err)
{
	const struct split_source source = held_source(client);
	struct str command = str_trim(line);
	bool local = command.n && command.p[0] == '!';
	struct redirect to;
	struct divert divert;
	struct words words;

	/* A local command, and ${Header}, wait for the answers to earlier lines, but a row does not
	 * come from them. */
	if (!client->messages->rows_n && (local || str_find(line, STR("${")) < line.n) &&
	    jobs_drain(client, err) < 0)
		return -1;
	if (local)
		return connect_aside(client, err) < 0 ? -1 :
		    run_local(client, str_from_at(command, 1), err);
	if (redirect_cut(&to, line, err) < 0)
		return -1;
	int failed = split_line(&words, to.line, &source, err);
	if (!failed)
		failed = divert_begin(&divert, client, &to, &source, err);
	if (!failed)
		failed = divert_end(
		    &divert, client, line_run_words(client, &words, err), err);
	words_clear(&words);
	return failed;
}

/* The same for words that a shell has split: a local command gets them as they are. */
static int
run_split(struct client *client, const struct words *whole, struct err *err)
{
	const struct split_source source = held_source(client);
	const struct words held = {.v = whole->v + whole->held, .n = whole->n - whole->held};
	struct words words;

	if (str_starts(held.v[0].text, STR("!")))
		return connect_aside(client, err) < 0 ? -1 :
		    run_local_alias(client, held.v[0].text, &held, err);
	int failed = split_held(&words, whole, &source, err);
	if (!failed)
		failed = line_run_words(client, &words, err);
	words_clear(&words);
	return failed;
}

int
line_run_held(struct client *client, const struct words *words, struct err *err)
{
	struct str line = split_held_line(words);

	err_clear(err);
	int failed = line.p ? run_text(client, line, err) : run_split(client, words, err);
	return failed ? failure_tell(client, err) : 0;
}

static int
run_line(struct client *client, struct str line, struct err *err)
{
	if (client->member && !client->block->open) {
		struct str whole = line;
		int ours = member_takes(client->member, &line, err);
		member_see_line(client, whole);
		if (ours <= 0)
			return ours;
	}
	if (client->block->open || raw_block_opens(line))
		return connect_due(client, err) < 0 ? -1 : block_line(client, line, err);
	return run_text(client, line, err);
}

int
line_run(struct client *client, struct str line, struct err *err)
{
	err_clear(err);
	return run_line(client, line, err) < 0 ? failure_tell(client, err) : 0;
}
