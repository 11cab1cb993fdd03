/* SPDX-License-Identifier: ISC */
/* Lines under way: each has a slot until the last of its requests has ended. */
#include "script/work.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/sig.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/request.h"
#include "client/scope.h"
#include "lang/args.h"
#include "rows/journal.h"
#include "script/held.h"
#include "script/line.h"

/* A line under way. */
struct slot {
	size_t number; /* of its row; 0: free */
	size_t left;   /* requests that have not ended, and one while the line itself runs */
	struct err err;
	struct keeper keeper;
};

struct work {
	struct client *client;
	struct work_plan plan;
	struct slot *slots;
	size_t under_way;
	struct slot *now;   /* whose line runs */
	struct timer timer; /* wakes us when the next may begin */
	bool int_ended;     /* what ^C did before */
	bool online;        /* the line needs a server */
	bool interrupted;
};

/* The slot of a line that is under way; 0: one that is free, which there must be. */
static struct slot *
find(const struct work *w, size_t number)
{
	struct slot *slot = w->slots;

	while (slot->number != number)
		slot++;
	return slot;
}

/* One thing less is left of a line. */
static void
leave(struct work *w, struct slot *slot)
{
	if (--slot->left)
		return;
	size_t number = slot->number;
	slot->number = 0;
	w->under_way--;
	w->plan.ended(w->plan.arg, number, &slot->err, slot->keeper.last);
	free(slot->keeper.last);
	slot->keeper.last = NULL;
}

static void
request_begun(void *arg, struct request *r)
{
	struct work *w = arg;

	(void)r;
	w->now->left++;
}

static void
request_ended(void *arg, const struct request *r)
{
	struct work *w = arg;
	struct slot *slot = find(w, r->place.row);

	if (slot->err.kind == ERR_NONE)
		slot->err = r->err;
	leave(w, slot);
}

static const struct jobs_owner owner = {.begun = request_begun, .ended = request_ended};

/* Waking up is all. */
static void
wake(struct timer *t)
{
	(void)t;
}

int
work_read(struct work_plan *plan, const struct client *client, const char *command,
    const struct args *args, struct err *err)
{
	if (client->scope->depth >= SCOPE_MAX_DEPTH)
		return err_set(err, ERR_USAGE, "%s: lines are nested too deeply", command);
	plan->limit = (size_t)args_number(args, "JOBS", 1);
	if (plan->limit < 1 || plan->limit > WORK_MAX)
		return err_set(err, ERR_USAGE, "%s: --jobs must be 1 to %d: %zu", command, WORK_MAX,
		    plan->limit);
	return 0;
}

struct work *
work_new(struct client *client, const struct work_plan *plan)
{
	struct work *w = mem_alloc(sizeof(*w));

	*w = (struct work){
	    .client = client,
	    .plan = *plan,
	    .slots = mem_array(plan->limit, sizeof(*w->slots)),
	    .timer = {.fire = wake},
	    .online = held_needs_server(client, plan->line),
	};
	jobs_enter(client, &owner, w);
	w->int_ended = sig_int_ends(false);
	return w;
}

void
work_free(struct work *w)
{
	sig_int_ends(w->int_ended);
	loop_clear_timer(w->client->loop, &w->timer);
	jobs_leave(w->client);
	for (size_t i = 0; i < w->plan.limit; i++)
		free(w->slots[i].keeper.last);
	free(w->slots);
	free(w);
}

void
work_count(const struct work *w, struct tally *t)
{
	for (size_t i = 0; i < w->plan.limit; i++)
		if (w->slots[i].number)
			buf_addf(&t->unknowns, "%s%zu", t->unknown++ ? ", " : "",
			    w->slots[i].number);
}

bool
work_may_begin(void *arg)
{
	struct work *w = arg;
	const struct connection *c = w->client->connection;
	struct err ignored;

	jobs_print(w->client);
	if (work_stops(w, &ignored))
		return true;
	return w->under_way < w->plan.limit && rate_next(&w->plan.rate) <= clock_now() &&
	    !(w->online && !c->online && c->retrying);
}

bool
work_stops(const struct work *w, struct err *err)
{
	const struct connection *c = w->client->connection;

	err_clear(err);
	if (w->interrupted || w->client->loop->killed)
		err_set(err, ERR_INTERRUPTED, "interrupted");
	else if (w->online && connection_is_gone(c) && c->met)
		*err = c->offline;
	return err->kind != ERR_NONE || w->client->loop->quit || out_failed();
}

/* Run the line of a slot. */
static void
run(struct work *w, const struct msg *row, struct err *err)
{
	struct client *client = w->client;

	messages_enter(client->messages, row);
	messages_begin(client->messages, &w->now->keeper);
	scope_enter(client->scope);
	int failed = line_run_held(client, w->plan.line, err);
	scope_leave(client->scope);
	messages_end(client->messages);
	messages_leave(client->messages);
	/* ^C does not end what was sent: it is still under way. */
	bool interrupted = failed && err->kind == ERR_INTERRUPTED;
	w->interrupted |= interrupted;
	if (failed && !(interrupted && w->now->left > 1))
		jobs_fail(client, err);
}

/* Run the line for a row, or (NULL) only report why that cannot be. */
static void
begin(struct work *w, size_t number, const struct msg *row, struct err *err)
{
	struct slot *slot = find(w, 0), *outer = w->now;
	struct place place = w->client->scope->place;

	*slot = (struct slot){.number = number, .left = 1};
	w->under_way++;
	w->now = slot;
	place.row = number;
	struct place before = scope_stand(w->client->scope, place);
	if (row)
		run(w, row, err);
	else
		jobs_fail(w->client, err);
	scope_stand(w->client->scope, before);
	w->now = outer;
}

/* The line of a row has run, and may have left something under way. */
static void
end(struct work *w, size_t number)
{
	leave(w, find(w, number));
	jobs_print(w->client);
}

void
work_begin(struct work *w, size_t number, const struct msg *row)
{
	struct err err = {0};

	rate_take(&w->plan.rate, clock_now());
	if (w->plan.rate.n)
		loop_set_timer(w->client->loop, &w->timer, rate_next(&w->plan.rate));
	begin(w, number, row, &err);
	end(w, number);
}

void
work_refuse(struct work *w, size_t number, const struct err *why)
{
	struct err err = *why;

	begin(w, number, NULL, &err);
	end(w, number);
}

static bool
is_idle(void *arg)
{
	struct work *w = arg;

	jobs_print(w->client);
	return w->under_way == 0;
}

int
work_finish(struct work *w, const struct err *why, struct err *err)
{
	struct err again = {0};

	jobs_print(w->client);
	if (w->under_way && why->kind == ERR_INTERRUPTED)
		out_notice("-- no more begin; waiting for the %zu under way (^C again leaves)",
		    w->under_way);
	if (w->client->loop->killed ||
	    loop_until(w->client->loop, is_idle, w, -1, CLOCK_NEVER, &again) < 0) {
		*err = again.kind == ERR_NONE ? *why : again;
		return -1;
	}
	return 0;
}
