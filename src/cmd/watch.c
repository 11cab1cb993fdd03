/* SPDX-License-Identifier: ISC */
/* The command watch: another one again and again, the screen redrawn. */
#include "cmd/rows.h"

#include <time.h>

#include "base/out.h"
#include "base/text.h"
#include "cmd/line.h"
#include "cmd/pump.h"

/* Events would only spoil the picture. */
static bool
pass_event(struct listener *l, const struct msg *m, bool suspect)
{
	(void)l;
	(void)m;
	(void)suspect;
	return false;
}

/* Clear the screen and say what is watched; a file gets the time alone. */
static void
print_head(struct str line)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	char text[32];
	time_t now = time(NULL);
	struct tm local;

	localtime_r(&now, &local);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &local);
	if (out_is_terminal())
		buf_addz(&out, "\033[H\033[2J");
	buf_addf(&out, "%s  ", text);
	text_escape(&out, line);
	buf_addz(&out, "\n\n");
	out_write(buf_str(&out));
	buf_clear(&out);
}

static int
run_watch(struct context *ctx, const struct args *args, struct err *err)
{
	struct str line = args_get(args, "COMMAND");
	struct listener quiet = {.event = pass_event, .instead = true};
	msec pause = args_seconds(args, "SECONDS", 2000);
	int failed;

	if (ctx->depth >= 16)
		return err_set(err, ERR_USAGE, "watch: commands are nested too deeply");
	ctx->depth++;
	pump_listen(ctx, &quiet);
	do {
		print_head(line);
		failed = line_run(ctx, line, err);
		if (!failed && !ctx->set.dry_run)
			failed = pump_sleep(ctx, pause, err);
	} while (!failed && !ctx->quit && !ctx->set.dry_run);
	pump_unlisten(ctx, &quiet);
	ctx->depth--;
	return failed;
}

const struct cmd cmd_watch = {
    .name = "watch",
    .group = GROUP_SHELL,
    .summary = "run a command again and again, the screen redrawn",
    .help = "Every SECONDS (2), until ^C or until COMMAND fails.",
    .args = (const struct arg_spec[]){
        {.name = "SECONDS", .type = ARG_SECONDS, .option = "-n", .optional = true},
        {.name = "COMMAND", .type = ARG_REST}, {0}},
    .flags = CMD_CONNECTS,
    .run = run_watch,
};
