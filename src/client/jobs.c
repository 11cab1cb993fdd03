/* SPDX-License-Identifier: ISC */
/* The queue of actions on their way, and the printing of their answers in order. */
#include "client/jobs.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/display.h"
#include "client/loop.h"
#include "client/pager.h"
#include "client/request.h"
#include "view/render.h"

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

static struct request *
take_first(struct jobs *jobs)
{
	struct request *r = jobs->first;

	jobs->first = r->next;
	jobs->n--;
	if (!jobs->first)
		jobs->last = &jobs->first;
	return r;
}

static void
print(struct request *r, bool whole)
{
	if (whole)
		pager_print(r->client->display->interactive, buf_str(&r->out));
	else
		out_write(buf_str(&r->out));
	r->spoken = true;
	buf_reset(&r->out);
}

/* Print the output so far of a running request, if that is much or waited for. What goes to a pager
 * is printed in one piece. */
static void
print_part(struct request *r)
{
	if (r->prompt && r->out.n)
		print(r, false);
	else if (r->out.n >= RENDER_PIECE && !pager_wants(r->client->display->interactive))
		print(r, false);
}

/* The renderer of a request has laid out much of a long reply: print that, if it is its turn. */
static void
print_piece(void *arg)
{
	struct request *r = arg;
	const struct jobs *jobs = r->client->jobs;

	if (r == (jobs->limit ? jobs->first : jobs->answer))
		print_part(r);
}

/* A failed request without a reply that says so gives that for programs. */
static void
tell_failure(struct request *r)
{
	bool printed = r->spoken || r->out.n;

	if (!printed || r->list)
		display_failure(r->client, r->render, str_of(r->id), &r->err, &r->out);
	r->err.told = true;
}

/* Print the rest of a request's output, and its note if it succeeded. */
static void
finish(struct request *r)
{
	if (r->err.kind != ERR_NONE && !r->err.told)
		tell_failure(r);
	print(r, true);
	if (r->note.n && r->err.kind == ERR_NONE)
		out_remark("-- %s", buf_z(&r->note));
}

/* A request of the pipeline failed: report it with its line, and keep its status. */
static void
report(struct client *client, const struct request *r)
{
	struct place outer = scope_stand(client->scope, r->place);
	int status = err_status(&r->err);

	if (r->err.text[0]) /* else its own lines have told it */
		scope_error(client->scope, &r->err);
	scope_stand(client->scope, outer);
	client->jobs->failed++;
	if (client->jobs->status == 0)
		client->jobs->status = status;
}

/* Tell the owner of the requests that have ended since the last time. */
static void
tell_owner(struct jobs *jobs)
{
	for (struct request *r = jobs->owner ? jobs->first : NULL; r; r = r->next) {
		if (!r->done || r->told)
			continue;
		r->told = true;
		jobs->owner->ended(jobs->owner_arg, r);
	}
}

/* Print the output of finished requests at the front of the queue. */
void
jobs_print(struct client *client)
{
	struct jobs *jobs = client->jobs;

	tell_owner(jobs);
	while (jobs->first && jobs->first->done) {
		struct request *r = take_first(jobs);
		request_turn(r);
		finish(r);
		if (r->err.kind != ERR_NONE)
			report(client, r);
		request_free(r);
	}
	if (jobs->first)
		print_part(jobs->first);
}

/* Are there few enough of them? arg is the client. */
static bool
has_room(void *arg)
{
	struct client *client = arg;

	jobs_print(client);
	return client->jobs->n < client->jobs->limit;
}

static bool
is_empty(void *arg)
{
	struct client *client = arg;

	jobs_print(client);
	return client->jobs->n == 0;
}

static bool
is_done(void *arg)
{
	struct request *r = arg;

	if (!r->done)
		print_part(r);
	return r->done;
}

/* Wait for one request and return its error. */
static int
run_alone(struct client *client, struct request *r, struct err *err)
{
	struct err stopped = {0};
	int failed;

	const struct request *outer = client->jobs->answer;
	client->jobs->answer = r;
	failed = loop_until(client->loop, is_done, r, -1, CLOCK_NEVER, &stopped);
	client->jobs->answer = outer;
	if (failed && r->ops->stopped)
		r->ops->stopped(r, &stopped);
	request_turn(r);
	finish(r);
	*err = failed ? stopped : r->err;
	request_free(r);
	display_release(client->display);
	return err->kind != ERR_NONE ? -1 : 0;
}

static void
add(struct client *client, struct request *r)
{
	struct jobs *jobs = client->jobs;

	r->place = client->scope->place;
	*jobs->last = r;
	jobs->last = &r->next;
	jobs->n++;
	if (jobs->owner)
		jobs->owner->begun(jobs->owner_arg, r);
}

int
jobs_run(struct client *client, struct request *r, struct err *err)
{
	struct jobs *jobs = client->jobs;

	render_drain(r->render, print_piece, r);
	if (jobs->limit == 0)
		return run_alone(client, r, err);
	add(client, r);
	int failed = loop_until(client->loop, has_room, client, -1, CLOCK_NEVER, err);
	if (failed && err->kind == ERR_INTERRUPTED) { /* it goes on, and is reported in turn */
		err_set(err, ERR_INTERRUPTED, "%s", "");
		err->told = true;
	}
	return failed;
}

int
jobs_drain(struct client *client, struct err *err)
{
	return client->jobs->n ? loop_until(client->loop, is_empty, client, -1, CLOCK_NEVER, err) :
	    0;
}

/* Nobody waits for those that are left any more. */
static void
give_up(struct client *client, const struct err *why)
{
	for (struct request *r = client->jobs->first; r; r = r->next) {
		struct err err = *why;
		if (r->done)
			continue;
		if (r->ops->stopped)
			r->ops->stopped(r, &err);
		r->err = err;
		request_settle(r);
	}
	jobs_print(client);
}

void
jobs_finish(struct client *client, const struct err *line)
{
	struct err err = {0};

	jobs_print(client);
	if (!client->jobs->limit || !client->jobs->n)
		return;
	if (client->loop->killed)
		err_set(&err, ERR_INTERRUPTED, "interrupted");
	else if (line->kind == ERR_INTERRUPTED)
		out_notice("-- no more lines are run; waiting for the %zu under way (^C again "
		    "leaves)", client->jobs->n);
	if (err.kind != ERR_NONE || jobs_drain(client, &err) < 0)
		give_up(client, &err);
}

void
jobs_enter(struct client *client, const struct jobs_owner *owner, void *arg)
{
	struct jobs *jobs = jobs_new();

	jobs->limit = SIZE_MAX;
	jobs->owner = owner;
	jobs->owner_arg = arg;
	jobs->watch = client->jobs->watch;
	jobs->watch_arg = client->jobs->watch_arg;
	jobs->outer = client->jobs;
	client->jobs = jobs;
}

void
jobs_leave(struct client *client)
{
	struct jobs *jobs = client->jobs;

	client->jobs = jobs->outer;
	jobs_free(jobs);
}

bool
jobs_together(const struct jobs *jobs)
{
	return jobs->owner && jobs->limit;
}

static void
free_nothing(struct request *r)
{
	(void)r;
}

static const struct request_ops failure_ops = {.free = free_nothing};

void
jobs_fail(struct client *client, const struct err *err)
{
	struct request *r = request_new(client, STR(""), &failure_ops, NULL);

	r->err = *err;
	if (!err->told)
		display_failure(client, r->render, STR(""), err, &r->out);
	request_settle(r);
	add(client, r);
}

bool
jobs_answer(const struct jobs *jobs)
{
	const struct request *r = jobs->answer;

	return r && !r->prompt && (r->spoken || r->out.n > 0);
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
		struct request *r = take_first(jobs);
		request_free(r);
	}
	free(jobs);
}
