/* SPDX-License-Identifier: ISC */
/* The command on: a line for every event that matches. Events that come while lines run wait in a
 * queue. */
#include <stdlib.h>

#include "await/awaited.h"
#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "lang/term.h"
#include "script/failure.h"
#include "script/work.h"

#define QUEUE_MAX ((size_t)64 << 20) /* bytes of events that wait */

struct waiting {
	struct msg *event;
	struct waiting *next;
};

struct on {
	struct client *client;
	struct listener listener;
	struct terms terms;
	struct waiting *first, **last;
	size_t bytes, waiting;
	size_t dropped; /* there was no room for them */
	long left;      /* events that may still match; -1: any number */
	struct work *work;
	size_t begun, failed;
};

static void
add(struct on *on, const struct msg *m)
{
	size_t size = msg_keep_size(m) + sizeof(struct waiting);

	if (on->bytes + size > QUEUE_MAX) {
		if (on->dropped++ == 0)
			out_notice("-- on: %zu events wait for their turn, no more fit: those that "
			    "come now are dropped", on->waiting);
		return;
	}
	struct waiting *one = mem_alloc(sizeof(*one));
	one->event = msg_keep(m);
	*on->last = one;
	on->last = &one->next;
	on->bytes += size;
	on->waiting++;
}

/* The first event that waits; the caller frees it. */
static struct msg *
take(struct on *on)
{
	struct waiting *one = on->first;
	struct msg *event = one->event;

	on->first = one->next;
	if (!on->first)
		on->last = &on->first;
	on->bytes -= msg_keep_size(event) + sizeof(*one);
	on->waiting--;
	free(one);
	return event;
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct on *on = l->owner;

	(void)suspect;
	if (on->left == 0 || !terms_match(&on->terms, m))
		return false;
	on->left -= on->left > 0;
	add(on, m);
	return true;
}

static bool
wants(const struct listener *l, struct str name)
{
	const struct on *on = l->owner;

	return terms_match_name(&on->terms, TERMS_AMI, name);
}

static bool
take_kept(void *arg, const struct msg *m, bool suspect)
{
	struct on *on = arg;

	return take_event(&on->listener, m, suspect);
}

static void
take_end(void *arg, size_t number, const struct err *err, const struct msg *last)
{
	struct on *on = arg;

	(void)number;
	(void)last;
	on->failed += err->kind != ERR_NONE;
}

/* Will no event come any more? */
static bool
is_over(const struct on *on)
{
	return on->left == 0 || awaited_are_gone(on->client, on->listener.hears);
}

/* Is there something to do, or nothing to wait for? */
static bool
is_ready(void *arg)
{
	struct on *on = arg;
	struct err ignored;
	bool may = work_may_begin(on->work);

	if (work_stops(on->work, &ignored))
		return true;
	return on->waiting ? may : is_over(on);
}

/* Run the line for each event, in order. -1 with ERR_NONE: it stops, and that is no failure. */
static int
run_events(struct on *on, msec deadline, struct err *err)
{
	for (;;) {
		if (loop_until(on->client->loop, is_ready, on, -1, deadline, err) < 0 ||
		    work_stops(on->work, err))
			return -1;
		if (clock_now() >= deadline) { /* what waits came in time */
			deadline = CLOCK_NEVER;
			on->left = 0;
			continue;
		}
		if (!on->waiting)
			return 0;
		struct msg *event = take(on);
		work_begin(on->work, ++on->begun, event);
		free(event);
	}
}

/* What was not run, and what has failed. */
static int
conclude(const struct on *on, struct err *err)
{
	if (on->waiting)
		out_notice("-- on: %zu events that matched were not run", on->waiting);
	if (on->dropped)
		out_notice("-- on: %zu events that matched were dropped", on->dropped);
	if (err->kind != ERR_NONE)
		return -1;
	if (on->left && awaited_why_gone(on->client, on->listener.hears, err) < 0)
		return -1;
	if (on->failed || on->dropped)
		return failure_of_lines(err);
	return 0;
}

static int
listen_on(struct on *on, msec deadline, struct err *err)
{
	struct client *client = on->client;
	struct err left = {0};

	loop_listen(client->loop, &on->listener);
	if (!client->display->interactive) { /* there they were seen */
		eventlog_offer(client->log, take_kept, on);
		if (eventlog_lost(client->log))
			out_notice("-- %llu events since the last action were too many to keep",
			    (unsigned long long)eventlog_lost(client->log));
	}
	run_events(on, deadline, err);
	loop_unlisten(client->loop, &on->listener);
	if (work_finish(on->work, err, &left) < 0)
		*err = left;
	return conclude(on, err);
}

static int
run_on(struct client *client, const struct args *args, struct err *err)
{
	struct on on = {
	    .client = client,
	    .listener = {.event = take_event, .wants = wants, .owner = &on},
	    .left = args_number(args, "N", -1),
	};
	msec wait = args_seconds(args, "SECONDS", -1);
	msec deadline = wait < 0 ? CLOCK_NEVER : clock_now() + wait;
	struct work_plan plan = {
	    .line = args->words,
	    .ended = take_end,
	    .arg = &on,
	};

	on.last = &on.first;
	if (work_read(&plan, client, "on", args, err) < 0)
		return -1;
	int failed = awaited_terms(client, args, &on.terms, err);
	on.listener.hears = terms_origins(str_of(on.terms.names));
	if (!failed && !client->settings->dry_run) {
		on.work = work_new(client, &plan);
		failed = listen_on(&on, deadline, err);
		work_free(on.work);
	}
	while (on.waiting)
		free(take(&on));
	terms_clear(&on.terms);
	return failed;
}

const struct cmd cmd_on = {
    .name = "on",
    .group = GROUP_EVENTS,
    .summary = "run a line for every event that matches",
    .help = "Runs the line after do for each event that matches EVENT and every TERM, in the order "
            "in which they come. ${Header} is the event's header; it stays a part of one word, "
            "whatever it holds. Events that come while lines run wait for their turn. JOBS lines "
            "(1) are under way at once. A line that fails is reported, and the others go on. Ends "
            "after N events, when the time is up, or with ^C, which waits for what is under way. "
            "If the connection is lost, it is made again as for tail.",
    .examples = (const struct example[]){
        {"on Hangup Cause!=16 do !logger \"$AMSH_Channel: $AMSH_Cause_txt\"",
            "Tell the log of this machine about every call that failed."},
        {"on -n 1 UserEvent UserEvent=Doorbell do originate PJSIP/alice 200@sets",
            "When somebody rings, call alice."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "N", .type = ARG_NUMBER, .optional = true, .option = "-n"},
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "JOBS", .type = ARG_NUMBER, .optional = true, .option = "--jobs"},
            {.name = "EVENT", .type = ARG_EVENT},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS | CMD_FOLLOWS | CMD_DO,
    .run = run_on,
};
