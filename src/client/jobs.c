/* SPDX-License-Identifier: ISC */
/* The queue of actions on their way, and the printing of their answers in order. */
#include "client/jobs.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/loop.h"
#include "client/pager.h"

#define PRINT_SIZE ((size_t)64 << 10) /* output that is not kept until the answer is whole */

struct jobs *
jobs_new(void)
{
	struct jobs *jobs = mem_alloc(sizeof(*jobs));

	jobs->last = &jobs->first;
	return jobs;
}

void
jobs_limit(struct jobs *jobs, size_t limit)
{
	jobs->limit = limit;
}

void
jobs_count_failure(struct jobs *jobs)
{
	jobs->failed++;
}

void
jobs_watch(struct jobs *jobs, const struct action_watch *watch, void *arg)
{
	jobs->watch = watch;
	jobs->watch_arg = arg;
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
print(struct client *client, struct job *j, bool done)
{
	if (done)
		pager_print(client->display->interactive, buf_str(&j->out));
	else
		out_write(buf_str(&j->out));
	j->spoken = true;
	buf_reset(&j->out);
}

/* Print the last of what a job has said, and its note if all went well. */
static void
finish(struct client *client, struct job *j)
{
	print(client, j, true);
	if (j->note.n && j->err.kind == ERR_NONE)
		out_remark("-- %s", buf_z(&j->note));
}

/* A job of the pipeline failed: say so with its line, and remember its status. */
static void
report(struct client *client, const struct job *j)
{
	struct place outer = scope_stand(client->scope, j->place);
	int status = err_exit_status(j->err.kind);

	scope_error(client->scope, &j->err);
	scope_stand(client->scope, outer);
	client->jobs->failed++;
	if (client->jobs->status == 0)
		client->jobs->status = status;
}

void
jobs_flush(struct client *client)
{
	struct jobs *jobs = client->jobs;

	while (jobs->first && jobs->first->ops->done(jobs->first)) {
		struct job *j = take_first(jobs);
		finish(client, j);
		if (j->err.kind != ERR_NONE)
			report(client, j);
		j->ops->clear(j);
	}
	if (jobs->first && jobs->first->out.n >= PRINT_SIZE &&
	    !pager_wants(client->display->interactive))
		print(client, jobs->first, false);
}

/* Are there few enough of them? arg is the client. */
static bool
has_room(void *arg)
{
	struct client *client = arg;

	jobs_flush(client);
	return client->jobs->n < client->jobs->limit;
}

static bool
is_empty(void *arg)
{
	struct client *client = arg;

	jobs_flush(client);
	return client->jobs->n == 0;
}

struct single {
	struct client *client;
	struct job *job;
};

static bool
is_done(void *arg)
{
	const struct single *s = arg;
	bool done = s->job->ops->done(s->job);

	if (!done && s->job->out.n >= PRINT_SIZE && !pager_wants(s->client->display->interactive))
		print(s->client, s->job, false);
	return done;
}

/* Wait for one job and hand its error on. */
static int
run_alone(struct client *client, struct job *j, struct err *err)
{
	struct single s = {.client = client, .job = j};
	struct err stopped = {0};
	int failed;

	const struct job *outer = client->jobs->answer;
	client->jobs->answer = j;
	failed = loop_until(client->loop, is_done, &s, -1, CLOCK_NEVER, &stopped);
	client->jobs->answer = outer;
	finish(client, j);
	*err = failed ? stopped : j->err;
	if (failed && j->ops->stopped)
		j->ops->stopped(j, err);
	j->ops->clear(j);
	display_release(client->display);
	return err->kind != ERR_NONE ? -1 : 0;
}

int
jobs_run(struct client *client, struct job *j, struct err *err)
{
	struct jobs *jobs = client->jobs;

	if (jobs->limit == 0)
		return run_alone(client, j, err);
	j->place = client->scope->place;
	*jobs->last = j;
	jobs->last = &j->next;
	jobs->n++;
	return loop_until(client->loop, has_room, client, -1, CLOCK_NEVER, err);
}

int
jobs_drain(struct client *client, struct err *err)
{
	return client->jobs->n ? loop_until(client->loop, is_empty, client, -1, CLOCK_NEVER, err) :
	    0;
}

bool
jobs_answer(const struct jobs *jobs)
{
	return jobs->answer && (jobs->answer->spoken || jobs->answer->out.n > 0);
}

int
jobs_status(struct jobs *jobs)
{
	int status = jobs->status;

	jobs->status = 0;
	return status;
}

void
jobs_free(struct jobs *jobs)
{
	while (jobs->first) {
		struct job *j = take_first(jobs);
		j->ops->clear(j);
	}
	free(jobs);
}
