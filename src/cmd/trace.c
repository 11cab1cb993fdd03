/* SPDX-License-Identifier: ISC */
/* The command trace: one call as a timeline, as it happens. */
#include "base/out.h"
#include "base/replace.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/fleet_member.h"
#include "client/live_channels.h"
#include "client/loop.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "lang/settings.h"
#include "state/channels.h"
#include "state/quality.h"
#include "story/svg.h"
#include "story/timeline.h"

/* Of the events that make up a call, and of the reports on its sound. */
#define CLASSES "call,agent,dialplan,dtmf,reporting"
#define PICTURE "the picture"

struct tracer {
	struct listener listener;
	struct client *client;
	struct trace *trace;
	struct timeline *timeline;
	struct svg *svg; /* the picture that is kept; NULL: none is */
	struct quality quality;
	struct buf out;
	bool lost; /* the connection, while the call went on: nobody knows how */
};

static struct timeline_now
now(void)
{
	struct timeline_now now = {.clock = clock_now()};

	clock_gettime(CLOCK_REALTIME, &now.time);
	return now;
}

static void
print_step(void *arg, const struct trace_step *step)
{
	struct tracer *t = arg;
	const struct timeline_now at = now();

	display_end(t->client); /* what came before the call is above */
	buf_reset(&t->out);
	timeline_step(t->timeline, step, &at, &t->out);
	out_write(buf_str(&t->out));
}

/* Append a line for each channel of which reports came. */
static void
add_quality(struct tracer *t)
{
	const struct timeline_now at = now();

	for (size_t i = 0; i < t->quality.n; i++)
		timeline_quality(t->timeline, t->trace, &t->quality.v[i], &at, &t->out);
}

static void
print_end(struct tracer *t)
{
	buf_reset(&t->out);
	timeline_end(t->timeline, &t->out);
	add_quality(t);
	out_write(buf_str(&t->out));
}

/* A step of the call, or a report on the sound of one of its channels. */
static void
take_news(struct tracer *t, const struct msg *m)
{
	if (!quality_is_report(m))
		trace_take(t->trace, m);
	else if (trace_has(t->trace, msg_get(m, STR("Uniqueid"))))
		quality_take(&t->quality, m);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct tracer *t = l->owner;

	bool over = trace_over(t->trace);
	if (!suspect && !over)
		take_news(t, m);
	if (!over && trace_over(t->trace))
		print_end(t);
	l->instead = !over && trace_found(t->trace);
	return false;
}

static void
take_loss(struct listener *l, struct str why)
{
	struct tracer *t = l->owner;

	(void)why;
	t->lost = trace_found(t->trace);
}

/* Is there nothing more to show? While no call is found, a connection that comes back is as good as
 * the one before. */
static bool
is_over(void *arg)
{
	const struct tracer *t = arg;
	bool gone = connection_is_gone(t->client->connection);

	return t->lost || gone || trace_over(t->trace);
}

/* Have the events of calls sent, whatever the mask. */
static bool
widen(struct client *client)
{
	struct str rest = STR(CLASSES), class;

	while (str_cut(&rest, ',', &class))
		if (!mask_has(buf_str(&client->mask->user), class))
			return event_mask_lease(client, STR(CLASSES));
	return false;
}

/* Of several calls that are live already one is shown: say which, and how to name another. */
static void
say_choice(const struct tracer *t, struct str target)
{
	struct trace_choice choice;

	trace_choice(t->trace, &choice);
	if (!choice.others)
		return;
	out_remark("-- trace: %zu calls match %.*s: this is the oldest, %.*s (the %s: trace %.*s)",
	    choice.others + 1, STR_ARG(target), STR_ARG(channel_text(choice.taken, CHANNEL_NAME)),
	    choice.others == 1 ? "other" : "newest",
	    STR_ARG(channel_text(choice.newest, CHANNEL_NAME)));
}

/* Say what is waited for, to a person. */
static void
say_waiting(const struct tracer *t, struct str target)
{
	if (trace_found(t->trace) || !out_is_terminal())
		return;
	if (target.n)
		out_remark("-- waiting for a call of %.*s", STR_ARG(target));
	else
		out_remark("-- waiting for the next call");
}

/* What became of it, after the waiting. */
static int
conclude(const struct tracer *t, struct str target, struct err *err)
{
	const struct client *client = t->client;

	if (trace_over(t->trace))
		return 0;
	/* The end of a recording is not an error. */
	if ((t->lost || !client->connection->online) &&
	    client->connection->offline.kind != ERR_NONE) {
		*err = client->connection->offline;
		return -1;
	}
	if (trace_found(t->trace))
		return 0;
	return err_set(
	    err, ERR_FAILED, "trace: no call%s%.*s came", target.n ? " of " : "", STR_ARG(target));
}

/* The call is not over, but nothing more is seen of it. */
static void
end_early(struct tracer *t, bool interrupted)
{
	buf_reset(&t->out);
	if (!trace_found(t->trace) || trace_over(t->trace))
		return;
	if (t->lost && t->client->connection->offline.kind != ERR_NONE)
		timeline_lost(t->timeline, &t->out);
	else
		timeline_stopped(t->timeline);
	add_quality(t);
	if (!interrupted)
		out_write(buf_str(&t->out));
}

/* Follow the call until it is over. */
static int
follow(struct tracer *t, const struct args *args, struct err *err)
{
	struct str target = args_get(args, "CALL");
	msec wait = args_seconds(args, "SECONDS", -1);
	msec deadline = wait < 0 ? CLOCK_NEVER : clock_now() + wait;

	loop_listen(t->client->loop, &t->listener);
	say_choice(t, target);
	trace_look(t->trace);
	t->listener.instead = trace_found(t->trace);
	say_waiting(t, target);
	bool for_reader = loop_for_reader(t->client->loop, true);
	int failed = loop_until(t->client->loop, is_over, t, -1, deadline, err);
	loop_for_reader(t->client->loop, for_reader);
	loop_unlisten(t->client->loop, &t->listener);
	end_early(t, failed);
	return failed ? -1 : conclude(t, target, err);
}

static int
write_picture(const struct svg *svg, struct str name, struct err *err)
{
	struct buf picture = BUF_INIT(BUF_MAX_TEXT), file = BUF_INIT(BUF_MAX_LINE);

	buf_adds(&file, name);
	int failed = svg_print(svg, &picture, err);
	if (!failed)
		failed = replace_file(PICTURE, buf_z(&file), buf_str(&picture), err);
	if (!failed)
		out_remark("-- trace: " PICTURE " is in %s", buf_z(&file));
	buf_clear(&picture);
	buf_clear(&file);
	return failed;
}

/* Write the picture of what was seen, however it ended. */
static int
keep_picture(const struct tracer *t, const struct args *args, int failed, struct err *err)
{
	struct err own = {0};

	if (!t->svg || !svg_has_rows(t->svg) ||
	    write_picture(t->svg, args_get(args, "FILE"), &own) == 0)
		return failed;
	if (failed)
		out_error("trace: %s", own.text);
	else
		*err = own;
	return failed ? failed : err_prefix(err, "trace");
}

/* Begin a picture if one is to be kept: one that cannot be written is refused before the call. */
static int
begin_picture(struct tracer *t, const struct args *args, struct err *err)
{
	const struct client *client = t->client;
	const struct endpoint *server = &client->connection->endpoint;
	struct buf file = BUF_INIT(BUF_MAX_LINE);

	if (!args_has(args, "FILE"))
		return 0;
	if (client->member && !client->member->named)
		return err_set(err, ERR_USAGE, "trace --svg is for one server at a time: @%s "
		    "trace …", member_name(client->member));
	buf_adds(&file, args_get(args, "FILE"));
	int failed = replace_check(PICTURE, buf_z(&file), err);
	buf_clear(&file);
	if (failed)
		return err_prefix(err, "trace");
	t->svg = svg_new(str_of(scheme_is_file(server->scheme) ? "" : server->host),
	    STR("amsh " AMSH_VERSION));
	return 0;
}

static int
trace(struct client *client, const struct args *args, struct err *err)
{
	const struct render_options options = display_options(client);
	struct tracer t = {
	    .listener = {.event = take_event, .lost = take_loss, .owner = &t, .wider = true},
	    .client = client,
	    .out = BUF_INIT(BUF_MAX_TEXT),
	};
	int failed = -1;

	if (begin_picture(&t, args, err) < 0)
		return -1;
	t.trace = trace_new(args_get(args, "CALL"), live_channels_get(client->live_channels),
	    print_step, &t, err);
	if (t.trace) {
		t.timeline = timeline_new(&options);
		timeline_draw(t.timeline, t.svg);
		failed = follow(&t, args, err);
		failed = keep_picture(&t, args, failed, err);
		err->told = trace_found(t.trace); /* by the end of the steps */
	} else {
		err_prefix(err, "trace");
	}
	timeline_free(t.timeline);
	svg_free(t.svg);
	trace_free(t.trace);
	quality_clear(&t.quality);
	buf_clear(&t.out);
	return failed;
}

/* For a call that may live already, ask what does; a user who may not ask sees what comes. The next
 * call that begins needs no looking back. */
static int
run_trace(struct client *client, const struct args *args, struct err *err)
{
	if (client->settings->dry_run)
		return 0;
	bool widened = widen(client);
	int failed = args_has(args, "CALL") ? live_channels_learn(client->live_channels, err) : 0;

	if (!failed || err->kind == ERR_FAILED) {
		err_clear(err);
		failed = trace(client, args, err);
	}
	if (widened)
		event_mask_release(client);
	return failed;
}

const struct cmd cmd_trace = {
    .name = "trace",
    .group = GROUP_CALLS,
    .summary = "show one call as a timeline, as it happens",
    .help =
        "CALL is a channel, an endpoint (PJSIP/alice), a Linkedid, or a /regex/ that matches "
        "channel names. Of several calls the oldest is shown, and a note names the newest. Without "
        "CALL, the next call that begins is shown. Each step is a line and each channel a column; "
        "both halves of a Local channel share one. Ends with the call, after SECONDS, or when the "
        "connection is lost during the call, since steps would be missing. With -o json, each step "
        "is an object. At the end there is a line for each channel whose sound was reported on: "
        "packets lost, jitter, round trip, and the score MES (0 to 100). With --svg the same is "
        "kept in FILE as a picture for a browser, also of a recording and after ^C.",
    .examples = (const struct example[]){
        {"trace PJSIP/alice", "Draw the call of alice, step by step, until it ends."},
        {"trace -t 60 --svg call.svg PJSIP/alice",
            "A minute of it, kept as a picture for a ticket."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "SECONDS", .type = ARG_SECONDS, .optional = true, .option = "-t"},
            {.name = "FILE", .type = ARG_FILE, .optional = true, .option = "--svg"},
            {.name = "CALL", .type = ARG_CHANNEL, .optional = true}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS,
    .run = run_trace,
};
