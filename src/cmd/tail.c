/* SPDX-License-Identifier: ISC */
/* The commands tail and wait: events on stdout, matched by name and terms. */
#include <stdlib.h>
#include <unistd.h>

#include "await/awaited.h"
#include "await/wait.h"
#include "base/out.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "lang/term.h"
#include "script/state_stream.h"

/* Prints what matches, and counts. */
struct watcher {
	struct listener listener;
	struct client *client;
	struct render *render;
	struct buf out;
	struct terms terms;
	bool single; /* its one event is the result of the line */
	bool all; /* every event matches */
	bool matched; /* something did */
	long left; /* matches until it is over; -1: no end */
	const char *who; /* the command */
	struct state_stream *state; /* tail --state; NULL: events alone */
};

/* Print an event. False: it has none of the fields that were asked for. */
static bool
print_event(struct watcher *w, const struct msg *m, bool suspect)
{
	w->matched = true;
	buf_reset(&w->out);
	if (w->state)
		state_stream_number(w->state);
	(w->single ? render_result : render_event)(w->render, m, suspect, &w->out);
	if (w->out.n == 0 && !w->single)
		return false;
	display_end(w->client); /* what came before is above */
	out_write(buf_str(&w->out));
	if (w->state)
		state_stream_printed(w->state);
	if (buf_full(&w->out))
		out_error("this %.*s is too long to print: it is truncated", STR_ARG(msg_title(m)));
	if (!w->client->scope->one_shot)
		messages_event(w->client->messages, m);
	if (w->left > 0)
		w->left--;
	return true;
}

static bool
take_match(void *arg, const struct msg *m, bool suspect)
{
	struct watcher *w = arg;

	if (w->left == 0 || !(w->all || terms_match(&w->terms, m)))
		return false;
	return print_event(w, m, suspect);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct watcher *w = l->owner;

	w->listener.instead &= w->left != 0;
	if (w->state && state_stream_holds(w->state, m, suspect))
		return true;
	return take_match(w, m, suspect);
}

static void
take_gap(struct listener *l, uint64_t n, struct str why)
{
	struct watcher *w = l->owner;

	if (w->state)
		state_stream_gap(w->state, n, why);
}

static void
take_loss(struct listener *l, struct str why)
{
	take_gap(l, 0, why);
}

static bool
is_over(void *arg)
{
	const struct watcher *w = arg;

	if (w->state)
		state_stream_go(w->state);
	return w->left == 0 || connection_is_gone(w->client->connection);
}

/* The names and terms of the command line. */
static int
read_terms(struct watcher *w, const struct args *args, struct err *err)
{
	struct str word;

	if (args_has(args, "EVENT") && terms_add(&w->terms, args_get(args, "EVENT"), err) < 0)
		return -1;
	for (size_t at = 0; args_next(args, "TERM", &at, &word);)
		if (terms_add(&w->terms, word, err) < 0)
			return -1;
	w->all = !w->terms.names && w->terms.n == 0;
	w->who = args->cmd->name;
	return awaited_check(w->client, args->cmd->name, args_get(args, "EVENT"), true, err);
}

/* A person who waits is told at once what the account may not read, a script when nothing came. */
static int
note_rights(const struct watcher *w, bool now, struct err *err)
{
	bool person = w->client->display->interactive || (isatty(STDIN_FILENO) &&
	    out_is_terminal());

	if (person != now || !w->terms.names)
		return 0;
	return awaited_note(w->client, w->who, str_of(w->terms.names), err);
}

/* Listen until enough matched, the time is over or the connection is gone. In a dry run nothing
 * comes. */
static int
listen_on(struct watcher *w, msec deadline, struct err *err)
{
	if (w->client->settings->dry_run)
		return 0;
	bool for_reader = loop_for_reader(w->client->loop, true);
	loop_listen(w->client->loop, &w->listener);
	int failed = w->left == 0 ? 0 : note_rights(w, true, err);
	if (!failed && w->left != 0)
		failed = loop_until(w->client->loop, is_over, w, -1, deadline, err);
	loop_unlisten(w->client->loop, &w->listener);
	loop_for_reader(w->client->loop, for_reader);
	if (!failed && w->left != 0)
		return connection_why_gone(w->client->connection, err);
	return failed;
}

/* instead: a person is to see nothing but the matches. */
static void
watcher_init(struct watcher *w, struct client *client, long count, bool instead)
{
	*w = (struct watcher){
	    .listener = {.event = take_event, .lost = take_loss, .gap = take_gap, .owner = w,
	        .instead = instead},
	    .client = client,
	    .render = display_render(client),
	    .out = BUF_INIT(BUF_MAX_TEXT),
	    .left = count,
	};
}

static void
watcher_clear(struct watcher *w)
{
	state_stream_free(w->state);
	terms_clear(&w->terms);
	render_free(w->render);
	buf_clear(&w->out);
}

static msec
deadline_of(const struct args *args)
{
	msec wait = args_seconds(args, "SECONDS", -1);

	return wait < 0 ? CLOCK_NEVER : clock_now() + wait;
}

/* Look among the events that came since the last action. */
static void
look_back(struct watcher *w)
{
	eventlog_offer(w->client->log, take_match, w);
	if (w->left != 0 && eventlog_lost(w->client->log))
		out_notice("-- %llu events since the last action were too many to keep",
		    (unsigned long long)eventlog_lost(w->client->log));
}

/* Have the events begin with what there is. */
static int
add_state(struct watcher *w, struct err *err)
{
	if (w->client->connection->endpoint.scheme == SCHEME_REPLAY)
		return err_set(err, ERR_USAGE,
		    "tail: --state asks the server what there is, a recording cannot answer");
	w->state = state_stream_new(w->client, w->render, &w->terms, take_match, w);
	return 0;
}

static int
run_tail(struct client *client, const struct args *args, struct err *err)
{
	struct watcher w;
	msec deadline = deadline_of(args);

	watcher_init(&w, client, args_number(args, "N", -1), true);
	int failed = read_terms(&w, args, err);
	if (!failed && args_has(args, "state"))
		failed = add_state(&w, err);
	if (!failed) {
		if (!client->display->interactive && !w.state) /* there they were seen */
			look_back(&w);
		failed = listen_on(&w, deadline, err);
		err->told = true; /* by the end of the events */
	}
	if (!failed && !w.matched && !client->settings->dry_run)
		failed = note_rights(&w, false, err);
	watcher_clear(&w);
	return failed;
}

const struct cmd cmd_tail = {
    .name = "tail",
    .group = GROUP_EVENTS,
    .summary = "print events as they come",
    .help = "Prints each event that matches EVENT (names or globs, separated by commas) and every "
            "TERM, until N are printed, the time is up, ^C, or nobody reads the output any more. "
            "In a script, events since the last action was sent count too. With --state, the "
            "channels, queues and endpoints are listed first, and again whenever events were "
            "lost.",
    .args =
        (const struct arg_spec[]){
            {.name = "N", .type = ARG_NUMBER, .optional = true, .option = "-n"},
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "state", .type = ARG_FLAG, .optional = true, .option = "--state"},
            {.name = "EVENT", .type = ARG_EVENT, .optional = true},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS | CMD_FOLLOWS,
    .run = run_tail,
};

/* The time is over: may these events come at all? */
static int
no_match(struct client *client, const struct args *args, struct err *err)
{
	struct buf why = BUF_INIT(BUF_MAX_LINE);
	struct str event = args_get(args, "EVENT");

	if (awaited_rights(client, event, &why, err) == 0)
		err_set(err, ERR_FAILED, "wait: no %.*s matched within %.*s s%s", STR_ARG(event),
		    STR_ARG(args_get(args, "SECONDS")), buf_z(&why));
	buf_clear(&why);
	return -1;
}

static int
run_wait(struct client *client, const struct args *args, struct err *err)
{
	struct watcher w;
	msec deadline = deadline_of(args);

	if (jobs_together(client->jobs) && !client->settings->dry_run)
		return wait_async(client, args, err);
	watcher_init(&w, client, 1, false);
	w.single = true;
	int failed = read_terms(&w, args, err);
	if (!failed) {
		look_back(&w);
		failed = listen_on(&w, deadline, err);
	}
	if (!failed && w.left && !client->settings->dry_run)
		failed = no_match(client, args, err);
	watcher_clear(&w);
	return failed;
}

const struct cmd cmd_wait = {
    .name = "wait",
    .group = GROUP_EVENTS,
    .summary = "wait for an event and print it",
    .help = "Waits for the first event that matches EVENT and every TERM. Events since the last "
            "action was sent count too, each of them once. Fails when the time is up; without -t "
            "it waits forever. ${Header} is then a header of the event.",
    .args =
        (const struct arg_spec[]){
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "EVENT", .type = ARG_EVENT},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS,
    .run = run_wait,
};
