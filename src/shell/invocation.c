/* SPDX-License-Identifier: ISC */
/* Runs a command, lines, a script or a shell for one server. */
#include "shell/invocation.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "client/assemble.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/fleet_control.h"
#include "client/fleet_member.h"
#include "client/jobs.h"
#include "client/messages.h"
#include "client/recorder.h"
#include "client/scope.h"
#include "conf/profile.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "lang/misplaced.h"
#include "lang/settings.h"
#include "script/failure.h"
#include "script/held.h"
#include "script/line.h"
#include "script/script.h"
#include "script/worker.h"
#include "shell/shell.h"

bool
invocation_is_interactive(const struct options *o)
{
	return o->words_n == 0 && o->inputs_n == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* Does a word of the command follow? An option of amsh in the wrong place is none. */
static bool
has_words(const struct cmd *cmd, const struct options *o)
{
	struct str value;

	for (size_t i = 1; i < o->words_n; i++) {
		struct str word = str_of(o->words[i]);
		if (!cmd || !str_starts(word, STR("-")) || args_option(cmd, word, &value))
			return true;
	}
	return false;
}

const struct cmd *
invocation_command(const struct options *o)
{
	struct err ignored;

	if (o->words_n == 0)
		return NULL;
	struct str name = str_of(o->words[0]);
	const struct cmd *cmd = cmd_find(name, false, &ignored);
	return has_words(cmd, o) ? cmd_second(cmd, name, str_of(o->words[1])) : cmd_alone(cmd);
}

bool
invocation_gathers(const struct options *o)
{
	const struct cmd *cmd = invocation_command(o);

	return cmd && cmd->gather && !o->dry_run;
}

int
invocation_fail(const struct options *o, const struct client *client, const struct err *err)
{
	const struct cmd *cmd = invocation_command(o);

	if (cmd && cmd->fail && err->text[0] && err->kind != ERR_INTERRUPTED)
		return cmd->fail(client, err);
	if (client && err->text[0])
		scope_error(client->scope, err);
	else if (err->text[0])
		out_error("%s", err->text);
	return err_status(err);
}

/* The flags of the command words; those of an action if there are none. */
static unsigned
one_shot_flags(struct client *client)
{
	struct words words;

	split_argv(&words, client->options->words, client->options->words_n);
	held_find(client, &words);
	unsigned flags = words.n ? held_flags(client, &words) : CMD_SESSION;
	words_clear(&words);
	return flags;
}

/* Aliases of the user's configuration. */
static void
preset_aliases(struct client *client, const struct profiles *p)
{
	struct str name, line;

	for (size_t i = 0; profiles_alias(p, i, &name, &line); i++)
		scope_alias(client->scope, name, line);
}

/* The answers that are made one of have no label. */
static void
preset_label(const struct client *client)
{
	if (client->member && invocation_gathers(client->options))
		out_set_label(STR(""), 0);
}

/* Must the connection be made again after a loss? */
static void
preset_connection(struct client *client, const struct options *o, bool interactive)
{
	const struct cmd *cmd = invocation_command(o);
	bool follows = cmd && (cmd->flags & CMD_FOLLOWS);
	bool once = cmd && cmd->fail; /* that there is no server is its answer */
	bool reconnect = !o->no_reconnect && !once && (o->reconnect || interactive || follows);

	connection_preset(client->connection, reconnect,
	    reconnect && (o->reconnect || (client->member && interactive)));
}

/* Is it a single command, without lines that may look into the messages that come? */
static bool
is_alone(struct client *client)
{
	return client->scope->one_shot && !(one_shot_flags(client) & (CMD_LINE | CMD_DO));
}

void
invocation_preset(struct client *client, const struct options *o)
{
	bool interactive = client->member ? client->member->interactive :
	    invocation_is_interactive(o);
	bool one_shot = o->words_n > 0;

	preset_aliases(client, o->profiles);
	settings_preset(client->settings, o);
	if (interactive)
		settings_begin_story(client->settings);
	display_preset(client->display, interactive);
	scope_one_shot(client->scope, one_shot);
	client->messages->unread = is_alone(client);
	jobs_limit(client->jobs, interactive || one_shot ? 0 : o->pipeline);
	record_later(client->record, o->record);
	preset_connection(client, o, interactive);
	if (client->member)
		member_dress(client->member, client->settings->color);
	display_restyle(client);
	preset_label(client);
}

/* Does this run need a server before its first line? */
static bool
needs_server(struct client *client)
{
	return !client->settings->dry_run &&
	    (one_shot_flags(client) & (CMD_SESSION | CMD_CONNECTS)) != 0;
}

/* Is it a script for one server? That connects when a line needs it, unless events are requested:
 * these must come from the first line on. */
static bool
connects_late(const struct client *client)
{
	return !client->scope->one_shot && !client->display->interactive && !client->member &&
	    !client->options->events;
}

/* The mask to log in with: the requested one, else only what is needed. */
static const char *
login_mask(struct client *client)
{
	unsigned flags = one_shot_flags(client);

	if (client->options->events)
		return client->options->events;
	if (!client->scope->one_shot || flags & CMD_EVENTS)
		return "on";
	return flags & CMD_CALL_EVENTS ? "call" : "off";
}

static int
open_connection(struct client *client, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = mask_read(&mask, str_of(login_mask(client)), err);

	if (failed && line_command(client, str_of(login_mask(client))))
		failed = err_set(err, ERR_USAGE,
		    "--events takes a mask, use -c to run a line: amsh -c %s", login_mask(client));
	connection_put_off(client->connection, connects_late(client));
	if (!failed && client->connection->due)
		event_mask_set(client->mask, buf_str(&mask));
	else if (!failed && needs_server(client))
		failed = connect_open(client, NULL, buf_z(&mask), err);
	buf_clear(&mask);
	return failed;
}

/* Refuse misplaced words before connecting: as one of the command's words, a --dry-run would be
 * sent to the server. */
static int
check_words(const struct client *client, struct err *err)
{
	const struct options *o = client->options;
	struct words words;
	struct str value;

	split_argv(&words, o->words, o->words_n);
	bool alias = words.n && pairs_find(&client->scope->aliases, words.v[0].text, &value);
	bool misplaced = !alias && misplaced_words(o, invocation_command(o), &words, err);
	words_clear(&words);
	return misplaced ? -1 : 0;
}

/* The command from the words of the command line. */
static int
run_words(struct client *client)
{
	struct words words;
	struct err err = {0};
	int status = 0;

	split_argv(&words, client->options->words, client->options->words_n);
	held_find(client, &words);
	if (line_run_words(client, &words, &err) < 0)
		status = invocation_fail(client->options, client, &err);
	words_clear(&words);
	return status;
}

/* The lines of a -c: nearly always one. */
static int
run_text(struct client *client, struct str text, size_t *number)
{
	struct str line;
	int first = 0;

	while (!script_stops(client, first) && str_cut(&text, '\n', &line)) {
		int status = script_run_line(client, line, "-c", ++*number);
		first = first ? first : status;
		if (script_stops(client, status))
			break;
	}
	return first;
}

/* Lines and files of the command line, in order. */
static int
run_inputs(struct client *client)
{
	const struct options *o = client->options;
	int first = 0;
	size_t line = 0;

	for (size_t i = 0; i < o->inputs_n; i++) {
		const struct input *in = &o->inputs[i];
		int status = in->kind == INPUT_FILE ? script_run_file(client, in->text) :
		    run_text(client, str_of(in->text), &line);
		first = first ? first : status;
		if (script_stops(client, status))
			return first;
	}
	int status = script_finish(client);
	return first ? first : status;
}

/* The lines of a script. If none of them did anything, try the login. */
static int
run_script(struct client *client)
{
	struct err err = {0};
	int status = client->options->inputs_n ? run_inputs(client) : script_run_file(client, "-");

	if (client->loop->quit || status != 0 || client->scope->spared ||
	    connect_due(client, &err) == 0)
		return status;
	scope_error(client->scope, &err);
	return err_exit_status(err.kind);
}

static int
run_lines(struct client *client)
{
	const struct options *o = client->options;

	if (o->words_n)
		return run_words(client);
	if (!client->display->interactive)
		return run_script(client);
	return client->member ? worker_run_lines(client) : shell_run(client);
}

int
invocation_run(const struct options *o, struct fleet_member *member)
{
	struct client *client = client_new(o, member);
	struct err err = {0};
	int status;

	out_set_quiet(o->quiet);
	invocation_preset(client, o);
	sig_int_ends(!member || !member->interactive);
	bool failed = check_words(client, &err) < 0 || open_connection(client, &err) < 0;
	if (member)
		fleet_control_send(member->control, CONTROL_ENTERED, STR(""));
	if (failed) {
		const struct cmd *cmd = invocation_command(o);
		if (o->words_n && !(cmd && cmd->fail))
			failure_tell(client, &err);
		if (client->connection->retrying)
			status = err_exit_status(err.kind);
		else
			status = invocation_fail(o, client, &err);
		if (member && member->interactive && !client->connection->online)
			worker_tell_failure(client, &err);
		if (member && member->interactive)
			status = worker_run_lines(client);
	} else {
		status = run_lines(client);
	}
	display_end(client);
	if (client->loop->killed)
		status = err_exit_status(ERR_INTERRUPTED);
	out_flush();
	if (status == 0 && client->record->failed)
		status = err_exit_status(ERR_USAGE);
	client_free(client);
	return status;
}
