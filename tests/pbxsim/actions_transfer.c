/* SPDX-License-Identifier: ISC */
/* Actions that send channels elsewhere in the dialplan. */
#include "actions.h"
#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "reply.h"

/* Where a redirect goes. */
struct target {
	const char *context;
	const char *exten;
	int priority;
};

/* Send a channel there, out of whatever it is in; its partner is treated as if it hung up, unless
 * it is moving too. */
static void
send_to(struct sim *sim, struct channel *ch, const struct target *to)
{
	ch->moving = true;
	sim_channel_detach(sim, ch);
	ch->moving = false;
	sim_dialplan_start(sim, ch, to->context, to->exten, to->priority);
}

static int
priority_of(const char *text)
{
	long priority = 0;

	return str_number(str_of(text), 1, 1000, &priority) ? (int)priority : 0;
}

/* The first of the headers that a redirect needs and that is not there; NULL when all are. */
static const char *
missing_header(const struct message *m)
{
	static const char *const needed[] = {"Channel", "Context", "Exten", "Priority"};

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (!*sim_header(m, needed[i]))
			return needed[i];
	return NULL;
}

/* Where the extra channel goes: its own place, or that of the first. */
static const char *
extra_target(const struct message *m, const struct target *first, struct target *extra)
{
	*extra = *first;
	if (!*sim_header(m, "ExtraContext"))
		return NULL;
	extra->context = sim_header(m, "ExtraContext");
	extra->exten = sim_header(m, "ExtraExten");
	extra->priority = priority_of(sim_header(m, "ExtraPriority"));
	if (!*extra->exten)
		return "ExtraExten not specified";
	if (!*sim_header(m, "ExtraPriority"))
		return "ExtraPriority not specified";
	return extra->priority ? NULL : "ExtraPriority is invalid";
}

static void
redirect_two(struct sim *sim, struct client *c, const struct message *m, struct channel *ch,
    const struct target *to)
{
	const char *name = sim_header(m, "ExtraChannel");
	struct channel *second = sim_channel_find(sim, name);
	struct target extra;
	const char *wrong = extra_target(m, to, &extra);

	if (!second) {
		sim_reply_error(c, m, "ExtraChannel does not exist: %s", name);
		return;
	}
	if (wrong) {
		sim_reply_error(c, m, "%s", wrong);
		return;
	}
	sim_reply(c, m, "Dual Redirect successful");
	second->moving = true;
	send_to(sim, ch, to);
	send_to(sim, second, &extra);
}

static void
redirect(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Channel"), *missing = missing_header(m);
	struct target to = {sim_header(m, "Context"), sim_header(m, "Exten"),
	    priority_of(sim_header(m, "Priority"))};
	struct channel *ch = sim_channel_find(sim, name);

	if (missing) {
		sim_reply_error(c, m, "%s not specified", missing);
	} else if (!to.priority) {
		sim_reply_error(c, m, "Priority is invalid");
	} else if (!ch) {
		sim_reply_error(c, m, "Channel does not exist: %s", name);
	} else if (ch->leg_of || ch->state == CHANNEL_DOWN) {
		sim_reply_error(c, m, "Redirect failed, channel not up.");
	} else if (*sim_header(m, "ExtraChannel")) {
		redirect_two(sim, c, m, ch, &to);
	} else {
		sim_reply(c, m, "Redirect successful");
		send_to(sim, ch, &to);
	}
}

/* Who the channel talks to, or NULL. */
static struct channel *
partner(const struct sim *sim, const struct channel *ch)
{
	for (struct channel *other = sim->channels; other; other = other->next)
		if (ch->bridge && other->bridge == ch->bridge && other != ch)
			return other;
	return NULL;
}

/* A transfer by a channel: its partner goes to the extension. */
static void
transfer(struct sim *sim, struct client *c, const struct message *m, const char *done)
{
	const char *name = sim_header(m, "Channel"), *context = sim_header(m, "Context");
	struct channel *ch = sim_channel_find(sim, name);
	struct target to = {*context ? context : "sets", sim_header(m, "Exten"), 1};

	if (!*name || !ch) {
		sim_reply_error(c, m, "%s",
		    *name ? "Channel specified does not exist" : "No channel specified");
		return;
	}
	if (!*to.exten) {
		sim_reply_error(c, m, "No exten specified");
		return;
	}
	struct channel *other = partner(sim, ch);
	if (!other || !sim_exten_exists(to.context, to.exten, 1)) {
		sim_reply_error(c, m, "%s failed", done);
		return;
	}
	sim_reply_open(c, m, "Success");
	sim_reply_field(c, "Message", "%s", done);
	sim_reply_close(c);
	sim_channel_event(sim, "BlindTransfer", CLASS_CALL, ch);
	sim_event_field(sim, "Result", "Success");
	sim_event_field(sim, "Context", "%s", to.context);
	sim_event_field(sim, "Extension", "%s", to.exten);
	sim_event_send(sim);
	send_to(sim, other, &to);
}

static void
atxfer(struct sim *sim, struct client *c, const struct message *m)
{
	transfer(sim, c, m, "Atxfer successfully queued");
}

static void
blind_transfer(struct sim *sim, struct client *c, const struct message *m)
{
	transfer(sim, c, m, "Transfer succeeded");
}

const struct action sim_actions_transfer[] = {
    {"Atxfer", CLASS_CALL, "Let a channel transfer its partner.", "Channel Exten [Context]",
        atxfer},
    {"BlindTransfer", CLASS_CALL, "Send the partner of a channel elsewhere.",
        "Channel [Context] [Exten]", blind_transfer},
    {"Redirect", CLASS_CALL, "Send one channel, or two, to an extension.",
        "Channel [ExtraChannel] Exten [ExtraExten] Context [ExtraContext] Priority "
        "[ExtraPriority]",
        redirect},
    {NULL, 0, NULL, NULL, NULL},
};
