/* SPDX-License-Identifier: ISC */
/* Lines from a descriptor, run one after the other; events are taken while the next one is awaited.
 */
#include "cmd/script.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/out.h"
#include "cmd/block.h"
#include "cmd/line.h"
#include "cmd/progress.h"
#include "cmd/pump.h"

#define READ_SIZE 4096

struct reader {
	int fd;
	const char *name;
	struct buf text;
	size_t used;
	bool ended;
};

/* Print a failure with its place and turn it into an exit status. */
static int
report(const struct context *ctx, const struct err *err)
{
	if (err->text[0] && !(err->kind == ERR_INTERRUPTED && ctx->interactive))
		context_error(ctx, err);
	return err_exit_status(err->kind);
}

int
script_run_line(struct context *ctx, struct str line, const char *name, size_t number)
{
	struct place outer = ctx->place;
	struct err err = {0};
	int status = 0;

	ctx->place = (struct place){.name = name, .line = number};
	if (line_run(ctx, line, &err) < 0)
		status = report(ctx, &err);
	ctx->place = outer;
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

/* The next line, without its end. 1: here it is; 0: the input ended; -1: err is set. */
static int
next_line(struct context *ctx, struct reader *r, struct str *line, struct err *err)
{
	size_t scanned = 0;

	for (;;) {
		struct str rest = str_from_at(buf_str(&r->text), r->used);
		size_t n = scanned + str_chr(str_from_at(rest, scanned), '\n');
		if (n < rest.n || (r->ended && rest.n)) {
			*line = str_head(rest, n);
			r->used += n < rest.n ? n + 1 : n;
			return 1;
		}
		if (r->ended)
			return 0;
		scanned = rest.n;
		buf_drop(&r->text, r->used);
		r->used = 0;
		char *room = buf_room(&r->text, READ_SIZE);
		if (!room)
			return err_set(err, ERR_USAGE, "line longer than %u bytes", BUF_MAX_LINE);
		if (pump_until(ctx, NULL, NULL, r->fd, CLOCK_NEVER, err) < 0)
			return -1;
		ssize_t got = read(r->fd, room, READ_SIZE);
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return err_set(err, ERR_USAGE, "cannot read: %s", strerror(errno));
		r->text.n += got > 0 ? (size_t)got : 0;
		r->ended = got == 0;
	}
}

bool
script_stops(const struct context *ctx, int status)
{
	return ctx->quit || out_failed() || status == err_exit_status(ERR_INTERRUPTED) ||
	    (status != 0 && !ctx->set.keep_going);
}

static int
run_lines(struct context *ctx, struct reader *r)
{
	struct place outer = ctx->place;
	struct err err = {0};
	struct str line;
	int first = 0, got = 0;
	size_t number = 0, failed = 0;
	struct progress progress;

	progress_init(&progress, ctx->options->progress);
	progress.on &= ctx->depth == 0 && !ctx->interactive;
	while (!script_stops(ctx, first) && (got = next_line(ctx, r, &line, &err)) == 1) {
		int status = script_run_line(ctx, line, r->name, ++number);
		first = first ? first : status;
		failed += status != 0;
		progress_step(&progress, failed + ctx->jobs.failed, ctx->jobs.n);
		if (script_stops(ctx, status))
			break;
	}
	ctx->place = (struct place){.name = r->name, .line = number + (got < 0)};
	if (got < 0) {
		int status = report(ctx, &err);
		first = first ? first : status;
	} else if (!script_stops(ctx, first)) {
		int status = script_finish(ctx);
		first = first ? first : status;
	}
	progress_end(&progress, failed + ctx->jobs.failed);
	block_drop(ctx);
	ctx->place = outer;
	return first;
}

int
script_run_file(struct context *ctx, const char *file)
{
	bool is_stdin = str_eq(str_of(file), STR("-"));
	struct reader r = {
	    .fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC),
	    .name = is_stdin ? "stdin" : file,
	    .text = BUF_INIT(BUF_MAX_LINE + READ_SIZE),
	};
	struct err err;

	if (r.fd < 0) {
		err_set(&err, ERR_USAGE, "cannot open %s: %s", file, strerror(errno));
		return report(ctx, &err);
	}
	int status = run_lines(ctx, &r);
	buf_clear(&r.text);
	if (!is_stdin)
		close(r.fd);
	return status;
}
