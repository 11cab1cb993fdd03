/* SPDX-License-Identifier: ISC */
/* The facts of a call, and the one word that they amount to. */
#include "await/outcome.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ami/compose.h"
#include "base/mem.h"
#include "view/words.h"

static const char *const words[OUTCOME_KINDS] = {
    [OUTCOME_UNKNOWN] = "unknown",
    [OUTCOME_QUEUED] = "queued",
    [OUTCOME_ANSWERED] = "answered",
    [OUTCOME_BUSY] = "busy",
    [OUTCOME_NO_ANSWER] = "no answer",
    [OUTCOME_CONGESTION] = "congestion",
    [OUTCOME_REJECTED] = "rejected",
    [OUTCOME_UNREACHABLE] = "unreachable",
    [OUTCOME_HUNG_UP] = "hung up",
    [OUTCOME_NO_NUMBER] = "no such number",
    [OUTCOME_NO_ENDPOINT] = "no such endpoint",
    [OUTCOME_NO_EXTENSION] = "no such extension",
    [OUTCOME_REFUSED] = "refused",
    [OUTCOME_FAILED] = "failed",
};

/* Causes that say more than DialEnd does, which has NOANSWER for many of them
 * (include/asterisk/causes.h). */
static const struct {
	long cause;
	enum outcome_kind kind;
} by_cause[] = {
    {1, OUTCOME_NO_NUMBER},
    {3, OUTCOME_UNREACHABLE},
    {17, OUTCOME_BUSY},
    {18, OUTCOME_NO_ANSWER},
    {19, OUTCOME_NO_ANSWER},
    {20, OUTCOME_UNREACHABLE},
    {21, OUTCOME_REJECTED},
    {34, OUTCOME_CONGESTION},
    {38, OUTCOME_CONGESTION},
    {42, OUTCOME_CONGESTION},
};

/* Reason of OriginateResponse: a control frame (main/pbx.c, include/asterisk/frame.h). */
static const struct {
	long reason;
	enum outcome_kind kind;
} by_reason[] = {
    {1, OUTCOME_HUNG_UP},
    {3, OUTCOME_NO_ANSWER},
    {5, OUTCOME_BUSY},
    {8, OUTCOME_CONGESTION},
};

/* DialStatus of DialEnd (main/dial.c). */
static const struct {
	const char *status;
	enum outcome_kind kind;
} by_status[] = {
    {"ABORT", OUTCOME_HUNG_UP},
    {"BUSY", OUTCOME_BUSY},
    {"CANCEL", OUTCOME_HUNG_UP},
    {"CHANUNAVAIL", OUTCOME_UNREACHABLE},
    {"CONGESTION", OUTCOME_CONGESTION},
    {"NOANSWER", OUTCOME_NO_ANSWER},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

void
outcome_init(struct outcome *o, struct str channel, struct str id)
{
	*o = (struct outcome){
	    .channel = channel,
	    .id = id,
	    .cause = -1,
	    .cause_text = BUF_INIT(BUF_MAX_LINE),
	    .tech_cause = BUF_INIT(BUF_MAX_LINE),
	    .dial_status = BUF_INIT(BUF_MAX_LINE),
	    .device_state = BUF_INIT(BUF_MAX_LINE),
	};
}

void
outcome_clear(struct outcome *o)
{
	free(o->name);
	buf_clear(&o->cause_text);
	buf_clear(&o->tech_cause);
	buf_clear(&o->dial_status);
	buf_clear(&o->device_state);
}

static void
set(struct buf *b, struct str value)
{
	buf_reset(b);
	buf_adds(b, value);
}

/* Does this header have the Uniqueid of the call's channel? */
static bool
is_ours(const struct outcome *o, const struct msg *m, struct str header)
{
	return o->id.n && str_eq(msg_get(m, header), o->id);
}

/* What the phone said. The channel that rang may be another one than the Local channel that was
 * asked for, and the end of that may come first. What others say, before one answers or whom the
 * call reaches after that, is not what became of it. */
static void
take_tech_cause(struct outcome *o, const struct msg *m)
{
	struct str tech = msg_get(m, STR("TechCause"));
	bool first = o->tech_cause.n == 0 && o->said != OUTCOME_ANSWERED;

	if (tech.n && (is_ours(o, m, STR("Uniqueid")) || (first && is_ours(o, m, STR("Linkedid")))))
		set(&o->tech_cause, tech);
}

static void
take_hangup(struct outcome *o, const struct msg *m)
{
	take_tech_cause(o, m);
	if (!is_ours(o, m, STR("Uniqueid")))
		return;
	mem_replace(&o->name, msg_get(m, STR("Channel")));
	str_number(msg_get(m, STR("Cause")), 0, 255, &o->cause);
	set(&o->cause_text, msg_get(m, STR("Cause-txt")));
}

void
outcome_take(struct outcome *o, const struct msg *m)
{
	if (msg_is(m, MSG_EVENT, STR("Newchannel"))) {
		if (is_ours(o, m, STR("Uniqueid")))
			mem_replace(&o->name, msg_get(m, STR("Channel")));
	} else if (msg_is(m, MSG_EVENT, STR("LocalBridge"))) {
		o->goes_on |= is_ours(o, m, STR("LocalOneUniqueid"));
	} else if (msg_is(m, MSG_EVENT, STR("DialBegin"))) {
		o->goes_on |= is_ours(o, m, STR("DestUniqueid"));
	} else if (msg_is(m, MSG_EVENT, STR("DialEnd"))) {
		if (is_ours(o, m, STR("DestUniqueid")))
			set(&o->dial_status, msg_get(m, STR("DialStatus")));
	} else if (msg_is(m, MSG_EVENT, STR("HangupRequest"))) {
		take_tech_cause(o, m);
	} else if (msg_is(m, MSG_EVENT, STR("Hangup"))) {
		take_hangup(o, m);
	}
}

void
outcome_take_response(struct outcome *o, const struct msg *m)
{
	str_number(msg_get(m, STR("Reason")), 0, 255, &o->reason);
	o->failed = !str_ieq(msg_get(m, STR("Response")), STR("Success"));
	if (o->failed)
		return;
	o->said = OUTCOME_ANSWERED;
	buf_reset(&o->tech_cause);
	mem_replace(&o->name, msg_get(m, STR("Channel")));
}

/* The reply's own text is the server's alone, and always English (main/manager.c,
 * action_originate()). */
void
outcome_take_reply(struct outcome *o, const struct msg *m)
{
	if (!msg_is_error(m))
		o->said = OUTCOME_QUEUED;
	else if (str_istarts(msg_get(m, STR("Message")), STR("Extension does not exist")))
		o->said = OUTCOME_NO_EXTENSION;
	else
		o->said = OUTCOME_REFUSED;
}

bool
outcome_is_unborn(const struct outcome *o)
{
	return o->id.n && !o->name && o->reason == 0;
}

static bool
is_local(struct str channel)
{
	return str_istarts(channel, STR("Local/"));
}

/* Number@peer, peer/number or user:secret@peer/number: the peer. */
static struct str
peer_of(struct str resource)
{
	struct str whole = str_head(resource, str_chr(resource, '/'));
	size_t at = str_chr(whole, '@');

	return at < whole.n ? str_from_at(whole, at + 1) : whole;
}

bool
outcome_device(const struct outcome *o, struct buf *device)
{
	size_t slash = str_chr(o->channel, '/');
	struct str resource = str_from_at(o->channel, slash < o->channel.n ? slash + 1 : slash);
	size_t start = device->n;

	buf_adds(device, str_head(o->channel, slash));
	buf_addc(device, '/');
	if (is_local(o->channel))
		buf_adds(device, str_head(resource, str_chr(resource, '/')));
	else
		buf_adds(device, peer_of(resource));
	for (size_t i = start; i < device->n; i++) {
		char c = device->p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		if (!letter && !(c >= '0' && c <= '9') && !memchr("/@_-.+*#", c, 8))
			return false;
	}
	return slash < o->channel.n;
}

/* Why no channel came to be. A driver without states of devices says UNKNOWN; with any other state
 * there was a channel, whose events a filter may have kept from us. */
static enum outcome_kind
kind_unborn(const struct outcome *o)
{
	struct str state = buf_str(&o->device_state);

	if (str_eq(state, STR("UNAVAILABLE")))
		return OUTCOME_UNREACHABLE;
	if (state.n && !str_eq(state, STR("INVALID")) && !str_eq(state, STR("UNKNOWN")))
		return OUTCOME_FAILED;
	return is_local(o->channel) ? OUTCOME_NO_EXTENSION : OUTCOME_NO_ENDPOINT;
}

enum outcome_kind
outcome_kind(const struct outcome *o)
{
	if (o->said != OUTCOME_UNKNOWN || !o->failed)
		return o->said;
	if (outcome_is_unborn(o))
		return kind_unborn(o);
	if (o->id.n && is_local(str_of(o->name)) && !o->goes_on && o->reason == 0 && o->cause <= 0)
		return OUTCOME_NO_EXTENSION;
	for (size_t i = 0; i < COUNT(by_cause); i++)
		if (o->cause == by_cause[i].cause)
			return by_cause[i].kind;
	for (size_t i = 0; i < COUNT(by_reason); i++)
		if (o->reason == by_reason[i].reason)
			return by_reason[i].kind;
	for (size_t i = 0; i < COUNT(by_status); i++)
		if (str_eq(buf_str(&o->dial_status), str_of(by_status[i].status)))
			return by_status[i].kind;
	return o->cause == 16 ? OUTCOME_HUNG_UP : OUTCOME_FAILED;
}

const char *
outcome_word(enum outcome_kind kind)
{
	return words[kind];
}

void
outcome_say(const struct outcome *o, struct buf *out)
{
	enum outcome_kind kind = outcome_kind(o);
	const char *cause = o->cause > 0 ? words_hangup_cause(o->cause) : NULL;

	buf_addz(out, words[kind]);
	if (kind == OUTCOME_NO_ENDPOINT && o->device_state.n == 0)
		buf_addz(out, ", or it cannot be called");
	if (cause && o->cause != 16)
		buf_addf(out, " (%ld %s)", o->cause, cause);
	else if (kind == OUTCOME_FAILED)
		buf_addz(out, ", the server gave no reason");
}

/* Add the hangup cause: the server's words for it, or else ours. */
static void
add_cause(const struct outcome *o, struct compose *c)
{
	struct str text = buf_str(&o->cause_text);
	const char *own = words_hangup_cause(o->cause);
	char number[24];

	if (o->cause > 0) {
		snprintf(number, sizeof(number), "%ld", o->cause);
		compose_add(c, STR("_cause"), str_of(number));
		if (text.n || own)
			compose_add(c, STR("_cause_text"), text.n ? text : str_of(own));
	}
	if (o->tech_cause.n)
		compose_add(c, STR("_tech_cause"), buf_str(&o->tech_cause));
}

void
outcome_add(const struct outcome *o, double seconds, struct compose *c)
{
	char number[32];
	struct msg m = {.raw = buf_str(&c->raw), .fields = c->fields, .n = c->n};
	struct str channel;

	if (!msg_find(&m, STR("Channel"), &channel))
		compose_add(c, STR("Channel"), o->channel);
	compose_add(c, STR("_outcome"), str_of(words[outcome_kind(o)]));
	add_cause(o, c);
	snprintf(number, sizeof(number), "%.3f", seconds);
	compose_add(c, STR("_seconds"), str_of(number));
	if (o->name)
		compose_add(c, STR("_dialled"), str_of(o->name));
}
