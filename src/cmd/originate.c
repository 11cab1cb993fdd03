/* SPDX-License-Identifier: ISC */
/*
 * The command originate: what became of the call, in words.
 *
 * OriginateResponse alone does not know: for a busy SIP phone Asterisk says Reason 0, while the
 * DialEnd (BUSY) and the Hangup (cause 17) of the channel tell, and may come just behind it. So the
 * channel gets a ChannelId of ours, all three are listened to, and after a failure there is a short
 * grace for what is still to come.
 */
#include "cmd/rows.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "base/text.h"
#include "cmd/call.h"
#include "cmd/dest.h"
#include "cmd/pump.h"
#include "cmd/widen.h"
#include "view/words.h"

#define GRACE        500   /* ms after a failure for DialEnd and Hangup to come */
#define RING_TIMEOUT 30000 /* ms that the server lets it ring without Timeout= */

enum stage { STAGE_SENT, STAGE_QUEUED, STAGE_FAILED, STAGE_DONE };

struct originate {
	struct job job;
	struct waiter waiter;
	struct listener listener;
	struct timer timer;
	struct context *ctx;
	struct render *render;
	char *channel; /* as it was asked for */
	char *channel_id;
	char *action_id;
	enum stage stage;
	bool no_wait;
	bool widened;
	bool existed; /* the channel came to be */
	bool failed;
	msec start;
	msec ring; /* ms it may ring */
	long reason;
	long cause; /* of the hangup; -1 while there was none */
	struct buf dial_status;
};

/* What a hangup cause means for a call that was not answered (include/asterisk/causes.h). */
static const struct {
	long cause;
	const char *words;
} cause_words[] = {
    {1, "no such number"},
    {3, "not reachable"},
    {17, "busy"},
    {18, "no answer"},
    {19, "no answer"},
    {20, "not reachable"},
    {21, "rejected"},
    {34, "congested"},
    {38, "congested"},
    {42, "congested"},
};

/* How a DialStatus is said. */
static const struct {
	const char *status;
	const char *words;
} dial_words[] = {
    {"BUSY", "busy"},
    {"CHANUNAVAIL", "not reachable"},
    {"CONGESTION", "congested"},
    {"NOANSWER", "no answer"},
    {"CANCEL", "no answer"},
};

static struct originate *
of_job(struct job *j)
{
	return (struct originate *)(void *)j;
}

/* The words for a failure: the hangup cause if it says something, then DialStatus, then Reason. */
static void
say_failure(const struct originate *o, struct buf *out)
{
	const char *cause = o->cause > 0 ? words_hangup_cause(o->cause) : NULL;
	const char *reason = words_originate_reason(o->reason), *status = NULL;

	for (size_t i = 0; i < sizeof(cause_words) / sizeof(cause_words[0]); i++)
		if (o->cause == cause_words[i].cause)
			status = cause_words[i].words;
	for (size_t i = 0; !status && i < sizeof(dial_words) / sizeof(dial_words[0]); i++)
		if (str_eq(buf_str(&o->dial_status), str_of(dial_words[i].status)))
			status = dial_words[i].words;
	if (!o->existed && o->reason == 0)
		status = "no such endpoint, or it cannot be called";
	if (!status)
		status = reason && o->reason ? reason
		         : cause             ? cause
		                             : "failed, the server gives no reason";
	buf_addz(out, status);
	if (cause && strcmp(cause, status) != 0 && o->cause != 16)
		buf_addf(out, " (%ld %s)", o->cause, cause);
}

/* Everything is known: stop listening. */
static void
settle(struct originate *o)
{
	o->stage = STAGE_DONE;
	pump_unlisten(o->ctx, &o->listener);
	pump_clear_timer(o->ctx, &o->timer);
	if (o->widened)
		widen_end(o->ctx);
	o->widened = false;
}

static double
seconds(const struct originate *o)
{
	return (double)(clock_now() - o->start) / 1000;
}

static void
conclude(struct originate *o)
{
	struct buf words = BUF_INIT(BUF_MAX_LINE);

	if (o->stage == STAGE_DONE)
		return;
	if (o->failed) {
		say_failure(o, &words);
		err_set(&o->job.err, ERR_FAILED, "originate: %s: %s, after %.1f s", o->channel,
		    buf_z(&words), seconds(o));
	} else {
		err_set(&o->job.err, ERR_TIMEOUT,
		    "originate: %s: no outcome was seen (is %s allowed to read events of class "
		    "call?)",
		    o->channel, o->ctx->endpoint.user);
	}
	buf_clear(&words);
	settle(o);
}

static void
on_timer(struct timer *t)
{
	conclude((struct originate *)(void *)((char *)t - offsetof(struct originate, timer)));
}

/* The channel that answered, in words or as the event. */
static void
say_answered(struct originate *o, const struct msg *m)
{
	if (o->ctx->set.format != FORMAT_TEXT) {
		render_event(o->render, m, false, &o->job.out);
	} else {
		buf_addf(&o->job.out, "answered after %.1f s: ", seconds(o));
		text_escape(&o->job.out, msg_get(m, STR("Channel")));
		buf_addc(&o->job.out, '\n');
	}
}

static void
take_response(struct originate *o, const struct msg *m)
{
	context_keep(o->ctx, m);
	str_number(msg_get(m, STR("Reason")), 0, 255, &o->reason);
	if (str_ieq(msg_get(m, STR("Response")), STR("Success"))) {
		say_answered(o, m);
		settle(o);
		return;
	}
	if (o->ctx->set.format != FORMAT_TEXT)
		render_event(o->render, m, false, &o->job.out);
	o->failed = true;
	o->stage = STAGE_FAILED;
	if (o->cause >= 0)
		conclude(o);
	else
		pump_set_timer(o->ctx, &o->timer, clock_now() + GRACE);
}

/* The connection is gone, and with it the news of the call. */
static void
take_loss(struct listener *l, struct str why)
{
	struct originate *o =
	    (struct originate *)(void *)((char *)l - offsetof(struct originate, listener));

	if (o->failed) {
		conclude(o);
		return;
	}
	if (o->stage == STAGE_QUEUED)
		err_set(&o->job.err, ERR_LOST, "originate: %s: the outcome is unknown: %.*s",
		    o->channel, STR_ARG(why));
	settle(o);
}

/* Is this event about the channel we asked for? */
static bool
is_ours(const struct originate *o, const struct msg *m, struct str header)
{
	return o->channel_id && str_eq(msg_get(m, header), str_of(o->channel_id));
}

static void
take_hangup(struct originate *o, const struct msg *m)
{
	str_number(msg_get(m, STR("Cause")), 0, 255, &o->cause);
	if (o->stage == STAGE_FAILED)
		conclude(o);
}

static bool
take_event(struct listener *l, const struct msg *m, bool suspect)
{
	struct originate *o =
	    (struct originate *)(void *)((char *)l - offsetof(struct originate, listener));

	if (suspect)
		return false;
	if (msg_is(m, MSG_EVENT, STR("OriginateResponse"))) {
		if (str_eq(msg_get(m, STR("ActionID")), str_of(o->action_id)))
			take_response(o, m);
	} else if (msg_is(m, MSG_EVENT, STR("Newchannel"))) {
		o->existed |= is_ours(o, m, STR("Uniqueid"));
	} else if (msg_is(m, MSG_EVENT, STR("DialEnd")) && is_ours(o, m, STR("DestUniqueid"))) {
		buf_reset(&o->dial_status);
		buf_adds(&o->dial_status, msg_get(m, STR("DialStatus")));
	} else if (msg_is(m, MSG_EVENT, STR("Hangup")) && is_ours(o, m, STR("Uniqueid"))) {
		take_hangup(o, m);
	}
	return false;
}

/* The reply to the action itself: queued, or refused. */
static void
take_item(struct waiter *w, const struct item *item)
{
	struct originate *o = w->owner;

	w->done = true;
	if (item->kind == ITEM_LOST) {
		err_set(&o->job.err, item->error, "originate: %.*s", STR_ARG(item->text));
		settle(o);
		return;
	}
	context_keep(o->ctx, &item->msg);
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		struct str why = str_trim(msg_get(&item->msg, STR("Message")));
		err_set(&o->job.err, ERR_FAILED, "originate: %s: %.*s", o->channel, STR_ARG(why));
		settle(o);
	} else if (o->no_wait) {
		render_reply(o->render, &item->msg, &o->job.out);
		settle(o);
	} else if (o->stage == STAGE_SENT) {
		o->stage = STAGE_QUEUED;
		pump_set_timer(o->ctx, &o->timer, clock_now() + o->ring + o->ctx->set.timeout);
	}
}

static bool
is_done(const struct job *j)
{
	const struct originate *o = (const struct originate *)(const void *)j;

	return o->stage == STAGE_DONE;
}

static void
clear(struct job *j)
{
	struct originate *o = of_job(j);

	if (o->stage != STAGE_DONE)
		settle(o);
	pump_forget(o->ctx, &o->waiter);
	render_free(o->render);
	buf_clear(&j->out);
	buf_clear(&o->dial_status);
	free(o->channel);
	free(o->channel_id);
	free(o->action_id);
	free(o);
}

static const struct job_ops originate_ops = {.done = is_done, .clear = clear};

/* The value of a Header=value word. */
static struct str
header_of(const struct args *args, struct str name)
{
	for (size_t i = 0; i < args->headers_n; i++)
		if (str_ieq(args->headers[i].name, name))
			return args->headers[i].value;
	return STR("");
}

/* Add the headers of the destination. */
static int
add_dest(struct action *a, const struct dest *d, struct err *err)
{
	const struct header way[] = {
	    {STR("Context"), d->context},
	    {STR("Exten"), d->exten},
	    {STR("Priority"), d->priority},
	};

	if (d->application.n) {
		if (action_header(a, STR("Application"), d->application, err) < 0)
			return -1;
		return d->data.n ? action_header(a, STR("Data"), d->data, err) : 0;
	}
	for (size_t i = 0; i < 3; i++)
		if (action_header(a, way[i].name, way[i].value, err) < 0)
			return -1;
	return 0;
}

/* Servers before Asterisk 13 know no ChannelId. */
static bool
takes_channel_id(const struct context *ctx)
{
	struct str version = buf_str(&ctx->version);
	long major;

	return !str_number(str_head(version, str_chr(version, '.')), 0, 1000, &major) || major >= 2;
}

/* Build the action; *id gets the ChannelId, or stays empty. */
static int
build(struct context *ctx, const struct args *args, struct action *a, struct buf *id,
    struct err *err)
{
	struct dest dest;

	if (dest_parse(&dest, args_get(args, "DEST"), err) < 0 ||
	    action_header(a, STR("Channel"), args_get(args, "CHANNEL"), err) < 0 ||
	    add_dest(a, &dest, err) < 0)
		return -1;
	if (!header_of(args, STR("Async")).n &&
	    action_header(a, STR("Async"), STR("true"), err) < 0)
		return -1;
	buf_adds(id, header_of(args, STR("ChannelId")));
	if (id->n == 0 && ctx->session && takes_channel_id(ctx)) {
		buf_adds(id, buf_str(&a->id));
		if (action_header(a, STR("ChannelId"), buf_str(id), err) < 0)
			return -1;
	}
	for (size_t i = 0; i < args->headers_n; i++)
		if (action_header(a, args->headers[i].name, args->headers[i].value, err) < 0)
			return -1;
	return 0;
}

/* Send the action and make a job of what follows. */
static int
start(struct context *ctx, const struct args *args, struct action *a, struct str id,
    struct err *err)
{
	struct originate *o = mem_alloc(sizeof(*o));
	long ring = RING_TIMEOUT;

	str_number(header_of(args, STR("Timeout")), 1, 1000000000, &ring);
	*o = (struct originate){
	    .job = {.ops = &originate_ops, .out = BUF_INIT(BUF_MAX_TEXT)},
	    .waiter = {.take = take_item, .owner = o},
	    .listener = {.event = take_event, .lost = take_loss, .wider = true},
	    .timer = {.fire = on_timer},
	    .ctx = ctx,
	    .render = context_render(ctx),
	    .channel = mem_strndup(args_get(args, "CHANNEL")),
	    .channel_id = id.n ? mem_strndup(id) : NULL,
	    .action_id = mem_strndup(buf_str(&a->id)),
	    .no_wait = args_has(args, "--no-wait"),
	    .start = clock_now(),
	    .ring = ring,
	    .cause = -1,
	    .existed = id.n == 0,
	    .dial_status = BUF_INIT(BUF_MAX_LINE),
	};
	if (!o->no_wait)
		o->widened = widen_begin(ctx, STR("call"));
	pump_listen(ctx, &o->listener);
	eventlog_reset(ctx->log);
	call_send(ctx, a, &o->waiter);
	return jobs_run(ctx, &o->job, err);
}

static int
run_originate(struct context *ctx, const struct args *args, struct err *err)
{
	struct action a;
	struct buf id = BUF_INIT(ACTION_MAX_LINE);
	bool ready = false;
	int failed = call_begin(ctx, &a, STR("Originate"), err);

	if (!failed)
		failed = build(ctx, args, &a, &id, err);
	if (!failed)
		failed = call_prepare(ctx, &a, &ready, err);
	if (!failed && ready)
		failed = start(ctx, args, &a, buf_str(&id), err);
	buf_clear(&id);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_originate = {
    .name = "originate",
    .group = GROUP_CALLS,
    .summary = "call CHANNEL and connect it to DEST, and say what became of it",
    .help = "DEST is exten@context[:priority] or Application(data). Waits until the call is "
            "answered, which is success, or is not: busy, no answer, congested, no such endpoint. "
            "--no-wait returns once the server has queued the call. Timeout= is how long it may "
            "ring, in ms (30000). Variable= may be repeated.",
    .args = (const struct arg_spec[]){{.name = "--no-wait", .type = ARG_FLAG, .option = "--no-wait",
                                          .optional = true},
        {.name = "CHANNEL", .type = ARG_DEVICE}, {.name = "DEST", .type = ARG_DEST}, {0}},
    .flags = CMD_SESSION | CMD_HEADERS | CMD_CALL_EVENTS,
    .action = "Originate",
    .run = run_originate,
};
