/* SPDX-License-Identifier: ISC */
/* One table: which event is which step, and which headers hold its channels. */
#include "state/step.h"

#include <stdlib.h>

#include "ami/alias.h"

/* The headers of a channel in an event. */
struct place {
	const char *channel;
	const char *uniqueid;
	const char *linkedid;
	const char *snapshot;
};

#define OF(prefix) {prefix "Channel", prefix "Uniqueid", prefix "Linkedid", prefix}
#define BARE(channel, uniqueid) {channel, uniqueid, "", NULL}

/* Of several rows of one name the first counts whose header has the value. */
struct row {
	const char *event;
	enum step_kind kind;
	struct place place[STEP_PARTIES];
	const char *header, *value;
};

static const struct row rows[] = {
    {"AgentConnect", STEP_AGENT, {OF(""), OF("Dest")}, NULL, NULL},
    {"AgentRingNoAnswer", STEP_AGENT_MISSED, {OF(""), OF("Dest")}, NULL, NULL},
    {"AttendedTransfer", STEP_ATTENDED,
	{OF("OrigTransferer"), OF("Transferee"), OF("TransferTarget")}, NULL, NULL},
    {"BlindTransfer", STEP_BLIND, {OF("Transferer"), OF("Transferee")}, NULL, NULL},
    {"Bridge", STEP_LEAVE, {BARE("Channel1", "Uniqueid1"), BARE("Channel2", "Uniqueid2")},
	"Bridgestate", "Unlink"},
    {"Bridge", STEP_ENTER, {BARE("Channel1", "Uniqueid1"), BARE("Channel2", "Uniqueid2")}, NULL,
	NULL},
    {"BridgeEnter", STEP_ENTER, {OF("")}, NULL, NULL},
    {"BridgeLeave", STEP_LEAVE, {OF("")}, NULL, NULL},
    {"Dial", STEP_DIAL, {BARE("Channel", "UniqueID"), BARE("Destination", "DestUniqueID")},
	"SubEvent", "Begin"},
    {"DialBegin", STEP_DIAL, {OF(""), OF("Dest")}, NULL, NULL},
    {"DialEnd", STEP_ANSWER, {OF(""), OF("Dest")}, "DialStatus", "ANSWER"},
    {"DialEnd", STEP_UNANSWERED, {OF(""), OF("Dest")}, NULL, NULL},
    {"DTMFEnd", STEP_DIGIT, {OF("")}, "Direction", "Received"},
    {"Hangup", STEP_GONE, {OF("")}, NULL, NULL},
    {"HangupRequest", STEP_HANGS_UP, {OF("")}, NULL, NULL},
    {"Hold", STEP_UNHOLD, {OF("")}, "Status", "Off"},
    {"Hold", STEP_HOLD, {OF("")}, NULL, NULL},
    {"Join", STEP_QUEUE, {OF("")}, NULL, NULL},
    {"Leave", STEP_QUEUE_LEFT, {OF("")}, NULL, NULL},
    {"LocalBridge", STEP_LOCAL, {BARE("Channel1", "Uniqueid1"), BARE("Channel2", "Uniqueid2")},
	"Channel1", NULL},
    {"LocalBridge", STEP_LOCAL, {OF("LocalOne"), OF("LocalTwo")}, NULL, NULL},
    {"MusicOnHold", STEP_MUSIC_ENDS, {OF("")}, "State", "Stop"},
    {"MusicOnHold", STEP_MUSIC, {OF("")}, NULL, NULL},
    {"MusicOnHoldStart", STEP_MUSIC, {OF("")}, NULL, NULL},
    {"MusicOnHoldStop", STEP_MUSIC_ENDS, {OF("")}, NULL, NULL},
    {"NewAccountCode", STEP_CHANGED, {OF("")}, NULL, NULL},
    {"NewCallerid", STEP_CHANGED, {OF("")}, NULL, NULL},
    {"Newchannel", STEP_NEW, {OF("")}, NULL, NULL},
    {"NewConnectedLine", STEP_CHANGED, {OF("")}, NULL, NULL},
    {"Newexten", STEP_APPLICATION, {OF("")}, NULL, NULL},
    {"Newstate", STEP_RINGING, {OF("")}, "ChannelState", "5"},
    {"Newstate", STEP_UP, {OF("")}, "ChannelState", "6"},
    {"Newstate", STEP_CHANGED, {OF("")}, NULL, NULL},
    {"ParkedCall", STEP_PARKED, {OF("")}, "Channel", NULL},
    {"ParkedCall", STEP_PARKED, {OF("Parkee"), OF("Parker")}, NULL, NULL},
    {"ParkedCallTimeOut", STEP_PARKED_LONG, {OF("")}, "Channel", NULL},
    {"ParkedCallTimeOut", STEP_PARKED_LONG, {OF("Parkee"), OF("Parker")}, NULL, NULL},
    {"Pickup", STEP_PICKUP, {OF(""), OF("Target")}, NULL, NULL},
    {"QueueCallerAbandon", STEP_QUEUE_GIVEN_UP, {OF("")}, NULL, NULL},
    {"QueueCallerJoin", STEP_QUEUE, {OF("")}, NULL, NULL},
    {"QueueCallerLeave", STEP_QUEUE_LEFT, {OF("")}, NULL, NULL},
    {"Rename", STEP_RENAMED, {OF("")}, NULL, NULL},
    {"SoftHangupRequest", STEP_HUNG_UP, {OF("")}, NULL, NULL},
    {"Unhold", STEP_UNHOLD, {OF("")}, NULL, NULL},
    {"UnParkedCall", STEP_UNPARKED, {OF("")}, "Channel", NULL},
    {"UnParkedCall", STEP_UNPARKED, {OF("Parkee"), OF("Retriever")}, NULL, NULL},
    {"UserEvent", STEP_USER, {OF("")}, NULL, NULL},
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* Does the message have the row's header, with the row's value if there is one? */
static bool
applies(const struct row *row, const struct msg *m)
{
	struct str value;

	if (!row->header)
		return true;
	return msg_find(m, str_of(row->header), &value) &&
	    (!row->value || str_ieq(value, str_of(row->value)));
}

/* The row that counts for an event, or NULL. */
static const struct row *
find(const struct msg *m)
{
	struct str event = msg_title(m);

	for (size_t i = str_first_row(event, rows, ROWS, sizeof(*rows));
	     i < ROWS && str_ieq(str_of(rows[i].event), event); i++)
		if (applies(&rows[i], m))
			return &rows[i];
	return NULL;
}

static void
read_party(struct party *p, const struct place *place, const struct msg *m)
{
	if (!place->channel)
		return;
	p->uniqueid = str_z(msg_get(m, str_of(place->uniqueid)));
	if (p->uniqueid.n == 0)
		return;
	p->channel = msg_get(m, str_of(place->channel));
	p->linkedid = str_z(place->linkedid[0] ? msg_get(m, str_of(place->linkedid)) : STR(""));
	p->snapshot = place->snapshot;
}

bool
step_read(struct step *s, const struct msg *m)
{
	const struct row *row = m->kind == MSG_EVENT ? find(m) : NULL;

	*s = (struct step){.m = m};
	if (!row)
		return false;
	s->kind = row->kind;
	for (size_t i = 0; i < STEP_PARTIES; i++)
		read_party(&s->party[i], &row->place[i], m);
	return s->party[0].uniqueid.n || s->party[1].uniqueid.n;
}

bool
step_proves_life(enum step_kind kind)
{
	switch (kind) {
	case STEP_NEW:
	case STEP_CHANGED:
	case STEP_RINGING:
	case STEP_UP:
	case STEP_APPLICATION:
	case STEP_DIAL:
	case STEP_ENTER:
	case STEP_HOLD:
	case STEP_LOCAL:
		return true;
	default:
		return false;
	}
}

struct str
step_header(const struct step *s, size_t which, const char *name)
{
	char full[64] = "";

	if (!s->party[which].snapshot)
		return STR("");
	strcat(strcat(full, s->party[which].snapshot), name);
	return alias_get(s->m, str_of(full));
}

struct str
step_bridge(const struct step *s)
{
	return msg_get(s->m, STR("BridgeUniqueid"));
}

bool
step_is_holding(const struct step *s)
{
	return str_eq(msg_get(s->m, STR("BridgeTechnology")), STR("holding_bridge"));
}

struct str
step_space(const struct step *s)
{
	struct str space;

	return msg_find(s->m, STR("ParkingSpace"), &space) ? space : msg_get(s->m, STR("Exten"));
}

bool
step_local_base(struct str channel, struct str *base)
{
	bool local = str_istarts(channel, STR("Local/")) &&
	    (str_ends(channel, STR(";1")) || str_ends(channel, STR(";2")));

	*base = local ? str_head(channel, channel.n - 2) : channel;
	return local;
}
