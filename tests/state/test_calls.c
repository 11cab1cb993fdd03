/* SPDX-License-Identifier: ISC */
/* How channels become calls, and the state of each call. */
#include "fed.h"
#include "state/calls.h"

Suite *suite_calls(void);

#define CHANNEL(name, id, linked, more)                                                            \
	"Event: CoreShowChannel\nChannel: " name "\nUniqueid: " id "\nLinkedid: " linked "\n" more "\n"

/* Append "ID STATE PLACE: FROM > TO…", a line a call. */
static void
describe(const struct channels *c, struct buf *out)
{
	static const char *const states[CALL_STATES] = {
	    "parked", "queued", "meeting", "held", "talking", "ringing", "up", "beginning"};
	struct calls calls;

	calls_of(&calls, c);
	for (size_t i = 0; i < calls.n; i++) {
		const struct call *call = &calls.v[i];
		buf_addf(out, "%.*s %s %.*s: ", STR_ARG(call_id(call)), states[call->state],
		    STR_ARG(call->place));
		buf_adds(out, channel_text(call->legs[call->from], CHANNEL_NAME));
		for (size_t k = 0; k < call->n; k++)
			if (call_to(call, k))
				buf_addf(out, " > %.*s",
				    STR_ARG(channel_text(call_to(call, k), CHANNEL_NAME)));
		buf_addc(out, '\n');
	}
	calls_clear(&calls);
}

/* Of one Linkedid alone, the calls are the same. */
static void
expect_same_by_linkedid(const struct channels *c)
{
	struct calls all, linked;

	calls_of(&all, c);
	for (size_t i = 0; i < all.n; i++) {
		size_t same = 0;
		calls_of_linked(&linked, c, call_id(&all.v[i]));
		for (size_t k = 0; k < linked.n; k++)
			same += linked.v[k].legs[0] == all.v[i].legs[0] &&
			    linked.v[k].n == all.v[i].n && linked.v[k].state == all.v[i].state;
		ck_assert_uint_eq(same, 1);
		calls_clear(&linked);
	}
	calls_clear(&all);
}

static void
expect_calls(const char *list, const char *events, const char *want)
{
	struct channels *c = channels_new();
	struct buf came = BUF_INIT(65536);

	fed_list(c, list, 0);
	fed_events(c, events, 0);
	describe(c, &came);
	EXPECT_STR(buf_str(&came), str_of(want));
	expect_same_by_linkedid(c);
	buf_clear(&came);
	channels_free(c);
}

START_TEST(groups_legs)
{
	expect_calls(CHANNEL("SIP/b-2", "2", "2", "ChannelState: 6\n")
	        CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/c-3", "3", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/d-4", "4", "1", "ChannelState: 5\n"),
	    "", "2 up : SIP/b-2\n1 talking : SIP/a-1 > SIP/c-3 > SIP/d-4\n");
	expect_calls("", "", "");
}
END_TEST

START_TEST(tells_states)
{
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 4\n"), "", "1 ringing : SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 0\n"), "", "1 beginning : SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\n"), "",
	    "1 up : SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1",
	                 "ChannelState: 6\nApplication: Queue\nApplicationData: support,t\n"),
	    "", "1 queued support: SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nBridgeId: x\n"),
	    "Event: Hold\nChannel: SIP/b-2\nUniqueid: 2\n\n", "1 held : SIP/a-1 > SIP/b-2\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1",
	                 "ChannelState: 6\nApplication: ConfBridge\nApplicationData: ops,x\n"),
	    "", "1 meeting ops: SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nApplication: Park\n"), "",
	    "1 parked : SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\n"),
	    "Event: ParkedCall\nParkeeChannel: SIP/a-1\nParkeeUniqueid: 1\nParkingSpace: 701\n\n",
	    "1 parked 701: SIP/a-1\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\n"),
	    "Event: QueueCallerJoin\nChannel: SIP/a-1\nUniqueid: 1\nQueue: q\n\n",
	    "1 queued q: SIP/a-1\n");
}
END_TEST

/* Halves of Local channels are not parties. */
START_TEST(passes_over_local_halves)
{
	expect_calls(CHANNEL("Local/1@x-1;1", "1", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("Local/1@x-1;2", "2", "1", "ChannelState: 6\nBridgeId: y\n")
	        CHANNEL("SIP/a-1", "3", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/b-2", "4", "1", "ChannelState: 6\nBridgeId: y\n"),
	    "", "1 talking : SIP/a-1 > SIP/b-2\n");
	expect_calls(CHANNEL("Local/1@x-1;1", "1", "1", "ChannelState: 6\n")
	        CHANNEL("Local/1@x-1;2", "2", "1", "ChannelState: 6\n"),
	    "", "1 up : Local/1@x-1;1\n");
}
END_TEST

/* After a redirect of both, two legs of one Linkedid have no more to do with each other. */
START_TEST(bridges_decide_who_is_with_whom)
{
	static const char pair[] = CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\n")
	    CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nBridgeId: x\n");

	expect_calls(pair, "", "1 talking : SIP/a-1 > SIP/b-2\n");
	expect_calls(pair,
	    "Event: BridgeLeave\nChannel: SIP/a-1\nUniqueid: 1\n\n"
	    "Event: BridgeLeave\nChannel: SIP/b-2\nUniqueid: 2\n\n",
	    "1 up : SIP/a-1\n1 up : SIP/b-2\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nBridgeId: y\n")
	        CHANNEL("SIP/c-3", "3", "1", "ChannelState: 6\nBridgeId: x\n")
	        CHANNEL("SIP/d-4", "4", "1", "ChannelState: 6\nBridgeId: y\n"),
	    "", "1 talking : SIP/a-1 > SIP/c-3\n1 talking : SIP/b-2 > SIP/d-4\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nApplication: Wait\n")
	        CHANNEL("SIP/b-2", "2", "1",
	            "ChannelState: 6\nBridgeId: z\nApplication: ConfBridge\nApplicationData: ops\n"),
	    "", "1 up : SIP/a-1\n1 meeting ops: SIP/b-2\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nBridgeId: x\nApplication: Park\n")
	        CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nBridgeId: x\nApplication: Park\n"),
	    "", "1 parked : SIP/a-1\n1 parked : SIP/b-2\n");
}
END_TEST

START_TEST(dialling_holds_together)
{
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nApplication: Wait\n")
	        CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nApplication: Dial\n")
	        CHANNEL("SIP/c-3", "3", "1", "ChannelState: 5\nApplication: AppDial\n")
	        CHANNEL("SIP/d-4", "4", "1", "ChannelState: 6\nApplication: AppDial\n"),
	    "", "1 up : SIP/a-1\n1 ringing : SIP/b-2 > SIP/c-3 > SIP/d-4\n");
	expect_calls(CHANNEL("SIP/a-1", "1", "1", "ChannelState: 6\nApplication: Dial\n")
	        CHANNEL("SIP/b-2", "2", "1", "ChannelState: 6\nApplication: Dial\n"),
	    "Event: DialBegin\nChannel: SIP/b-2\nUniqueid: 2\nLinkedid: 1\nDestChannel: SIP/d-4\n"
	    "DestUniqueid: 4\nDestLinkedid: 1\nDestChannelState: 5\n\n"
	    "Event: DialBegin\nChannel: SIP/a-1\nUniqueid: 1\nLinkedid: 1\nDestChannel: SIP/c-3\n"
	    "DestUniqueid: 3\nDestLinkedid: 1\nDestChannelState: 5\n\n",
	    "1 ringing : SIP/a-1 > SIP/c-3\n1 ringing : SIP/b-2 > SIP/d-4\n");
}
END_TEST

START_TEST(old_lists_name_the_other_side)
{
	expect_calls(CHANNEL("SIP/a-1", "1", "", "ChannelState: 6\nBridgedUniqueID: 2\n")
	        CHANNEL("SIP/b-2", "2", "", "ChannelState: 6\nBridgedUniqueID: 1\n")
	        CHANNEL("SIP/c-3", "3", "", "ChannelState: 6\nBridgedUniqueID: \n"),
	    "", "1 talking : SIP/a-1 > SIP/b-2\n3 up : SIP/c-3\n");
}
END_TEST

#define OLD(name, id, more)                                                                        \
	"Event: CoreShowChannel\nChannel: " name "\nUniqueID: " id                                 \
	"\nContext: sets\nExtension: 101\nChannelState: 6\n" more "\n"
#define ALONE "BridgedChannel: \nBridgedUniqueID: \n"

START_TEST(old_lists_have_halves)
{
	expect_calls(OLD("Local/9@x-1;2", "2", ALONE) OLD("SIP/c-3", "3", ALONE)
	        OLD("Local/9@x-1;1", "1", ALONE) OLD("Local/9@x-10;1", "5", ALONE),
	    "", "1 up : Local/9@x-1;2\n3 up : SIP/c-3\n5 up : Local/9@x-10;1\n");
}
END_TEST

/* A channel that was bridged in the last list, and is alone in this one, is no longer talking. */
START_TEST(forgets_an_old_bridge)
{
	struct channels *c = channels_new();
	struct buf came = BUF_INIT(65536);

	fed_list(c, OLD("SIP/a-1", "1", "BridgedUniqueID: 2\n")
	    OLD("SIP/b-2", "2", "BridgedUniqueID: 1\n"), 0);
	fed_list(c, OLD("SIP/a-1", "1", ALONE) OLD("SIP/b-2", "2", ALONE), 0);
	describe(c, &came);
	ck_assert(!strstr(buf_z(&came), "talking"));
	EXPECT_STR(channel_text(channels_first(c), CHANNEL_EXTEN), STR("101"));
	buf_clear(&came);
	channels_free(c);
}
END_TEST

/* So many that quadratic work would not end within a test's time. */
START_TEST(many_legs)
{
	struct channels *c = channels_new();
	struct buf list = BUF_INIT(BUF_MAX_TEXT);
	struct calls calls;
	const size_t n = 20000;

	for (size_t i = 0; i < n; i++)
		buf_addf(&list,
		    "Event: CoreShowChannel\nChannel: SIP/a-%zu\nUniqueid: %zu\nLinkedid: 0\n"
		    "ChannelState: 6\nBridgeId: %s\n\n",
		    i, i, i % 2 ? "odd" : "even");
	fed_list(c, buf_z(&list), 0);
	calls_of(&calls, c);
	ck_assert_uint_eq(calls.n, 2);
	ck_assert_uint_eq(calls.v[0].n, n / 2);
	calls_clear(&calls);
	channels_free(c);
	buf_clear(&list);
}
END_TEST

Suite *
suite_calls(void)
{
	Suite *suite = suite_create("state/calls");
	TCase *tests = tcase_create("calls"), *volume = tcase_create("volume");

	tcase_add_test(tests, groups_legs);
	tcase_add_test(tests, tells_states);
	tcase_add_test(tests, passes_over_local_halves);
	tcase_add_test(tests, bridges_decide_who_is_with_whom);
	tcase_add_test(tests, dialling_holds_together);
	tcase_add_test(tests, old_lists_name_the_other_side);
	tcase_add_test(tests, old_lists_have_halves);
	tcase_add_test(tests, forgets_an_old_bridge);
	suite_add_tcase(suite, tests);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_test(volume, many_legs);
	suite_add_tcase(suite, volume);
	return suite;
}
