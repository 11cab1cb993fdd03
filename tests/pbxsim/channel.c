/* SPDX-License-Identifier: ISC */
/* Channels: their list, what is told of them, their end. */
#include "channel.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "ari_app.h"
#include "base/mem.h"
#include "bridge.h"
#include "device.h"
#include "dial.h"
#include "event.h"
#include "parking.h"
#include "queue.h"
#include "timer.h"
#include "variable.h"

struct channel *
sim_channel_new(struct sim *sim, const char *name, const char *uniqueid, const char *linkedid)
{
	struct channel *ch = mem_alloc(sizeof(*ch));
	struct channel **end = &sim->channels;

	snprintf(ch->name, sizeof(ch->name), "%s", name);
	ch->created = sim_wall(sim);
	unsigned long number = sim->next_unique++;
	if (uniqueid && *uniqueid)
		snprintf(ch->uniqueid, sizeof(ch->uniqueid), "%s", uniqueid);
	else
		snprintf(ch->uniqueid, sizeof(ch->uniqueid), "%" PRId64 ".%lu",
		    ch->created / 1000000, number);
	snprintf(ch->linkedid, sizeof(ch->linkedid), "%s", linkedid ? linkedid : ch->uniqueid);
	ch->priority = 1;
	while (*end)
		end = &(*end)->next;
	*end = ch;
	return ch;
}

void
sim_channel_name_pjsip(struct sim *sim, const char *phone, char *out, size_t size)
{
	snprintf(out, size, "PJSIP/%s-%08lx", phone, sim->next_pjsip++);
}

struct channel *
sim_channel_find(const struct sim *sim, const char *name)
{
	for (struct channel *ch = sim->channels; ch; ch = ch->next)
		if (strcasecmp(ch->name, name) == 0 || strcmp(ch->uniqueid, name) == 0)
			return ch;
	return NULL;
}

const char *
sim_state_name(enum channel_state state)
{
	switch (state) {
	case CHANNEL_DOWN:
		return "Down";
	case CHANNEL_RING:
		return "Ring";
	case CHANNEL_RINGING:
		return "Ringing";
	case CHANNEL_UP:
		return "Up";
	}
	return "Unknown";
}

const char *
sim_cause_text(int cause)
{
	static const struct {
		int cause;
		const char *text;
	} texts[] = {
	    {CAUSE_UNALLOCATED, "Unallocated (unassigned) number"},
	    {CAUSE_NORMAL, "Normal Clearing"},
	    {CAUSE_BUSY, "User busy"},
	    {CAUSE_NO_ANSWER, "User alerting, no answer"},
	    {CAUSE_REJECTED, "Call Rejected"},
	    {CAUSE_ELSEWHERE, "Answered elsewhere"},
	    {CAUSE_CONGESTION, "Circuit/channel congestion"},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i].cause == cause)
			return texts[i].text;
	return "Unknown";
}

static const char *
or_unknown(const char *text)
{
	return *text ? text : "<unknown>";
}

void
sim_snapshot(struct buf *out, const char *prefix, const struct channel *ch)
{
	const struct {
		const char *name;
		const char *value;
		bool escaped;
	} fields[] = {
	    {"ChannelStateDesc", sim_state_name(ch->state), false},
	    {"CallerIDNum", or_unknown(ch->caller.number), false},
	    {"CallerIDName", or_unknown(ch->caller.name), true},
	    {"ConnectedLineNum", or_unknown(ch->connected.number), false},
	    {"ConnectedLineName", or_unknown(ch->connected.name), true},
	    {"Language", "en", false},
	    {"AccountCode", ch->account, false},
	    {"Context", ch->context, false},
	    {"Exten", ch->exten, false},
	};

	buf_addf(out, "%sChannel: %s\r\n%sChannelState: %d\r\n", prefix, ch->name, prefix,
	    (int)ch->state);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		buf_addf(out, "%s%s: ", prefix, fields[i].name);
		if (fields[i].escaped)
			sim_escape(out, fields[i].value);
		else
			buf_addz(out, fields[i].value);
		buf_addz(out, "\r\n");
	}
	buf_addf(out, "%sPriority: %d\r\n%sUniqueid: %s\r\n%sLinkedid: %s\r\n", prefix,
	    ch->priority, prefix, ch->uniqueid, prefix, ch->linkedid);
	buf_addf(out, "%sChanVariable: ", prefix);
	sim_chan_variable(out, ch);
}

void
sim_channel_event(struct sim *sim, const char *name, unsigned classes, const struct channel *ch)
{
	sim_event_begin(sim, name, classes);
	sim_snapshot(&sim->event, "", ch);
}

void
sim_channel_tell(struct sim *sim, const char *name, unsigned classes, const struct channel *ch)
{
	sim_channel_event(sim, name, classes, ch);
	sim_event_send(sim);
}

void
sim_channel_set_state(struct sim *sim, struct channel *ch, enum channel_state state)
{
	if (ch->state == state)
		return;
	ch->state = state;
	if (state == CHANNEL_UP && !ch->answered)
		ch->answered = sim_wall(sim);
	sim_channel_tell(sim, "Newstate", CLASS_CALL, ch);
	sim_device_refresh(sim, ch->phone);
}

void
sim_channel_answer(struct sim *sim, struct channel *ch)
{
	if (ch->state == CHANNEL_UP)
		return;
	sim_channel_set_state(sim, ch, CHANNEL_UP);
	if (ch->half && ch->half->leg_of)
		sim_dial_answered(sim, ch->half);
}

void
sim_channel_detach(struct sim *sim, struct channel *ch)
{
	sim_cancel(sim, ch, NULL);
	if (ch->async_agi)
		sim_channel_tell(sim, "AsyncAGIEnd", CLASS_AGI, ch);
	ch->async_agi = false;
	sim_stasis_leave(sim, ch);
	sim_dial_abandon(sim, ch);
	sim_bridge_leave(sim, ch);
	sim_queue_leave(sim, ch);
	sim_unpark(sim, ch, "ParkedCallGiveUp");
}

/* "2026-11-22 04:49:06", "" for 0. */
static void
cdr_time(char *out, size_t size, int64_t wall)
{
	time_t seconds = (time_t)(wall / 1000000);
	struct tm tm;

	*out = '\0';
	if (wall && gmtime_r(&seconds, &tm))
		strftime(out, size, "%Y-%m-%d %H:%M:%S", &tm);
}

static const char *
disposition(const struct channel *ch)
{
	if (ch->answered)
		return "ANSWERED";
	return ch->cause == CAUSE_BUSY ? "BUSY" : "NO ANSWER";
}

static void
tell_cdr(struct sim *sim, const struct channel *ch)
{
	int64_t now = sim_wall(sim);
	char start[32], answer[32], end[32];

	cdr_time(start, sizeof(start), ch->created);
	cdr_time(answer, sizeof(answer), ch->answered);
	cdr_time(end, sizeof(end), now);
	sim_event_begin(sim, "Cdr", CLASS_CDR);
	sim_event_field(sim, "AccountCode", "%s", ch->account);
	sim_event_field(sim, "Source", "%s", ch->caller.number);
	sim_event_field(sim, "Destination", "%s", ch->exten);
	sim_event_field(sim, "DestinationContext", "%s", ch->context);
	sim_event_field(sim, "CallerID", "\"%s\" <%s>", ch->caller.name, ch->caller.number);
	sim_event_field(sim, "Channel", "%s", ch->name);
	sim_event_field(sim, "DestinationChannel", "%s", "");
	sim_event_field(sim, "LastApplication", "%s", ch->app);
	sim_event_field(sim, "LastData", "%s", ch->data);
	sim_event_field(sim, "StartTime", "%s", start);
	sim_event_field(sim, "AnswerTime", "%s", answer);
	sim_event_field(sim, "EndTime", "%s", end);
	sim_event_field(sim, "Duration", "%" PRId64, (now - ch->created) / 1000000);
	sim_event_field(
	    sim, "BillableSeconds", "%" PRId64, ch->answered ? (now - ch->answered) / 1000000 : 0);
	sim_event_field(sim, "Disposition", "%s", disposition(ch));
	sim_event_field(sim, "AMAFlags", "DOCUMENTATION");
	sim_event_field(sim, "UniqueID", "%s", ch->uniqueid);
	sim_event_field(sim, "UserField", "%s", "");
	sim_event_send(sim);
}

static void
unlink_channel(struct sim *sim, struct channel *ch)
{
	struct channel **at = &sim->channels;

	while (*at != ch)
		at = &(*at)->next;
	*at = ch->next;
	ch->next = sim->dead_channels;
	sim->dead_channels = ch;
}

/* Today's servers say what the other end gave as the reason, where it gave one. */
static void
add_tech_cause(struct sim *sim, const struct channel *ch)
{
	if (ch->tech_cause && sim->has_match_criteria)
		sim_event_field(sim, "TechCause", "%s", ch->tech_cause);
}

static void
tell_request(struct sim *sim, const struct channel *ch, int cause)
{
	sim_channel_event(sim, "HangupRequest", CLASS_CALL, ch);
	sim_event_field(sim, "Cause", "%d", cause);
	add_tech_cause(sim, ch);
	sim_event_send(sim);
}

static void
hang_up_softly(struct sim *sim, struct channel *ch, int cause)
{
	sim_channel_event(sim, "SoftHangupRequest", CLASS_CALL, ch);
	sim_event_field(sim, "Cause", "%d", CAUSE_NORMAL);
	sim_event_send(sim);
	sim_hangup(sim, ch, cause);
}

void
sim_hangup(struct sim *sim, struct channel *ch, int cause)
{
	struct channel *half = ch->half;

	if (ch->gone)
		return;
	ch->gone = true;
	ch->cause = cause;
	if (half) {
		half->half = NULL;
		ch->half = NULL;
	}
	sim_channel_detach(sim, ch);
	sim_dial_leg_gone(sim, ch);
	if (half)
		tell_request(sim, half, cause);
	unlink_channel(sim, ch);
	sim_channel_event(sim, "Hangup", CLASS_CALL, ch);
	sim_event_field(sim, "Cause", "%d", cause);
	sim_event_field(sim, "Cause-txt", "%s", sim_cause_text(cause));
	add_tech_cause(sim, ch);
	sim_event_send(sim);
	if (ch->dialplan)
		tell_cdr(sim, ch);
	sim_device_refresh(sim, ch->phone);
	if (half)
		hang_up_softly(sim, half, cause);
}

void
sim_soft_hangup(struct sim *sim, struct channel *ch, int cause)
{
	if (!ch->gone)
		hang_up_softly(sim, ch, cause);
}

void
sim_hangup_request(struct sim *sim, struct channel *ch, int cause)
{
	if (ch->gone)
		return;
	if (ch->phone && !ch->tech_cause && cause == CAUSE_NORMAL)
		ch->tech_cause = "Q.850;cause=16";
	tell_request(sim, ch, cause);
	sim_hangup(sim, ch, cause);
}

void
sim_duration(const struct sim *sim, int64_t since, char out[16])
{
	int64_t seconds = (sim_wall(sim) - since) / 1000000;

	if (seconds < 0 || seconds > 359999)
		seconds = 359999;
	snprintf(out, 16, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
	    (int)(seconds % 60));
}

size_t
sim_channel_count(const struct sim *sim)
{
	size_t n = 0;

	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		n++;
	return n;
}

void
sim_channels_reap(struct sim *sim)
{
	while (sim->dead_channels) {
		struct channel *ch = sim->dead_channels;
		sim->dead_channels = ch->next;
		sim_cancel(sim, ch, NULL);
		sim_variables_free(&ch->variables);
		free(ch);
	}
}

void
sim_channels_clear(struct sim *sim)
{
	while (sim->channels)
		sim_hangup(sim, sim->channels, CAUSE_NORMAL);
}
