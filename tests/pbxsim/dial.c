/* SPDX-License-Identifier: ISC */
/* Dials and their legs: phones that ring, Local channels that run the dialplan. */
#include "dial.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "channel.h"
#include "device.h"
#include "dialplan.h"
#include "event.h"
#include "timer.h"

#define RINGS_AFTER 10 /* ms */

const char *
sim_dial_status_name(enum dial_status status)
{
	static const char *const names[] = {
	    "ANSWER", "BUSY", "NOANSWER", "CANCEL", "CONGESTION", "CHANUNAVAIL"};

	return names[status];
}

struct dial *
sim_dial_new(struct sim *sim, struct channel *caller, dial_done_fn *done, void *context)
{
	struct dial *dial = mem_alloc(sizeof(*dial));

	(void)sim;
	dial->caller = caller;
	dial->done = done;
	dial->context = context;
	dial->status = DIAL_CHANUNAVAIL;
	if (caller)
		caller->dial = dial;
	return dial;
}

/* Begin an event about a leg: the caller, if there is one, and the leg as Dest. */
static void
leg_event(struct sim *sim, const char *name, const struct dial *dial, const struct channel *leg)
{
	sim_event_begin(sim, name, CLASS_CALL);
	if (dial->caller)
		sim_snapshot(&sim->event, "", dial->caller);
	sim_snapshot(&sim->event, "Dest", leg);
	if (sim->old_lists)
		sim_event_field(sim, "SubEvent", "%s", strcmp(name, "DialEnd") ? "Begin" : "End");
}

static void
tell_end(
    struct sim *sim, const struct dial *dial, const struct channel *leg, enum dial_status status)
{
	leg_event(sim, "DialEnd", dial, leg);
	sim_event_field(sim, "DialStatus", "%s", sim_dial_status_name(status));
	sim_event_send(sim);
}

static void
remove_leg(struct dial *dial, struct channel *leg)
{
	size_t i = 0;

	while (dial->leg[i] != leg)
		i++;
	dial->leg[i] = dial->leg[--dial->legs];
	leg->leg_of = NULL;
}

static void
dial_free(struct sim *sim, void *owner)
{
	sim_cancel(sim, owner, NULL);
	free(owner);
}

/* Hang up the legs that are left, tell who asked, and free the dial when nobody looks at it. */
static void
finish(struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status)
{
	dial->over = true;
	sim_cancel(sim, dial, NULL);
	while (dial->legs) {
		struct channel *leg = dial->leg[0];
		remove_leg(dial, leg);
		tell_end(sim, dial, leg, answered ? DIAL_CANCEL : status);
		sim_hangup(sim, leg, answered ? CAUSE_ELSEWHERE : dial->cause);
	}
	if (dial->caller)
		dial->caller->dial = NULL;
	dial->done(sim, dial, answered, status);
	sim_after(sim, 0, dial_free, dial);
}

/* The caller's id becomes the leg's connected line, and what was dialled the leg's own. */
static void
name_parties(const struct dial *dial, struct channel *leg)
{
	const struct channel *caller = dial->caller;

	if (leg->phone && caller) {
		snprintf(leg->caller.number, sizeof(leg->caller.number), "%s", leg->phone->number);
		snprintf(leg->caller.name, sizeof(leg->caller.name), "%s", leg->phone->display);
	}
	if (caller)
		leg->connected = caller->caller;
}

static struct channel *
new_leg(struct sim *sim, struct dial *dial, const char *name, const char *id)
{
	const char *linked = dial->caller ? dial->caller->linkedid : NULL;
	struct channel *leg = sim_channel_new(sim, name, id, linked);

	leg->leg_of = dial;
	dial->leg[dial->legs++] = leg;
	return leg;
}

/* The leg has an application of its own, as the server sees it. */
static void
tell_outgoing(struct sim *sim, const struct dial *dial, struct channel *leg)
{
	const struct channel *caller = dial->caller;
	const char *app = !caller ? "AppDial2" : caller->waiter ? "AppQueue" : "AppDial";

	snprintf(leg->app, sizeof(leg->app), "%s", app);
	snprintf(leg->data, sizeof(leg->data), "(Outgoing Line)");
	sim_channel_event(sim, "Newexten", CLASS_DIALPLAN, leg);
	sim_event_field(sim, "Extension", "%s", leg->exten);
	sim_event_field(sim, "Application", "%s", leg->app);
	sim_event_field(sim, "AppData", "%s", leg->data);
	sim_event_send(sim);
}

static struct channel *
add_phone(struct sim *sim, struct dial *dial, const char *name, const char *id)
{
	struct phone *phone = sim_phone_find(sim, name);
	char channel[160];

	if (!phone)
		return NULL;
	sim_channel_name_pjsip(sim, phone->name, channel, sizeof(channel));
	struct channel *leg = new_leg(sim, dial, channel, id);
	leg->phone = phone;
	snprintf(leg->context, sizeof(leg->context), "sets");
	sim_channel_tell(sim, "Newchannel", CLASS_CALL, leg);
	tell_outgoing(sim, dial, leg);
	name_parties(dial, leg);
	if (dial->caller)
		sim_channel_tell(sim, "NewConnectedLine", CLASS_CALL, leg);
	return leg;
}

void
sim_dial_tell_local(struct sim *sim, struct channel *one)
{
	const struct channel *two = one->half;

	if (!two || one->half_told)
		return;
	one->half_told = true;
	sim_event_begin(sim, "LocalBridge", CLASS_CALL);
	sim_snapshot(&sim->event, "LocalOne", one);
	sim_snapshot(&sim->event, "LocalTwo", two);
	sim_event_field(sim, "Context", "%s", two->context);
	sim_event_field(sim, "Exten", "%s", two->exten);
	sim_event_field(sim, "LocalOptimization", "No");
	sim_event_send(sim);
}

/* Two halves: the first is the leg, the second runs the dialplan. */
static struct channel *
add_local(
    struct sim *sim, struct dial *dial, struct str where, const char *id, const char *other_id)
{
	struct str exten, context = where;
	char name[180];

	where = str_head(where, str_chr(where, '/'));
	context = where;
	str_cut(&context, '@', &exten);
	if (!context.p)
		context = STR("default");
	unsigned long number = sim->next_local++;
	snprintf(name, sizeof(name), "Local/%.*s@%.*s-%08lx;1", STR_ARG(str_head(exten, 60)),
	    STR_ARG(str_head(context, 60)), number);
	struct channel *one = new_leg(sim, dial, name, id);
	name[strlen(name) - 1] = '2';
	struct channel *two = sim_channel_new(sim, name, other_id, one->linkedid);
	one->half = two;
	two->half = one;
	two->second_half = true;
	two->state = CHANNEL_RING;
	snprintf(one->context, sizeof(one->context), "%.*s", STR_ARG(context));
	snprintf(one->exten, sizeof(one->exten), "%.*s", STR_ARG(exten));
	snprintf(two->context, sizeof(two->context), "%.*s", STR_ARG(context));
	snprintf(two->exten, sizeof(two->exten), "%.*s", STR_ARG(exten));
	sim_channel_tell(sim, "Newchannel", CLASS_CALL, one);
	sim_channel_tell(sim, "Newchannel", CLASS_CALL, two);
	tell_outgoing(sim, dial, one);
	name_parties(dial, one);
	return one;
}

struct channel *
sim_dial_add(struct sim *sim, struct dial *dial, struct str destination, const char *id,
    const char *other_id)
{
	struct str technology, rest = destination;
	struct channel *leg = NULL;

	str_cut(&rest, '/', &technology);
	if (dial->legs == DIAL_LEGS || !rest.p)
		return NULL;
	char *where = mem_strndup(rest);
	if (str_ieq(technology, STR("PJSIP")))
		leg = add_phone(sim, dial, where, id);
	else if (str_ieq(technology, STR("Local")))
		leg = add_local(sim, dial, rest, id, other_id);
	if (leg)
		snprintf(leg->dialled, sizeof(leg->dialled), "%s", where);
	free(where);
	return leg;
}

static void
time_is_up(struct sim *sim, void *owner)
{
	struct dial *dial = owner;

	dial->cause = CAUSE_NO_ANSWER;
	finish(sim, dial, NULL, DIAL_NOANSWER);
}

static void
nobody_there(struct sim *sim, void *owner)
{
	struct dial *dial = owner;

	if (!dial->over)
		finish(sim, dial, NULL, dial->status);
}

/* A phone has done ringing: it does what it does. */
static void
phone_acts(struct sim *sim, void *owner)
{
	struct channel *leg = owner;

	switch (leg->phone->manners) {
	case ANSWERS:
		sim_channel_set_state(sim, leg, CHANNEL_UP);
		sim_dial_answered(sim, leg);
		break;
	case IS_BUSY:
		leg->tech_cause = "486";
		sim_dial_failed(sim, leg, DIAL_BUSY, CAUSE_BUSY);
		break;
	case DECLINES:
		leg->leg_of->lost = true; /* a 603 comes without a reason */
		leg->tech_cause = "603";
		sim_dial_failed(sim, leg, DIAL_CONGESTION, CAUSE_REJECTED);
		break;
	case NEVER_ANSWERS:
		break;
	}
}

static void
phone_rings(struct sim *sim, void *owner)
{
	struct channel *leg = owner;

	if (leg->phone->manners == IS_BUSY) {
		phone_acts(sim, owner);
		return;
	}
	sim_dial_ringing(sim, leg);
	if (leg->phone->manners != NEVER_ANSWERS)
		sim_after(sim, sim->opt.answer_after, phone_acts, leg);
}

static void
start_leg(struct sim *sim, struct channel *leg)
{
	sim_dial_tell_local(sim, leg);
	leg_event(sim, "DialBegin", leg->leg_of, leg);
	sim_event_field(sim, "DialString", "%s", leg->dialled);
	sim_event_send(sim);
	if (leg->phone)
		sim_after(sim, RINGS_AFTER, phone_rings, leg);
	else if (sim_exten_exists(leg->half->context, leg->half->exten, 1))
		sim_dialplan_run(sim, leg->half);
	else
		sim_dial_failed(sim, leg, DIAL_CHANUNAVAIL, CAUSE_UNKNOWN);
}

void
sim_dial_go(struct sim *sim, struct dial *dial, msec timeout)
{
	struct channel *leg[DIAL_LEGS];
	size_t legs = dial->legs;

	memcpy(leg, dial->leg, sizeof(leg));
	for (size_t i = 0; i < legs; i++)
		start_leg(sim, leg[i]);
	dial->started = true;
	if (dial->legs == 0)
		sim_after(sim, 0, nobody_there, dial);
	else if (timeout)
		sim_after(sim, timeout, time_is_up, dial);
}

void
sim_dial_ringing(struct sim *sim, struct channel *leg)
{
	struct dial *dial = leg->leg_of;

	if (!dial || leg->state == CHANNEL_RINGING)
		return;
	sim_channel_set_state(sim, leg, CHANNEL_RINGING);
	leg_event(sim, "DialState", dial, leg);
	sim_event_field(sim, "DialStatus", "RINGING");
	sim_event_send(sim);
	if (dial->caller && dial->caller->half)
		sim_dial_ringing(sim, dial->caller->half);
}

void
sim_dial_answered(struct sim *sim, struct channel *leg)
{
	struct dial *dial = leg->leg_of;

	if (!dial)
		return;
	sim_channel_set_state(sim, leg, CHANNEL_UP);
	remove_leg(dial, leg);
	tell_end(sim, dial, leg, DIAL_ANSWER);
	finish(sim, dial, leg, DIAL_ANSWER);
}

/* Forget a leg that failed; when it was the last, the dial is over. */
static void
lose_leg(struct sim *sim, struct channel *leg, enum dial_status status, int cause)
{
	struct dial *dial = leg->leg_of;

	remove_leg(dial, leg);
	dial->status = status;
	dial->cause = cause;
	tell_end(sim, dial, leg, status);
	if (dial->started && dial->legs == 0)
		sim_after(sim, 0, nobody_there, dial);
}

void
sim_dial_failed(struct sim *sim, struct channel *leg, enum dial_status status, int cause)
{
	if (!leg->leg_of)
		return;
	lose_leg(sim, leg, status, cause);
	sim_hangup(sim, leg, cause);
}

/* A Local channel whose dialplan ended tells its cause but not the reason. */
static enum dial_status
status_of_cause(int cause)
{
	return cause == CAUSE_BUSY ? DIAL_BUSY : DIAL_CHANUNAVAIL;
}

void
sim_dial_leg_gone(struct sim *sim, struct channel *leg)
{
	if (!leg->leg_of)
		return;
	leg->leg_of->lost = true;
	lose_leg(sim, leg, status_of_cause(leg->cause), leg->cause);
}

void
sim_dial_abandon(struct sim *sim, struct channel *caller)
{
	struct dial *dial = caller->dial;

	if (!dial)
		return;
	caller->dial = NULL;
	dial->over = true;
	sim_cancel(sim, dial, NULL);
	while (dial->legs) {
		struct channel *leg = dial->leg[0];
		remove_leg(dial, leg);
		tell_end(sim, dial, leg, DIAL_CANCEL);
		sim_hangup(sim, leg, CAUSE_NORMAL);
	}
	sim_after(sim, 0, dial_free, dial);
}
