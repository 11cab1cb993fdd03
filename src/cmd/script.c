/* SPDX-License-Identifier: ISC */
/* Small commands of scripts and of the shell: echo, sleep, source, quit, history. */
#include "base/out.h"
#include "base/text.h"
#include "client/client.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/scope.h"
#include "lang/args.h"
#include "script/script.h"

static int
run_echo(struct client *client, const struct args *args, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct str word;

	(void)client;
	(void)err;
	for (size_t at = 0; args_next(args, "WORD", &at, &word);) {
		if (at > 1)
			buf_addc(&out, ' ');
		if (out_is_terminal())
			text_escape_lines(&out, word);
		else
			buf_adds(&out, word);
	}
	buf_addc(&out, '\n');
	out_write(buf_str(&out));
	buf_clear(&out);
	return 0;
}

const struct cmd cmd_echo = {
    .name = "echo",
    .group = GROUP_SCRIPT,
    .summary = "print words",
    .help = "${Header} is a header of the last reply or matched event, ${NAME} is a variable.",
    .examples = (const struct example[]){
        {"echo \"${Channel} hung up: ${Cause-txt}\"",
            "In a script, after wait Hangup: headers of that event."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "WORD", .type = ARG_WORD, .optional = true, .repeated = true}, {0}},
    .run = run_echo,
};

static int
run_sleep(struct client *client, const struct args *args, struct err *err)
{
	return loop_sleep(client->loop, args_seconds(args, "SECONDS", 0), err);
}

const struct cmd cmd_sleep = {
    .name = "sleep",
    .group = GROUP_SCRIPT,
    .summary = "do nothing for a while",
    .help = "SECONDS may have a fraction. Events are still read meanwhile.",
    .examples = (const struct example[]){
        {"sleep 0.5", "Wait for half a second."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "SECONDS", .type = ARG_SECONDS}, {0}},
    .run = run_sleep,
};

static int
run_source(struct client *client, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);

	if (client->scope->depth >= SCOPE_MAX_DEPTH)
		return err_set(err, ERR_USAGE, "source: files are nested too deeply");
	const struct words words = {.v = args->words->v + 1, .n = args->words->n - 1};

	buf_adds(&file, args_get(args, "FILE"));
	const struct words *outer = scope_words(client->scope, &words);
	size_t limit = client->jobs->limit;
	if (jobs_together(client->jobs)) /* its own lines are one after the other */
		jobs_limit(client->jobs, 0);
	scope_enter(client->scope);
	int status = script_run_file(client, buf_z(&file));
	scope_leave(client->scope);
	scope_words(client->scope, outer);
	jobs_limit(client->jobs, limit);
	buf_clear(&file);
	/* The lines have reported their own failures: only the status is handed on. */
	for (enum err_kind kind = ERR_NONE; status && kind <= ERR_INTERRUPTED; kind++)
		if (err_exit_status(kind) == status)
			return err_set(err, kind, "%s", "");
	if (status) {
		err_set(err, ERR_FAILED, "%s", "");
		err->status = status;
		return -1;
	}
	return 0;
}

const struct cmd cmd_source = {
    .name = "source",
    .group = GROUP_SCRIPT,
    .summary = "run the lines of a file",
    .help = "Stops at the first line that fails, unless keep-going is set. In the file, $1 or ${1} "
            "is the first WORD after FILE, and so on.",
    .examples = (const struct example[]){
        {"source night.amsh PJSIP/alice", "Run the lines of a file, in which $1 is PJSIP/alice."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE},
        {.name = "WORD", .type = ARG_WORD, .optional = true, .repeated = true}, {0}},
    .flags = CMD_CONNECTS,
    .run = run_source,
};

static int
run_quit(struct client *client, const struct args *args, struct err *err)
{
	(void)args;
	(void)err;
	loop_quit(client->loop);
	return 0;
}

const struct cmd cmd_quit = {
    .name = "quit",
    .aliases = "exit",
    .group = GROUP_SHELL,
    .summary = "leave the shell or end the script",
    .help = "^D does the same in the interactive shell.",
    .examples = (const struct example[]){
        {"quit", "Leave amsh."},
        {0}},
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_HERE,
    .run = run_quit,
};

static int
run_history(struct client *client, const struct args *args, struct err *err)
{
	if (!client->scope->print_history)
		return err_set(err, ERR_USAGE, "history: only the interactive shell has a history");
	client->scope->print_history(args_number(args, "N", -1));
	return 0;
}

const struct cmd cmd_history = {
    .name = "history",
    .group = GROUP_SHELL,
    .summary = "list the lines that were typed",
    .help = "With N, only the last N lines are listed.",
    .examples = (const struct example[]){
        {"history 10", "The last ten lines."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "N", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_HERE,
    .run = run_history,
};
