/* SPDX-License-Identifier: ISC */
/* The program: options, then one of its modes, then the exit status. */
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/harden.h"
#include "base/out.h"
#include "base/sig.h"
#include "cmd/connect.h"
#include "cmd/line.h"
#include "cmd/manual.h"
#include "cmd/mask.h"
#include "cmd/rows.h"
#include "cmd/script.h"
#include "conf/layers.h"
#include "conf/target.h"
#include "shell/shell.h"

/* Is someone there to read what a person reads? */
static bool
is_interactive(const struct options *o)
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
	return isatty(STDOUT_FILENO) && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

/* Is tail the one command? It goes on after a loss. */
static bool
is_tail(const struct context *ctx)
{
	const struct options *o = ctx->options;

	return o->words_n && line_command(ctx, str_of(o->words[0])) == &cmd_tail;
}

/* Options preset the settings. */
static void
preset(struct context *ctx, const struct options *o)
{
	ctx->interactive = is_interactive(o);
	ctx->one_shot = o->words_n > 0;
	ctx->set.color = wants_color(o);
	ctx->set.header = !o->no_header;
	ctx->set.timeout = o->timeout;
	ctx->set.keep_going = o->keep_going;
	ctx->jobs.limit = ctx->interactive || ctx->one_shot ? 0 : o->pipeline;
	ctx->set.dry_run = o->dry_run;
	ctx->set.read_only = o->read_only;
	ctx->set.yes = o->yes;
	ctx->reconnect = !o->no_reconnect && (o->reconnect || ctx->interactive || is_tail(ctx));
	if (o->output)
		render_format(str_of(o->output), &ctx->set.format);
	if (o->fields)
		buf_addz(&ctx->set.fields, o->fields);
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

	if (!failed && needs_server(ctx))
		failed = connect_open(ctx, NULL, buf_z(&mask), err);
	buf_clear(&mask);
	return failed;
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
		    script_run_line(ctx, str_of(in->text), "-c", ++line);
		first = first ? first : status;
		if (script_stops(ctx, status))
			return first;
	}
	int status = script_finish(ctx);
	return first ? first : status;
}

static int
run_mode(struct context *ctx)
{
	const struct options *o = ctx->options;

	if (o->words_n)
		return run_words(ctx);
	if (o->inputs_n)
		return run_inputs(ctx);
	return ctx->interactive ? shell_run(ctx) : script_run_file(ctx, "-");
}

/* Standard output that could not be written is a failure of its own. */
static int
finish(int status)
{
	out_flush();
	if (out_failed() == EPIPE)
		return 128 + SIGPIPE;
	if (out_failed() && status == 0) {
		out_error("standard output: %s", strerror(out_failed()));
		return err_exit_status(ERR_USAGE);
	}
	return status;
}

/* Aliases of the user's configuration. */
static void
preset_aliases(struct context *ctx, const struct profiles *p)
{
	struct str name, line;

	for (size_t i = 0; profiles_alias(p, i, &name, &line); i++)
		pairs_set(&ctx->aliases, name, line);
}

static int
run(const struct options *o)
{
	struct context ctx;
	struct err err = {0};
	int status;

	context_init(&ctx, o);
	preset_aliases(&ctx, o->profiles);
	preset(&ctx, o);
	if ((o->record && record_open(&ctx.record, o->record, &err) < 0) ||
	    open_connection(&ctx, &err) < 0) {
		context_error(&ctx, &err);
		status = err_exit_status(err.kind);
	} else {
		status = run_mode(&ctx);
	}
	out_flush();
	context_clear(&ctx);
	return finish(status);
}

/* What needs no server: --help and friends. False: nothing of that was asked for. */
static bool
answer_at_once(const struct options *o)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	if (o->help)
		options_help(&out);
	else if (o->version)
		buf_addz(&out, "amsh " AMSH_VERSION "\n");
	else if (o->manual)
		manual_mdoc(&out, str_of(o->manual));
	else if (o->complete)
		shell_complete(&out, o->words, o->words_n);
	out_write(buf_str(&out));
	bool answered = o->help || o->version || o->manual || o->complete;
	buf_clear(&out);
	return answered;
}

static int
show_config(const struct options *o, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	int failed = target_show(&out, o, err);

	out_write(buf_str(&out));
	buf_clear(&out);
	return failed;
}

/* Complete the options from the user's configuration, and run. */
static int
run_configured(struct options *o)
{
	struct profiles profiles = {0};
	struct err err = {0};
	int status = 0;

	int failed = profiles_read(&profiles, o, &err);
	o->profiles = &profiles;
	if (!failed)
		failed = o->show_config ? show_config(o, &err) : layers_apply(o, NULL, &err);
	if (failed)
		out_error("%s", err.text);
	if (failed || o->show_config)
		status = finish(failed ? err_exit_status(err.kind) : 0);
	else
		status = run(o);
	profiles_clear(&profiles);
	return status;
}

/* The terminal is taken for one of UTF-8 even where the locale does not say so. */
static void
set_encoding(void)
{
	setlocale(LC_CTYPE, "");
	if (!str_eq(str_of(nl_langinfo(CODESET)), STR("UTF-8")))
		setlocale(LC_CTYPE, "C.UTF-8");
}

int
main(int argc, char **argv)
{
	struct options o;
	struct err err;
	int status = 0;

	set_encoding();
	out_init();
	sig_init();
	harden_process();
	target_take_environment();
	if (options_parse(&o, argc, argv, &err) < 0) {
		out_error("%s", err.text);
		status = err_exit_status(err.kind);
	} else if (!answer_at_once(&o)) {
		status = run_configured(&o);
	} else {
		status = finish(0);
	}
	options_clear(&o);
	target_forget();
	return status;
}
