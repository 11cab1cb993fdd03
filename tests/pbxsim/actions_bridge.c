/* SPDX-License-Identifier: ISC */
/* Actions that bring channels together or send them elsewhere: bridges, parking, transfers. */
#include "actions.h"

#include <stdlib.h>
#include <strings.h>

#include "bridge.h"
#include "channel.h"
#include "dialplan.h"
#include "event.h"
#include "parking.h"
#include "reply.h"

static void
put_bridge(struct client *c, const struct bridge *b)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	sim_bridge_snapshot(&text, b);
	sim_client_write(c, buf_str(&text));
	buf_clear(&text);
}

static bool
type_is_asked(const struct message *m, const struct bridge *b)
{
	const char *type = sim_header(m, "BridgeType");

	return !*type || strcasecmp(type, *b->conference ? "base" : "basic") == 0;
}

static void
bridge_list(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	sim_list_open(c, m, false, "Bridge listing will follow");
	for (const struct bridge *b = sim->bridges; b; b = b->next) {
		if (!type_is_asked(m, b))
			continue;
		sim_item_open(c, m, "BridgeListItem");
		put_bridge(c, b);
		sim_reply_close(c);
		n++;
	}
	sim_list_end(c, m, false, "BridgeListComplete", n);
	sim_reply_close(c);
}

static void
bridge_info(struct sim *sim, struct client *c, const struct message *m)
{
	const char *id = sim_header(m, "BridgeUniqueid");
	const struct bridge *b = sim_bridge_find(sim, id);

	if (!*id || !b) {
		sim_reply_error(c, m, "%s",
		    *id ? "Specified BridgeUniqueid not found" : "BridgeUniqueid must be provided");
		return;
	}
	sim_list_open(c, m, false, "Bridge channel listing will follow");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		struct buf text = BUF_INIT(BUF_MAX_LINE);
		if (ch->bridge != b)
			continue;
		sim_item_open(c, m, "BridgeInfoChannel");
		sim_snapshot(&text, "", ch);
		sim_client_write(c, buf_str(&text));
		sim_reply_close(c);
		buf_clear(&text);
	}
	sim_list_end(c, m, false, "BridgeInfoComplete", b->channels);
	put_bridge(c, b);
	sim_reply_close(c);
}

static void
bridge(struct sim *sim, struct client *c, const struct message *m)
{
	const char *names[] = {sim_header(m, "Channel1"), sim_header(m, "Channel2")};
	struct channel *ch[2] = {NULL, NULL};

	if (!*names[0] || !*names[1]) {
		sim_reply_error(c, m, "Missing channel parameter in request");
		return;
	}
	for (int i = 0; i < 2; i++) {
		ch[i] = sim_channel_find(sim, names[i]);
		if (!ch[i]) {
			sim_reply_error(c, m, "Channel%d does not exist: %s", i + 1, names[i]);
			return;
		}
	}
	if (ch[0]->leg_of || ch[1]->leg_of || ch[0] == ch[1]) {
		sim_reply_error(c, m, "Failed to bridge channels");
		return;
	}
	sim_reply(c, m, "Channels have been bridged");
	ch[0]->moving = ch[1]->moving = true;
	sim_channel_detach(sim, ch[0]);
	sim_channel_detach(sim, ch[1]);
	sim_bridge_two(sim, ch[0], ch[1]);
}

static void
park(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Channel"), *by = sim_header(m, "AnnounceChannel");
	struct channel *ch = sim_channel_find(sim, name);

	if (!*name) {
		sim_reply_error(c, m, "Channel not specified\n");
		return;
	}
	if (!ch) {
		sim_reply_error(c, m, "Channel does not exist: %s\n", name);
		return;
	}
	sim_channel_detach(sim, ch);
	if (sim_park(sim, ch, *by ? by : name))
		sim_reply(c, m, "Park successful");
	else
		sim_reply_error(c, m, "Park failed\n");
}

static void
parked_calls(struct sim *sim, struct client *c, const struct message *m)
{
	const char *lot = sim_header(m, "ParkingLot");
	size_t n = 0;

	if (*lot && strcmp(lot, "default") != 0) {
		sim_reply_error(c, m, "Requested parking lot could not be found.");
		return;
	}
	sim_list_open(c, m, false, "Parked calls will follow");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next) {
		struct buf text = BUF_INIT(BUF_MAX_LINE);
		if (!ch->parked)
			continue;
		sim_item_open_bare(c, "ParkedCall");
		sim_parked_fields(sim, &text, ch);
		sim_client_write(c, buf_str(&text));
		sim_reply_action_id(c, m);
		sim_reply_close(c);
		buf_clear(&text);
		n++;
	}
	sim_list_end(c, m, false, "ParkedCallsComplete", n);
	sim_reply_field(c, "Total", "%zu", n);
	sim_reply_close(c);
}

static void
parking_lots(struct sim *sim, struct client *c, const struct message *m)
{
	(void)sim;
	sim_list_open(c, m, false, "Parking lots will follow");
	sim_item_open(c, m, "Parkinglot");
	sim_reply_field(c, "Name", "default");
	sim_reply_field(c, "StartSpace", "%d", PARKING_FIRST);
	sim_reply_field(c, "StopSpace", "%d", PARKING_LAST);
	sim_reply_field(c, "Timeout", "%d", PARKING_TIMEOUT);
	sim_reply_close(c);
	sim_list_end(c, m, false, "ParkinglotsComplete", 1);
	sim_reply_close(c);
}

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

const struct action sim_actions_bridge[] = {
    {"Atxfer", CLASS_CALL, "Let a channel transfer its partner.", "Channel Exten [Context]",
        atxfer},
    {"BlindTransfer", CLASS_CALL, "Send the partner of a channel elsewhere.",
        "Channel [Context] [Exten]", blind_transfer},
    {"Bridge", CLASS_CALL, "Let two channels talk to each other.", "Channel1 Channel2 [Tone]",
        bridge},
    {"BridgeInfo", 0, "Describe one bridge.", "BridgeUniqueid", bridge_info},
    {"BridgeList", 0, "List the bridges.", "[BridgeType]", bridge_list},
    {"Park", CLASS_CALL, "Park a channel.",
        "Channel [TimeoutChannel] [AnnounceChannel] [Timeout] [Parkinglot]", park},
    {"ParkedCalls", CLASS_CALL, "List the parked calls.", "[ParkingLot]", parked_calls},
    {"Parkinglots", CLASS_CALL, "List the parking lots.", "", parking_lots},
    {"Redirect", CLASS_CALL, "Send one channel, or two, to an extension.",
        "Channel [ExtraChannel] Exten [ExtraExten] Context [ExtraContext] Priority "
        "[ExtraPriority]",
        redirect},
    {NULL, 0, NULL, NULL, NULL},
};
