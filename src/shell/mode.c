/* SPDX-License-Identifier: ISC */
/* One server, and what is wanted of it: a command, lines, a script, a shell. */
#include "shell/mode.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/out.h"
#include "base/sig.h"
#include "client/connect.h"
#include "client/team.h"
#include "cmd/rows.h"
#include "conf/profile.h"
#include "lang/mask.h"
#include "lang/misplaced.h"
#include "script/line.h"
#include "script/script.h"
#include "script/worker.h"
#include "shell/shell.h"

bool
mode_is_interactive(const struct options *o)
{
	return o->words_n == 0 && o->inputs_n == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static bool
wants_color(const struct options *o)
{
	const char *none = getenv("NO_COLOR"), *term = getenv("TERM");

	if (o->color && str_eq(str_of(o->color), STR("always")))
		return true;
	if (o->color && str_eq(str_of(o->color), STR("never")))
		return false;
	return out_is_terminal() && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

/* Is the one command of those that go on after a loss? */
static bool
follows(const struct context *ctx)
{
	const struct options *o = ctx->options;

	const struct cmd *cmd = o->words_n ? line_command(ctx, str_of(o->words[0])) : NULL;

	return cmd == &cmd_tail || cmd == &cmd_watch;
}

/* Aliases of the user's configuration. */
static void
preset_aliases(struct context *ctx, const struct profiles *p)
{
	struct str name, line;

	for (size_t i = 0; profiles_alias(p, i, &name, &line); i++)
		pairs_set(&ctx->aliases, name, line);
}

void
mode_preset(struct context *ctx, const struct options *o)
{
	preset_aliases(ctx, o->profiles);
	ctx->interactive = ctx->team ? ctx->team->interactive : mode_is_interactive(o);
	ctx->one_shot = o->words_n > 0;
	ctx->set.color = wants_color(o);
	ctx->set.header = !o->no_header;
	ctx->set.timeout = o->timeout;
	ctx->set.keep_going = o->keep_going;
	ctx->jobs.limit = ctx->interactive || ctx->one_shot ? 0 : o->pipeline;
	ctx->record_to = o->record;
	ctx->set.dry_run = o->dry_run;
	ctx->set.read_only = o->read_only;
	ctx->set.stays_read_only =
	    o->read_only && options_origin(o, &o->read_only)->source == SOURCE_OPTION;
	ctx->set.yes = o->yes;
	ctx->reconnect = !o->no_reconnect && (o->reconnect || ctx->interactive || follows(ctx));
	ctx->patient = ctx->reconnect && (o->reconnect || (ctx->team && ctx->interactive));
	if (o->output)
		render_format(str_of(o->output), &ctx->set.format);
	if (o->fields)
		buf_addz(&ctx->set.fields, o->fields);
	if (ctx->team)
		team_dress(ctx->team, ctx->set.color);
	context_restyle(ctx);
}

/* The row that the command words name, if it is a row. */
static const struct cmd *
one_shot_command(const struct context *ctx)
{
	const struct options *o = ctx->options;

	return o->words_n ? line_command(ctx, str_of(o->words[0])) : NULL;
}

/* Does this run need a server before its first line? */
static bool
needs_server(const struct context *ctx)
{
	const struct cmd *cmd = one_shot_command(ctx);

	if (ctx->set.dry_run)
		return false;
	return !cmd || (cmd->flags & (CMD_SESSION | CMD_CONNECTS)) != 0;
}

/* Is it a script for one server? That connects when a line needs it, unless events are asked for:
 * they are to be heard from the first line on. */
static bool
connects_late(const struct context *ctx)
{
	return !ctx->one_shot && !ctx->interactive && !ctx->team && !ctx->options->events;
}

/* The mask to log in with: what was asked for, else only what is needed. */
static const char *
login_mask(const struct context *ctx)
{
	const struct cmd *cmd = one_shot_command(ctx);

	if (ctx->options->events)
		return ctx->options->events;
	if (!ctx->one_shot || (cmd && (cmd->flags & CMD_EVENTS)))
		return "on";
	return cmd && (cmd->flags & CMD_CALL_EVENTS) ? "call" : "off";
}

static int
open_connection(struct context *ctx, struct err *err)
{
	struct buf mask = BUF_INIT(BUF_MAX_LINE);
	int failed = mask_read(&mask, str_of(login_mask(ctx)), err);

	if (failed && line_command(ctx, str_of(login_mask(ctx))))
		failed = err_set(err, ERR_USAGE,
		    "--events is a mask, a line is run by -c: amsh -c %s", login_mask(ctx));
	ctx->due = connects_late(ctx);
	if (!failed && ctx->due)
		buf_adds(&ctx->mask, buf_str(&mask));
	else if (!failed && needs_server(ctx))
		failed = connect_open(ctx, NULL, buf_z(&mask), err);
	buf_clear(&mask);
	return failed;
}

/* Refuse words that belong elsewhere before anything is connected: as one of the command's words, a
 * --dry-run would be sent to the server. */
static int
check_words(const struct context *ctx, struct err *err)
{
	const struct options *o = ctx->options;
	struct words words;
	struct str value;

	split_argv(&words, o->words, o->words_n);
	bool alias = words.n && pairs_find(&ctx->aliases, words.v[0].text, &value);
	bool misplaced = !alias && misplaced_words(o, one_shot_command(ctx), &words, err);
	words_clear(&words);
	return misplaced ? -1 : 0;
}

/* The command that the words of the command line are. */
static int
run_words(struct context *ctx)
{
	struct words words;
	struct err err = {0};
	int status = 0;

	split_argv(&words, ctx->options->words, ctx->options->words_n);
	if (line_run_words(ctx, &words, &err) < 0) {
		if (err.text[0])
			context_error(ctx, &err);
		status = err_exit_status(err.kind);
	}
	words_clear(&words);
	return status;
}

/* The lines of a -c: nearly always one. */
static int
run_text(struct context *ctx, struct str text, size_t *number)
{
	struct str line;
	int first = 0;

	while (!script_stops(ctx, first) && str_cut(&text, '\n', &line)) {
		int status = script_run_line(ctx, line, "-c", ++*number);
		first = first ? first : status;
		if (script_stops(ctx, status))
			break;
	}
	return first;
}

/* Lines and files of the command line, in order. */
static int
run_inputs(struct context *ctx)
{
	const struct options *o = ctx->options;
	int first = 0;
	size_t line = 0;

	for (size_t i = 0; i < o->inputs_n; i++) {
		const struct input *in = &o->inputs[i];
		int status = in->kind == INPUT_FILE ? script_run_file(ctx, in->text) :
		    run_text(ctx, str_of(in->text), &line);
		first = first ? first : status;
		if (script_stops(ctx, status))
			return first;
	}
	int status = script_finish(ctx);
	return first ? first : status;
}

/* The lines of a script. One that had nothing to do, for a server or without, tries the login. */
static int
run_script(struct context *ctx)
{
	struct err err = {0};
	int status = ctx->options->inputs_n ? run_inputs(ctx) : script_run_file(ctx, "-");

	if (ctx->quit || status != 0 || ctx->spared || connect_due(ctx, &err) == 0)
		return status;
	context_error(ctx, &err);
	return err_exit_status(err.kind);
}

static int
run_lines(struct context *ctx)
{
	const struct options *o = ctx->options;

	if (o->words_n)
		return run_words(ctx);
	if (!ctx->interactive)
		return run_script(ctx);
	return ctx->team ? worker_run_lines(ctx) : shell_run(ctx);
}

int
mode_run(const struct options *o, struct team *team)
{
	struct context ctx;
	struct err err = {0};
	int status;

	out_set_quiet(o->quiet);
	context_init(&ctx, o);
	ctx.team = team;
	mode_preset(&ctx, o);
	sig_int_ends(!team || !team->interactive);
	if (check_words(&ctx, &err) < 0 || open_connection(&ctx, &err) < 0) {
		if (!ctx.retrying)
			context_error(&ctx, &err);
		status = err_exit_status(err.kind);
		if (team && team->interactive && !ctx.online)
			worker_tell_failure(&ctx, &err);
		if (team && team->interactive)
			status = worker_run_lines(&ctx);
	} else {
		status = run_lines(&ctx);
	}
	if (ctx.killed)
		status = err_exit_status(ERR_INTERRUPTED);
	out_flush();
	if (status == 0 && ctx.record.failed)
		status = err_exit_status(ERR_USAGE);
	context_clear(&ctx);
	return status;
}
