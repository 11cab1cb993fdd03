/* SPDX-License-Identifier: ISC */
/* Events on one line and in the long form: contents, cuts, marks. */
#include <stdlib.h>

#include "shown.h"
#include "view/event_line.h"

Suite *suite_event_line(void);

/* 2026-11-22 04:49:20.123 UTC */
static const struct event_style plain = {.now = {1795322960, 123999999}};

typedef void print_fn(struct buf *out, const struct msg *m, const struct event_style *style);

static void
expect_event(print_fn *print, const char *stream, const struct event_style *style, const char *want)
{
	struct msg *m = shown_one(stream);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	print(&out, m, style);
	EXPECT_STR(buf_str(&out), str_of(want));
	buf_clear(&out);
	free(m);
}

/* The headers of a channel, as they stand in nearly every event. */
#define CHANNEL(name)                                                                              \
	"Channel: " name "\nChannelState: 6\nChannelStateDesc: Up\nCallerIDNum: 100\n"             \
	"CallerIDName: Alice A\nConnectedLineNum: <unknown>\nConnectedLineName: <unknown>\n"       \
	"Language: en\nAccountCode: \nContext: sets\nExten: 103\nPriority: 1\n"                    \
	"Uniqueid: 1.1\nLinkedid: 1.1\nChanVariable: FOO=\n"

START_TEST(tells_what_matters)
{
	static const struct {
		const char *event;   /* its name and what comes before its channel */
		const char *headers; /* what comes after */
		const char *want;    /* after the time */
	} rows[] = {
	    {"Newchannel", "", "Newchannel         SIP/a-1                   100 \"Alice A\" → 103@sets Up"},
	    {"Newstate", "", "Newstate           SIP/a-1                   Up, 100"},
	    {"Newexten", "Extension: 103\nApplication: Dial\nAppData: PJSIP/bob,20\n",
		"Newexten           SIP/a-1                   Dial(PJSIP/bob,20) at 103@sets:1"},
	    {"Newexten", "Application: Answer\nAppData: \n",
		"Newexten           SIP/a-1                   Answer at 103@sets:1"},
	    {"DialBegin", "DestChannel: SIP/b-2\nDialString: bob\n",
		"DialBegin          SIP/a-1                   → SIP/b-2, bob"},
	    {"DialState", "DestChannel: SIP/b-2\nDialStatus: RINGING\n",
		"DialState          SIP/a-1                   → SIP/b-2 RINGING"},
	    {"DialEnd", "DestChannel: SIP/b-2\nDialStatus: BUSY\n",
		"DialEnd            SIP/a-1                   → SIP/b-2 BUSY"},
	    {"Hangup", "Cause: 17\nCause-txt: User busy\n",
		"Hangup             SIP/a-1                   17 user busy"},
	    {"Hangup", "Cause: 250\nCause-txt: Odd\n",
		"Hangup             SIP/a-1                   250 Odd"},
	    {"HangupRequest", "", "HangupRequest      SIP/a-1"},
	    {"Hold", "MusicClass: jazz\n",
		"Hold               SIP/a-1                   class jazz"},
	    {"Hold", "", "Hold               SIP/a-1"},
	    {"BridgeEnter", "BridgeUniqueid: 718ee3e8-5a26\nBridgeNumChannels: 2\n",
		"BridgeEnter        SIP/a-1                   bridge 718ee3e8, 2 inside"},
	    {"QueueCallerJoin", "Queue: q1\nPosition: 2\nCount: 3\n",
		"QueueCallerJoin    SIP/a-1                   q1: position 2 of 3"},
	    {"VarSet", "Variable: X\nValue: \n", "VarSet             SIP/a-1                   X="},
	    {"VarSet", "Variable: X\nValue: 1\n",
		"VarSet             SIP/a-1                   X=1"},
	    {"DTMFEnd", "Digit: 5\nDurationMs: 90\nDirection: Received\n",
		"DTMFEnd            SIP/a-1                   5 Received, 90 ms"},
	    {"UserEvent", "UserEvent: Mine\nExten: 5\nX: y z\n",
		"UserEvent          SIP/a-1                   Mine Exten=5 X=y z"},
	    {"AsyncAGIExec", "Result: 200%20result%3D0%0A\nCommandId: 7\n",
		"AsyncAGIExec       SIP/a-1                   7: 200 result=0"},
	    {"Brandnew", "Colour: red\nDestChannelState: 4\nEmpty: \n",
		"Brandnew           SIP/a-1                   Colour=red"},
	    {"AVeryLongNameOfAnEvent", "", "AVeryLongNameOfAnEvent  SIP/a-1"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf stream = BUF_INIT(4096), want = BUF_INIT(4096);
		buf_addf(&stream, "Event: %s\nPrivilege: call,all\nTimestamp: 1795322960.386999\n",
		    rows[i].event);
		buf_addf(&stream, "%s%s\n", CHANNEL("SIP/a-1"), rows[i].headers);
		buf_addf(&want, "04:49:20.386  %s\n", rows[i].want);
		expect_event(event_line, buf_z(&stream), &plain, buf_z(&want));
		buf_clear(&stream);
		buf_clear(&want);
	}
}
END_TEST

START_TEST(tells_of_what_is_no_channel)
{
	static const char *const rows[][2] = {
	    {"Event: PeerStatus\nPeer: SIP/101\nPeerStatus: Reachable\nTime: 12\n\n",
		"PeerStatus         SIP/101                   Reachable, 12 ms"},
	    {"Event: DeviceStateChange\nDevice: SIP/101\nState: INUSE\n\n",
		"DeviceStateChange  SIP/101                   INUSE"},
	    {"Event: ExtensionStatus\nExten: 100\nContext: sets\nHint: SIP/101\nStatus: 1\n\n",
		"ExtensionStatus    100@sets                  in use, SIP/101"},
	    {"Event: OriginateResponse\nResponse: Failure\nChannel: SIP/101\nReason: 5\n"
	     "Context: sets\nExten: 100\n\n",
		"OriginateResponse  SIP/101                   busy, 100@sets"},
	    {"Event: QueueMemberPause\nQueue: q1\nMemberName: Al\nInterface: SIP/1\nPaused: 1\n"
	     "PausedReason: lunch\n\n",
		"QueueMemberPause   SIP/1                     q1: Al, paused, lunch"},
	    {"Event: FullyBooted\nStatus: Fully Booted\nUptime: 9\n\n",
		"FullyBooted        server is fully booted, up 9 s"},
	    {"Event: VoicemailPasswordChange\nContext: default\nMailbox: 5\nNewPassword: 1234\n\n",
		"VoicemailPasswordChange  5@default                 new password"},
	    {"Event: \nX: 1\n\n", "                   X=1"},
	    {"Event: Odd\nno colon at all\nX:1\n\n",
		"Odd                no colon at all X=1"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf want = BUF_INIT(4096);
		buf_addf(&want, "04:49:20.123  %s\n", rows[i][1]);
		expect_event(event_line, rows[i][0], &plain, buf_z(&want));
		buf_clear(&want);
	}
}
END_TEST

START_TEST(takes_the_time_from_the_event)
{
	static const char *const rows[][2] = {
	    {"1795322960.386999", "04:49:20.386"},
	    {"1795322960", "04:49:20.000"},
	    {"0.5", "00:00:00.500"},
	    {"0.0019999999999999999", "00:00:00.001"},
	    {"1795322960.x", "04:49:20.000"},
	    {"", "04:49:20.123"},
	    {"yesterday", "04:49:20.123"},
	    {"-5.000000", "04:49:20.123"},
	    {"99999999999999999999", "04:49:20.123"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf stream = BUF_INIT(4096), want = BUF_INIT(4096);
		buf_addf(&stream, "Event: Wink\nTimestamp: %s\n\n", rows[i][0]);
		buf_addf(&want, "%s  Wink\n", rows[i][1]);
		expect_event(event_line, buf_z(&stream), &plain, buf_z(&want));
		buf_clear(&stream);
		buf_clear(&want);
	}
}
END_TEST

/* Append s without its color. */
static void
strip(struct buf *out, struct str s)
{
	struct str part;

	str_cut(&s, '\x1b', &part);
	buf_adds(out, part);
	while (str_cut(&s, '\x1b', &part))
		buf_adds(out, str_from_at(part, str_chr(part, 'm') + 1));
}

START_TEST(fits_the_terminal)
{
	struct msg *m = shown_one("Event: VarSet\nChannel: SIP/東京\nVariable: X\n"
				  "Value: 東京都庁前駅 and more\n\n");
	struct event_style style = plain;

	for (style.columns = 1; style.columns < 100; style.columns++) {
		struct buf plainly = BUF_INIT(4096), colored = BUF_INIT(4096);
		struct buf bare = BUF_INIT(4096);
		style.color = false;
		event_line(&plainly, m, &style);
		style.color = true;
		event_line(&colored, m, &style);
		strip(&bare, buf_str(&colored));
		EXPECT_STR(buf_str(&bare), buf_str(&plainly));
		struct str line = str_head(buf_str(&plainly), plainly.n - 1), rest = line, one;
		while (str_cut(&rest, '\n', &one))
			ck_assert_msg(text_width(one) <= style.columns, "%zu columns: \"%.*s\"",
			    style.columns, STR_ARG(line));
		bool less = str_find(line, STR("…")) < line.n || str_chr(line, '\n') < line.n;
		ck_assert_msg(less == (style.columns < 66) || style.columns < 25,
		    "%zu columns: \"%.*s\"", style.columns, STR_ARG(line));
		buf_clear(&plainly);
		buf_clear(&colored);
		buf_clear(&bare);
	}
	free(m);
}
END_TEST

/* Columns are given up before words are, and on a narrow terminal they are closer. */
START_TEST(moves_details_before_it_cuts_them)
{
	static const char event[] =
	    "Event: DialBegin\nChannel: SIP/a-1\nDestChannel: SIP/b-2\n\n";
	static const struct {
		size_t columns;
		const char *want;
	} rows[] = {
	    {99, "SIP/a-1               → SIP/b-2"},
	    {64, "SIP/a-1               → SIP/b-2"},
	    {63, "SIP/a-1              → SIP/b-2"},
	    {51, "SIP/a-1  → SIP/b-2"},
	    {100, "SIP/a-1                   → SIP/b-2"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct event_style style = plain;
		struct buf want = BUF_INIT(4096);
		style.columns = rows[i].columns;
		buf_addf(&want, "04:49:20.123  DialBegin          %s\n", rows[i].want);
		expect_event(event_line, event, &style, buf_z(&want));
		buf_clear(&want);
	}
}
END_TEST

/* Names give way in their middle; time, event and the word that matters do not. */
START_TEST(keeps_the_word_that_matters)
{
	static const char dial_end[] =
	    "Event: DialEnd\nChannel: PJSIP/SOFTPHONE-alice-0000001a\n"
	    "DestChannel: PJSIP/SOFTPHONE-bob-0000001b\nDialStatus: BUSY\n\n";
	static const struct {
		const char *event;
		size_t columns;
		const char *want;
	} rows[] = {
	    {dial_end, 120, "04:49:20.123  DialEnd            PJSIP/SOFTPHONE-alice-0000001a  "
			    "→ PJSIP/SOFTPHONE-bob-0000001b BUSY\n"},
	    {dial_end, 80, "04:49:20.123  DialEnd            …OFTPHONE-alice-…1a  "
			   "→ …SOFTPHONE-bob-0…1b BUSY\n"},
	    {dial_end, 60, "04:49:20.123  DialEnd      …E-alice-…1a  → …ONE-bob-…1b BUSY\n"},
	    {dial_end, 50, "04:49:20.123  DialEnd  …lice-…1a  → …-bob-…1b BUSY\n"},
	    {dial_end, 40, "04:49:20.123  DialEnd       …E-alice-…1a\n"
			   "  → PJSIP/SOFTPHONE-bob-0000001b BUSY\n"},
	    {dial_end, 24, "04:49:20.123  DialEnd\n  …lice-…1a  → …-bob-…1b\n"
			   "  BUSY\n"},
	    {dial_end, 23, "DialEnd  P…1a  → … BUSY\n"},
	    {dial_end, 20, "DialEnd  …  → … BUSY\n"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct event_style style = plain;
		style.columns = rows[i].columns;
		expect_event(event_line, rows[i].event, &style, rows[i].want);
	}
}
END_TEST

/* A line without details, or without a subject, has nothing that could move to the left. */
START_TEST(keeps_lines_whose_parts_are_missing)
{
	static const struct {
		const char *event;
		size_t columns;
		const char *want;
	} rows[] = {
	    {"Event: Unhold\nPrivilege: call,all\nChannel: PJSIP/bob\n\n", 40,
		"04:49:20.123  Unhold           PJSIP/bob\n"},
	    {"Event: AnEventWhoseNameIsLongerThanTheTerminalIsWide\nChannel: PJSIP/bob\n\n", 40,
		"04:49:20.123\n"
		"  AnEventWhoseNameIsLongerThanTheTermina\n"
		"  lIsWide  PJSIP/bob\n"},
	    {"Event: UserEvent\nUserEvent: Order\nNumber: 5551234\nAmount: 12345.67\n\n", 50,
		"04:49:20.123  UserEvent          Order Number=555…\n"},
	    {"Event: Unhold\nPrivilege: call,all\nChannel: PJSIP/bob\n\n", 10, "Unhold  …b\n"},
	    {"Event: Unhold\nPrivilege: call,all\nChannel: PJSIP/bob\n\n", 5, "Unho…\n"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct event_style style = plain;
		style.columns = rows[i].columns;
		expect_event(event_line, rows[i].event, &style, rows[i].want);
	}
}
END_TEST

START_TEST(marks_the_suspect)
{
	struct event_style style = plain;

	style.suspect = true;
	expect_event(event_line, "Event: Hangup\nChannel: SIP/a\nCause: 16\n\n", &style,
	    "04:49:20.123  ?! Hangup          SIP/a                     16 normal call clearing\n");
	expect_event(event_long, "Event: Hangup\nCause: 16\n\n", &style,
	    "04:49:20.123  ?! Hangup\n  Cause  16\n");
}
END_TEST

START_TEST(colors_parts)
{
	struct event_style style = plain;

	style.suspect = style.color = true;
	expect_event(event_line, "Event: Wink\nChannel: SIP/a\n\n", &style,
	    "\x1b[2m04:49:20.123\x1b[0m  \x1b[1;31m?!\x1b[0m \x1b[36mWink\x1b[0m            "
	    "\x1b[32mSIP/a\x1b[0m\n");
}
END_TEST

START_TEST(tells_what_was_asked_for)
{
	struct event_style style = plain;

	style.fields = STR("channel,Missing,X");
	expect_event(event_line, "Event: Wink\nX: 1\nChannel: SIP/a\nX: 2\n\n", &style,
	    "04:49:20.123  Wink               channel=SIP/a  Missing=  X=1, 2\n");
	style.columns = 48;
	expect_event(event_line,
	    "Event: Wink\nX: BUSY\nChannel: PJSIP/SOFTPHONE-alice-0000001a\n\n", &style,
	    "04:49:20.123  Wink\n  channel=PJSIP/SOFTPHONE-alice-0000001a\n  Missing=  X=BUSY\n");
	expect_event(event_long, "Event: Wink\nX: 1\nChannel: SIP/a\nX: 2\n\n", &style,
	    "04:49:20.123  Wink\n  channel  SIP/a\n  X        1\n  X        2\n");
}
END_TEST

START_TEST(prints_every_header_in_the_long_form)
{
	expect_event(event_long,
	    "Event: Wink\nPrivilege: call,all\nTimestamp: 1795322960.5\nChannel: SIP/a\x07\n"
	    "Empty: \nno colon\nA name\x1b: x\n\n",
	    &plain,
	    "04:49:20.500  Wink\n"
	    "  Privilege  call,all\n"
	    "  Channel    SIP/a\\x07\n"
	    "  Empty\n"
	    "  no colon\n"
	    "  A name\\x1b  x\n");
}
END_TEST

Suite *
suite_event_line(void)
{
	Suite *suite = suite_create("event_line");
	TCase *tests = tcase_create("event_line");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_add_test(tests, tells_what_matters);
	tcase_add_test(tests, tells_of_what_is_no_channel);
	tcase_add_test(tests, takes_the_time_from_the_event);
	tcase_add_test(tests, fits_the_terminal);
	tcase_add_test(tests, moves_details_before_it_cuts_them);
	tcase_add_test(tests, keeps_the_word_that_matters);
	tcase_add_test(tests, keeps_lines_whose_parts_are_missing);
	tcase_add_test(tests, marks_the_suspect);
	tcase_add_test(tests, colors_parts);
	tcase_add_test(tests, tells_what_was_asked_for);
	tcase_add_test(tests, prints_every_header_in_the_long_form);
	suite_add_tcase(suite, tests);
	return suite;
}
