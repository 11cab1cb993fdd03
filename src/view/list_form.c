/* SPDX-License-Identifier: ISC */
/* The columns of lists, one row for each kind of item. Header names are those of today: ami/alias.h
 * has the older ones. */
#include "view/list_form.h"

#include <stdlib.h>

#include "view/render_table.h"

#define TEXT(header)          {header, "{" header "}", 0}
#define NUMBER(header)        {header, "{" header "}", TABLE_RIGHT}
#define WHOLE(header)         {header, "{" header "}", TABLE_WHOLE}
#define OPTIONAL(title, form) {title, form, TABLE_OPTIONAL}
#define AS(title, form)       {title, form, 0}
#define COUNT(title, form)    {title, form, TABLE_RIGHT}

#define WHERE       AS("Location", "[{Exten}@{Context}:{Priority}]")
#define STATE       AS("State", "{ChannelStateDesc|State}")
#define APPLICATION AS("Application", "[{Application}][({ApplicationData|Data})]")
#define CALLER      AS("Caller", "{CallerIDNum}")
#define CALLER_NAME AS("Name", "{CallerIDName}")
#define VARIABLES   OPTIONAL("Variables", "{Variable:all}")

static const struct list_form forms[] = {
    {"Agents", "agent", {TEXT("Agent"), TEXT("Name"), TEXT("Status"),
	TEXT("TalkingToChan"), TEXT("LoggedInTime")}},
    {"AorList", "AOR", {AS("AOR", "{ObjectName}"), TEXT("Contacts"), NUMBER("MaxContacts"),
	NUMBER("QualifyFrequency"), TEXT("Mailboxes")}},
    {"AuthDetail", "auth", {AS("Auth", "{ObjectName}"), TEXT("AuthType"), TEXT("Username"),
	TEXT("Realm")}},
    {"AuthList", "auth", {AS("Auth", "{ObjectName}"), TEXT("AuthType"), TEXT("Username"),
	TEXT("Realm")}},
    {"BridgeInfoChannel", "channel", {WHOLE("Channel"), STATE, WHERE, CALLER,
	TEXT("Uniqueid")}},
    {"BridgeListItem", "bridge", {{"Bridge", "{BridgeUniqueid}", TABLE_WHOLE},
	COUNT("Channels", "{BridgeNumChannels}"), AS("Type", "{BridgeType}"),
	AS("Technology", "{BridgeTechnology}"), OPTIONAL("Creator", "{BridgeCreator}"),
	OPTIONAL("Name", "{BridgeName}")}},
    {"BridgeTechnologyListItem", "bridge technology", {AS("Technology", "{BridgeTechnology}"),
	AS("Type", "{BridgeType}"), COUNT("Priority", "{BridgePriority}"),
	AS("Suspended", "{BridgeSuspended}")}},
    {"Call", "call", {NUMBER("Duration"),
	AS("State", "{State}[ {Queue|Conference}][ at {ParkingSpace}]"), WHOLE("From"),
	{"To", "{To:all|Dialled}", TABLE_WHOLE},
	AS("Caller", "[{CallerIDNum} ][{CallerIDName}]"), AS("Bridge", "{BridgeUniqueid:short}"),
	TEXT("Linkedid")}},
    {"ChannelHungup", "channel", {WHOLE("Channel")}},
    {"ConfbridgeList", "participant", {TEXT("Conference"), WHOLE("Channel"), CALLER,
	CALLER_NAME, TEXT("Admin"), TEXT("Muted"), TEXT("Talking"), TEXT("MarkedUser"),
	NUMBER("AnsweredTime")}},
    {"ConfbridgeListRooms", "conference", {TEXT("Conference"), NUMBER("Parties"),
	NUMBER("Marked"), TEXT("Locked"), TEXT("Muted")}},
    {"ContactList", "contact", {TEXT("Endpoint"), TEXT("Uri"), TEXT("Status"),
	COUNT("Roundtrip µs", "{RoundtripUsec}"), TEXT("UserAgent"), NUMBER("ExpirationTime")}},
    {"ContactStatusDetail", "contact", {AS("AOR", "{AOR}"), TEXT("URI"), TEXT("Status"),
	COUNT("Roundtrip µs", "{RoundtripUsec}"), TEXT("UserAgent"), NUMBER("RegExpire")}},
    {"CoreShowChannel", "channel", {WHOLE("Channel"), WHERE, STATE, APPLICATION,
	CALLER, NUMBER("Duration"), AS("Bridge", "{BridgeId:short|BridgedChannel}")}},
    {"CoreShowChannelMap", "channel", {WHOLE("Channel"), WHOLE("ConnectedChannel")}},
    {"DAHDIShowChannels", "channel", {NUMBER("DAHDIChannel"), WHOLE("Channel"), TEXT("Context"),
	TEXT("Signalling"), TEXT("DND"), TEXT("Alarm")}},
    {"DBGetResponse", "entry", {TEXT("Family"), TEXT("Key"), TEXT("Val")}},
    {"DBGetTreeResponse", "entry", {TEXT("Key"), TEXT("Val")}},
    {"DeviceStateChange", "device", {WHOLE("Device"), TEXT("State")}},
    {"EndpointList", "endpoint", {AS("Endpoint", "{ObjectName}"), TEXT("DeviceState"),
	NUMBER("ActiveChannels"), AS("Contacts", "{Contacts:list}"), TEXT("Aor"), TEXT("Auths"),
	TEXT("Transport")}},
    {"ExtensionStatus", "extension", {AS("Extension", "{Exten}[@{Context}]"),
	AS("Status", "{StatusText|Status:extension|Status}"), TEXT("Hint")}},
    {"FAXSessionsEntry", "session", {WHOLE("Channel"), TEXT("Technology"), TEXT("SessionType"),
	TEXT("Operation"), TEXT("State"), TEXT("Files")}},
    {"InboundRegistrationDetail", "registration", {AS("AOR", "{ObjectName}"), TEXT("Contacts"),
	NUMBER("MaxContacts"), NUMBER("MaximumExpiration"), NUMBER("QualifyFrequency")}},
    {"InboundSubscriptionDetail", "subscription", {TEXT("Endpoint"), TEXT("Extension"),
	TEXT("State"), TEXT("SubscriptionType"), TEXT("ExtensionStates"), TEXT("Mailboxes")}},
    {"ListDialplan", "line", {TEXT("Context"), TEXT("Extension"),
	COUNT("Priority", "{Priority}[({ExtensionLabel})]"),
	AS("Application", "[{Application}][({AppData})][include {IncludeContext}]"
	    "[switch {Switch}][ignore {IgnorePattern}]"), TEXT("Registrar")}},
    {"MeetmeList", "participant", {TEXT("Conference"), NUMBER("UserNumber"), WHOLE("Channel"),
	CALLER, CALLER_NAME, TEXT("Role"), TEXT("Muted"), TEXT("Talking")}},
    {"MeetmeListRooms", "conference", {TEXT("Conference"), NUMBER("Parties"), NUMBER("Marked"),
	NUMBER("Activity"), TEXT("Creation"), TEXT("Locked")}},
    {"MWIGet", "mailbox", {TEXT("Mailbox"), NUMBER("NewMessages"), NUMBER("OldMessages")}},
    {"OutboundRegistrationDetail", "registration", {AS("Registration", "{ObjectName}"),
	TEXT("Status"), TEXT("ServerUri"), TEXT("ClientUri"), NUMBER("NextReg")}},
    {"OutboundSubscriptionDetail", "subscription", {TEXT("Endpoint"), TEXT("Extension"),
	TEXT("State"), TEXT("SubscriptionType"), TEXT("ExtensionStates"), TEXT("Mailboxes")}},
    {"ParkedCall", "call", {COUNT("Space", "{ParkingSpace}"),
	{"Channel", "{ParkeeChannel}", TABLE_WHOLE},
	AS("Caller", "{ParkeeCallerIDNum}"),
	AS("Parker", "{ParkerDialString}"), COUNT("Timeout", "{ParkingTimeout}"),
	COUNT("Duration", "{ParkingDuration}"), AS("Lot", "{Parkinglot}")}},
    {"Parkinglot", "lot", {TEXT("Name"), NUMBER("StartSpace"), NUMBER("StopSpace"),
	NUMBER("Timeout")}},
    {"PeerEntry", "peer", {AS("Peer", "{ObjectName}"), TEXT("Channeltype"),
	AS("Address", "[{IPaddress}][:{IPport|Port}]"), TEXT("Status"), TEXT("Dynamic"),
	TEXT("Description")}},
    {"PeerStatus", "peer", {TEXT("Peer"), TEXT("PeerStatus"), OPTIONAL("Time", "{Time}"),
	OPTIONAL("Address", "{Address}"), OPTIONAL("Cause", "{Cause}")}},
    {"PJSIPMaintenanceStatus", "endpoint", {TEXT("Endpoint"), TEXT("Status")}},
    {"PresenceStateChange", "presentity", {TEXT("Presentity"), TEXT("Status"), TEXT("Subtype"),
	TEXT("Message")}},
    {"QueueEntry", "caller", {TEXT("Queue"), NUMBER("Position"), WHOLE("Channel"),
	CALLER, CALLER_NAME, NUMBER("Wait"), NUMBER("Priority")}},
    {"QueueMember", "member", {TEXT("Queue"), TEXT("Name"), WHOLE("Location"),
	AS("Status", "{Status:device|Status}"),
	AS("Paused", "{Paused:flag}[ ({PausedReason})]"), NUMBER("Penalty"),
	NUMBER("CallsTaken"), AS("InCall", "{InCall:flag}"), TEXT("Membership")}},
    {"QueueParams", "queue", {TEXT("Queue"), NUMBER("Calls"), NUMBER("Max"), TEXT("Strategy"),
	NUMBER("Completed"), NUMBER("Abandoned"), NUMBER("Holdtime"), NUMBER("TalkTime"),
	COUNT("Perf %", "{ServicelevelPerf}")}},
    {"QueueSummary", "queue", {TEXT("Queue"), NUMBER("LoggedIn"), NUMBER("Available"),
	NUMBER("Callers"), NUMBER("HoldTime"), NUMBER("TalkTime"), NUMBER("LongestHoldTime")}},
    {"RegistryEntry", "registration", {TEXT("Host"), TEXT("Username"), TEXT("State"),
	NUMBER("Port"), NUMBER("Refresh")}},
    {"Status", "channel", {WHOLE("Channel"), WHERE, STATE, APPLICATION, CALLER,
	NUMBER("Seconds"), AS("Bridge", "{BridgeID:short|BridgedChannel}"), VARIABLES}},
    {"VoicemailUserDetail", "mailbox", {AS("Mailbox", "{VoiceMailbox}[@{VMContext}]"),
	TEXT("Fullname"), COUNT("New", "{NewMessageCount}"), COUNT("Old", "{OldMessageCount}"),
	TEXT("Email")}},
    {"VoicemailUserEntry", "mailbox", {AS("Mailbox", "{VoiceMailbox}[@{VMContext}]"),
	TEXT("Fullname"), COUNT("New", "{NewMessageCount}"), COUNT("Old", "{OldMessageCount}"),
	TEXT("Email")}},
};

#define FORMS (sizeof(forms) / sizeof(*forms))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct list_form *form = row;

	return str_icmp(*name, str_of(form->name));
}

const struct list_form *
list_form(struct str event)
{
	return bsearch(&event, forms, FORMS, sizeof(*forms), compare);
}

const struct list_form *
list_forms(size_t *n)
{
	*n = FORMS;
	return forms;
}
