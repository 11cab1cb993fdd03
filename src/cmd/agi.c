/* SPDX-License-Identifier: ISC */
/*
 * The command agi: a command for a channel that is in AGI(agi:async), and its result.
 *
 * The reply to the action only says that the command was queued. That it runs, and how it ended,
 * are events with our CommandID (AGIExecStart, AsyncAGIExec; up to Asterisk 11 AsyncAGI with
 * SubEvent); they carry no ActionID (res/res_agi.c; capture asyncagi).
 */
#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/event_mask.h"
#include "client/eventlog.h"
#include "client/jobs.h"
#include "client/loop.h"
#include "client/messages.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/item.h"

struct agi {
	struct job job;
	struct waiter waiter;
	struct listener listener;
	struct timer timer;
	struct client *client;
	struct render *render;
	char *channel;
	char *command_id;
	bool widened_agi;
	bool widened_call;
	bool done;
};

static void
settle(struct agi *g)
{
	if (g->done)
		return;
	g->done = true;
	loop_unlisten(g->client->loop, &g->listener);
	loop_clear_timer(g->client->loop, &g->timer);
	if (g->widened_agi)
		event_mask_release(g->client);
	if (g->widened_call)
		event_mask_release(g->client);
}

/* Append text with its %XX decoded. */
static void
decode(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		int high = i + 2 < text.n && text.p[i] == '%' ? str_hex(text.p[i + 1]) : -1;
		int low = high >= 0 ? str_hex(text.p[i + 2]) : -1;
		if (low >= 0) {
			buf_addc(out, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_addc(out, text.p[i]);
		}
	}
}

/* The command has ended: print its result, "200 result=0". */
static void
take_result(struct agi *g, const struct msg *m)
{
	struct buf result = BUF_INIT(BUF_MAX_TEXT);

	messages_reply(g->client->messages, m);
	decode(&result, msg_get(m, STR("Result")));
	struct str text = str_head(buf_str(&result), str_chr(buf_str(&result), '\n'));
	if (format_has(g->client->settings->format, FORMAT_FOR_PEOPLE)) {
		text_escape(&g->job.out, text);
		buf_addc(&g->job.out, '\n');
	} else {
		render_event(g->render, m, false, &g->job.out);
	}
	if (!str_starts(text, STR("200")))
		err_set(&g->job.err, ERR_FAILED, "agi: %s: %.*s", g->channel, STR_ARG(text));
	buf_clear(&result);
	settle(g);
}

/* Is this an event of the kind, under its new name or its old one? */
static bool
is_event(const struct msg *m, struct str name, struct str old)
{
	if (msg_is(m, MSG_EVENT, name))
		return true;
	return msg_is(m, MSG_EVENT, STR("AsyncAGI")) && str_ieq(msg_get(m, STR("SubEvent")), old);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct agi *g = (struct agi *)(void *)((char *)l - offsetof(struct agi, listener));
	bool here = str_eq(msg_get(m, STR("Channel")), str_of(g->channel));
	bool ours = str_eq(msg_get(m, STR("CommandId")), str_of(g->command_id));

	if (suspect || !here)
		return false;
	if (ours && is_event(m, STR("AsyncAGIExec"), STR("Exec"))) {
		take_result(g, m);
	} else if (ours && msg_is(m, MSG_EVENT, STR("AGIExecStart"))) {
		loop_clear_timer(g->client->loop, &g->timer);
	} else if (is_event(m, STR("AsyncAGIEnd"), STR("End")) ||
	           msg_is(m, MSG_EVENT, STR("Hangup"))) {
		err_set(&g->job.err, ERR_FAILED, "agi: %s: the channel left AGI", g->channel);
		settle(g);
	}
	return false;
}

/* The connection is gone, and with it the result. */
static void
take_loss(struct listener *l, struct str why)
{
	struct agi *g = (struct agi *)(void *)((char *)l - offsetof(struct agi, listener));

	if (g->job.err.kind == ERR_NONE)
		err_set(&g->job.err, ERR_LOST, "agi: %s: the result is unknown: %.*s", g->channel,
		    STR_ARG(why));
	settle(g);
}

static void
on_timer(struct timer *t)
{
	struct agi *g = (struct agi *)(void *)((char *)t - offsetof(struct agi, timer));

	err_set(&g->job.err, ERR_TIMEOUT, "agi: %s: the command did not start (is the channel in "
	    "AGI(agi:async), and may %s read events of class agi?)", g->channel,
	    g->client->connection->endpoint.user);
	settle(g);
}

static void
take_item(struct waiter *w, const struct item *item)
{
	struct agi *g = w->owner;

	w->done = true;
	if (item->kind == ITEM_LOST) {
		err_set(&g->job.err, item->error, "agi: %.*s", STR_ARG(item->text));
		settle(g);
	} else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		request_refused(&g->job.err, "agi: ", STR("AGI"), &item->msg);
		settle(g);
	}
}

static bool
is_done(const struct job *j)
{
	const struct agi *g = (const struct agi *)(const void *)j;

	return g->done;
}

static void
clear(struct job *j)
{
	struct agi *g = (struct agi *)(void *)j;

	settle(g);
	loop_forget(g->client->loop, &g->waiter);
	render_free(g->render);
	buf_clear(&j->out);
	free(g->channel);
	free(g->command_id);
	free(g);
}

static const struct job_ops agi_ops = {.done = is_done, .clear = clear};

static int
start(struct client *client, const struct action *a, struct str channel, struct err *err)
{
	struct agi *g = mem_alloc(sizeof(*g));

	*g = (struct agi){
	    .job = {.ops = &agi_ops, .out = BUF_INIT(BUF_MAX_TEXT)},
	    .waiter = {.take = take_item, .owner = g},
	    .listener = {.event = take_event, .lost = take_loss, .wider = true},
	    .timer = {.fire = on_timer},
	    .client = client,
	    .render = display_render(client),
	    .channel = mem_strndup(channel),
	    .command_id = mem_strndup(buf_str(&a->id)),
	};
	g->widened_agi = event_mask_lease(client, STR("agi"));
	g->widened_call = event_mask_lease(client, STR("call"));
	loop_listen(client->loop, &g->listener);
	loop_set_timer(client->loop, &g->timer, clock_now() + client->settings->timeout);
	eventlog_reset(client->log);
	send_action(client, a, &g->waiter);
	return jobs_run(client, &g->job, err);
}

static int
run_agi(struct client *client, const struct args *args, struct err *err)
{
	struct str channel = args_get(args, "CHANNEL");
	struct action a;
	bool ready = false;
	int failed = send_begin(client, &a, STR("AGI"), err);

	if (!failed)
		failed = action_header(&a, STR("Channel"), channel, err);
	if (!failed)
		failed = action_header(&a, STR("Command"), args_get(args, "COMMAND"), err);
	if (!failed && a.id.n)
		failed = action_header(&a, STR("CommandID"), buf_str(&a.id), err);
	if (!failed)
		failed = send_prepare(client, &a, &ready, err);
	if (!failed && ready)
		failed = start(client, &a, channel, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_agi = {
    .name = "agi",
    .group = GROUP_CALLS,
    .summary = "run an AGI command on a channel and print its result",
    .help = "The channel must be in AGI(agi:async). Waits until the command has ended, however "
            "long it takes, and fails if its result does not begin with 200. COMMAND is an AGI "
            "command, such as EXEC Playback hello-world, or ASYNCAGI BREAK to continue in the "
            "dialplan.",
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "COMMAND", .type = ARG_REST}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS,
    .action = "AGI",
    .run = run_agi,
};
