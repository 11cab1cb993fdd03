/* SPDX-License-Identifier: ISC */
/* What a program of ARI can do with channels that are there. */
#include <stdio.h>
#include <stdlib.h>

#include "ari.h"
#include "ari_app.h"
#include "ari_calls.h"
#include "ari_json.h"
#include "ari_media.h"
#include "base/mem.h"
#include "channel.h"
#include "dial.h"
#include "dialplan.h"
#include "event.h"
#include "variable.h"

static void
list(struct ari_request *q)
{
	const char *before = "[";

	for (const struct channel *ch = q->sim->channels; ch; ch = ch->next) {
		buf_addz(&q->out, before);
		sim_json_channel(&q->out, ch);
		before = ",";
	}
	buf_addz(&q->out, q->out.n ? "]" : "[]");
	sim_ari_ok(q);
}

static void
get(struct ari_request *q)
{
	const struct channel *ch = sim_ari_channel(q);

	if (!ch)
		return;
	sim_json_channel(&q->out, ch);
	sim_ari_ok(q);
}

/* The cause that is asked for, or -1. */
static int
cause_of(const struct ari_request *q)
{
	static const struct {
		const char *reason;
		int cause;
	} rows[] = {
	    {"", CAUSE_NORMAL},
	    {"normal", CAUSE_NORMAL},
	    {"busy", CAUSE_BUSY},
	    {"congestion", CAUSE_CONGESTION},
	    {"no_answer", CAUSE_NO_ANSWER},
	    {"rejected", CAUSE_REJECTED},
	    {"unallocated", CAUSE_UNALLOCATED},
	    {"answered_elsewhere", CAUSE_ELSEWHERE},
	};
	long code;

	if (sim_ari_has(q, "reason_code"))
		return str_number(str_of(sim_ari_param(q, "reason_code")), 0, 127, &code)
		    ? (int)code
		    : -1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (strcmp(rows[i].reason, sim_ari_param(q, "reason")) == 0)
			return rows[i].cause;
	return -1;
}

static void
hangup(struct ari_request *q)
{
	struct channel *ch = sim_ari_channel(q);
	int cause = cause_of(q);

	if (!ch)
		return;
	if (cause < 0) {
		sim_ari_error(q, 400, "Invalid reason for hangup reason provided");
		return;
	}
	sim_channel_event(q->sim, "SoftHangupRequest", CLASS_CALL, ch);
	sim_event_field(q->sim, "Cause", "%d", 32);
	sim_event_send(q->sim);
	sim_hangup(q->sim, ch, cause);
	sim_ari_done(q);
}

static void
answer(struct ari_request *q)
{
	struct channel *ch = sim_ari_in_stasis(q);

	if (!ch)
		return;
	sim_channel_answer(q->sim, ch);
	sim_ari_done(q);
}

/* What has no effect that anybody could see. */
static void
quietly(struct ari_request *q)
{
	if (sim_ari_in_stasis(q))
		sim_ari_done(q);
}

static void
mute(struct ari_request *q)
{
	if (!sim_ari_in_stasis(q))
		return;
	if (sim_ari_has(q, "direction"))
		sim_ari_done(q);
	else
		sim_ari_error(q, 400, "Direction is required");
}

static void
dtmf(struct ari_request *q)
{
	if (!sim_ari_in_stasis(q))
		return;
	if (sim_ari_has(q, "dtmf"))
		sim_ari_done(q);
	else
		sim_ari_error(q, 400, "DTMF is required");
}

static void
go_on(struct ari_request *q)
{
	struct channel *ch = sim_ari_in_stasis(q);
	const char *context = sim_ari_param(q, "context"), *exten = sim_ari_param(q, "extension");
	long priority;

	if (!ch)
		return;
	priority = *exten || *context ? 1 : ch->priority + 1;
	str_number(str_of(sim_ari_param(q, "priority")), 1, 1000, &priority);
	char *where = mem_strdup(*context ? context : ch->context);
	char *to = mem_strdup(*exten ? exten : ch->exten);
	sim_channel_detach(q->sim, ch);
	sim_dialplan_start(q->sim, ch, where, to, (int)priority);
	free(where);
	free(to);
	sim_ari_done(q);
}

static void
move(struct ari_request *q)
{
	struct channel *ch = sim_ari_in_stasis(q);

	if (!ch)
		return;
	if (!sim_ari_has(q, "app")) {
		sim_ari_error(q, 400, "Missing parameter app");
		return;
	}
	sim_stasis_leave(q->sim, ch);
	sim_stasis_enter(q->sim, ch, sim_ari_param(q, "app"), sim_ari_param(q, "appArgs"));
	sim_ari_done(q);
}

/* A redirect is another server's to carry out: a phone is asked, and the call ends here. */
static void
redirect(struct ari_request *q)
{
	struct channel *ch = sim_ari_in_stasis(q);
	struct str endpoint = str_of(sim_ari_param(q, "endpoint")), rest = endpoint, tech;
	struct str own = str_head(str_of(ch ? ch->name : ""), ch ? strcspn(ch->name, "/") : 0);

	if (!ch)
		return;
	str_cut(&rest, '/', &tech);
	if (!endpoint.n)
		sim_ari_error(q, 400, "Endpoint must be specified");
	else if (!rest.p || !rest.n)
		sim_ari_error(q, 422, "Endpoint parameter '%.*s' does not contain resource",
		    STR_ARG(endpoint));
	else if (!str_ieq(tech, own))
		sim_ari_error(q, 422,
		    "Endpoint technology '%.*s' does not match channel technology '%.*s'",
		    STR_ARG(tech), STR_ARG(own));
	else
		sim_ari_done(q);
}

static void
get_variable(struct ari_request *q)
{
	struct channel *ch = sim_ari_channel(q);
	struct buf scratch = BUF_INIT(BUF_MAX_LINE);
	const char *name = sim_ari_param(q, "variable"), *value;

	if (!ch)
		return;
	value = *name ? sim_variable_get(q->sim, ch, name, &scratch) : NULL;
	if (value) {
		sim_json_member(&q->out, "{", "value", value);
		buf_addc(&q->out, '}');
		sim_ari_ok(q);
	} else if (*name) {
		sim_ari_error(q, 404, "Provided variable was not found");
	} else {
		sim_ari_error(q, 400, "Variable name is required");
	}
	buf_clear(&scratch);
}

static void
set_variable(struct ari_request *q)
{
	struct channel *ch = sim_ari_channel(q);
	const char *name = sim_ari_param(q, "variable");

	if (!ch)
		return;
	if (*name) {
		sim_variable_set(q->sim, ch, name, sim_ari_param(q, "value"));
		sim_ari_done(q);
	} else {
		sim_ari_error(q, 400, "Variable name is required");
	}
}

#define CHANNEL  "/channels/{channelId}"
#define NOT_HERE "404 Channel not found;"
#define IN_HANDS "404 Channel not found;409 Channel not in a Stasis application"
#define CALL                                                                                       \
	"endpoint! extension context priority:long label app appArgs callerId timeout:int "        \
	"variables:containers "
#define REASONS                                                                                    \
	"reason(normal|busy|congestion|no_answer|rejected|unallocated|answered_elsewhere)"
#define RECORD                                                                                     \
	"name! format! maxDurationSeconds:int maxSilenceSeconds:int "                              \
	"ifExists(fail|overwrite|append) beep:boolean terminateOn(none|any|*|#)"

const struct ari_operation sim_ari_channels[] = {
    {"GET", "/channels", "list", "List[Channel]", "", "", "List the channels.", list},
    {"POST", "/channels", "originate", "Channel", CALL "channelId otherChannelId",
        "400 Invalid parameters;409 Channel with given unique ID already exists",
        "Call an endpoint, and connect it to an extension or a program.", sim_ari_originate},
    {"POST", "/channels/create", "create", "Channel",
        "endpoint! app! appArgs channelId otherChannelId", "409 Channel exists",
        "Make a channel that a program dials later.", sim_ari_create},
    {"GET", CHANNEL, "get", "Channel", "", NOT_HERE, "Tell about a channel.", get},
    {"POST", CHANNEL, "originateWithId", "Channel", CALL "otherChannelId",
        "400 Invalid parameters;409 Channel with given unique ID already exists",
        "Call an endpoint by a channel with this id.", sim_ari_originate},
    {"DELETE", CHANNEL, "hangup", "void", "reason_code " REASONS,
        "400 Invalid reason;" NOT_HERE, "Hang up a channel.", hangup},
    {"POST", CHANNEL "/continue", "continueInDialplan", "void",
        "context extension priority:int label", IN_HANDS, "Let a channel go on in the dialplan.",
        go_on},
    {"POST", CHANNEL "/move", "move", "void", "app! appArgs", IN_HANDS,
        "Hand a channel to another program.", move},
    {"POST", CHANNEL "/redirect", "redirect", "void", "endpoint!", IN_HANDS,
        "Send the call of a channel elsewhere.", redirect},
    {"POST", CHANNEL "/answer", "answer", "void", "", IN_HANDS, "Answer a channel.", answer},
    {"POST", CHANNEL "/ring", "ring", "void", "", IN_HANDS, "Let a channel hear ringing.", quietly},
    {"DELETE", CHANNEL "/ring", "ringStop", "void", "", IN_HANDS, "End the ringing.", quietly},
    {"POST", CHANNEL "/dtmf", "sendDTMF", "void",
        "dtmf before:int between:int duration:int after:int", IN_HANDS, "Send digits.", dtmf},
    {"POST", CHANNEL "/mute", "mute", "void", "direction(both|in|out)", IN_HANDS,
        "Silence a channel.", mute},
    {"DELETE", CHANNEL "/mute", "unmute", "void", "direction(both|in|out)", IN_HANDS,
        "End the silence.", mute},
    {"POST", CHANNEL "/hold", "hold", "void", "", IN_HANDS, "Put a channel on hold.", quietly},
    {"DELETE", CHANNEL "/hold", "unhold", "void", "", IN_HANDS, "Take it off hold.", quietly},
    {"POST", CHANNEL "/moh", "startMoh", "void", "mohClass", IN_HANDS, "Play music.", quietly},
    {"DELETE", CHANNEL "/moh", "stopMoh", "void", "", IN_HANDS, "End the music.", quietly},
    {"POST", CHANNEL "/play", "play", "Playback",
        "media!* lang offsetms:int skipms:int playbackId", IN_HANDS, "Play media to a channel.",
        sim_ari_play},
    {"POST", CHANNEL "/play/{playbackId}", "playWithId", "Playback",
        "media!* lang offsetms:int skipms:int", IN_HANDS, "Play media, known by this id.",
        sim_ari_play},
    {"POST", CHANNEL "/record", "record", "LiveRecording", RECORD,
        "400 Invalid parameters;404 Channel not found;"
	"409 Channel is not in a Stasis application, or the recording exists;422 Unknown format",
        "Record a channel.", sim_ari_record},
    {"GET", CHANNEL "/variable", "getChannelVar", "Variable", "variable!",
        "400 Missing variable parameter;" NOT_HERE, "Tell a variable or a function.",
        get_variable},
    {"POST", CHANNEL "/variable", "setChannelVar", "void", "variable! value",
        "400 Missing variable parameter;" NOT_HERE, "Set a variable or a function.",
        set_variable},
    {"POST", CHANNEL "/dial", "dial", "void", "caller timeout:int", IN_HANDS,
        "Dial a channel that was created.", sim_ari_dial},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
