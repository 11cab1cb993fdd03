/* SPDX-License-Identifier: ISC */
/* One table of the names that mean the same, each set with the events that it applies to. */
#include "ami/alias.h"

#define NAMES_MAX 4

#define CHANNELS "CoreShowChannel,Newexten,Status"
#define MEMBERS                                                                                    \
	"QueueMember,QueueMemberAdded,QueueMemberPause,QueueMemberPaused,QueueMemberPenalty,"      \
	"QueueMemberRemoved,QueueMemberRinginuse,QueueMemberStatus"
#define PARKED "ParkedCall,ParkedCallGiveUp,ParkedCallTimeOut,UnParkedCall"

static const struct {
	const char *events; /* NULL: all */
	const char *names[NAMES_MAX];
} sets[] = {
    {CHANNELS, {"Exten", "Extension"}},
    {CHANNELS, {"ApplicationData", "AppData", "Data"}},
    {"CoreShowChannel,Newchannel,Newstate,Status", {"ChannelStateDesc", "State"}},
    {NULL, {"BridgeUniqueid", "BridgeID"}},
    {MEMBERS, {"Interface", "Location"}},
    {MEMBERS, {"MemberName", "Name"}},
    {MEMBERS, {"InCall", "IsInCall"}},
    {MEMBERS, {"PausedReason", "Reason"}},
    {"AgentCalled", {"Interface", "AgentCalled"}},
    {"AgentCalled", {"MemberName", "AgentName"}},
    {"AgentCalled", {"Channel", "ChannelCalling"}},
    {"AgentCalled", {"DestChannel", "DestinationChannel"}},
    {"AgentComplete,AgentConnect,AgentDump,AgentRingNoAnswer", {"Interface", "Member"}},
    {"Dial", {"DestChannel", "Destination"}},
    {"LocalBridge", {"LocalOneChannel", "Channel1"}},
    {"LocalBridge", {"LocalTwoChannel", "Channel2"}},
    {"LocalBridge", {"LocalOneUniqueid", "Uniqueid1"}},
    {"LocalBridge", {"LocalTwoUniqueid", "Uniqueid2"}},
    {PARKED, {"ParkeeChannel", "Channel"}},
    {PARKED, {"ParkeeUniqueid", "Uniqueid"}},
    {PARKED, {"ParkeeCallerIDNum", "CallerIDNum"}},
    {PARKED, {"ParkeeCallerIDName", "CallerIDName"}},
    {PARKED, {"ParkeeConnectedLineNum", "ConnectedLineNum"}},
    {PARKED, {"ParkeeConnectedLineName", "ConnectedLineName"}},
    {PARKED, {"ParkingSpace", "Exten"}},
    {PARKED, {"ParkingTimeout", "Timeout"}},
    {PARKED, {"ParkingDuration", "Duration"}},
    {"ParkedCall,ParkedCallGiveUp,ParkedCallTimeOut", {"ParkerDialString", "From"}},
    {"UnParkedCall", {"RetrieverChannel", "From"}},
    {"Parkinglot", {"StartSpace", "StartExten"}},
    {"Parkinglot", {"StopSpace", "StopExten"}},
};

#define SETS (sizeof(sets) / sizeof(sets[0]))

static bool
has_name(const char *const *names, struct str name)
{
	for (size_t i = 0; i < NAMES_MAX && names[i]; i++)
		if (str_ieq(str_of(names[i]), name))
			return true;
	return false;
}

static bool
holds_in(const char *events, struct str event)
{
	struct str rest, name;

	if (!events)
		return true;
	rest = str_of(events);
	while (str_cut(&rest, ',', &name))
		if (str_ieq(name, event))
			return true;
	return false;
}

/* One of the names that the message has. */
static bool
find_any(const struct msg *m, const char *const *names, struct str *name)
{
	struct str value;

	for (size_t i = 0; i < NAMES_MAX && names[i]; i++) {
		*name = str_of(names[i]);
		if (msg_find(m, *name, &value))
			return true;
	}
	return false;
}

struct str
alias_in(const struct msg *m, struct str name)
{
	struct str value, other;

	if (m->kind != MSG_EVENT || m->json)
		return name;
	for (size_t i = 0; i < SETS; i++) {
		if (!has_name(sets[i].names, name) || !holds_in(sets[i].events, msg_title(m)))
			continue;
		if (msg_find(m, name, &value))
			return name;
		if (find_any(m, sets[i].names, &other))
			return other;
	}
	return name;
}

bool
alias_is_other(const struct msg *m, struct str name)
{
	return !str_eq(alias_in(m, name), name);
}

struct str
alias_get(const struct msg *m, struct str name)
{
	return msg_get(m, alias_in(m, name));
}
