/* SPDX-License-Identifier: ISC */
/* One row for each event; form.h has the language. Header names are those of today: ami/alias.h
 * has the older ones. */
#include "view/event_form.h"

#include <stdlib.h>

#define CHANNEL  "{Channel}"
#define ACCOUNT  "{AccountID}"
#define AGENT    "{Queue}: {~MemberName|Interface}"
#define BRIDGE   "bridge {BridgeUniqueid:short}"
#define CALLER   "[{CallerIDNum} ][\"{CallerIDName}\"]"
#define CAUSE    "[<{Cause}> ][{Cause:cause|Cause-txt}]"
#define CONF     "conference {Conference}"
#define DIAL     "→ {~DestChannel}[ <{DialStatus}>][, forwarded to {Forward}]"
#define MEETME   "conference {Meetme}, user {User|Usernum}"
#define MEMBER   "{Interface}"
#define PARKEE   "{ParkeeChannel}"
#define PEER     "{Service}[ from <{RemoteAddress}>]"
#define SPACE    "space {ParkingSpace}[ of {Parkinglot}]"

static const struct event_form forms[] = {
    {"AgentCalled", CHANNEL, AGENT "[ <rings> on {~DestChannel}]"},
    {"AgentComplete", CHANNEL, AGENT "[, waited {HoldTime} s][, talked {TalkTime} s]"
				     "[, ended by <{Reason}>]"},
    {"AgentConnect", CHANNEL, AGENT " <answered> on {~DestChannel}[, waited {HoldTime} s]"},
    {"AgentDump", CHANNEL, AGENT " <dumped> the caller"},
    {"AgentLogin", CHANNEL, "agent {Agent}"},
    {"AgentLogoff", CHANNEL, "agent {Agent}[, logged in for {Logintime} s]"},
    {"AgentRingNoAnswer", CHANNEL, AGENT " <did not answer>"},
    {"AGIExec", CHANNEL, "[{SubEvent} ]<{Command}>[ = {ResultCode}][ {Result}]"},
    {"AGIExecEnd", CHANNEL, "<{Command}>[ = {ResultCode}][ {Result}]"},
    {"AGIExecStart", CHANNEL, "{Command}"},
    {"Alarm", "[DAHDI/{DAHDIChannel|Channel}]", "<{Alarm}>"},
    {"AlarmClear", "[DAHDI/{DAHDIChannel|Channel}]", ""},
    {"AsyncAGI", CHANNEL, "<{SubEvent}>[ {CommandID}][ {Result:uri}]"},
    {"AsyncAGIEnd", CHANNEL, ""},
    {"AsyncAGIExec", CHANNEL, "[{CommandId}: ]{Result:uri}"},
    {"AsyncAGIStart", CHANNEL, "waits for AGI commands"},
    {"AttendedTransfer", "{OrigTransfererChannel}",
	"[{~TransfereeChannel|SecondTransfererChannel} ]"
	"[→ {~TransferTargetChannel|DestApp|DestTransfererChannel|DestType}][, <{Result}>]"},
    {"AuthMethodNotAllowed", ACCOUNT, PEER "[, {AuthMethod}]"},
    {"BlindTransfer", "{TransfererChannel}",
	"[{~TransfereeChannel} ]→ {Extension}[@{Context}][, <{Result}>]"},
    {"Bridge", "{Channel1}", "<{Bridgestate}> {~Channel2}"},
    {"BridgeCreate", BRIDGE, "{BridgeType}[ {BridgeName}]"},
    {"BridgeDestroy", BRIDGE, "{BridgeType}[ {BridgeName}]"},
    {"BridgeEnter", CHANNEL, BRIDGE "[, {BridgeNumChannels} inside]"},
    {"BridgeLeave", CHANNEL, BRIDGE "[, {BridgeNumChannels} inside]"},
    {"BridgeMerge", "bridge {ToBridgeUniqueid:short}",
	"<takes over> bridge {FromBridgeUniqueid:short}"},
    {"BridgeVideoSourceUpdate", BRIDGE, "[from {BridgePreviousVideoSource}]"},
    {"Cdr", CHANNEL, "[{Source} ]→ {Destination}[, <{Disposition}>][, {Duration} s]"
		     "[, billed {BillableSeconds} s]"},
    {"CEL", CHANNEL, "<{EventName}>[ {Exten}@{Context}][ {Application}][({AppData})]"},
    {"ChallengeResponseFailed", ACCOUNT, PEER},
    {"ChallengeSent", ACCOUNT, PEER},
    {"ChannelTalkingStart", CHANNEL, ""},
    {"ChannelTalkingStop", CHANNEL, "[after {Duration} ms]"},
    {"ChanSpyStart", "{SpyerChannel}", "<listens> to {~SpyeeChannel}"},
    {"ChanSpyStop", "{SpyerChannel}", "[<listened> to {~SpyeeChannel}]"},
    {"ConfbridgeEnd", "", CONF},
    {"ConfbridgeJoin", CHANNEL, CONF "[, admin {Admin}][, muted {Muted}]"},
    {"ConfbridgeLeave", CHANNEL, CONF},
    {"ConfbridgeMute", CHANNEL, CONF},
    {"ConfbridgeRecord", "", CONF},
    {"ConfbridgeStart", "", CONF},
    {"ConfbridgeStopRecord", "", CONF},
    {"ConfbridgeTalking", CHANNEL, CONF "[, talking <{TalkingStatus}>]"},
    {"ConfbridgeUnmute", CHANNEL, CONF},
    {"ContactStatus", "{EndpointName|AOR}", "<{ContactStatus}>[ {URI}][, {RoundtripUsec} µs]"},
    {"DAHDIChannel", CHANNEL, "[span {DAHDISpan}, ]channel {DAHDIChannel}"},
    {"DeadlockStart", "", "{Mutex}"},
    {"DeviceStateChange", "{Device}", "<{State}>"},
    {"Dial", CHANNEL, "<{SubEvent}>[ → {~Destination}][ <{Dialstatus}>]"},
    {"DialBegin", CHANNEL, "→ {~DestChannel}[, {DialString}]"},
    {"DialEnd", CHANNEL, DIAL},
    {"DialState", CHANNEL, DIAL},
    {"DNDState", "[DAHDI/{DAHDIChannel|Channel}]", "<{Status}>"},
    {"DTMFBegin", CHANNEL, "<{Digit}>[ {Direction}]"},
    {"DTMFEnd", CHANNEL, "<{Digit}>[ {Direction}][, {DurationMs} ms]"},
    {"ExtensionStatus", "{Exten}[@{Context}]", "<{StatusText|Status:extension|Status}>[, {Hint}]"},
    {"FailedACL", ACCOUNT, PEER "[, {ACLName}]"},
    {"FAXStatus", CHANNEL, "[{Operation} ]<{Status}>[, {FileName}]"},
    {"Flash", CHANNEL, ""},
    {"FullyBooted", "", "server is <fully booted>[, up {Uptime} s][, reloaded {LastReload} s ago]"},
    {"Hangup", CHANNEL, CAUSE "[, {TechCause}]"},
    {"HangupHandlerPop", CHANNEL, "{Handler}"},
    {"HangupHandlerPush", CHANNEL, "{Handler}"},
    {"HangupHandlerRun", CHANNEL, "{Handler}"},
    {"HangupRequest", CHANNEL, CAUSE},
    {"Hold", CHANNEL, "[class {MusicClass}]"},
    {"InvalidAccountID", ACCOUNT, PEER},
    {"InvalidPassword", ACCOUNT, PEER},
    {"InvalidTransport", ACCOUNT, PEER "[, {AttemptedTransport}]"},
    {"Join", CHANNEL, "{Queue}: <position {Position}>[ of {Count}]"},
    {"Leave", CHANNEL, "{Queue}[: {Count} left]"},
    {"Load", "", "{Module}[, <{Status}>]"},
    {"LoadAverageLimit", ACCOUNT, PEER},
    {"LocalBridge", "{LocalOneChannel}",
	"with {~LocalTwoChannel}[, {Exten}@{Context}]"},
    {"LocalOptimizationBegin", "{LocalOneChannel}",
	"with {~LocalTwoChannel}[, to {~SourceChannel}]"},
    {"LocalOptimizationEnd", "{LocalOneChannel}", "with {~LocalTwoChannel}[, success <{Success}>]"},
    {"Masquerade", "{Original}", "becomes {~Clone}"},
    {"MeetmeEnd", "", "conference {Meetme}"},
    {"MeetmeJoin", CHANNEL, MEETME},
    {"MeetmeLeave", CHANNEL, MEETME "[, after {Duration} s]"},
    {"MeetmeMute", CHANNEL, MEETME "[, <{Status}>]"},
    {"MeetmeTalking", CHANNEL, MEETME "[, <{Status}>]"},
    {"MeetmeTalkRequest", CHANNEL, MEETME "[, <{Status}>]"},
    {"MemoryLimit", ACCOUNT, PEER},
    {"MessageWaiting", "{Mailbox}", "new <{New}>, old {Old}"},
    {"MiniVoiceMail", CHANNEL, "{Mailbox}[, {Action}]"},
    {"MixMonitorMute", CHANNEL, "[{Direction}][, <{State}>]"},
    {"MixMonitorStart", CHANNEL, ""},
    {"MixMonitorStop", CHANNEL, ""},
    {"MusicOnHold", CHANNEL, "<{State}>[, class {Class}]"},
    {"MusicOnHoldStart", CHANNEL, "[class {Class}]"},
    {"MusicOnHoldStop", CHANNEL, ""},
    {"NewAccountCode", CHANNEL, "<{AccountCode}>[, was {OldAccountCode}]"},
    {"NewCallerid", CHANNEL, CALLER},
    {"Newchannel", CHANNEL, "[{CallerIDNum} ][→ {Exten}@{Context} ]<{ChannelStateDesc}>"},
    {"NewConnectedLine", CHANNEL, "[{ConnectedLineNum} ][\"{ConnectedLineName}\"]"},
    {"Newexten", CHANNEL,
	"<{Application}>[({AppData})][ at {Exten}@{Context}:{Priority}]"},
    {"Newstate", CHANNEL,
	"<{ChannelStateDesc|ChannelState:channel}>[, {CallerIDNum}][, with {ConnectedLineNum}]"},
    {"OriginateResponse", CHANNEL,
	"<{Reason:reason|Response}>[, {Exten}@{Context}][, {Application}][({Data})]"},
    {"ParkedCall", PARKEE,
	SPACE "[, by {~ParkerDialString}][, for {ParkingTimeout} s]"},
    {"ParkedCallGiveUp", PARKEE, SPACE "[, after {ParkingDuration} s]"},
    {"ParkedCallSwap", PARKEE, SPACE "[, for {~ParkerChannel}]"},
    {"ParkedCallTimeOut", PARKEE, SPACE "[, back to {~ParkerDialString}]"},
    {"PeerStatus", "{Peer}", "<{PeerStatus}>[ {Address}][:{Port}][, {Time} ms][, {Cause}]"},
    {"Pickup", CHANNEL, "picks up {~TargetChannel}"},
    {"PresenceStateChange", "{Presentity}", "<{Status}>[, {Subtype}][, {Message}]"},
    {"PresenceStatus", "{Exten}[@{Context}]", "<{Status}>[, {Subtype}][, {Message}]"},
    {"QueueCallerAbandon", CHANNEL,
	"{Queue}: <gave up> at position {Position}[, waited {HoldTime} s]"},
    {"QueueCallerJoin", CHANNEL, "{Queue}: <position {Position}>[ of {Count}]"},
    {"QueueCallerLeave", CHANNEL, "{Queue}: <left> position {Position}[, {Count} waiting]"},
    {"QueueMemberAdded", MEMBER, AGENT "[, penalty <{Penalty}>][, {Membership}]"},
    {"QueueMemberPause", MEMBER, AGENT "[, <paused {Paused:flag}>][, {PausedReason|Reason}]"},
    {"QueueMemberPaused", MEMBER, AGENT "[, <paused {Paused:flag}>][, {PausedReason|Reason}]"},
    {"QueueMemberPenalty", MEMBER, AGENT "[, penalty <{Penalty}>]"},
    {"QueueMemberRemoved", MEMBER, AGENT},
    {"QueueMemberRinginuse", MEMBER, AGENT "[, ring in use <{Ringinuse}>]"},
    {"QueueMemberStatus", MEMBER,
	AGENT ", <{Status:device|Status}>[, <paused {Paused:flag}>][, {CallsTaken} calls taken]"},
    {"ReceiveFAX", CHANNEL,
	"{PagesTransferred} pages[ from {RemoteStationID}][, {FileName}]"},
    {"Registry", "{Username}", "<{Status}>[ at {Domain}][, {Cause}]"},
    {"Reload", "", "{Module}[, status <{Status}>]"},
    {"Rename", CHANNEL, "now {~Newname}"},
    {"RequestBadFormat", ACCOUNT, PEER "[, {RequestType}]"},
    {"RequestNotAllowed", ACCOUNT, PEER "[, {RequestType}]"},
    {"RequestNotSupported", ACCOUNT, PEER "[, {RequestType}]"},
    {"RTCPReceived", CHANNEL, "[from {From}][, round trip {RTT} s][, lost {Report0CumulativeLost}]"
			      "[, jitter {Report0IAJitter}]"},
    {"RTCPSent", CHANNEL, "[to {To}][, {SentPackets} packets][, lost {Report0CumulativeLost}]"},
    {"SendFAX", CHANNEL, "{PagesTransferred} pages[ to {RemoteStationID}][, {FileName}]"},
    {"SessionLimit", ACCOUNT, PEER},
    {"Shutdown", "", "<{Shutdown}>[, restart {Restart}]"},
    {"SoftHangupRequest", CHANNEL, CAUSE},
    {"SpanAlarm", "[span {Span}]", "<{Alarm}>"},
    {"SpanAlarmClear", "[span {Span}]", ""},
    {"SuccessfulAuth", ACCOUNT, PEER},
    {"TestEvent", CHANNEL, "{State}[, {AppFunction}][ at {AppFile}:{AppLine}]"},
    {"UnexpectedAddress", ACCOUNT, PEER "[, expected {ExpectedAddress}]"},
    {"Unhold", CHANNEL, ""},
    {"Unload", "", "{Module}[, <{Status}>]"},
    {"UnParkedCall", PARKEE, SPACE "[, taken by {~RetrieverChannel}]"},
    {"UserEvent", CHANNEL, "[<{UserEvent}> ]{*}"},
    {"VarSet", CHANNEL, "<{Variable}>=[{Value}]"},
    {"VoicemailPasswordChange", "{Mailbox}[@{Context}]", "new password"},
    {"Wink", CHANNEL, ""},
};

static const struct event_form any = {"", CHANNEL, "{*}"};

#define FORMS (sizeof(forms) / sizeof(*forms))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct event_form *form = row;

	return str_icmp(*name, str_of(form->name));
}

const struct event_form *
event_form(struct str name)
{
	const struct event_form *form = bsearch(&name, forms, FORMS, sizeof(*forms), compare);

	return form ? form : &any;
}

const struct event_form *
event_forms(size_t *n)
{
	*n = FORMS;
	return forms;
}
