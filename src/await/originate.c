/* SPDX-License-Identifier: ISC */
/*
 * Waits for the outcome of a call. The events that tell it may come just after OriginateResponse,
 * so after a failure we wait a short time for them. Where no channel came to be, the state of the
 * device tells an endpoint that is not reachable from one that does not exist.
 */
#include "await/originate.h"

#include <stdlib.h>

#include "ami/action.h"
#include "ami/compose.h"
#include "await/call_end.h"
#include "await/outcome.h"
#include "base/mem.h"
#include "base/text.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/display.h"
#include "client/jobs.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/settings.h"
#include "lang/split.h"
#include "session/item.h"
#include "state/course.h"

#define GRACE 500 /* ms after a failure for DialEnd and Hangup to come */

/* The columns of tsv when none were asked for. */
#define COLUMNS "Channel,_outcome,_cause,_cause_text,_tech_cause,_seconds,_dialled"

enum stage { STAGE_SENT, STAGE_QUEUED, STAGE_TALKS, STAGE_FAILED };

struct originate {
	char *channel; /* as it was asked for */
	char *channel_id;
	char *action_id;
	enum stage stage;
	bool no_wait;
	msec start, end; /* end: of the waiting for an answer; 0: not yet */
	msec ring; /* ms it may ring */
	struct outcome outcome;
	struct course *course; /* NULL: it is not waited for its end */
	msec over;             /* when that was; 0: not yet */
	struct msg *last;     /* OriginateResponse, or the reply that refused it; NULL: none came */
	struct waiter waiter; /* for the state of the device */
};

static double
seconds(const struct originate *o)
{
	return (double)((o->end ? o->end : clock_now()) - o->start) / 1000;
}

/* What the call ended with takes the place of what came before. */
static void
keep_last(struct originate *o, const struct msg *m)
{
	free(o->last);
	o->last = msg_keep(m);
}

/* Is this the name of a header that only this program adds? */
static bool
is_own(struct str name)
{
	return str_starts(name, STR("_"));
}

static struct call_end
end_of(const struct originate *o)
{
	return (struct call_end){o->course, &o->outcome, o->over - o->end};
}

/* What the call ended with, and what this program says of it. */
static struct msg
result_of(const struct request *r, struct compose *c)
{
	const struct originate *o = r->owner;
	const struct msg none = {.kind = MSG_RESPONSE}, *last = o->last ? o->last : &none;
	struct msg m;

	compose_copy(c, last, is_own);
	outcome_add(&o->outcome, seconds(o), c);
	if (o->over) {
		const struct call_end end = end_of(o);
		call_end_add(&end, c);
	}
	if (r->err.kind != ERR_NONE && (!o->last || o->stage == STAGE_TALKS))
		compose_add(c, STR("_error"), str_of(r->err.text));
	m = compose_msg(c);
	m.kind = last->kind;
	m.composed = last->composed;
	m.time = last->time;
	return m;
}

/* Keep the result, and print it in the formats for programs: one object a line. */
static void
say_result(struct request *r)
{
	const struct originate *o = r->owner;
	enum format format = r->client->settings->format;
	struct compose c;

	compose_init(&c);
	const struct msg m = result_of(r, &c);
	request_reply(r, &m);
	if (format_has(format, FORMAT_VERBATIM) && o->last)
		render_event(r->render, o->last, false, &r->out);
	else if (!format_has(format, FORMAT_FOR_PEOPLE | FORMAT_VERBATIM))
		render_result(r->render, &m, false, &r->out);
	compose_clear(&c);
}

/* The outcome is known, or never will be. */
static void
settle(struct request *r)
{
	if (r->done)
		return;
	say_result(r);
	request_settle(r);
}

/* A failure, or nothing: in words. */
static void
conclude(struct request *r)
{
	const struct originate *o = r->owner;
	struct buf words = BUF_INIT(BUF_MAX_LINE);

	if (r->done)
		return;
	if (o->stage == STAGE_FAILED) {
		outcome_say(&o->outcome, &words);
		err_set(&r->err, ERR_FAILED, "originate: %s: %s, after %.1f s", o->channel,
		    buf_z(&words), seconds(o));
	} else {
		err_set(&r->err, ERR_TIMEOUT,
		    "originate: %s: no outcome was seen (is %s allowed to read events of class "
		    "call?)",
		    o->channel, r->client->connection->endpoint.user);
	}
	buf_clear(&words);
	settle(r);
}

/* The channel that answered, in words, before its end is waited for. */
static void
say_answered(struct request *r, const struct msg *m)
{
	const struct originate *o = r->owner;

	if (!format_has(r->client->settings->format, FORMAT_FOR_PEOPLE))
		return;
	r->prompt = true;
	buf_addf(&r->out, "answered after %.1f s: ", seconds(o));
	text_escape(&r->out, msg_get(m, STR("Channel")));
	buf_addc(&r->out, '\n');
}

/* The reply to Getvar: an endpoint that does not exist has no channel that could still come. */
static void
take_state(struct waiter *w, const struct item *item)
{
	struct request *r = w->owner;
	struct originate *o = r->owner;

	if (item->kind != ITEM_REPLY || r->done)
		return;
	buf_adds(&o->outcome.device_state, msg_get(&item->msg, STR("Value")));
	if (str_eq(buf_str(&o->outcome.device_state), STR("INVALID")) &&
	    outcome_is_unborn(&o->outcome))
		conclude(r);
}

/* Ask for the state of the device that was called. */
static void
ask_state(struct request *r)
{
	struct originate *o = r->owner;
	struct buf variable = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	buf_addz(&variable, "DEVICE_STATE(");
	if (outcome_device(&o->outcome, &variable) && r->client->connection->online) {
		buf_addc(&variable, ')');
		const struct header header = {STR("Variable"), buf_str(&variable)};
		o->waiter = (struct waiter){.take = take_state, .owner = r};
		send_named(r->client, "Getvar", &header, 1, &o->waiter, &err);
	}
	buf_clear(&variable);
}

/* Is an answered call over? */
static void
check_end(struct request *r)
{
	struct originate *o = r->owner;

	if (o->stage != STAGE_TALKS || r->done || !course_over(o->course))
		return;
	o->over = clock_now();
	if (format_has(r->client->settings->format, FORMAT_FOR_PEOPLE)) {
		const struct call_end end = end_of(o);
		call_end_say(&end, &r->out);
	}
	settle(r);
}

/* It was answered: wait until it is over, if that was asked for. Old servers name its channel only
 * now. */
static void
take_answer(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	say_answered(r, m);
	if (!o->course) {
		settle(r);
		return;
	}
	request_clear_timeout(r);
	o->stage = STAGE_TALKS;
	if (!o->channel_id) {
		struct str id = msg_get(m, STR("Uniqueid"));
		o->channel_id = mem_strndup(id);
		o->outcome.id = str_of(o->channel_id);
		course_begin(o->course, msg_get(m, STR("Channel")), id);
	}
	check_end(r);
}

static void
take_response(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	keep_last(o, m);
	o->end = clock_now();
	outcome_take_response(&o->outcome, m);
	if (outcome_kind(&o->outcome) == OUTCOME_ANSWERED) {
		take_answer(r, m);
		return;
	}
	o->stage = STAGE_FAILED;
	if (o->outcome.cause >= 0) {
		conclude(r);
		return;
	}
	request_set_timeout(r, GRACE);
	if (outcome_is_unborn(&o->outcome))
		ask_state(r);
}

/* The connection is gone, and with it the news of the call. */
static void
take_loss(struct request *r, struct str why)
{
	struct originate *o = r->owner;

	if (o->stage == STAGE_FAILED) {
		conclude(r);
		return;
	}
	if (o->stage == STAGE_SENT) /* the item says how */
		return;
	err_set(&r->err, ERR_LOST, "originate: %s: %s unknown: %.*s", o->channel,
	    o->stage == STAGE_TALKS ? "answered, the end is" : "the outcome is", STR_ARG(why));
	settle(r);
}

static void
learn(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;

	if (msg_is(m, MSG_EVENT, STR("OriginateResponse"))) {
		bool ours = str_eq(msg_get(m, STR("ActionID")), str_of(o->action_id));
		if (ours && o->stage < STAGE_TALKS)
			take_response(r, m);
		return;
	}
	outcome_take(&o->outcome, m);
	if (o->course)
		course_take(o->course, m, clock_now());
	check_end(r);
	if (o->stage == STAGE_FAILED && o->outcome.cause >= 0)
		conclude(r);
}

/* Whatever is learned from it, `wait` may look for it as well. */
static bool
take_event(struct request *r, const struct msg *m)
{
	const struct originate *o = r->owner;

	if (!o->no_wait) /* it may come before the reply */
		learn(r, m);
	return false;
}

static void
take_refusal(struct request *r, const struct msg *m)
{
	struct originate *o = r->owner;
	struct buf who = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&who, "originate: %s: ", o->channel);
	request_refused(&r->err, buf_z(&who), STR("Originate"), m);
	buf_clear(&who);
	keep_last(o, m);
	outcome_take_reply(&o->outcome, m);
	settle(r);
}

/* The reply to the action itself: queued, or refused. */
static void
take_item(struct request *r, const struct item *item)
{
	struct originate *o = r->owner;

	if (r->done) /* its outcome came before the reply */
		return;
	if (item->kind == ITEM_LOST) {
		err_set(&r->err, item->error, "originate: %.*s", STR_ARG(item->text));
		settle(r);
	} else if (msg_is(&item->msg, MSG_RESPONSE, STR("Error"))) {
		take_refusal(r, &item->msg);
	} else if (o->no_wait) {
		keep_last(o, &item->msg);
		outcome_take_reply(&o->outcome, &item->msg);
		if (format_has(r->client->settings->format, FORMAT_FOR_PEOPLE))
			render_reply(r->render, &item->msg, &r->out);
		settle(r);
	} else if (o->stage == STAGE_SENT) {
		o->stage = STAGE_QUEUED;
		request_reply(r, &item->msg);
		request_set_timeout(r, o->ring + r->client->settings->timeout);
	}
}

static void
free_originate(struct request *r)
{
	struct originate *o = r->owner;

	if (o->waiter.owner)
		loop_forget(r->client->loop, &o->waiter);
	outcome_clear(&o->outcome);
	course_free(o->course);
	free(o->last);
	free(o->channel);
	free(o->channel_id);
	free(o->action_id);
	free(o);
}

/* Asterisk continues the call: it finds a channel by its Uniqueid as well (main/channel.c,
 * ast_channel_get_by_name()). */
static void
say_how_to_end(const struct originate *o, struct err *err)
{
	struct str alive = o->course ? course_alive(o->course) : STR("");
	const char *channel = o->outcome.name ? o->outcome.name : o->channel_id;
	struct buf word = BUF_INIT(BUF_MAX_LINE);

	if (!alive.n && !channel) {
		err_set(err, ERR_INTERRUPTED, "interrupted; the call continues, see channels");
		return;
	}
	split_quote(&word, alive.n ? alive : str_of(channel));
	err_set(err, ERR_INTERRUPTED, "interrupted; the call continues, to end it: hangup %s",
	    buf_z(&word));
	buf_clear(&word);
}

/* What is known of the call by then is its result. */
static void
stopped(struct request *r, struct err *err)
{
	const struct originate *o = r->owner;

	if (err->kind != ERR_INTERRUPTED || o->no_wait || r->done || o->stage == STAGE_FAILED)
		return;
	say_how_to_end(o, err);
	err->told = true;
	r->err = *err;
	say_result(r);
}

static const struct request_ops originate_ops = {
    .item = take_item,
    .event = take_event,
    .lost = take_loss,
    .timeout = conclude,
    .stopped = stopped,
    .free = free_originate,
};

/* Rows of tsv have columns of their own. */
static void
choose_columns(struct request *r)
{
	const struct originate *o = r->owner;
	struct render_options options = display_options(r->client);

	if (options.format != FORMAT_TSV || options.fields.n)
		return;
	options.fields = o->course ? STR(COLUMNS "," CALL_END_FIELDS) : STR(COLUMNS);
	render_free(r->render);
	r->render = render_new(&options);
}

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
	};
	outcome_init(&o->outcome, str_of(o->channel), str_of(o->channel_id));
	o->course = asked->until_end ? course_new(asked->channel_id) : NULL;
	choose_columns(r);
	if (!o->no_wait)
		request_lease(r, STR("call"));
	request_send(r, a);
	return jobs_run(client, r, err);
}
