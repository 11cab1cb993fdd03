/* SPDX-License-Identifier: ISC */
/*
 * Waiting for what becomes of a call. OriginateResponse alone does not know: for a busy SIP phone
 * Asterisk says Reason 0, while the DialEnd (BUSY) and the Hangup (cause 17) of the channel tell,
 * and may come just behind it. So all three are listened to, and after a failure there is a short
 * grace for what is still to come.
 */
#include "cmd/outcome.h"

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
#include "lang/settings.h"
#include "lang/split.h"
#include "session/item.h"
#include "view/words.h"

#define GRACE 500 /* ms after a failure for DialEnd and Hangup to come */

enum stage { STAGE_SENT, STAGE_QUEUED, STAGE_FAILED, STAGE_DONE };

struct originate {
	struct job job;
	struct waiter waiter;
	struct listener listener;
	struct timer timer;
	struct client *client;
	struct render *render;
	char *channel; /* as it was asked for */
	char *channel_id;
	char *action_id;
	enum stage stage;
	bool no_wait;
	bool widened;
	bool existed; /* the channel came to be */
	char *name;   /* and is called this; NULL while it is not known */
	bool failed;
	msec start;
	msec ring; /* ms it may ring */
	long reason;
	long cause; /* of the hangup; -1 while there was none */
	struct buf dial_status;
};

/*
 * Causes that say more than DialEnd does, which has NOANSWER for many of them: the DialStatus that
 * they amount to, or NULL where their own words are best (include/asterisk/causes.h).
 */
static const struct {
	long cause;
	const char *status;
} telling[] = {
    {1, NULL},
    {3, "CHANUNAVAIL"},
    {17, "BUSY"},
    {18, "NOANSWER"},
    {19, "NOANSWER"},
    {20, "CHANUNAVAIL"},
    {21, NULL},
    {34, "CONGESTION"},
    {38, "CONGESTION"},
    {42, "CONGESTION"},
};

static struct originate *
of_job(struct job *j)
{
	return (struct originate *)(void *)j;
}

/* The words for a hangup cause that tells, or NULL. */
static const char *
words_of_cause(long cause)
{
	for (size_t i = 0; i < sizeof(telling) / sizeof(telling[0]); i++)
		if (cause == telling[i].cause)
			return telling[i].status
			           ? words_dial_status(str_of(telling[i].status), NULL)
			           : words_hangup_cause(cause);
	return NULL;
}

/* Why nobody answered: the best that is known. */
static const char *
words_of_failure(const struct originate *o)
{
	const char *words = words_of_cause(o->cause);

	if (!o->existed && o->reason == 0)
		return "no such endpoint, or it cannot be called";
	if (!words && o->reason)
		words = words_originate_reason(o->reason);
	if (!words)
		words = words_dial_status(buf_str(&o->dial_status), NULL);
	if (!words && o->cause > 0)
		words = words_hangup_cause(o->cause);
	return words ? words : "failed, the server gave no reason";
}

/* Say why, and the hangup cause if that is not all it says. */
static void
say_failure(const struct originate *o, struct buf *out)
{
	const char *cause = o->cause > 0 ? words_hangup_cause(o->cause) : NULL;
	const char *words = words_of_failure(o);

	buf_addz(out, words);
	if (cause && strcmp(cause, words) != 0 && o->cause != 16)
		buf_addf(out, " (%ld %s)", o->cause, cause);
}

/* Everything is known: stop listening. */
static void
settle(struct originate *o)
{
	o->stage = STAGE_DONE;
	loop_unlisten(o->client->loop, &o->listener);
	loop_clear_timer(o->client->loop, &o->timer);
	if (o->widened)
		event_mask_release(o->client);
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
		    o->channel, o->client->connection->endpoint.user);
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
	if (!format_has(o->client->settings->format, FORMAT_FOR_PEOPLE)) {
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
	messages_reply(o->client->messages, m);
	str_number(msg_get(m, STR("Reason")), 0, 255, &o->reason);
	if (str_ieq(msg_get(m, STR("Response")), STR("Success"))) {
		say_answered(o, m);
		settle(o);
		return;
	}
	if (!format_has(o->client->settings->format, FORMAT_FOR_PEOPLE))
		render_event(o->render, m, false, &o->job.out);
	o->failed = true;
	o->stage = STAGE_FAILED;
	if (o->cause >= 0)
		conclude(o);
	else
		loop_set_timer(o->client->loop, &o->timer, clock_now() + GRACE);
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
take_channel(struct originate *o, const struct msg *m)
{
	o->existed = true;
	mem_replace(&o->name, msg_get(m, STR("Channel")));
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
		if (is_ours(o, m, STR("Uniqueid")))
			take_channel(o, m);
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
	messages_reply(o->client->messages, &item->msg);
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		struct str why = str_trim(msg_get(&item->msg, STR("Message")));
		struct buf rights = BUF_INIT(BUF_MAX_LINE);
		request_add_privileges(STR("Originate"), why, &rights);
		err_set(&o->job.err, ERR_FAILED, "originate: %s: %.*s%s", o->channel, STR_ARG(why),
		    buf_z(&rights));
		buf_clear(&rights);
		settle(o);
	} else if (o->no_wait) {
		render_reply(o->render, &item->msg, &o->job.out);
		settle(o);
	} else if (o->stage == STAGE_SENT) {
		o->stage = STAGE_QUEUED;
		loop_set_timer(o->client->loop, &o->timer,
		    clock_now() + o->ring + o->client->settings->timeout);
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
	loop_forget(o->client->loop, &o->waiter);
	render_free(o->render);
	buf_clear(&j->out);
	buf_clear(&o->dial_status);
	free(o->channel);
	free(o->channel_id);
	free(o->name);
	free(o->action_id);
	free(o);
}

/* Asterisk goes on calling: it finds a channel by its Uniqueid as well (main/channel.c,
 * ast_channel_get_by_name()). */
static void
stopped(const struct job *j, struct err *err)
{
	const struct originate *o = (const struct originate *)(const void *)j;
	const char *channel = o->name ? o->name : o->channel_id;
	struct buf word = BUF_INIT(BUF_MAX_LINE);

	if (err->kind != ERR_INTERRUPTED || o->no_wait || o->stage > STAGE_QUEUED)
		return;
	if (!channel) {
		err_set(err, ERR_INTERRUPTED, "interrupted; the call continues, see channels");
		return;
	}
	split_quote(&word, str_of(channel));
	err_set(err, ERR_INTERRUPTED, "interrupted; the call continues, to end it: hangup %s",
	    buf_z(&word));
	buf_clear(&word);
}

static const struct job_ops originate_ops = {
    .done = is_done, .clear = clear, .stopped = stopped};

int
outcome_await(
    struct client *client, const struct action *a, const struct asked_call *asked, struct err *err)
{
	struct originate *o = mem_alloc(sizeof(*o));
	bool has_id = asked->channel_id.n > 0;

	*o = (struct originate){
	    .job = {.ops = &originate_ops, .out = BUF_INIT(BUF_MAX_TEXT)},
	    .waiter = {.take = take_item, .owner = o},
	    .listener = {.event = take_event, .lost = take_loss, .wider = true},
	    .timer = {.fire = on_timer},
	    .client = client,
	    .render = display_render(client),
	    .channel = mem_strndup(asked->channel),
	    .channel_id = has_id ? mem_strndup(asked->channel_id) : NULL,
	    .action_id = mem_strndup(buf_str(&a->id)),
	    .no_wait = asked->no_wait,
	    .start = clock_now(),
	    .ring = asked->ring,
	    .cause = -1,
	    .existed = !has_id,
	    .dial_status = BUF_INIT(BUF_MAX_LINE),
	};
	if (!o->no_wait)
		o->widened = event_mask_lease(client, STR("call"));
	loop_listen(client->loop, &o->listener);
	eventlog_reset(client->log);
	send_action(client, a, &o->waiter);
	return jobs_run(client, &o->job, err);
}
