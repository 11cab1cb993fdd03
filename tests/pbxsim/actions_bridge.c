/* SPDX-License-Identifier: ISC */
/* Actions on bridges and on the parking lot. */
#include "actions.h"

#include <strings.h>

#include "bridge.h"
#include "channel.h"
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

	return !*type || strcasecmp(type, sim_bridge_class(b)) == 0;
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

const struct action sim_actions_bridge[] = {
    {"Bridge", CLASS_CALL, "Let two channels talk to each other.", "Channel1 Channel2 [Tone]",
        bridge},
    {"BridgeInfo", 0, "Describe one bridge.", "BridgeUniqueid", bridge_info},
    {"BridgeList", 0, "List the bridges.", "[BridgeType]", bridge_list},
    {"Park", CLASS_CALL, "Park a channel.",
        "Channel [TimeoutChannel] [AnnounceChannel] [Timeout] [Parkinglot]", park},
    {"ParkedCalls", CLASS_CALL, "List the parked calls.", "[ParkingLot]", parked_calls},
    {"Parkinglots", CLASS_CALL, "List the parking lots.", "", parking_lots},
    {NULL, 0, NULL, NULL, NULL},
};
