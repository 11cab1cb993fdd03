/* SPDX-License-Identifier: ISC */
/* The story: a recorded call, each piece of news of every version, what else is told, and that no
 * line is wider than the terminal, controls it, or loses its time. */
#include <stdio.h>
#include <stdlib.h>

#include "../laid_out.h"
#include "../state/fed.h"
#include "../view/shown.h"
#include "state/channels.h"
#include "story/standing.h"
#include "story/story.h"
#include "story/timeline.h"

Suite *suite_story(void);

struct telling {
	struct story *story;
	struct channels *channels;
	struct story_style style;
	struct buf out;
	size_t told;
};

static void
take(void *arg, const struct msg *m)
{
	const struct timespec now = {.tv_sec = 1795322960};
	struct telling *t = arg;

	if (m->kind != MSG_EVENT)
		return;
	if (story_take(t->story, m, t->channels, now)) {
		story_tell(t->story, m, &t->style, &t->out);
		t->told++;
	}
	channels_take(t->channels, m, 0);
}

static void
begin(struct telling *t, size_t columns)
{
	*t = (struct telling){.story = story_new(), .channels = channels_new(),
	    .style = {.columns = columns}, .out = BUF_INIT(BUF_MAX_TEXT)};
}

static void
end(struct telling *t)
{
	story_free(t->story);
	channels_free(t->channels);
	buf_clear(&t->out);
}

/* The stream, told at that width, is this. before: items of a list of channels, and events that are
 * not looked at. */
static void
expect_told(size_t columns, const char *before, const char *stream, const char *want)
{
	struct telling t;

	begin(&t, columns);
	shown_each(str_of(before), take, &t);
	buf_reset(&t.out);
	shown_each(str_of(stream), take, &t);
	EXPECT_STR(buf_str(&t.out), str_of(want));
	end(&t);
}

static void
tell_capture(struct telling *t, const char *name, size_t columns)
{
	begin(t, columns);
	fed_recording(name, take, t);
}

START_TEST(a_call_in_ten_lines)
{
	struct telling t;

	tell_capture(&t, "ast22/call-queue-hold-transfer", 80);
	EXPECT_STR(buf_str(&t.out),
	    STR("14:13:17  Erin (105) calls 300@sets                       PJSIP/erin-00000007\n"
		"14:13:18  Erin waits in queue support, position 1\n"
		"14:13:18  Alice (100) answers Erin after 0.2 s            PJSIP/alice-00000008\n"
		"14:13:19  Alice puts Erin on hold\n"
		"14:13:21  Alice takes Erin off hold\n"
		"14:13:22  Alice puts Erin on hold\n"
		"14:13:22  Bob (101) answers Alice after 0.2 s             PJSIP/bob-00000009\n"
		"14:13:23  Alice transfers Erin to Bob\n"
		"14:13:26  Erin hangs up: normal call clearing (16), talked 8.3 s\n"));
	end(&t);
}
END_TEST

START_TEST(names_are_cut_in_their_middle)
{
	expect_told(40, "",
	    "Event: Newchannel\nTimestamp: 60.0\nChannel: PJSIP/a-very-long-endpoint-name-0000002a\n"
	    "ChannelState: 4\nCallerIDNum: 0049301234567\nCallerIDName: Anna Maria of the Long Names\n"
	    "Exten: 300\nContext: from-outside\nUniqueid: 7.1\nLinkedid: 7.1\n\n",
	    "00:01:00  Anna Mari…01234567) calls 300…\n");
}
END_TEST

/* After a call from a to b at 0:10, which rings since then. */
#define A "Channel: SIP/a-1\nUniqueid: 7.1\nLinkedid: 7.1\n"
#define B "DestChannel: SIP/b-2\nDestUniqueid: 7.2\nDestLinkedid: 7.1\nDestCallerIDName: Bo\n"
#define B_ITSELF "Channel: SIP/b-2\nUniqueid: 7.2\nLinkedid: 7.1\n"
#define C "Channel: SIP/c-3\nUniqueid: 7.3\nLinkedid: 7.1\n"
#define AT(time, event) "Event: " event "\nTimestamp: " #time ".0\n"
#define RINGS                                                                                      \
	AT(10, "Newchannel") A "ChannelState: 4\nCallerIDNum: 100\nCallerIDName: Al\nExten: 5\n"   \
	"Context: in\n\n" AT(10, "Newchannel") B_ITSELF "ChannelState: 0\n\n"                      \
	AT(10, "DialBegin") A B "\n"
#define ANSWERS AT(12, "DialEnd") A B "DialStatus: ANSWER\n\n"
#define TALK RINGS AT(12, "Newstate") B_ITSELF "ChannelState: 6\n\n" ANSWERS                       \
	AT(12, "BridgeEnter") A "BridgeUniqueid: x\n\n" AT(12, "BridgeEnter") B_ITSELF             \
	"BridgeUniqueid: x\n\n"

static const struct {
	const char *before, *event, *want;
} news[] = {
    {"", RINGS, "00:00:10  Al (100) calls 5@in  SIP/a-1\n"},
    {RINGS, AT(12, "Newstate") B_ITSELF "ChannelState: 6\n\n" ANSWERS,
	"00:00:12  Bo answers Al after 2.0 s  SIP/b-2\n"},
    {RINGS, ANSWERS AT(12, "AgentConnect") A B "\n", "00:00:12  Bo answers Al after 2.0 s  SIP/b-2\n"},
    {RINGS, AT(90, "DialEnd") A B "DialStatus: BUSY\n\n" AT(90, "Hangup") B_ITSELF "Cause: 17\n\n",
	"00:01:30  Bo is busy, called by Al after 1:20  SIP/b-2\n"},
    {RINGS, AT(11, "DialEnd") A B "DialStatus: CANCEL\n\n" AT(11, "Hangup") B_ITSELF "Cause: 26\n\n",
	""},
    {RINGS, AT(11, "DialEnd") A B "DialStatus: NOANSWER\n\n" AT(11, "AgentRingNoAnswer") A B
	"Queue: q\n\n", "00:00:11  Bo gives no answer, called by Al after 1.0 s  SIP/b-2\n"},
    {RINGS, AT(11, "HangupRequest") A "\n" AT(11, "Hangup") A "Cause: 16\n\n",
	"00:00:11  Al hangs up: normal call clearing (16), not answered, after 1.0 s\n"},
    {TALK, AT(50, "Hangup") B_ITSELF "Cause: 16\n\n" AT(50, "Hangup") A "Cause: 16\n\n",
	"00:00:50  Bo is gone: normal call clearing (16), talked 38.0 s\n"},
    {TALK, AT(50, "HangupRequest") A "\n" AT(50, "Hangup") B_ITSELF "Cause: 16\n\n" AT(50, "Hangup")
	A "Cause: 16\n\n", "00:00:50  Al hangs up: normal call clearing (16), talked 38.0 s\n"},
    {TALK, AT(4000, "SoftHangupRequest") B_ITSELF "\n" AT(4000, "Hangup") B_ITSELF "Cause: 99\n\n",
	"01:06:40  Bo is hung up: information element does not exist (99), talked 1:06:28\n"},
    {TALK, AT(50, "SoftHangupRequest") B_ITSELF "\n" AT(50, "SoftHangupRequest") A "\n"
	AT(50, "Hangup") A "Cause: 16\n\n",
	"00:00:50  Bo is hung up: normal call clearing (16), talked 38.0 s\n"},
    {TALK AT(20, "Hangup") B_ITSELF "Cause: 16\n\n",
	AT(21, "Newexten") A "Exten: 5\nApplication: Playback\n\n" AT(25, "Hangup") A "Cause: 16\n\n",
	"00:00:25  Al is gone: normal call clearing (16), talked 13.0 s\n"},
    {TALK, AT(20, "BridgeLeave") A "BridgeUniqueid: x\n\n" AT(20, "Newexten") A
	"Exten: 9\nApplication: ConfBridge\n\n" AT(20, "BridgeLeave") B_ITSELF
	"BridgeUniqueid: x\n\n" AT(20, "Hangup") B_ITSELF "Cause: 16\n\n" AT(25, "Hangup") A
	"Cause: 16\n\n",
	"00:00:20  Bo is gone: normal call clearing (16), talked 8.0 s\n"
	"00:00:25  Al is gone: normal call clearing (16), talked 13.0 s\n"},
    {RINGS AT(12, "Newstate") B_ITSELF "ChannelState: 6\n\n" ANSWERS,
	AT(13, "Newexten") B_ITSELF "Exten: s\nApplication: Gosub\n\n" AT(14, "BridgeEnter") A
	"BridgeUniqueid: x\n\n" AT(14, "BridgeEnter") B_ITSELF "BridgeUniqueid: x\n\n", ""},
    {TALK, AT(20, "Hold") A "\n" AT(20, "Hold") A "\n" AT(21, "Unhold") A "\n",
	"00:00:20  Al puts Bo on hold\n00:00:21  Al takes Bo off hold\n"},
    {RINGS, AT(20, "Hold") A "\n" AT(20, "Unhold") A "\n",
	"00:00:20  Al holds the call\n00:00:20  Al resumes the call\n"},
    {RINGS, AT(20, "QueueCallerJoin") A "Queue: q\nPosition: 2\n\n" AT(30, "QueueCallerAbandon") A
	"Queue: q\n\n" AT(30, "QueueCallerLeave") A "Queue: q\n\n" AT(30, "Hangup") A "Cause: 16\n\n",
	"00:00:20  Al waits in queue q, position 2\n"
	"00:00:30  Al gives up waiting in queue q after 10.0 s\n"},
    {RINGS AT(20, "QueueCallerJoin") A "Queue: q\n\n",
	AT(30, "QueueCallerLeave") A "Queue: q\n\n",
	"00:00:30  Al leaves queue q unanswered after 10.0 s\n"},
    {RINGS AT(20, "QueueCallerJoin") A "Queue: q\n\n", ANSWERS
	AT(30, "QueueCallerLeave") A "Queue: q\n\n", "00:00:12  Bo answers Al after 2.0 s  SIP/b-2\n"},
    {RINGS AT(2, "QueueCallerJoin") A "Queue: q\n\n", ANSWERS,
	"00:00:12  Bo answers Al after 2.0 s, who waited 10.0 s  SIP/b-2\n"},
    {TALK, AT(20, "ParkedCall") "ParkeeChannel: SIP/b-2\nParkeeUniqueid: 7.2\nParkeeLinkedid: 7.1\n"
	"ParkerChannel: SIP/a-1\nParkerUniqueid: 7.1\nParkingSpace: 701\n\n"
	AT(30, "UnParkedCall") "ParkeeChannel: SIP/b-2\nParkeeUniqueid: 7.2\nParkeeLinkedid: 7.1\n"
	"RetrieverChannel: SIP/a-1\nRetrieverUniqueid: 7.1\n\n",
	"00:00:20  Bo is parked at 701, by Al\n00:00:30  Al retrieves Bo from parking\n"},
    {TALK, AT(20, "BlindTransfer") "TransfererChannel: SIP/a-1\nTransfererUniqueid: 7.1\n"
	"TransfereeChannel: SIP/b-2\nTransfereeUniqueid: 7.2\nExtension: 9\nContext: in\n\n"
	AT(20, "Hangup") A "Cause: 16\n\n", "00:00:20  Al transfers Bo to 9@in\n"},
    {TALK, AT(20, "BridgeLeave") A "BridgeUniqueid: x\n\n" AT(20, "BridgeEnter") C
	"BridgeUniqueid: x\nCallerIDNum: 9\n\n", "00:00:20  c (9) and Bo are connected  SIP/c-3\n"},
    {"", AT(20, "DialBegin") B "\n" AT(22, "DialEnd") B "DialStatus: ANSWER\n\n",
	"00:00:20  Bo is called  SIP/b-2\n00:00:22  Bo answers after 2.0 s\n"},
    {RINGS AT(11, "Newchannel") C "ChannelState: 4\n\n",
	AT(20, "Pickup") C "TargetChannel: SIP/b-2\nTargetUniqueid: 7.2\n\n",
	"00:00:20  c picks up the call of Al for Bo  SIP/b-2\n"},
    /* Before 12: no Linkedid, and the end of dialling does not say whose. */
    {"", AT(20, "Newchannel") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 0\nExten: 5\n"
	"Context: in\n\n" AT(20, "Newstate") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 4\n"
	"CallerIDNum: 100\n\n", "00:00:20  x (100) calls 5@in  SIP/x-1\n"},
    {"", AT(20, "Newchannel") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 0\n\n"
	AT(21, "Newstate") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 5\n\n"
	AT(23, "Newstate") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 6\n\n",
	"00:00:21  x is called  SIP/x-1\n00:00:23  x answers after 2.0 s\n"},
    {"", AT(20, "Newchannel") "Channel: SIP/x-1\nUniqueid: 8.1\nChannelState: 0\n\n"
	AT(21, "Dial") "SubEvent: Begin\nChannel: SIP/a-1\nUniqueID: 7.1\nDestination: SIP/x-1\n"
	"DestUniqueID: 8.1\n\n" AT(23, "Hangup") "Channel: SIP/x-1\nUniqueid: 8.1\nCause: 17\n\n",
	"00:00:23  x does not answer a: user busy (17)  SIP/x-1\n"},
    /* Of a channel whose beginning nobody heard. */
    {"", AT(20, "Hangup") "CallerIDName: Anna\nCallerIDNum: 7\n" A "Cause: 16\n\n",
	"00:00:20  Anna (7) is gone: normal call clearing (16)  SIP/a-1\n"},
    /* A caller's name does what text does. */
    {"", AT(20, "Newchannel") "Channel: SIP/\x1b[2J-1\nUniqueid: 8.1\nChannelState: 4\n"
	"CallerIDName: \x1b]0;x\x07 calls\nExten: 5\n\n",
	"00:00:20  \\x1b]0;x\\x07 calls calls 5  SIP/\\x1b[2J-1\n"},
};

START_TEST(news_of_calls)
{
	expect_told(0, news[_i].before, news[_i].event, news[_i].want);
}
END_TEST

static const struct {
	const char *before, *event, *want;
} notices[] = {
    {"", AT(5, "InvalidPassword") "Service: AMI\nAccountID: admin\n"
	"RemoteAddress: IPV4/TCP/192.0.2.7/5061\n\n",
	"00:00:05  AMI login of admin refused: wrong password, from 192.0.2.7\n"},
    {"", AT(5, "InvalidAccountID") "Service: PJSIP\nAccountID: 1001\n"
	"RemoteAddress: IPV6/UDP/2001:db8::1/5060\n\n" AT(6, "InvalidAccountID") "Service: PJSIP\n"
	"AccountID: 1002\nRemoteAddress: IPV6/UDP/2001:db8::1/5061\n\n" AT(16, "InvalidAccountID")
	"Service: PJSIP\nAccountID: 1003\nRemoteAddress: IPV6/UDP/2001:db8::1/5061\n\n",
	"00:00:05  PJSIP login of 1001 refused: no such account, from 2001:db8::1\n"
	"00:00:16  PJSIP login of 1003 refused: no such account, from 2001:db8::1\n"},
    {"", AT(5, "ChallengeResponseFailed") "Service: AMI\nAccountID: \n"
	"RemoteAddress: IPV4/TCP/192.0.2.7/5061\n\n",
	"00:00:05  AMI login refused: wrong password, from 192.0.2.7\n"},
    {"", AT(5, "RequestNotAllowed") "Service: AMI\nAccountID: web\nRequestType: Action: Reload\n"
	"RemoteAddress: IPV4/TCP/192.0.2.7/5061\n\n" AT(6, "RequestBadFormat") "Service: AMI\n"
	"AccountID: web\nRequestType: Action: Foo\nRemoteAddress: IPV4/TCP/192.0.2.8/5061\n\n",
	"00:00:05  AMI request of web refused: not allowed: Action: Reload, from 192.0.2.7\n"
	"00:00:06  AMI request of web refused: not understood: Action: Foo, from 192.0.2.8\n"},
    {AT(1, "ContactStatus") "EndpointName: dana\nContactStatus: Reachable\nRoundtripUsec: 12300\n\n",
	AT(5, "ContactStatus") "EndpointName: dana\nContactStatus: Unreachable\n\n"
	AT(5, "PeerStatus") "Peer: PJSIP/dana\nPeerStatus: Unreachable\n\n"
	AT(5, "DeviceStateChange") "Device: PJSIP/dana\nState: UNAVAILABLE\n\n"
	AT(6, "PeerStatus") "Peer: PJSIP/dana\nPeerStatus: Reachable\n\n",
	"00:00:05  dana is unreachable, was 12 ms  PJSIP/dana\n00:00:06  PJSIP/dana is reachable\n"},
    {"", AT(5, "DeviceStateChange") "Device: SIP/a\nState: UNAVAILABLE\n\n"
	AT(6, "DeviceStateChange") "Device: SIP/a\nState: NOT_INUSE\n\n"
	AT(7, "DeviceStateChange") "Device: SIP/a\nState: INUSE\n\n"
	AT(8, "DeviceStateChange") "Device: SIP/a\nState: UNAVAILABLE\n\n"
	AT(9, "DeviceStateChange") "Device: Queue:q\nState: INUSE\n\n"
	AT(9, "DeviceStateChange") "Device: Queue:q\nState: UNAVAILABLE\n\n",
	"00:00:06  SIP/a is available again\n00:00:08  SIP/a is unavailable\n"},
    {"", AT(5, "Registry") "Username: me\nDomain: sip.example.com\nStatus: Registered\n\n"
	AT(6, "Registry") "Username: me\nDomain: sip.example.com\nStatus: Rejected\n\n"
	AT(7, "Registry") "Username: me\nDomain: sip.example.com\nStatus: Rejected\n\n"
	AT(8, "Registry") "Username: me\nDomain: sip.example.com\nStatus: Registered\n\n",
	"00:00:06  registration of me at sip.example.com is lost: Rejected\n"
	"00:00:08  registration of me at sip.example.com is found again\n"},
    {"", AT(5, "Registry") "ChannelType: PJSIP\nUsername: sip:me@sip.example.com:5060\n"
	"Domain: sip:sip.example.com\nStatus: Rejected\n\n",
	"00:00:05  registration of me@sip.example.com:5060 is lost: Rejected\n"},
    {"", AT(5, "PeerStatus") "Peer: SIP/a\nPeerStatus: Registered\nAddress: 192.0.2.7\n\n"
	AT(6, "PeerStatus") "Peer: SIP/a\nPeerStatus: Unregistered\nCause: Expired\n\n"
	AT(7, "PeerStatus") "Peer: SIP/a\nPeerStatus: Registered\nAddress: 192.0.2.8\n\n"
	AT(8, "PeerStatus") "Peer: SIP/b\nPeerStatus: Rejected\nCause: WRONG_SECRET\n"
	"Address: 192.0.2.9\n\n",
	"00:00:06  SIP/a is unregistered: Expired\n00:00:07  SIP/a is registered, at 192.0.2.8\n"
	"00:00:08  registration of SIP/b refused: WRONG_SECRET, from 192.0.2.9\n"},
    {"", AT(5, "ConfbridgeJoin") A "CallerIDName: Al\nConference: ops\n\n"
	AT(6, "ConfbridgeLeave") A "CallerIDNum: 100\nConference: ops\n\n"
	AT(7, "AgentLogin") "Agent: 7\n\n" AT(8, "QueueMemberAdded") "Queue: q\nMemberName: Bo\n"
	"Interface: SIP/b\nPenalty: 2\n\n",
	"00:00:05  Al joins conference ops  SIP/a-1\n00:00:06  100 leaves conference ops  SIP/a-1\n"
	"00:00:07  agent 7 logs in\n00:00:08  Bo joins queue q, penalty 2  SIP/b\n"},
    {"", AT(5, "QueueMemberPause") "Queue: q\nMemberName: Alice\nInterface: SIP/a\nPaused: 1\n"
	"PausedReason: lunch\n\n" AT(6, "QueueMemberPaused") "Queue: q\nLocation: SIP/a\n"
	"MemberName: Alice\nPaused: 0\n\n",
	"00:00:05  Alice is paused in queue q: lunch  SIP/a\n"
	"00:00:06  Alice is no longer paused in queue q  SIP/a\n"},
    {"", AT(5, "Reload") "Module: All\nStatus: 0\n\n" AT(6, "Shutdown") "Shutdown: Cleanly\n\n",
	"00:00:05  reload of All\n00:00:06  the server shuts down, Cleanly\n"},
    {"", AT(5, "Alarm") "DAHDIChannel: 3\nAlarm: Red\n\n" AT(5, "VarSet") A "Variable: x\n\n",
	"00:00:05  alarm: Red  DAHDI/3\n"},
    {"", AT(5, "OriginateResponse") "Response: Failure\nChannel: SIP/a\nReason: 0\nExten: 5\n"
	"Context: in\nUniqueid: <unknown>\n\n" AT(5, "OriginateResponse") "Response: Success\n"
	"Reason: 4\nUniqueid: 7.1\n\n", "00:00:05  originate of SIP/a failed, for 5@in\n"},
};

START_TEST(what_else_is_told)
{
	expect_told(0, notices[_i].before, notices[_i].event, notices[_i].want);
}
END_TEST

/* What was there before is known from the live channels: who dials, and who talks to whom. */
START_TEST(calls_that_were_there_before)
{
	struct telling t;

	begin(&t, 0);
	shown_each(STR(AT(1, "Newstate") A "ChannelState: 6\nCallerIDName: Al\n\n"
		AT(1, "Newstate") B_ITSELF "ChannelState: 5\nCallerIDName: Bo\n\n"
		AT(1, "BridgeEnter") "Channel: SIP/d-4\nUniqueid: 9.1\nLinkedid: 9.1\n"
		"BridgeUniqueid: y\n\n" AT(1, "BridgeEnter") "Channel: SIP/e-5\nUniqueid: 9.2\n"
		"Linkedid: 9.1\nBridgeUniqueid: y\n\n"), take, &t);
	story_reset(t.story);
	buf_reset(&t.out);
	shown_each(STR(AT(12, "DialEnd") A B "DialStatus: ANSWER\n\n"
		AT(13, "Hold") "Channel: SIP/e-5\nUniqueid: 9.2\nLinkedid: 9.1\n\n"
		AT(14, "HangupRequest") "Channel: SIP/d-4\nUniqueid: 9.1\nLinkedid: 9.1\n\n"
		AT(14, "Hangup") "Channel: SIP/e-5\nUniqueid: 9.2\nLinkedid: 9.1\nCause: 16\n\n"
		AT(14, "Hangup") "Channel: SIP/d-4\nUniqueid: 9.1\nLinkedid: 9.1\nCause: 16\n\n"),
	    take, &t);
	EXPECT_STR(buf_str(&t.out), STR("00:00:12  Bo answers Al  SIP/b-2\n"
		"00:00:13  e puts d on hold  SIP/e-5\n"
		"00:00:14  d hangs up: normal call clearing (16)\n"));
	end(&t);
}
END_TEST

/* Every line is as wide as the terminal at most, steers nothing and has its whole time. */
static void
look_at(const char *name)
{
	static const size_t widths[] = {40, 50, 60, 80, 120, 200};
	struct telling t;

	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		tell_capture(&t, name, widths[i]);
		laid_out_must(buf_str(&t.out), widths[i], false);
		struct str rest = buf_str(&t.out), line;
		size_t lines = 0;
		for (; rest.n && str_cut(&rest, '\n', &line); lines++)
			ck_assert_msg(line.n > 10 && line.p[2] == ':' && line.p[5] == ':' &&
				line.p[8] == ' ', "%s: no time: %.*s", name, STR_ARG(line));
		ck_assert_uint_eq(lines, t.told);
		end(&t);
	}
}

START_TEST(lines_of_every_capture)
{
	shown_utc();
	shown_captures(look_at);
}
END_TEST

/* What the trace of every call of a capture prints. */
struct tracing {
	struct channels *channels;
	struct trace *trace;
	struct timeline *timeline;
	struct buf out;
	size_t answers; /* of Local channels one at least is told, and all of others */
	size_t local;
};

static void
tell_step(void *arg, const struct trace_step *step)
{
	const struct timeline_now now = {.clock = 1000};
	struct tracing *t = arg;

	timeline_step(t->timeline, step, &now, &t->out);
}

static void
trace_next(struct tracing *t)
{
	struct err err;

	timeline_free(t->timeline);
	trace_free(t->trace);
	t->trace = trace_new(STR("/./"), t->channels, tell_step, t, &err);
	t->timeline = timeline_new(&(struct render_options){0});
}

static void
trace_event(void *arg, const struct msg *m)
{
	struct tracing *t = arg;

	if (m->kind != MSG_EVENT)
		return;
	channels_take(t->channels, m, 0);
	trace_take(t->trace, m);
	if (msg_is(m, MSG_EVENT, STR("DialEnd")) &&
	    str_eq(msg_get(m, STR("DialStatus")), STR("ANSWER")))
		*(str_starts(msg_get(m, STR("DestChannel")), STR("Local/")) ? &t->local : &t->answers)
		    += 1;
	if (trace_over(t->trace))
		trace_next(t);
}

static size_t
count(struct str text, struct str what)
{
	size_t n = 0;

	for (size_t at; (at = str_find(text, what)) < text.n; n++)
		text = str_from_at(text, at + what.n);
	return n;
}

/* The story has no more lines than the trace, and tells each answer. */
static void
compare(const char *name)
{
	struct tracing tracing = {.channels = channels_new(), .out = BUF_INIT(BUF_MAX_TEXT)};
	struct telling t;

	trace_next(&tracing);
	fed_recording(name, trace_event, &tracing);
	tell_capture(&t, name, 0);
	size_t rows = count(buf_str(&tracing.out), STR("\n"));
	size_t lines = t.told - count(buf_str(&t.out), STR("fully booted")) -
	               count(buf_str(&t.out), STR("  reload ")) -
	               count(buf_str(&t.out), STR(" failed"));
	if (rows)
		ck_assert_msg(lines <= rows, "%s: %zu lines, %zu rows of the trace:\n%s\n%s", name,
		    lines, rows, buf_z(&t.out), buf_z(&tracing.out));
	ck_assert_uint_le(tracing.answers + (tracing.answers == 0 && tracing.local > 0),
	    count(buf_str(&t.out), STR(" answers")));
	end(&t);
	timeline_free(tracing.timeline);
	trace_free(tracing.trace);
	channels_free(tracing.channels);
	buf_clear(&tracing.out);
}

START_TEST(no_more_lines_than_a_trace)
{
	shown_captures(compare);
}
END_TEST

/* Names that a server makes up do not fill the memory. */
START_TEST(more_endpoints_than_are_kept)
{
	struct standings standings;

	standings_init(&standings);
	for (size_t i = 0; i < STANDINGS_MAX + 10; i++) {
		char name[32];
		snprintf(name, sizeof(name), "PJSIP/%zu", i);
		standings_get(&standings, str_of(name))->lost = true;
	}
	ck_assert_uint_eq(standings.n, 10);
	ck_assert(standings_get(&standings, STR("PJSIP/65536"))->lost);
	ck_assert(!standings_get(&standings, STR("PJSIP/0"))->lost);
	standings_clear(&standings);
}
END_TEST

Suite *
suite_story(void)
{
	Suite *s = suite_create("story");
	TCase *tc = tcase_create("story");

	tcase_add_unchecked_fixture(tc, shown_utc, NULL);
	tcase_add_test(tc, a_call_in_ten_lines);
	tcase_add_test(tc, names_are_cut_in_their_middle);
	tcase_add_loop_test(tc, news_of_calls, 0, sizeof(news) / sizeof(news[0]));
	tcase_add_loop_test(tc, what_else_is_told, 0, sizeof(notices) / sizeof(notices[0]));
	tcase_add_test(tc, calls_that_were_there_before);
	tcase_add_test(tc, more_endpoints_than_are_kept);
	tcase_add_test(tc, lines_of_every_capture);
	tcase_add_test(tc, no_more_lines_than_a_trace);
	suite_add_tcase(s, tc);
	return s;
}
