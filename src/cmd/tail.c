/* SPDX-License-Identifier: ISC */
/* The commands tail and wait: events on stdout, matched by name and terms. */
#include "await/awaited.h"
#include "await/wait.h"
#include "await/watcher.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/jobs.h"
#include "lang/args.h"
#include "lang/settings.h"

static int
add_state(struct watcher *w, struct err *err)
{
	if (w->client->connection->endpoint.scheme == SCHEME_REPLAY)
		return err_set(err, ERR_USAGE,
		    "tail: --state asks the server what there is, a recording cannot answer");
	watcher_add_state(w);
	return 0;
}

static int
run_tail(struct client *client, const struct args *args, struct err *err)
{
	struct watcher w;
	msec deadline = watcher_deadline(args);

	watcher_init(&w, client, args_number(args, "N", -1), true);
	int failed = watcher_read(&w, args, err);
	if (!failed && args_has(args, "state"))
		failed = add_state(&w, err);
	if (!failed) {
		if (!client->display->interactive && !w.state) /* there they were seen */
			watcher_look_back(&w);
		failed = watcher_listen(&w, deadline, err);
		err->told = true; /* by the end of the events */
	}
	if (!failed && !w.matched && !client->settings->dry_run)
		failed = watcher_note_rights(&w, false, err);
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
    .examples = (const struct example[]){
        {"tail", "Print every event, until ^C."},
        {"tail Hangup Cause!=16", "Print only hangups that are not normal."},
        {"tail -n 10 Newchannel,Hangup Channel=PJSIP/alice-*",
            "The next ten that are about channels of alice."},
        {0}},
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

/* The time is over, or the recording: may these events come at all? */
static int
no_match(struct client *client, const struct args *args, struct err *err)
{
	struct buf why = BUF_INIT(BUF_MAX_LINE);
	struct str event = args_get(args, "EVENT"), seconds = args_get(args, "SECONDS");

	if (awaited_rights(client, event, &why, err) == 0)
		err_set(err, ERR_FAILED, "wait: no %.*s matched%s%.*s%s%s", STR_ARG(event),
		    seconds.n ? " within " : "", STR_ARG(seconds), seconds.n ? " s" : "",
		    buf_z(&why));
	buf_clear(&why);
	return -1;
}

static int
run_wait(struct client *client, const struct args *args, struct err *err)
{
	struct watcher w;
	msec deadline = watcher_deadline(args);

	if (jobs_together(client->jobs) && !client->settings->dry_run)
		return wait_async(client, args, err);
	watcher_init(&w, client, 1, false);
	w.single = true;
	int failed = watcher_read(&w, args, err);
	if (!failed) {
		watcher_look_back(&w);
		failed = watcher_listen(&w, deadline, err);
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
    .examples = (const struct example[]){
        {"wait -t 30 Newchannel Channel=PJSIP/alice-*",
            "Wait until alice calls or is called, for half a minute."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "EVENT", .type = ARG_EVENT},
            {.name = "TERM", .type = ARG_TERM, .optional = true, .repeated = true}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS,
    .run = run_wait,
};
