/* SPDX-License-Identifier: ISC */
/* Bridges: made, entered, left, destroyed. */
#include "bridge.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "queue.h"
#include "variable.h"

const char *
sim_bridge_technology(const struct bridge *b)
{
	if (b->holding)
		return "holding_bridge";
	return b->kind == BRIDGE_CONFERENCE ? "softmix" : "simple_bridge";
}

const char *
sim_bridge_class(const struct bridge *b)
{
	static const char *const names[] = {"basic", "base", "stasis"};

	return names[b->kind];
}

const char *
sim_bridge_creator(const struct bridge *b)
{
	static const char *const names[] = {"", "ConfBridge", "Stasis"};

	return names[b->kind];
}

void
sim_bridge_snapshot(struct buf *out, const struct bridge *b)
{
	bool two = b->kind == BRIDGE_TWO;

	buf_addf(out,
	    "BridgeUniqueid: %s\r\nBridgeType: %s\r\nBridgeTechnology: %s\r\n"
	    "BridgeCreator: %s\r\nBridgeName: %s\r\nBridgeNumChannels: %zu\r\n"
	    "BridgeVideoSourceMode: %s\r\n",
	    b->id, sim_bridge_class(b), sim_bridge_technology(b),
	    two ? "<unknown>" : sim_bridge_creator(b), *b->name ? b->name : "<unknown>", b->channels,
	    b->kind == BRIDGE_STASIS ? "talker" : "none");
}

static struct channel *
other_in(const struct sim *sim, const struct bridge *b, const struct channel *one)
{
	struct channel *ch = sim->channels;

	while (ch && (ch == one || ch->bridge != b))
		ch = ch->next;
	return ch;
}

/* AMI 1 knows no bridges, but two that are linked and unlinked. */
static void
add_pair(struct sim *sim, const struct bridge *b, const struct channel *ch)
{
	const struct channel *other = other_in(sim, b, ch);

	if (!other)
		return;
	sim_event_field(sim, "Bridgestate", "%s", ch->bridge ? "Link" : "Unlink");
	sim_event_field(sim, "Bridgetype", "core");
	sim_event_field(sim, "Channel1", "%s", ch->name);
	sim_event_field(sim, "Channel2", "%s", other->name);
	sim_event_field(sim, "Uniqueid1", "%s", ch->uniqueid);
	sim_event_field(sim, "Uniqueid2", "%s", other->uniqueid);
	sim_event_field(sim, "CallerID1", "%s", ch->caller.number);
	sim_event_field(sim, "CallerID2", "%s", other->caller.number);
}

static void
tell(struct sim *sim, const char *event, const struct bridge *b, const struct channel *ch)
{
	sim_event_begin(sim, event, CLASS_CALL);
	sim_bridge_snapshot(&sim->event, b);
	if (ch)
		sim_snapshot(&sim->event, "", ch);
	if (ch && sim->old_lists && b->kind == BRIDGE_TWO)
		add_pair(sim, b, ch);
	sim_event_send(sim);
}

static struct bridge *
bridge_new(struct sim *sim, enum bridge_kind kind, const char *id, const char *name, bool holding)
{
	struct bridge *b = mem_alloc(sizeof(*b));

	b->kind = kind;
	b->holding = holding;
	b->created = sim_wall(sim);
	snprintf(b->id, sizeof(b->id), "%s", id);
	if (!*id)
		sim_uuid(sim, b->id);
	snprintf(b->name, sizeof(b->name), "%s", name);
	b->next = sim->bridges;
	sim->bridges = b;
	tell(sim, "BridgeCreate", b, NULL);
	return b;
}

static void
bridge_free(struct sim *sim, struct bridge *b)
{
	struct bridge **at = &sim->bridges;

	tell(sim, "BridgeDestroy", b, NULL);
	while (*at != b)
		at = &(*at)->next;
	*at = b->next;
	free(b);
}

static void
enter(struct sim *sim, struct bridge *b, struct channel *ch)
{
	ch->bridge = b;
	b->channels++;
	tell(sim, "BridgeEnter", b, ch);
}

static void
step_out(struct sim *sim, struct channel *ch)
{
	struct bridge *b = ch->bridge;

	ch->bridge = NULL;
	b->channels--;
	tell(sim, "BridgeLeave", b, ch);
}

void
sim_bridge_two(struct sim *sim, struct channel *a, struct channel *b)
{
	a->moving = b->moving = true;
	sim_bridge_leave(sim, a);
	sim_bridge_leave(sim, b);
	a->moving = b->moving = false;
	struct bridge *bridge = bridge_new(sim, BRIDGE_TWO, "", "", false);
	enter(sim, bridge, b);
	enter(sim, bridge, a);
	sim_variable_set(sim, b, "BRIDGEPEER", a->name);
	sim_variable_set(sim, a, "BRIDGEPEER", b->name);
}

void
sim_bridge_conference(struct sim *sim, struct channel *ch, const char *name)
{
	struct bridge *b = sim->bridges;

	while (b && (b->kind != BRIDGE_CONFERENCE || strcasecmp(b->name, name) != 0))
		b = b->next;
	enter(sim, b ? b : bridge_new(sim, BRIDGE_CONFERENCE, "", name, false), ch);
}

struct bridge *
sim_bridge_make(struct sim *sim, const char *id, const char *name, bool holding)
{
	return bridge_new(sim, BRIDGE_STASIS, id, name, holding);
}

void
sim_bridge_enter(struct sim *sim, struct bridge *b, struct channel *ch)
{
	sim_bridge_leave(sim, ch);
	enter(sim, b, ch);
}

void
sim_bridge_destroy(struct sim *sim, struct bridge *b)
{
	struct channel *ch;

	while ((ch = other_in(sim, b, NULL)) != NULL)
		step_out(sim, ch);
	bridge_free(sim, b);
}

/* What the one does who is left alone. */
static void
go_on_alone(struct sim *sim, struct channel *ch, int cause)
{
	if (ch->moving || ch->gone)
		return;
	if (ch->dialplan)
		sim_dialplan_next(sim, ch);
	else
		sim_hangup(sim, ch, cause);
}

void
sim_bridge_leave(struct sim *sim, struct channel *ch)
{
	struct bridge *b = ch->bridge;
	struct channel *other = NULL;

	if (!b)
		return;
	step_out(sim, ch);
	if (b->kind == BRIDGE_TWO)
		other = other_in(sim, b, NULL);
	if (other)
		step_out(sim, other);
	if (b->channels == 0 && b->kind != BRIDGE_STASIS)
		bridge_free(sim, b);
	sim_queue_call_over(sim, ch, "caller");
	if (!other)
		return;
	sim_queue_call_over(sim, other, "agent");
	go_on_alone(sim, other, ch->cause ? ch->cause : CAUSE_NORMAL);
}

struct bridge *
sim_bridge_find(const struct sim *sim, const char *id)
{
	struct bridge *b = sim->bridges;

	while (b && strcmp(b->id, id) != 0)
		b = b->next;
	return b;
}
