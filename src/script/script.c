/* SPDX-License-Identifier: ISC */
/* The lines of a file, run one after the other. */
#include "script/script.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/out.h"
#include "client/block.h"
#include "client/progress.h"
#include "client/team.h"
#include "script/line.h"
#include "script/script_lines.h"

/* Print a failure with its place and turn it into an exit status. */
static int
report(const struct context *ctx, const struct err *err)
{
	if (err->text[0] && !(err->kind == ERR_INTERRUPTED && ctx->interactive))
		context_error(ctx, err);
	return err_exit_status(err->kind);
}

/* A line failed: what the lines before it have to say comes first. */
static int
report_in_turn(struct context *ctx, const struct err *err)
{
	struct err ignored = {0};

	jobs_drain(ctx, &ignored);
	int earlier = jobs_status(&ctx->jobs), status = report(ctx, err);
	ctx->jobs.failed++;
	return earlier ? earlier : status;
}

int
script_run_line(struct context *ctx, struct str line, const char *name, size_t number)
{
	struct place outer = ctx->place;
	struct err err = {0};
	int status = 0;

	ctx->place = (struct place){.name = name, .line = number};
	if (line_run(ctx, line, &err) < 0)
		status = report_in_turn(ctx, &err);
	ctx->place = outer;
	if (ctx->team && ctx->depth == 0 && ctx->jobs.limit == 0)
		team_done(ctx->team);
	return status ? status : jobs_status(&ctx->jobs);
}

int
script_finish(struct context *ctx)
{
	struct err err = {0};
	int status = 0;

	if (block_finish(ctx, &err) < 0)
		status = report(ctx, &err);
	if (jobs_drain(ctx, &err) < 0)
		status = status ? status : report(ctx, &err);
	return status ? status : jobs_status(&ctx->jobs);
}

bool
script_stops(const struct context *ctx, int status)
{
	return ctx->quit || out_failed() || status == err_exit_status(ERR_INTERRUPTED) ||
	    (status != 0 && !ctx->set.keep_going);
}

static int
run_lines(struct context *ctx, struct script_lines *lines, const char *name)
{
	struct place outer = ctx->place;
	struct err err = {0};
	struct str line;
	int first = 0, got = 0;
	size_t number = 0;
	struct progress progress;

	progress_init(&progress, ctx->options->progress);
	progress.on &= ctx->depth == 0 && !ctx->interactive;
	progress.on &= ctx->options->progress || !isatty(lines->fd); /* there the line is typed */
	while (
	    !script_stops(ctx, first) && (got = script_lines_next(lines, ctx, &line, &err)) == 1) {
		int status = script_run_line(ctx, line, name, ++number);
		first = first ? first : status;
		progress_step(&progress, ctx->jobs.failed, ctx->jobs.n);
		if (script_stops(ctx, status))
			break;
	}
	ctx->place = (struct place){.name = name, .line = number + (got < 0)};
	if (got < 0) {
		int status = report(ctx, &err);
		first = first ? first : status;
	} else if (!script_stops(ctx, first)) {
		int status = script_finish(ctx);
		first = first ? first : status;
	}
	progress_end(&progress, ctx->jobs.failed);
	block_drop(ctx);
	ctx->place = outer;
	return first;
}

int
script_run_file(struct context *ctx, const char *file)
{
	bool is_stdin = str_eq(str_of(file), STR("-"));
	int fd = is_stdin ? STDIN_FILENO : file_open(file, O_RDONLY, 0);
	struct script_lines lines;
	struct err err;

	if (fd < 0) {
		err_set(&err, file_error(), "cannot open %s: %s", file, strerror(errno));
		return report(ctx, &err);
	}
	script_lines_init(&lines, fd);
	int status = run_lines(ctx, &lines, is_stdin ? "stdin" : file);
	script_lines_clear(&lines);
	if (!is_stdin)
		close(fd);
	return status;
}
