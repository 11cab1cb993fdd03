/* SPDX-License-Identifier: ISC */
/* Actions on queues. */
#include "actions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "channel.h"
#include "queue.h"
#include "reply.h"

static void
put_params(struct client *c, const struct message *m, const struct call_queue *q)
{
	const char *perf = q->completed ? "100.0" : "0.0";

	sim_item_open_bare(c, "QueueParams");
	sim_reply_field(c, "Queue", "%s", q->name);
	sim_reply_field(c, "Max", "0");
	sim_reply_field(c, "Strategy", "%s", q->strategy);
	sim_reply_field(c, "Calls", "%zu", sim_queue_waiting(q));
	sim_reply_field(c, "Holdtime", "%ld", q->hold_time);
	sim_reply_field(c, "TalkTime", "%ld", q->talk_time);
	sim_reply_field(c, "Completed", "%ld", q->completed);
	sim_reply_field(c, "Abandoned", "%ld", q->abandoned);
	sim_reply_field(c, "ServiceLevel", "0");
	sim_reply_field(c, "ServicelevelPerf", "%s", perf);
	sim_reply_field(c, "ServicelevelPerf2", "%s", perf);
	sim_reply_field(c, "Weight", "0");
	sim_reply_action_id(c, m);
	sim_reply_close(c);
}

/* What AMI 1 does not tell of a member. */
static void
put_today(struct client *c, const struct member *member)
{
	sim_reply_field(c, "LastPause", "%" PRId64, member->last_pause);
	sim_reply_field(c, "LoginTime", "%" PRId64, member->login_time);
	sim_reply_field(c, "PausedReason", "%s", member->reason);
	sim_reply_field(c, "Wrapuptime", "0");
}

static void
put_member(struct sim *sim, struct client *c, const struct message *m, const struct call_queue *q,
    const struct member *member)
{
	sim_item_open_bare(c, "QueueMember");
	sim_reply_field(c, "Queue", "%s", q->name);
	sim_reply_field(c, "Name", "%s", member->name);
	sim_reply_field(c, "Location", "%s", member->interface);
	if (!sim->old_lists)
		sim_reply_field(c, "StateInterface", "%s", member->interface);
	sim_reply_field(c, "Membership", "%s", member->dynamic ? "dynamic" : "static");
	sim_reply_field(c, "Penalty", "%d", member->penalty);
	sim_reply_field(c, "CallsTaken", "%ld", member->calls_taken);
	sim_reply_field(c, "LastCall", "%" PRId64, member->last_call);
	sim_reply_field(c, sim->old_lists ? "IsInCall" : "InCall", "%d", member->in_call);
	sim_reply_field(c, "Status", "%d", sim_member_status(sim, member));
	sim_reply_field(c, "Paused", "%d", member->paused);
	if (!sim->old_lists)
		put_today(c, member);
	sim_reply_action_id(c, m);
	sim_reply_close(c);
}

static const char *
or_unknown(const char *text)
{
	return *text ? text : "unknown";
}

static void
put_entry(struct sim *sim, struct client *c, const struct message *m, const struct waiter *w)
{
	const struct channel *ch = w->channel;

	sim_item_open_bare(c, "QueueEntry");
	sim_reply_field(c, "Queue", "%s", w->queue->name);
	sim_reply_field(c, "Position", "%zu", sim_waiter_position(w));
	sim_reply_field(c, "Channel", "%s", ch->name);
	sim_reply_field(c, "Uniqueid", "%s", ch->uniqueid);
	sim_reply_field(c, "CallerIDNum", "%s", or_unknown(ch->caller.number));
	sim_reply_field(c, "CallerIDName", "%s", or_unknown(ch->caller.name));
	sim_reply_field(c, "ConnectedLineNum", "%s", or_unknown(ch->connected.number));
	sim_reply_field(c, "ConnectedLineName", "%s", or_unknown(ch->connected.name));
	sim_reply_field(c, "Wait", "%" PRId64, (sim_wall(sim) - w->joined) / 1000000);
	sim_reply_field(c, "Priority", "0");
	sim_reply_action_id(c, m);
	sim_reply_close(c);
}

/* Is the queue asked for, by name or by no name? */
static bool
is_asked(const struct message *m, const struct call_queue *q)
{
	const char *name = sim_header(m, "Queue");

	return !*name || strcasecmp(name, q->name) == 0;
}

static size_t
put_queue(struct sim *sim, struct client *c, const struct message *m, const struct call_queue *q)
{
	const char *only = sim_header(m, "Member");
	size_t n = 1;

	put_params(c, m, q);
	for (const struct member *member = q->members; member; member = member->next) {
		if (*only && strcmp(only, member->interface) != 0)
			continue;
		put_member(sim, c, m, q, member);
		n++;
	}
	for (const struct waiter *w = q->waiters; w; w = w->next) {
		if (w->talking)
			continue;
		put_entry(sim, c, m, w);
		n++;
	}
	return n;
}

static void
queue_status(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	sim_list_open(c, m, false, "Queue status will follow");
	for (const struct call_queue *q = sim->queues; q; q = q->next)
		if (is_asked(m, q))
			n += put_queue(sim, c, m, q);
	sim_list_end(c, m, false, "QueueStatusComplete", n);
	sim_reply_close(c);
}

static int64_t
longest_wait(const struct sim *sim, const struct call_queue *q)
{
	for (const struct waiter *w = q->waiters; w; w = w->next)
		if (!w->talking)
			return (sim_wall(sim) - w->joined) / 1000000;
	return 0;
}

static void
put_summary(struct sim *sim, struct client *c, const struct message *m, const struct call_queue *q)
{
	size_t members = 0, available = 0;

	for (const struct member *member = q->members; member; member = member->next) {
		members++;
		available += !member->paused && sim_member_status(sim, member) == 1;
	}
	sim_item_open_bare(c, "QueueSummary");
	sim_reply_field(c, "Queue", "%s", q->name);
	sim_reply_field(c, "LoggedIn", "%zu", members);
	sim_reply_field(c, "Available", "%zu", available);
	sim_reply_field(c, "Callers", "%zu", sim_queue_waiting(q));
	sim_reply_field(c, "HoldTime", "%ld", q->hold_time);
	sim_reply_field(c, "TalkTime", "%ld", q->talk_time);
	sim_reply_field(c, "LongestHoldTime", "%" PRId64, longest_wait(sim, q));
	sim_reply_action_id(c, m);
	sim_reply_close(c);
}

static void
queue_summary(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	sim_list_open(c, m, false, "Queue summary will follow");
	for (const struct call_queue *q = sim->queues; q; q = q->next) {
		if (is_asked(m, q)) {
			put_summary(sim, c, m, q);
			n++;
		}
	}
	sim_list_end(c, m, false, "QueueSummaryComplete", n);
	sim_reply_close(c);
}

/* Are Queue and Interface there? If not, say so. */
static bool
has_names(struct client *c, const struct message *m)
{
	if (!*sim_header(m, "Queue"))
		sim_reply_error(c, m, "'Queue' not specified.");
	else if (!*sim_header(m, "Interface"))
		sim_reply_error(c, m, "'Interface' not specified.");
	else
		return true;
	return false;
}

static void
queue_add(struct sim *sim, struct client *c, const struct message *m)
{
	const char *interface = sim_header(m, "Interface");
	struct call_queue *q = sim_queue_find(sim, sim_header(m, "Queue"));

	if (!has_names(c, m))
		return;
	if (!q) {
		sim_reply_error(c, m, "Unable to add interface to queue: No such queue");
		return;
	}
	if (sim_member_find(q, interface)) {
		sim_reply_error(c, m, "Unable to add interface: Already there");
		return;
	}
	sim_reply(c, m, "Added interface to queue");
	struct member *member = sim_member_add(sim, q, interface, sim_header(m, "MemberName"),
	    (int)strtol(sim_header(m, "Penalty"), NULL, 10), true);
	if (sim_true(sim_header(m, "Paused")))
		sim_member_pause(sim, q, member, true, sim_header(m, "Reason"));
}

static void
queue_remove(struct sim *sim, struct client *c, const struct message *m)
{
	struct call_queue *q = sim_queue_find(sim, sim_header(m, "Queue"));
	struct member *member = q ? sim_member_find(q, sim_header(m, "Interface")) : NULL;

	if (!has_names(c, m))
		return;
	if (!q) {
		sim_reply_error(c, m, "Unable to remove interface from queue: No such queue");
	} else if (!member) {
		sim_reply_error(c, m, "Unable to remove interface: Not there");
	} else if (!member->dynamic) {
		sim_reply_error(c, m, "Unable to remove interface: Member not dynamic");
	} else {
		sim_reply(c, m, "Removed interface from queue");
		sim_member_remove(sim, q, member);
	}
}

/* Pause the interface in every queue asked for; how many were there? */
static size_t
pause_everywhere(struct sim *sim, const struct message *m, bool paused)
{
	size_t n = 0;

	for (struct call_queue *q = sim->queues; q; q = q->next) {
		struct member *member = sim_member_find(q, sim_header(m, "Interface"));
		if (!member || !is_asked(m, q))
			continue;
		sim_member_pause(sim, q, member, paused, sim_header(m, "Reason"));
		n++;
	}
	return n;
}

static void
queue_pause(struct sim *sim, struct client *c, const struct message *m)
{
	bool paused = sim_true(sim_header(m, "Paused"));

	if (!*sim_header(m, "Interface") || !*sim_header(m, "Paused"))
		sim_reply_error(c, m, "Need 'Interface' and 'Paused' parameters.");
	else if (pause_everywhere(sim, m, paused))
		sim_reply(c, m,
		    paused ? "Interface paused successfully" : "Interface unpaused successfully");
	else
		sim_reply_error(c, m, "Interface not found");
}

static void
queue_penalty(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	for (struct call_queue *q = sim->queues; q; q = q->next) {
		struct member *member = sim_member_find(q, sim_header(m, "Interface"));
		if (!member || !is_asked(m, q))
			continue;
		member->penalty = (int)strtol(sim_header(m, "Penalty"), NULL, 10);
		n++;
	}
	if (n)
		sim_reply(c, m, "Interface penalty set successfully");
	else
		sim_reply_error(c, m, "Invalid interface, queuename or penalty");
}

const struct action sim_actions_queue[] = {
    {"QueueAdd", CLASS_AGENT, "Let a member take calls of a queue.",
        "Queue Interface [Penalty] [Paused] [MemberName] [StateInterface]", queue_add},
    {"QueuePause", CLASS_AGENT, "Let a member rest, or go on.", "Interface Paused [Queue] [Reason]",
        queue_pause},
    {"QueuePenalty", CLASS_AGENT, "Make a member be asked sooner or later.",
        "Interface Penalty [Queue]", queue_penalty},
    {"QueueRemove", CLASS_AGENT, "Take a member out of a queue.", "Queue Interface", queue_remove},
    {"QueueStatus", 0, "List queues, their members and callers.", "[Queue] [Member]", queue_status},
    {"QueueSummary", 0, "Sum up queues.", "[Queue]", queue_summary},
    {NULL, 0, NULL, NULL, NULL},
};
