/* SPDX-License-Identifier: ISC */
/* The queue of actions on their way, and the printing of their answers in order. */
#include "client/jobs.h"

#include "base/out.h"
#include "client/context.h"
#include "client/pager.h"
#include "client/pump.h"

#define PRINT_SIZE ((size_t)64 << 10) /* output that is not kept until the answer is whole */

void
jobs_init(struct jobs *jobs)
{
	*jobs = (struct jobs){0};
	jobs->last = &jobs->first;
}

static struct job *
take_first(struct jobs *jobs)
{
	struct job *j = jobs->first;

	jobs->first = j->next;
	jobs->n--;
	if (!jobs->first)
		jobs->last = &jobs->first;
	return j;
}

/* Print what a job has said; it goes on saying more unless it is done. */
static void
print(struct context *ctx, struct job *j, bool done)
{
	if (done)
		pager_print(ctx, buf_str(&j->out));
	else
		out_write(buf_str(&j->out));
	j->spoken = true;
	buf_reset(&j->out);
}

/* Print the last of what a job has said, and its note if all went well. */
static void
finish(struct context *ctx, struct job *j)
{
	print(ctx, j, true);
	if (j->note.n && j->err.kind == ERR_NONE)
		out_remark("-- %s", buf_z(&j->note));
}

/* A job of the pipeline failed: say so with its line, and remember its status. */
static void
report(struct context *ctx, const struct job *j)
{
	struct place outer = ctx->place;
	int status = err_exit_status(j->err.kind);

	ctx->place = (struct place){.name = j->place_name, .line = j->place_line};
	context_error(ctx, &j->err);
	ctx->place = outer;
	ctx->jobs.failed++;
	if (ctx->jobs.status == 0)
		ctx->jobs.status = status;
}

void
jobs_flush(struct context *ctx)
{
	struct jobs *jobs = &ctx->jobs;

	while (jobs->first && jobs->first->ops->done(jobs->first)) {
		struct job *j = take_first(jobs);
		finish(ctx, j);
		if (j->err.kind != ERR_NONE)
			report(ctx, j);
		j->ops->clear(j);
	}
	if (jobs->first && jobs->first->out.n >= PRINT_SIZE && !pager_wants(ctx))
		print(ctx, jobs->first, false);
}

/* Are there few enough of them? arg is the context. */
static bool
has_room(void *arg)
{
	struct context *ctx = arg;

	jobs_flush(ctx);
	return ctx->jobs.n < ctx->jobs.limit;
}

static bool
is_empty(void *arg)
{
	struct context *ctx = arg;

	jobs_flush(ctx);
	return ctx->jobs.n == 0;
}

struct single {
	struct context *ctx;
	struct job *job;
};

static bool
is_done(void *arg)
{
	const struct single *s = arg;
	bool done = s->job->ops->done(s->job);

	if (!done && s->job->out.n >= PRINT_SIZE && !pager_wants(s->ctx))
		print(s->ctx, s->job, false);
	return done;
}

/* Wait for one job and hand its error on. */
static int
run_alone(struct context *ctx, struct job *j, struct err *err)
{
	struct single s = {.ctx = ctx, .job = j};
	struct err stopped = {0};
	int failed;

	const struct job *outer = ctx->answer;
	ctx->answer = j;
	failed = pump_until(ctx, is_done, &s, -1, CLOCK_NEVER, &stopped);
	ctx->answer = outer;
	finish(ctx, j);
	*err = failed ? stopped : j->err;
	if (failed && j->ops->stopped)
		j->ops->stopped(j, err);
	j->ops->clear(j);
	pump_release(ctx);
	return err->kind != ERR_NONE ? -1 : 0;
}

int
jobs_run(struct context *ctx, struct job *j, struct err *err)
{
	struct jobs *jobs = &ctx->jobs;

	if (jobs->limit == 0)
		return run_alone(ctx, j, err);
	j->place_name = ctx->place.name;
	j->place_line = ctx->place.line;
	*jobs->last = j;
	jobs->last = &j->next;
	jobs->n++;
	return pump_until(ctx, has_room, ctx, -1, CLOCK_NEVER, err);
}

int
jobs_drain(struct context *ctx, struct err *err)
{
	return ctx->jobs.n ? pump_until(ctx, is_empty, ctx, -1, CLOCK_NEVER, err) : 0;
}

bool
jobs_answer(const struct context *ctx)
{
	return ctx->answer && (ctx->answer->spoken || ctx->answer->out.n > 0);
}

int
jobs_status(struct jobs *jobs)
{
	int status = jobs->status;

	jobs->status = 0;
	return status;
}

void
jobs_clear(struct jobs *jobs)
{
	while (jobs->first) {
		struct job *j = take_first(jobs);
		j->ops->clear(j);
	}
}
