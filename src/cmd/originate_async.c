/* SPDX-License-Identifier: ISC */
/*
 * Waits for the outcome of a call. OriginateResponse alone does not have it: for a busy SIP phone
 * Asterisk says Reason 0, while the DialEnd (BUSY) and the Hangup (cause 17) of the channel tell
 * it, and may come just after it. So all three are used, and after a failure we wait a short time
 * for the others.
 */
#include "cmd/originate_async.h"

#include <stdlib.h>

#include "ami/action.h"
#include "base/mem.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/jobs.h"
#include "client/messages.h"
#include "client/request.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "session/item.h"
#include "view/words.h"

#define GRACE 500 /* ms after a failure for DialEnd and Hangup to come */

enum stage { STAGE_SENT, STAGE_QUEUED, STAGE_FAILED };

struct originate {
	char *channel; /* as it was asked for */
	char *channel_id;
	char *action_id;
	enum stage stage;
	bool no_wait;
	bool existed; /* the channel came to be */
	char *name;   /* its name; NULL while it is not known */
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

/* The words for a meaningful hangup cause, or NULL. */
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

/* Why the call was not answered: the best known reason. */
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

/* Report why, and the hangup cause if that says more. */
static void
say_failure(const struct originate *o, struct buf *out)
{
	const char *cause = o->cause > 0 ? words_hangup_cause(o->cause) : NULL;
	const char *words = words_of_failure(o);

	buf_addz(out, words);
	if (cause && strcmp(cause, words) != 0 && o->cause != 16)
		buf_addf(out, " (%ld %s)", o->cause, cause);
}

static double
seconds(const struct originate *o)
{
	return (double)(clock_now() - o->start) / 1000;
}

static void
conclude(struct request *r)
{
	const struct originate *o = r->owner;
	struct buf words = BUF_INIT(BUF_MAX_LINE);

	if (r->done)
		return;
	if (o->failed) {
		say_failure(o, &words);
		err_set(&r->err, ERR_FAILED, "originate: %s: %s, after %.1f s", o->channel,
		    buf_z(&words), seconds(o));
	} else {
		err_set(&r->err, ERR_TIMEOUT,
		    "originate: %s: no outcome was seen (is %s allowed to read events of class "
		    "call?)",
		    o->channel, r->client->connection->endpoint.user);
	}
	buf_clear(&words);
	request_settle(r);
}

/* The channel that answered, in words or as the event. */
static void
say_answered(struct request *r, const struct msg *m)
{
	const struct originate *o = r->owner;

	if (!format_has(r->client->settings->format, FORMAT_FOR_PEOPLE)) {
		render_event(r->render, m, false, &r->out);
	} else {
		buf_addf(&r->out, "answered after %.1f s: ", seconds(o));
		text_escape(&r->out, msg_get(m, STR("Channel")));
		buf_addc(&r->out, '\n');
	}
}

static void
take_response(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	messages_reply(r->client->messages, m);
	str_number(msg_get(m, STR("Reason")), 0, 255, &o->reason);
	if (str_ieq(msg_get(m, STR("Response")), STR("Success"))) {
		say_answered(r, m);
		request_settle(r);
		return;
	}
	if (!format_has(r->client->settings->format, FORMAT_FOR_PEOPLE))
		render_event(r->render, m, false, &r->out);
	o->failed = true;
	o->stage = STAGE_FAILED;
	if (o->cause >= 0)
		conclude(r);
	else
		request_set_timeout(r, GRACE);
}

/* The connection is gone, and with it the news of the call. */
static void
take_loss(struct request *r, struct str why)
{
	const struct originate *o = r->owner;

	if (o->failed) {
		conclude(r);
		return;
	}
	if (o->stage == STAGE_QUEUED)
		err_set(&r->err, ERR_LOST, "originate: %s: the outcome is unknown: %.*s",
		    o->channel, STR_ARG(why));
	request_settle(r);
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
take_hangup(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	str_number(msg_get(m, STR("Cause")), 0, 255, &o->cause);
	if (o->stage == STAGE_FAILED)
		conclude(r);
}

static void
take_event(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	if (msg_is(m, MSG_EVENT, STR("OriginateResponse"))) {
		if (str_eq(msg_get(m, STR("ActionID")), str_of(o->action_id)))
			take_response(r, m);
	} else if (msg_is(m, MSG_EVENT, STR("Newchannel"))) {
		if (is_ours(o, m, STR("Uniqueid")))
			take_channel(o, m);
	} else if (msg_is(m, MSG_EVENT, STR("DialEnd")) && is_ours(o, m, STR("DestUniqueid"))) {
		buf_reset(&o->dial_status);
		buf_adds(&o->dial_status, msg_get(m, STR("DialStatus")));
	} else if (msg_is(m, MSG_EVENT, STR("Hangup")) && is_ours(o, m, STR("Uniqueid"))) {
		take_hangup(r, m);
	}
}

/* The reply to the action itself: queued, or refused. */
static void
take_item(struct request *r, const struct item *item)
{
	struct originate *o = r->owner;

	if (item->kind == ITEM_LOST) {
		err_set(&r->err, item->error, "originate: %.*s", STR_ARG(item->text));
		request_settle(r);
		return;
	}
	messages_reply(r->client->messages, &item->msg);
	if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		struct buf who = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&who, "originate: %s: ", o->channel);
		request_refused(&r->err, buf_z(&who), STR("Originate"), &item->msg);
		buf_clear(&who);
		request_settle(r);
	} else if (o->no_wait) {
		render_reply(r->render, &item->msg, &r->out);
		request_settle(r);
	} else if (o->stage == STAGE_SENT) {
		o->stage = STAGE_QUEUED;
		request_set_timeout(r, o->ring + r->client->settings->timeout);
	}
}

static void
free_originate(struct request *r)
{
	struct originate *o = r->owner;

	buf_clear(&o->dial_status);
	free(o->channel);
	free(o->channel_id);
	free(o->name);
	free(o->action_id);
	free(o);
}

/* Asterisk continues the call: it finds a channel by its Uniqueid as well (main/channel.c,
 * ast_channel_get_by_name()). */
static void
stopped(const struct request *r, struct err *err)
{
	const struct originate *o = r->owner;
	const char *channel = o->name ? o->name : o->channel_id;
	struct buf word = BUF_INIT(BUF_MAX_LINE);

	if (err->kind != ERR_INTERRUPTED || o->no_wait || r->done || o->stage > STAGE_QUEUED)
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

static const struct request_ops originate_ops = {
    .item = take_item,
    .event = take_event,
    .lost = take_loss,
    .timeout = conclude,
    .stopped = stopped,
    .free = free_originate,
};

int
originate_async(
    struct client *client, const struct action *a, const struct asked_call *asked, struct err *err)
{
	struct originate *o = mem_alloc(sizeof(*o));
	struct request *r = request_new(client, buf_str(&a->name), &originate_ops, o);
	bool has_id = asked->channel_id.n > 0;

	*o = (struct originate){
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
		request_lease(r, STR("call"));
	request_send(r, a);
	return jobs_run(client, r, err);
}
