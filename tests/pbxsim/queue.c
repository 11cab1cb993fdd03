/* SPDX-License-Identifier: ISC */
/* Queues: who is in them, and how a caller meets a member. */
#include "queue.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "bridge.h"
#include "channel.h"
#include "device.h"
#include "dial.h"
#include "event.h"
#include "timer.h"

#define RING_TIME 10000 /* ms */
#define RETRY     1000  /* ms */

static int64_t
now_seconds(const struct sim *sim)
{
	return sim_wall(sim) / 1000000;
}

static struct call_queue *
queue_make(struct sim *sim, const char *name, const char *strategy)
{
	struct call_queue *q = mem_alloc(sizeof(*q));

	q->name = name;
	q->strategy = strategy;
	q->next = sim->queues;
	sim->queues = q;
	return q;
}

void
sim_queues_make(struct sim *sim)
{
	queue_make(sim, "sales", "linear");
	struct call_queue *support = queue_make(sim, "support", "ringall");
	sim_member_add(sim, support, "PJSIP/alice", "Alice", 0, false);
	sim_member_add(sim, support, "PJSIP/bob", "Bob", 1, false);
}

void
sim_queues_free(struct sim *sim)
{
	while (sim->queues) {
		struct call_queue *q = sim->queues;
		sim->queues = q->next;
		while (q->members) {
			struct member *member = q->members;
			q->members = member->next;
			free(member);
		}
		free(q);
	}
}

struct call_queue *
sim_queue_find(const struct sim *sim, const char *name)
{
	struct call_queue *q = sim->queues;

	while (q && strcasecmp(q->name, name) != 0)
		q = q->next;
	return q;
}

struct member *
sim_member_find(const struct call_queue *q, const char *interface)
{
	struct member *member = q->members;

	while (member && strcasecmp(member->interface, interface) != 0)
		member = member->next;
	return member;
}

int
sim_member_status(const struct sim *sim, const struct member *member)
{
	static const int status[] = {1, 2, 6, 7};
	const struct phone *phone = sim_phone_of_interface(sim, member->interface);

	return phone ? status[sim_device_state(sim, phone)] : 4;
}

static void
tell_member(
    struct sim *sim, const char *event, const struct call_queue *q, const struct member *member)
{
	sim_event_begin(sim, event, CLASS_AGENT);
	sim_event_field(sim, "Queue", "%s", q->name);
	sim_event_field(sim, "MemberName", "%s", member->name);
	sim_event_field(sim, "Interface", "%s", member->interface);
	sim_event_field(sim, "StateInterface", "%s", member->interface);
	sim_event_field(sim, "Membership", "%s", member->dynamic ? "dynamic" : "static");
	sim_event_field(sim, "Penalty", "%d", member->penalty);
	sim_event_field(sim, "CallsTaken", "%ld", member->calls_taken);
	sim_event_field(sim, "LastCall", "%" PRId64, member->last_call);
	sim_event_field(sim, "LastPause", "%" PRId64, member->last_pause);
	sim_event_field(sim, "LoginTime", "%" PRId64, member->login_time);
	sim_event_field(sim, "InCall", "%d", member->in_call);
	sim_event_field(sim, "Status", "%d", sim_member_status(sim, member));
	sim_event_field(sim, "Paused", "%d", member->paused);
	sim_event_field(sim, "PausedReason", "%s", member->reason);
	sim_event_field(sim, "Ringinuse", "0");
	sim_event_field(sim, "Wrapuptime", "0");
	sim_event_send(sim);
}

void
sim_queue_device_changed(struct sim *sim, const struct phone *phone)
{
	for (const struct call_queue *q = sim->queues; q; q = q->next)
		for (const struct member *member = q->members; member; member = member->next)
			if (sim_phone_of_interface(sim, member->interface) == phone)
				tell_member(sim, "QueueMemberStatus", q, member);
}

struct member *
sim_member_add(struct sim *sim, struct call_queue *q, const char *interface, const char *name,
    int penalty, bool dynamic)
{
	struct member *member = mem_alloc(sizeof(*member));
	struct member **end = &q->members;

	snprintf(member->interface, sizeof(member->interface), "%s", interface);
	snprintf(member->name, sizeof(member->name), "%s", *name ? name : interface);
	member->penalty = penalty;
	member->dynamic = dynamic;
	member->login_time = now_seconds(sim);
	while (*end)
		end = &(*end)->next;
	*end = member;
	tell_member(sim, "QueueMemberAdded", q, member);
	return member;
}

void
sim_member_remove(struct sim *sim, struct call_queue *q, struct member *member)
{
	struct member **at = &q->members;
	struct waiter *next;

	for (struct waiter *w = q->waiters; w; w = next) {
		next = w->next;
		if (w->talking == member)
			sim_queue_call_over(sim, w->channel, "transfer");
	}
	tell_member(sim, "QueueMemberRemoved", q, member);
	while (*at != member)
		at = &(*at)->next;
	*at = member->next;
	free(member);
}

void
sim_member_pause(
    struct sim *sim, struct call_queue *q, struct member *member, bool paused, const char *reason)
{
	member->paused = paused;
	if (paused)
		member->last_pause = now_seconds(sim);
	snprintf(member->reason, sizeof(member->reason), "%s", paused ? reason : "");
	tell_member(sim, "QueueMemberPause", q, member);
}

size_t
sim_queue_waiting(const struct call_queue *q)
{
	size_t n = 0;

	for (const struct waiter *w = q->waiters; w; w = w->next)
		n += w->talking == NULL;
	return n;
}

size_t
sim_waiter_position(const struct waiter *waiter)
{
	size_t n = 1;

	if (waiter->talking)
		return 0;
	for (const struct waiter *w = waiter->queue->waiters; w != waiter; w = w->next)
		n += w->talking == NULL;
	return n;
}

static void
tell_caller(struct sim *sim, const char *event, const struct waiter *w, size_t count)
{
	sim_channel_event(sim, event, CLASS_AGENT, w->channel);
	sim_event_field(sim, "Queue", "%s", w->queue->name);
	sim_event_field(sim, "Position", "%zu", sim_waiter_position(w));
	sim_event_field(sim, "Count", "%zu", count);
	sim_event_send(sim);
}

/* Begin an event about a caller and the member's channel. */
static void
agent_event(struct sim *sim, const char *event, const struct waiter *w, const struct member *member,
    const struct channel *leg)
{
	sim_channel_event(sim, event, CLASS_AGENT, w->channel);
	if (leg)
		sim_snapshot(&sim->event, "Dest", leg);
	sim_event_field(sim, "Queue", "%s", w->queue->name);
	sim_event_field(sim, "Interface", "%s", member->interface);
	sim_event_field(sim, "MemberName", "%s", member->name);
}

/* The member that a leg was called as. */
static struct member *
member_of_leg(const struct sim *sim, const struct call_queue *q, const struct channel *leg)
{
	for (struct member *m = q->members; m; m = m->next) {
		struct str name = str_of(leg->name);
		if (sim_phone_of_interface(sim, m->interface) == leg->phone &&
		    (leg->phone || str_istarts(name, str_of(m->interface))))
			return m;
	}
	return NULL;
}

static void
connect_caller(struct sim *sim, struct waiter *w, struct channel *leg)
{
	struct member *member = member_of_leg(sim, w->queue, leg);
	struct channel *ch = w->channel;
	int64_t now = sim_wall(sim);

	tell_caller(sim, "QueueCallerLeave", w, sim_queue_waiting(w->queue) - 1);
	if (member) {
		w->talking = member;
		w->connected = now;
		w->queue->hold_time = (long)((now - w->joined) / 1000000);
		snprintf(w->talking_to, sizeof(w->talking_to), "%s", leg->name);
		member->in_call = true;
		agent_event(sim, "AgentConnect", w, member, leg);
		sim_event_field(sim, "HoldTime", "%ld", w->queue->hold_time);
		sim_event_field(sim, "RingTime", "%ld", (long)(sim->opt.answer_after / 1000));
		sim_event_send(sim);
	}
	sim_bridge_two(sim, ch, leg);
}

static void try_members(struct sim *sim, void *owner);

/* The members rang: one answered, or try again later. */
static void
members_done(struct sim *sim, struct dial *dial, struct channel *answered, enum dial_status status)
{
	struct channel *ch = dial->caller;

	(void)status;
	if (answered)
		connect_caller(sim, ch->waiter, answered);
	else
		sim_after(sim, RETRY, try_members, ch);
}

static bool
is_available(const struct sim *sim, const struct member *member)
{
	return !member->paused && sim_member_status(sim, member) == 1;
}

/* A timer of the caller's channel: ring every member that is free. */
static void
try_members(struct sim *sim, void *owner)
{
	struct channel *ch = owner;
	struct waiter *w = ch->waiter;
	struct dial *dial = sim_dial_new(sim, ch, members_done, NULL);

	for (struct member *m = w->queue->members; m; m = m->next) {
		struct channel *leg = NULL;
		if (is_available(sim, m))
			leg = sim_dial_add(sim, dial, str_of(m->interface), NULL, NULL);
		if (!leg)
			continue;
		sim_dial_tell_local(sim, leg);
		agent_event(sim, "AgentCalled", w, m, leg);
		sim_event_send(sim);
	}
	sim_dial_go(sim, dial, RING_TIME);
}

bool
sim_queue_join(struct sim *sim, struct channel *ch, const char *name)
{
	struct str first = str_head(str_of(name), str_chr(str_of(name), ','));
	char *text = mem_strndup(first);
	struct call_queue *q = sim_queue_find(sim, text);

	free(text);
	if (!q)
		return false;
	struct waiter *w = mem_alloc(sizeof(*w));
	struct waiter **end = &q->waiters;
	w->channel = ch;
	w->queue = q;
	w->joined = sim_wall(sim);
	while (*end)
		end = &(*end)->next;
	*end = w;
	ch->waiter = w;
	tell_caller(sim, "QueueCallerJoin", w, sim_queue_waiting(q));
	sim_after(sim, 0, try_members, ch);
	return true;
}

static void
waiter_free(struct waiter *w)
{
	struct waiter **at = &w->queue->waiters;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	w->channel->waiter = NULL;
	free(w);
}

void
sim_queue_call_over(struct sim *sim, struct channel *ch, const char *reason)
{
	struct waiter *w = ch->waiter;

	if (!w || !w->talking)
		return;
	struct member *member = w->talking;
	w->queue->talk_time = (long)((sim_wall(sim) - w->connected) / 1000000);
	w->queue->completed++;
	member->calls_taken++;
	member->last_call = now_seconds(sim);
	member->in_call = false;
	agent_event(sim, "AgentComplete", w, member, sim_channel_find(sim, w->talking_to));
	sim_event_field(sim, "HoldTime", "%ld", w->queue->hold_time);
	sim_event_field(sim, "TalkTime", "%ld", w->queue->talk_time);
	sim_event_field(sim, "Reason", "%s", reason);
	sim_event_send(sim);
	waiter_free(w);
}

void
sim_queue_leave(struct sim *sim, struct channel *ch)
{
	struct waiter *w = ch->waiter;

	if (!w)
		return;
	if (w->talking) {
		sim_queue_call_over(sim, ch, "caller");
		return;
	}
	w->queue->abandoned++;
	sim_channel_event(sim, "QueueCallerAbandon", CLASS_AGENT, ch);
	sim_event_field(sim, "Queue", "%s", w->queue->name);
	sim_event_field(sim, "Position", "%zu", sim_waiter_position(w));
	sim_event_field(sim, "OriginalPosition", "%zu", sim_waiter_position(w));
	sim_event_field(sim, "HoldTime", "%" PRId64, (sim_wall(sim) - w->joined) / 1000000);
	sim_event_send(sim);
	tell_caller(sim, "QueueCallerLeave", w, sim_queue_waiting(w->queue) - 1);
	waiter_free(w);
}
