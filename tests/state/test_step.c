/* SPDX-License-Identifier: ISC */
/* Which events are steps of a call, in old servers and new ones, and of which channels. */
#include <stdlib.h>

#include "../expect.h"
#include "../view/shown.h"
#include "state/step.h"

Suite *suite_step(void);

#define A "Channel: SIP/a-1\nUniqueid: 1.1\nLinkedid: 1.0\n"
#define B "DestChannel: SIP/b-2\nDestUniqueid: 1.2\nDestLinkedid: 1.0\n"

static const struct {
	const char *event;
	enum step_kind kind;
	const char *a, *b, *c; /* Uniqueids */
} rows[] = {
    {"Event: AgentConnect\n" A B, STEP_AGENT, "1.1", "1.2", ""},
    {"Event: AttendedTransfer\nOrigTransfererChannel: x\nOrigTransfererUniqueid: 7\n"
     "TransfereeUniqueid: 8\nTransferTargetUniqueid: 9\n",
	STEP_ATTENDED, "7", "8", "9"},
    {"Event: BlindTransfer\nTransfererUniqueid: 7\nTransfereeUniqueid: 8\n", STEP_BLIND, "7", "8",
	""},
    {"Event: Bridge\nBridgestate: Link\nUniqueid1: 1\nUniqueid2: 2\n", STEP_ENTER, "1", "2", ""},
    {"Event: Bridge\nBridgestate: Unlink\nUniqueid1: 1\nUniqueid2: 2\n", STEP_LEAVE, "1", "2", ""},
    {"Event: BridgeEnter\n" A, STEP_ENTER, "1.1", "", ""},
    {"Event: BridgeLeave\n" A, STEP_LEAVE, "1.1", "", ""},
    {"Event: Dial\nSubEvent: Begin\nUniqueID: 1\nDestination: x\nDestUniqueID: 2\n", STEP_DIAL, "1",
	"2", ""},
    {"Event: DialBegin\n" B, STEP_DIAL, "", "1.2", ""},
    {"Event: DialBegin\n" A B, STEP_DIAL, "1.1", "1.2", ""},
    {"Event: DialEnd\n" A B "DialStatus: ANSWER\n", STEP_ANSWER, "1.1", "1.2", ""},
    {"Event: DialEnd\n" A B "DialStatus: BUSY\n", STEP_UNANSWERED, "1.1", "1.2", ""},
    {"Event: DTMFEnd\n" A "Direction: Received\n", STEP_DIGIT, "1.1", "", ""},
    {"Event: hangup\n" A, STEP_GONE, "1.1", "", ""},
    {"Event: HangupRequest\n" A, STEP_HANGS_UP, "1.1", "", ""},
    {"Event: Hold\n" A "Status: On\n", STEP_HOLD, "1.1", "", ""},
    {"Event: Hold\n" A "Status: Off\n", STEP_UNHOLD, "1.1", "", ""},
    {"Event: Hold\n" A, STEP_HOLD, "1.1", "", ""},
    {"Event: Join\n" A, STEP_QUEUE, "1.1", "", ""},
    {"Event: LocalBridge\nChannel1: x\nUniqueid1: 1\nUniqueid2: 2\n", STEP_LOCAL, "1", "2", ""},
    {"Event: LocalBridge\nLocalOneUniqueid: 1\nLocalTwoUniqueid: 2\n", STEP_LOCAL, "1", "2", ""},
    {"Event: MusicOnHold\n" A "State: Stop\n", STEP_MUSIC_ENDS, "1.1", "", ""},
    {"Event: MusicOnHoldStart\n" A, STEP_MUSIC, "1.1", "", ""},
    {"Event: Newchannel\n" A, STEP_NEW, "1.1", "", ""},
    {"Event: NewConnectedLine\n" A, STEP_CHANGED, "1.1", "", ""},
    {"Event: Newexten\n" A, STEP_APPLICATION, "1.1", "", ""},
    {"Event: Newstate\n" A "ChannelState: 4\n", STEP_CHANGED, "1.1", "", ""},
    {"Event: Newstate\n" A "ChannelState: 5\n", STEP_RINGING, "1.1", "", ""},
    {"Event: Newstate\n" A "ChannelState: 6\n", STEP_UP, "1.1", "", ""},
    {"Event: ParkedCall\nParkeeUniqueid: 5\n", STEP_PARKED, "5", "", ""},
    {"Event: ParkedCall\n" A, STEP_PARKED, "1.1", "", ""},
    {"Event: Pickup\n" A "TargetUniqueid: 5\n", STEP_PICKUP, "1.1", "5", ""},
    {"Event: QueueCallerAbandon\n" A, STEP_QUEUE_GIVEN_UP, "1.1", "", ""},
    {"Event: QueueCallerJoin\n" A, STEP_QUEUE, "1.1", "", ""},
    {"Event: QueueCallerLeave\n" A, STEP_QUEUE_LEFT, "1.1", "", ""},
    {"Event: Rename\n" A, STEP_RENAMED, "1.1", "", ""},
    {"Event: SoftHangupRequest\n" A, STEP_HUNG_UP, "1.1", "", ""},
    {"Event: Unhold\n" A, STEP_UNHOLD, "1.1", "", ""},
    {"Event: UnParkedCall\nParkeeUniqueid: 5\nRetrieverUniqueid: 6\n", STEP_UNPARKED, "5", "6", ""},
    {"Event: UserEvent\n" A, STEP_USER, "1.1", "", ""},
};

START_TEST(reads_steps)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf stream = BUF_INIT(4096);
		struct step s;
		buf_addf(&stream, "%s\n", rows[i].event);
		struct msg *m = shown_one(buf_z(&stream));
		ck_assert_msg(step_read(&s, m), "no step: %s", rows[i].event);
		ck_assert_msg(s.kind == rows[i].kind, "%s: expected kind %d, came %d",
		    rows[i].event, (int)rows[i].kind, (int)s.kind);
		EXPECT_STR(s.party[0].uniqueid, str_of(rows[i].a));
		EXPECT_STR(s.party[1].uniqueid, str_of(rows[i].b));
		EXPECT_STR(s.party[2].uniqueid, str_of(rows[i].c));
		free(m);
		buf_clear(&stream);
	}
}
END_TEST

START_TEST(names_the_parties)
{
	struct msg *m = shown_one("Event: DialBegin\n" A B "\n");
	struct step s;

	ck_assert(step_read(&s, m));
	EXPECT_STR(s.party[0].channel, STR("SIP/a-1"));
	EXPECT_STR(s.party[1].channel, STR("SIP/b-2"));
	EXPECT_STR(s.party[1].linkedid, STR("1.0"));
	EXPECT_STR(str_of(s.party[1].snapshot), STR("Dest"));
	free(m);
}
END_TEST

START_TEST(passes_over_the_rest)
{
	static const char *const others[] = {
	    "Event: VarSet\n" A "\n",
	    "Event: DTMFEnd\n" A "Direction: Sent\n\n",
	    "Event: Hangup\nChannel: SIP/a-1\n\n", /* whose? */
	    "Event: Zzz\n" A "\n",
	    "Event: AAA\n" A "\n",
	    "Event: \n" A "\n",
	    "Response: Hangup\n" A "\n",
	    "Event: UserEvent\nUserEvent: x\n\n",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct msg *m = shown_one(others[i]);
		struct step s;
		ck_assert_msg(!step_read(&s, m), "a step: %s", others[i]);
		free(m);
	}
}
END_TEST

START_TEST(knows_halves_of_local_channels)
{
	struct str base;

	ck_assert(step_local_base(STR("Local/100@sets-0000001a;2"), &base));
	EXPECT_STR(base, STR("Local/100@sets-0000001a"));
	ck_assert(!step_local_base(STR("PJSIP/a;1"), &base));
	EXPECT_STR(base, STR("PJSIP/a;1"));
	ck_assert(!step_local_base(STR("Local/100@sets-0000001a;3"), &base));
	ck_assert(!step_local_base(STR(""), &base));
	ck_assert_uint_eq(base.n, 0);
}
END_TEST

Suite *
suite_step(void)
{
	Suite *suite = suite_create("state/step");
	TCase *tests = tcase_create("step");

	tcase_add_test(tests, reads_steps);
	tcase_add_test(tests, names_the_parties);
	tcase_add_test(tests, passes_over_the_rest);
	tcase_add_test(tests, knows_halves_of_local_channels);
	suite_add_tcase(suite, tests);
	return suite;
}
