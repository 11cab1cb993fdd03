/* SPDX-License-Identifier: ISC */
/*
 * The command agi: a command for a channel that is in AGI(agi:async), and its result.
 *
 * The reply to the action only says that the command was queued. Its start and its end are events
 * with our CommandID (AGIExecStart, AsyncAGIExec; up to Asterisk 11 AsyncAGI with SubEvent); they
 * carry no ActionID (res/res_agi.c; capture asyncagi).
 */
#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/jobs.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "session/item.h"

struct agi {
	char *channel;
	char *command_id;
};

/* The command has ended: print its result, "200 result=0". */
static void
take_result(struct request *r, const struct msg *m)
{
	const struct agi *g = r->owner;
	struct buf result = BUF_INIT(BUF_MAX_TEXT);

	request_reply(r, m);
	buf_add_decoded(&result, msg_get(m, STR("Result")));
	struct str text = str_head(buf_str(&result), str_chr(buf_str(&result), '\n'));
	if (format_has(r->client->settings->format, FORMAT_FOR_PEOPLE)) {
		text_escape(&r->out, text);
		buf_addc(&r->out, '\n');
	} else {
		render_result(r->render, m, false, &r->out);
	}
	if (!str_starts(text, STR("200")))
		err_set(&r->err, ERR_FAILED, "agi: %s: %.*s", g->channel, STR_ARG(text));
	buf_clear(&result);
	request_settle(r);
}

/* Is this an event of the kind, under its new name or its old one? */
static bool
is_event(const struct msg *m, struct str name, struct str old)
{
	if (msg_is(m, MSG_EVENT, name))
		return true;
	return msg_is(m, MSG_EVENT, STR("AsyncAGI")) && str_ieq(msg_get(m, STR("SubEvent")), old);
}

/* An event of the channel. */
static void
learn(struct request *r, const struct msg *m)
{
	const struct agi *g = r->owner;
	bool ours = str_eq(msg_get(m, STR("CommandId")), str_of(g->command_id));

	if (ours && is_event(m, STR("AsyncAGIExec"), STR("Exec"))) {
		take_result(r, m);
	} else if (ours && msg_is(m, MSG_EVENT, STR("AGIExecStart"))) {
		request_clear_timeout(r);
	} else if (is_event(m, STR("AsyncAGIEnd"), STR("End")) ||
	           msg_is(m, MSG_EVENT, STR("Hangup"))) {
		err_set(&r->err, ERR_FAILED, "agi: %s: the channel left AGI", g->channel);
		request_settle(r);
	}
}

/* Whatever is learned from it, `wait` may look for it as well. */
static bool
take_event(struct request *r, const struct msg *m)
{
	const struct agi *g = r->owner;

	if (str_eq(msg_get(m, STR("Channel")), str_of(g->channel)))
		learn(r, m);
	return false;
}

/* The connection is gone, and with it the result. */
static void
take_loss(struct request *r, struct str why)
{
	const struct agi *g = r->owner;

	if (r->err.kind == ERR_NONE)
		err_set(&r->err, ERR_LOST, "agi: %s: the result is unknown: %.*s", g->channel,
		    STR_ARG(why));
	request_settle(r);
}

static void
take_time(struct request *r)
{
	const struct agi *g = r->owner;

	err_set(&r->err, ERR_TIMEOUT, "agi: %s: the command did not start (is the channel in "
	    "AGI(agi:async), and may %s read events of class agi?)", g->channel,
	    r->client->connection->endpoint.user);
	request_settle(r);
}

static void
refuse(struct request *r, const struct msg *reply)
{
	if (format_has(r->client->settings->format, FORMAT_WHOLE))
		render_reply(r->render, reply, &r->out);
	request_refused(&r->err, "agi: ", STR("AGI"), reply);
}

static void
take_item(struct request *r, const struct item *item)
{
	if (r->done) /* its result came before the reply */
		return;
	if (item->kind == ITEM_LOST)
		err_set(&r->err, item->error, "agi: %.*s", STR_ARG(item->text));
	else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error")))
		refuse(r, &item->msg);
	else
		return;
	request_settle(r);
}

static void
free_agi(struct request *r)
{
	struct agi *g = r->owner;

	free(g->channel);
	free(g->command_id);
	free(g);
}

static const struct request_ops agi_ops = {
    .item = take_item,
    .event = take_event,
    .lost = take_loss,
    .timeout = take_time,
    .free = free_agi,
};

static int
start(struct client *client, const struct action *a, struct str channel, struct err *err)
{
	struct agi *g = mem_alloc(sizeof(*g));
	struct request *r = request_new(client, buf_str(&a->name), &agi_ops, g);

	g->channel = mem_strndup(channel);
	g->command_id = mem_strndup(buf_str(&a->id));
	request_lease(r, STR("agi"));
	request_lease(r, STR("call"));
	request_set_timeout(r, client->settings->timeout);
	request_send(r, a);
	return jobs_run(client, r, err);
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
    .examples = (const struct example[]){
        {"agi PJSIP/alice-0000001a EXEC Playback hello-world",
            "Play a sound to a channel that waits in AGI(agi:async)."},
        {"agi PJSIP/alice-0000001a ASYNCAGI BREAK", "Let it go on in the dialplan."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "COMMAND", .type = ARG_REST}, {0}},
    .flags = CMD_SESSION | CMD_EVENTS,
    .action = "AGI",
    .run = run_agi,
};
