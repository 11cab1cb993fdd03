/* SPDX-License-Identifier: ISC */
/* The command hangup: one channel, or all that match, which a person is shown and asked first. */
#include "cmd/rows.h"

#include <regex.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "cmd/call.h"

/* The live channels that match. */
struct matches {
	regex_t regex;
	struct buf names; /* a line each, printable */
	size_t n;
};

static bool
is_regex(struct str channel)
{
	return channel.n > 1 && channel.p[0] == '/' && channel.p[channel.n - 1] == '/';
}

/* The expression between the slashes, in which \/ stands for a slash (main/manager.c,
 * action_hangup()). False: it is none; the server will say why. */
static bool
compile(struct matches *m, struct str channel)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	for (size_t i = 1; i + 1 < channel.n; i++)
		if (channel.p[i] != '\\' || channel.p[i + 1] != '/')
			buf_addc(&text, channel.p[i]);
	bool compiled = regcomp(&m->regex, buf_z(&text), REG_EXTENDED | REG_NOSUB) == 0;
	buf_clear(&text);
	return compiled;
}

static void
take_channel(void *arg, const struct item *item)
{
	struct matches *m = arg;
	struct str name = msg_get(&item->msg, STR("Channel"));

	if (item->kind != ITEM_LIST)
		return;
	char *text = mem_strndup(name);
	if (regexec(&m->regex, text, 0, NULL, 0) == 0) {
		buf_addz(&m->names, "  ");
		text_escape(&m->names, name);
		buf_addc(&m->names, '\n');
		m->n++;
	}
	free(text);
}

/* Ask the server for its channels and keep those that match. */
static int
find_matches(struct context *ctx, struct matches *m, struct err *err)
{
	struct action a;
	int failed = call_begin(ctx, &a, STR("CoreShowChannels"), err);

	if (!failed)
		failed = call_quietly(ctx, &a, take_channel, m, err);
	action_clear(&a);
	return failed;
}

/* Show a person what would be hung up, and ask; none: how it fails when that is nothing. */
static int
ask(struct context *ctx, struct str channel, const char *none, struct err *err)
{
	struct matches m = {.names = BUF_INIT(BUF_MAX_TEXT)};

	if (!compile(&m, channel))
		return 0;
	int failed = find_matches(ctx, &m, err);
	regfree(&m.regex);
	if (!failed && m.n == 0)
		failed = err_set(err, ERR_FAILED, "%s", none);
	if (!failed) {
		out_write(buf_str(&m.names));
		if (!context_confirm(ctx, "Hang up these %zu? [y/N] ", m.n))
			failed = err_set(err, ERR_FAILED, "hangup: not done");
	}
	buf_clear(&m.names);
	return failed;
}

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
	if (str_eq(channel, STR("//")))
		return err_set(err, ERR_USAGE,
		    "hangup: an empty expression matches every channel, so does /./: //");
	bool asks = ctx->interactive && !ctx->set.yes && ctx->online && !ctx->set.dry_run;
	struct buf none = BUF_INIT(BUF_MAX_LINE);
	buf_addf(&none, "hangup: no channel matches %.*s", STR_ARG(channel));
	int failed = 0;
	if (asks && is_regex(channel))
		failed = ask(ctx, channel, buf_z(&none), err);
	if (!failed)
		failed = call_action_some(ctx, "Hangup", headers, 2, buf_z(&none), err);
	buf_clear(&none);
	return failed;
}

const struct cmd cmd_hangup = {
    .name = "hangup",
    .group = GROUP_CALLS,
    .summary = "hang up a channel, or all that match a regular expression",
    .help = "CHANNEL is a whole name or /regex/ (POSIX extended). CAUSE is a Q.850 number that the "
            "other side is told. On a terminal all that match are listed first, and you are asked. "
            "Nothing that matches is a failure.",
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "CAUSE", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_DANGEROUS,
    .action = "Hangup",
    .run = run_hangup,
};
