/* SPDX-License-Identifier: ISC */
/* Actions on conferences. */
#include <inttypes.h>
#include <strings.h>

#include "actions.h"
#include "bridge.h"
#include "channel.h"
#include "reply.h"

static bool
any_conference(const struct sim *sim)
{
	for (const struct bridge *b = sim->bridges; b; b = b->next)
		if (b->kind == BRIDGE_CONFERENCE)
			return true;
	return false;
}

/* The conference named by the header; if there is none, NULL, and the error is sent. */
static const struct bridge *
need_conference(struct sim *sim, struct client *c, const struct message *m)
{
	const char *name = sim_header(m, "Conference");

	for (const struct bridge *b = sim->bridges; b; b = b->next)
		if (b->kind == BRIDGE_CONFERENCE && strcasecmp(b->name, name) == 0)
			return b;
	if (!*name)
		sim_reply_error(c, m, "No Conference name provided.");
	else if (!any_conference(sim))
		sim_reply_error(c, m, "No active conferences.");
	else
		sim_reply_error(c, m, "No Conference by that name found.");
	return NULL;
}

static void
put_party(struct sim *sim, struct client *c, const struct message *m, const struct channel *ch)
{
	static const char *const no[] = {
	    "Admin", "MarkedUser", "WaitMarked", "EndMarked", "Waiting", "Muted", "Talking"};
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	sim_item_open(c, m, "ConfbridgeList");
	sim_reply_field(c, "Conference", "%s", ch->bridge->name);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		sim_reply_field(c, no[i], "No");
	sim_reply_field(c, "AnsweredTime", "%" PRId64, (sim_wall(sim) - ch->answered) / 1000000);
	sim_snapshot(&text, "", ch);
	sim_client_write(c, buf_str(&text));
	sim_reply_close(c);
	buf_clear(&text);
}

static void
confbridge_list(struct sim *sim, struct client *c, const struct message *m)
{
	const struct bridge *b = need_conference(sim, c, m);

	if (!b)
		return;
	sim_list_open(c, m, true, "Confbridge user list will follow");
	for (const struct channel *ch = sim->channels; ch; ch = ch->next)
		if (ch->bridge == b)
			put_party(sim, c, m, ch);
	sim_list_end(c, m, true, "ConfbridgeListComplete", b->channels);
	sim_reply_close(c);
}

static void
confbridge_list_rooms(struct sim *sim, struct client *c, const struct message *m)
{
	size_t n = 0;

	if (!any_conference(sim)) {
		sim_reply_error(c, m, "No active conferences.");
		return;
	}
	sim_list_open(c, m, true, "Confbridge conferences will follow");
	for (const struct bridge *b = sim->bridges; b; b = b->next) {
		if (b->kind != BRIDGE_CONFERENCE)
			continue;
		sim_item_open(c, m, "ConfbridgeListRooms");
		sim_reply_field(c, "Conference", "%s", b->name);
		sim_reply_field(c, "Parties", "%zu", b->channels);
		sim_reply_field(c, "Marked", "0");
		sim_reply_field(c, "Locked", "No");
		sim_reply_field(c, "Muted", "No");
		sim_reply_close(c);
		n++;
	}
	sim_list_end(c, m, true, "ConfbridgeListRoomsComplete", n);
	sim_reply_close(c);
}

static void
confbridge_kick(struct sim *sim, struct client *c, const struct message *m)
{
	const struct bridge *b = need_conference(sim, c, m);
	struct channel *ch = sim_channel_find(sim, sim_header(m, "Channel"));

	if (!b)
		return;
	if (!ch || ch->bridge != b) {
		sim_reply_error(c, m, "No Channel by that name found in Conference.");
		return;
	}
	sim_reply(c, m, "User kicked");
	sim_hangup(sim, ch, CAUSE_NORMAL);
}

const struct action sim_actions_conference[] = {
    {"ConfbridgeKick", CLASS_CALL, "Throw a channel out of a conference.", "Conference Channel",
        confbridge_kick},
    {"ConfbridgeList", CLASS_REPORTING, "List who is in a conference.", "Conference",
        confbridge_list},
    {"ConfbridgeListRooms", CLASS_REPORTING, "List the conferences.", "", confbridge_list_rooms},
    {NULL, 0, NULL, NULL, NULL},
};
