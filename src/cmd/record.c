/* SPDX-License-Identifier: ISC */
/* The command record. */
#include "client/recorder.h"
#include "cmd/rows.h"

static int
run_record(struct context *ctx, const struct args *args, struct err *err)
{
	struct buf file = BUF_INIT(BUF_MAX_LINE);
	int failed = 0;

	if (context_leaves_out(ctx, "record ", args_get(args, "FILE")))
		return 0;
	ctx->record_to = NULL;
	buf_adds(&file, args_get(args, "FILE"));
	if (str_ieq(buf_str(&file), STR("off")))
		record_close(&ctx->record);
	else
		failed = record_start(ctx, buf_z(&file), &ctx->endpoint, err);
	if (ctx->session)
		session_trace(ctx->session, context_traces(ctx));
	buf_clear(&file);
	return failed;
}

const struct cmd cmd_record = {
    .name = "record",
    .group = GROUP_SHELL,
    .summary = "record what goes to and comes from the server",
    .help = "FILE gets both directions with their times, secrets redacted, and can be played "
            "again: amsh -s replay:FILE tail. off ends the recording. Several servers have a file "
            "each, with their name behind FILE and a dot.",
    .args = (const struct arg_spec[]){{.name = "FILE", .type = ARG_FILE}, {0}},
    .run = run_record,
};
