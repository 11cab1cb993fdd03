/* SPDX-License-Identifier: ISC */
/* One table: each event's headers in that version, and what they are called today. */
#include "dress.h"

#define CONNECTED "ConnectedLineNum ConnectedLineName "
#define CALLER    "CallerIDNum CallerIDName "
#define STATE     "ChannelState ChannelStateDesc "
#define MEMBER                                                                                     \
	"Queue Location=Interface MemberName Membership Penalty CallsTaken LastCall Status Paused"
#define PARKED                                                                                     \
	"Exten=ParkingSpace Channel=ParkeeChannel Parkinglot CallerIDNum=ParkeeCallerIDNum "       \
	"CallerIDName=ParkeeCallerIDName ConnectedLineNum=ParkeeConnectedLineNum "                 \
	"ConnectedLineName=ParkeeConnectedLineName Uniqueid=ParkeeUniqueid"

/* OLD, or OLD=TODAY, the first of which has to be there. An event without a row stays as it is. */
static const struct dress {
	const char *event, *old; /* NULL: it has none such */
	const char *headers;
} rows[] = {
    {"BridgeCreate", NULL, ""},
    {"BridgeDestroy", NULL, ""},
    {"BridgeEnter", "Bridge", "Channel1 Channel2 Uniqueid1 Uniqueid2 CallerID1 CallerID2 "
	"Bridgestate Bridgetype"},
    {"BridgeLeave", "Bridge", "Channel1 Channel2 Uniqueid1 Uniqueid2 CallerID1 CallerID2 "
	"Bridgestate Bridgetype"},
    {"CoreShowChannel", "CoreShowChannel", "Channel UniqueID=Uniqueid Context Extension=Exten "
	"Priority " STATE "CallerIDnum CallerIDname " CONNECTED "AccountCode"},
    {"DeviceStateChange", NULL, ""},
    {"DialBegin", "Dial", "Channel Destination=DestChannel " CALLER CONNECTED
	"UniqueID=Uniqueid DestUniqueID=DestUniqueid Dialstring SubEvent"},
    {"DialEnd", "Dial", "Channel UniqueID=Uniqueid DialStatus SubEvent"},
    {"Hangup", "Hangup", "Channel Uniqueid " CALLER CONNECTED "AccountCode Cause Cause-txt"},
    {"HangupRequest", "HangupRequest", "Channel Uniqueid"},
    {"LocalBridge", "LocalBridge", "Channel1=LocalOneChannel Channel2=LocalTwoChannel "
	"Uniqueid1=LocalOneUniqueid Uniqueid2=LocalTwoUniqueid Context Exten LocalOptimization"},
    {"NewCallerid", "NewCallerid", "Channel " CALLER "Uniqueid CID-CallingPres"},
    {"Newchannel", "Newchannel", "Channel " STATE CALLER "AccountCode Exten Context Uniqueid"},
    {"NewConnectedLine", NULL, ""},
    {"Newexten", "Newexten", "Channel Context Extension=Exten Priority Application AppData Uniqueid"},
    {"Newstate", "Newstate", "Channel " STATE CALLER CONNECTED "Uniqueid"},
    {"ParkedCall", "ParkedCall", PARKED " From=ParkerDialString Timeout=ParkingTimeout"},
    {"ParkedCallGiveUp", "ParkedCallGiveUp", PARKED},
    {"ParkedCallTimeOut", "ParkedCallTimeOut", PARKED},
    {"QueueCallerAbandon", "QueueCallerAbandon", "Queue Uniqueid Position OriginalPosition HoldTime"},
    {"QueueCallerJoin", "Join", "Channel " CALLER CONNECTED "Queue Position Count Uniqueid"},
    {"QueueCallerLeave", "Leave", "Channel Queue Count Position Uniqueid"},
    {"QueueMemberAdded", "QueueMemberAdded", MEMBER},
    {"QueueMemberPause", "QueueMemberPaused", "Queue Location=Interface MemberName Paused"},
    {"QueueMemberPenalty", "QueueMemberPenalty", "Queue Location=Interface Penalty"},
    {"QueueMemberRemoved", "QueueMemberRemoved", "Queue Location=Interface MemberName"},
    {"QueueMemberStatus", "QueueMemberStatus", MEMBER},
    {"SoftHangupRequest", "SoftHangupRequest", "Channel Uniqueid Cause"},
    {"Status", "Status", "Channel " CALLER CONNECTED "Accountcode " STATE "Context Extension=Exten "
	"Priority Uniqueid"},
    {"UnParkedCall", "UnParkedCall", PARKED " From=RetrieverChannel"},
    {"VarSet", "VarSet", "Channel Variable Value Uniqueid"},
};

static const struct dress *
find(struct str name)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (str_eq(name, str_of(rows[i].event)))
			return &rows[i];
	return NULL;
}

/* Cut "Name: value" off the lines. */
static bool
next_line(struct str *rest, struct str *name, struct str *value)
{
	struct str line;

	if (!rest->n || !str_cut(rest, '\n', &line))
		return false;
	if (str_ends(line, STR("\r")))
		line.n--;
	size_t colon = str_chr(line, ':');
	*name = str_head(line, colon);
	*value = str_from_at(line, colon < line.n ? colon + 2 : line.n);
	return true;
}

/* Append every header of that name, called otherwise. False: there is none. */
static bool
add(struct buf *out, struct str lines, struct str name, struct str old)
{
	struct str has, value;
	bool any = false;

	while (next_line(&lines, &has, &value)) {
		if (!str_ieq(has, name))
			continue;
		buf_addf(out, "%.*s: %.*s\r\n", STR_ARG(old), STR_ARG(value));
		any = true;
	}
	return any;
}

static bool
dress(struct buf *out, const struct dress *row, struct str lines)
{
	struct str rest = str_of(row->headers), name, old;
	bool first = true;

	while (rest.n && str_cut(&rest, ' ', &name)) {
		str_cut(&name, '=', &old);
		bool any = old.n && add(out, lines, name.n ? name : old, old);
		if (first && !any)
			return false;
		first = false;
	}
	add(out, lines, STR("ChanVariable"), STR("ChanVariable"));
	return true;
}

static void
replace(struct buf *text, const struct buf *by)
{
	buf_reset(text);
	buf_adds(text, buf_str(by));
}

bool
sim_dress_event(struct buf *event)
{
	struct buf out = BUF_INIT(BUF_MAX_MESSAGE);
	struct str lines = buf_str(event), label, name, value;

	next_line(&lines, &label, &name);
	const struct dress *row = find(name);
	if (row && !row->old)
		return false;
	if (!row)
		return true;
	buf_addf(&out, "Event: %s\r\n", row->old);
	for (int i = 0; i < 2 && next_line(&lines, &name, &value); i++)
		buf_addf(&out, "%.*s: %.*s\r\n", STR_ARG(name), STR_ARG(value));
	bool sent = dress(&out, row, lines);
	if (sent)
		replace(event, &out);
	buf_clear(&out);
	return sent;
}

void
sim_dress_lines(struct buf *lines, const char *item)
{
	struct buf out = BUF_INIT(BUF_MAX_MESSAGE);

	if (dress(&out, find(str_of(item)), buf_str(lines)))
		replace(lines, &out);
	buf_clear(&out);
}
