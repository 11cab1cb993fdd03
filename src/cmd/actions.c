/* SPDX-License-Identifier: ISC */
/* Commands that are an action under a shorter name, and those that name an action or CLI command. */
#include "cmd/rows.h"

#include "cmd/call.h"
#include "cmd/line.h"

static int
run_channels(struct context *ctx, const struct args *args, struct err *err)
{
	(void)args;
	return call_action(ctx, "CoreShowChannels", NULL, 0, err);
}

const struct cmd cmd_channels = {
    .name = "channels",
    .group = GROUP_CALLS,
    .summary = "list the live channels",
    .help = "The short name of the action CoreShowChannels.",
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_SESSION,
    .run = run_channels,
};

static int
run_endpoints(struct context *ctx, const struct args *args, struct err *err)
{
	(void)args;
	return call_action(ctx, "PJSIPShowEndpoints", NULL, 0, err);
}

const struct cmd cmd_endpoints = {
    .name = "endpoints",
    .group = GROUP_CALLS,
    .summary = "list the PJSIP endpoints",
    .help = "The short name of the action PJSIPShowEndpoints.",
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_SESSION,
    .run = run_endpoints,
};

static int
run_queues(struct context *ctx, const struct args *args, struct err *err)
{
	const struct header headers[] = {{STR("Queue"), args_get(args, "QUEUE")}};

	return call_action(ctx, "QueueStatus", headers, 1, err);
}

const struct cmd cmd_queues = {
    .name = "queues",
    .group = GROUP_CALLS,
    .summary = "show the queues, their members and callers",
    .help = "The short name of the action QueueStatus. With QUEUE only that one is shown.",
    .args = (const struct arg_spec[]){{.name = "QUEUE", .type = ARG_QUEUE, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_queues,
};

static int
run_command(struct context *ctx, const struct args *args, struct err *err)
{
	const struct header headers[] = {{STR("Command"), args_get(args, "LINE")}};

	return call_action(ctx, "Command", headers, 1, err);
}

const struct cmd cmd_command = {
    .name = "command",
    .aliases = "cli",
    .group = GROUP_ACTIONS,
    .summary = "run a command of the Asterisk console",
    .help = "LINE goes to the console as the rest of the line, and its output is printed as the "
            "console prints it. Words that hold blanks reach it in double quotes; a LINE given as "
            "one quoted word is taken as it stands.",
    .args = (const struct arg_spec[]){{.name = "LINE", .type = ARG_REST}, {0}},
    .flags = CMD_SESSION,
    .run = run_command,
};

static int
run_action(struct context *ctx, const struct args *args, struct err *err)
{
	struct words words;
	struct buf line = BUF_INIT(BUF_MAX_LINE);
	struct str word;

	split_quote(&line, args_get(args, "NAME"));
	for (size_t i = 0; args_nth(args, "WORD", i, &word); i++) {
		buf_addc(&line, ' ');
		split_quote(&line, word);
	}
	int failed = split_line(&words, buf_str(&line), NULL, err);
	if (!failed)
		failed = line_run_action(ctx, &words, 0, err);
	words_clear(&words);
	buf_clear(&line);
	return failed;
}

const struct cmd cmd_action = {
    .name = "action",
    .group = GROUP_ACTIONS,
    .summary = "send an action, even one that a command or alias hides",
    .help = "Header=value words become headers, in order. Other words fill the action's "
            "parameters in their documented order, required ones first.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_ACTION},
        {.name = "WORD", .type = ARG_HEADER, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_action,
};

static int
run_hangup(struct context *ctx, const struct args *args, struct err *err)
{
	struct str channel = args_get(args, "CHANNEL");
	const struct header headers[] = {
	    {STR("Channel"), channel},
	    {STR("Cause"), args_get(args, "CAUSE")},
	};
	long cause;

	if (headers[1].value.n && !str_number(headers[1].value, 0, 127, &cause))
		return err_set(err, ERR_USAGE, "hangup: CAUSE is a number from 0 to 127: %.*s",
		    STR_ARG(headers[1].value));
	if (str_starts(channel, STR("/")) &&
	    !context_confirm(ctx, "Hang up every channel that matches %.*s? [y/N] ", STR_ARG(channel)))
		return err_set(err, ERR_FAILED, "hangup: not done");
	return call_action(ctx, "Hangup", headers, 2, err);
}

const struct cmd cmd_hangup = {
    .name = "hangup",
    .group = GROUP_CALLS,
    .summary = "hang up a channel, or all that match a regular expression",
    .help = "CHANNEL is a whole name or /regex/ (POSIX extended). CAUSE is a Q.850 number that the "
            "other side is told.",
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "CAUSE", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_DANGEROUS,
    .run = run_hangup,
};

static int
run_getvar(struct context *ctx, const struct args *args, struct err *err)
{
	const struct header headers[] = {
	    {STR("Channel"), args_get(args, "CHANNEL")},
	    {STR("Variable"), args_get(args, "NAME")},
	};

	return call_action(ctx, "Getvar", headers, 2, err);
}

const struct cmd cmd_getvar = {
    .name = "getvar",
    .group = GROUP_CALLS,
    .summary = "show a variable or function of a channel, or a global one",
    .help = "NAME may be a function, as in 'CALLERID(num)'. An unknown variable is empty.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD},
        {.name = "CHANNEL", .type = ARG_CHANNEL, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_getvar,
};

static int
run_setvar(struct context *ctx, const struct args *args, struct err *err)
{
	struct str channel = args_get(args, "CHANNEL");
	struct action a;
	int failed = call_begin(ctx, &a, STR("Setvar"), err);

	if (!failed && channel.n)
		failed = action_header(&a, STR("Channel"), channel, err);
	if (!failed)
		failed = action_header(&a, STR("Variable"), args_get(args, "NAME"), err);
	/* An empty Value empties the variable, a missing one is an error. */
	if (!failed)
		failed = action_header(&a, STR("Value"), args_get(args, "VALUE"), err);
	if (!failed)
		failed = call_run(ctx, &a, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_setvar = {
    .name = "setvar",
    .group = GROUP_CALLS,
    .summary = "set a variable of a channel, or a global one",
    .help = "VALUE may be empty (''). Without CHANNEL the variable is global.",
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD}, {.name = "VALUE", .type = ARG_WORD},
        {.name = "CHANNEL", .type = ARG_CHANNEL, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .run = run_setvar,
};
