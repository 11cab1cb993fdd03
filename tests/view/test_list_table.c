/* SPDX-License-Identifier: ISC */
/* Lists as tables: known and unknown kinds, several in one list, counts, what the end tells. */
#include "shown.h"

Suite *suite_list_table(void);

static const struct render_options text = {
    .format = FORMAT_TEXT,
    .header = true,
    .interactive = true,
};

#define OPEN  "Response: Success\nActionID: 1\nEventList: start\nMessage: Items will follow\n\n"
#define CLOSE "Event: ListComplete\nActionID: 1\nEventList: Complete\nListItems: 2\n\n"

static void
expect_capture(const char *name, size_t columns, const char *want)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct render_options options = text;

	options.columns = columns;
	shown_capture(&out, name, &options);
	ck_assert_msg(str_eq(buf_str(&out), str_of(want)), "%s: expected\n%scame\n%s", name, want,
	    buf_z(&out));
	buf_clear(&out);
}

START_TEST(shows_a_queue_with_a_caller)
{
	expect_capture("ast22/queuestatus-with-caller", 100,
	    "Authentication accepted\n"
	    "Queue  Calls  Max  Strategy  Completed  Abandoned  Holdtime  TalkTime  Perf %\n"
	    "q1         1    0  ringall           1          0         0         2   100.0\n"
	    "(1 queue)\n"
	    "\n"
	    "Queue  Name          Location              Status      Paused     Penalty  CallsTaken  "
	    "Membership …\n"
	    "q1     Bob B Ring    Local/ring@amitest    not in use  yes              3           0  "
	    "static\n"
	    "q1     Alice Answer  Local/answer@amitest  in use      yes (x y)        0           1  "
	    "static\n"
	    "(2 members, 1 column more)\n"
	    "\n"
	    "Queue  Position  Channel                          Caller  Name      Wait  Priority\n"
	    "q1            1  Local/answer@amitest-00000018;1  777     Q Caller     1         0\n"
	    "(1 caller)\n"
	    "Queue  LoggedIn  Available  Callers  HoldTime  TalkTime  LongestHoldTime\n"
	    "q1            2          0        1         0         2                1\n"
	    "q2            0          0        0         0         0                0\n"
	    "(2 queues)\n"
	    "Thanks for all the fish.\n");
}
END_TEST

START_TEST(shows_peers_of_two_spellings)
{
	EXPECT_SHOWN(&text,
	    OPEN "Event: PeerEntry\nChanneltype: IAX2\nObjectName: a\nIPaddress: 10.0.0.1\n"
		 "IPport: 4569\nDynamic: no\nStatus: OK (1 ms)\nDescription: \n\n"
		 "Event: PeerEntry\nChanneltype: IAX\nObjectName: b\nIPaddress: 10.0.0.2\n"
		 "Mask: 255.255.255.255\nPort: 4569\nDynamic: no\nStatus: Unmonitored\n\n"
		 "Event: PeerEntry\nChanneltype: IAX2\nObjectName: c\nIPaddress: (null)\n"
		 "IPport: (null)\nDynamic: yes\nStatus: Unmonitored\n\n" CLOSE,
	    "Peer  Channeltype  Address        Status       Dynamic  Description\n"
	    "a     IAX2         10.0.0.1:4569  OK (1 ms)    no\n"
	    "b     IAX          10.0.0.2:4569  Unmonitored  no\n"
	    "c     IAX2                        Unmonitored  yes\n"
	    "(3 peers)\n");
}
END_TEST

START_TEST(shows_what_the_end_tells)
{
	expect_capture("ast16/bridges-with-channels", 80,
	    "Authentication accepted\n"
	    "Bridge                                Channels  Type   Technology\n"
	    "807d097e-395e-42aa-906a-d00f8b370073         2  basic  simple_bridge\n"
	    "(1 bridge)\n"
	    "Channel                          State  Location        Caller  Uniqueid\n"
	    "Local/answer@amitest-0000000e;1  Up     dial@amitest:1          1795323049.137\n"
	    "Local/answer@amitest-0000000f;1  Up                     dial    1795323049.144\n"
	    "(2 channels)\n"
	    "\n"
	    "BridgeUniqueid         807d097e-395e-42aa-906a-d00f8b370073\n"
	    "BridgeType             basic\n"
	    "BridgeTechnology       simple_bridge\n"
	    "BridgeCreator          <unknown>\n"
	    "BridgeName             <unknown>\n"
	    "BridgeNumChannels      2\n"
	    "BridgeVideoSourceMode  none\n"
	    "Thanks for all the fish.\n");
}
END_TEST

START_TEST(shows_a_parked_call)
{
	expect_capture("ast16/parkedcalls", 80,
	    "Authentication accepted\n"
	    "Space  Channel                          Parker                Timeout …\n"
	    "  701  Local/answer@amitest-00000019;1  Local/answer@amitest       44\n"
	    "(1 call, 3 columns more)\n"
	    "Thanks for all the fish.\n");
}
END_TEST

START_TEST(shows_every_header_of_unknown_kinds)
{
	EXPECT_SHOWN(&text,
	    OPEN "Event: New\nActionID: 1\nA: 1\nEmpty: \nA: 2\n\n"
		 "Event: New\nActionID: 1\nB: x\x1b\nEmpty: \nC: 3\n\n" CLOSE,
	    "A     B      C\n"
	    "1, 2\n"
	    "      x\\x1b  3\n"
	    "(2 rows)\n");
	EXPECT_SHOWN(&text, OPEN "Event: Bare\nActionID: 1\n\n" CLOSE, "Event\nBare\n(1 row)\n");
}
END_TEST

START_TEST(shows_records_when_rows_are_too_long)
{
	struct render_options narrow = text;
	static const char stream[] = OPEN "Event: New\nAlpha: 1\nBeta: bbbbbbbbbbbbbbb\nC: 3\n\n"
					  "Event: New\nAlpha: 2\n\n" CLOSE;

	narrow.columns = 17;
	EXPECT_SHOWN(&narrow, stream,
	    "Alpha  1\nBeta   bbbbbbbbbbbbbbb\nC      3\n\nAlpha  2\nBeta\nC\n(2 rows)\n");
	narrow.columns = 18;
	EXPECT_SHOWN(&narrow, stream,
	    "Alpha  Beta      C\n    1  bbbbbbb…  3\n    2\n(2 rows)\n");
}
END_TEST

START_TEST(shows_records_when_there_are_many_headers)
{
	struct buf stream = BUF_INIT(4096), want = BUF_INIT(4096);

	buf_addz(&stream, OPEN "Event: New\n");
	for (int i = 10; i < 23; i++) {
		buf_addf(&stream, "H%d: %d\n", i, i);
		buf_addf(&want, "H%d  %d\n", i, i);
	}
	buf_addz(&stream, "\n" CLOSE);
	buf_addz(&want, "(1 row)\n");
	EXPECT_SHOWN(&text, buf_z(&stream), buf_z(&want));
	buf_clear(&stream);
	buf_clear(&want);
}
END_TEST

/* Kinds in the order in which they first come, however they are mixed; each record shows what its
 * item has of the headers that are not empty everywhere. */
START_TEST(shows_sparse_records_of_mixed_kinds)
{
	struct buf stream = BUF_INIT(4096), want = BUF_INIT(4096);

	buf_addz(&stream, OPEN "Event: New\nEmpty:\nH10: 0\n\nEvent: Other\nA: 1\n\nEvent: new\n");
	buf_addz(&want, "H10  0\n\n");
	for (int i = 10; i < 23; i++) {
		buf_addf(&stream, "H%d: %s%d\n", i, i == 10 ? "x\nH10: " : "", i);
		buf_addf(&want, "H%d  %s%d\n", i, i == 10 ? "x, " : "", i);
	}
	buf_addz(&stream, "\nEvent: Other\nA: 2\n\nEvent: New\nH12:\nH11: 1\n\n" CLOSE);
	buf_addz(&want, "\nH11  1\nH12\n(3 rows)\n\nA\n1\n2\n(2 rows)\n");
	EXPECT_SHOWN(&text, buf_z(&stream), buf_z(&want));
	buf_clear(&stream);
	buf_clear(&want);
}
END_TEST

START_TEST(shows_the_fields_asked_for_in_one_table)
{
	struct render_options picked = text;
	static const char stream[] = OPEN "Event: QueueParams\nQueue: q1\nCalls: 3\n\n"
					  "Event: QueueMember\nQueue: q1\nName: Bob\n\n"
					  "Event: QueueComplete\nEventList: Complete\nMore: 1\n\n";

	picked.fields = STR("name,Queue,Calls");
	EXPECT_SHOWN(&picked, stream,
	    "name  Queue  Calls\n      q1         3\nBob   q1\n(2 rows)\n");
	picked.header = picked.interactive = false;
	EXPECT_SHOWN(&picked, stream, "      q1         3\nBob   q1\n");
}
END_TEST

START_TEST(counts_only_when_interactive)
{
	struct render_options quiet = text;

	EXPECT_SHOWN(&text, OPEN CLOSE, "(none)\n");
	EXPECT_SHOWN(&text, OPEN "Event: VoicemailUserEntry\nVoiceMailbox: 5\n\n" CLOSE,
	    "Mailbox  Fullname  New  Old  Email\n5\n(1 mailbox)\n");
	EXPECT_SHOWN(&text,
	    OPEN "Event: DBGetTreeResponse\nKey: /a\nVal: b\n\n"
		 "Event: DBGetTreeResponse\nKey: /c\nVal: \n\n" CLOSE,
	    "Key  Val\n/a   b\n/c\n(2 entries)\n");
	quiet.interactive = false;
	EXPECT_SHOWN(&quiet, OPEN CLOSE, "");
	EXPECT_SHOWN(&quiet, OPEN "Event: DBGetTreeResponse\nKey: /a\nVal: b\n\n" CLOSE,
	    "Key  Val\n/a   b\n");
}
END_TEST

START_TEST(says_how_many_columns_have_no_room)
{
	struct render_options narrow = text;

	narrow.columns = 24;
	EXPECT_SHOWN(&narrow,
	    OPEN "Event: Parkinglot\nName: default\nStartSpace: 701\nStopSpace: 720\n"
		 "Timeout: 45\n\n" CLOSE,
	    "Name     StartSpace …\ndefault         701\n(1 lot, 2 columns more)\n");
}
END_TEST

START_TEST(colors_titles)
{
	struct render_options colored = text;

	colored.color = true;
	EXPECT_SHOWN(&colored, OPEN "Event: DBGetTreeResponse\nKey: /a\nVal: b\n\n" CLOSE,
	    "\x1b[1mKey  Val\x1b[0m\n/a   b\n(1 entry)\n");
}
END_TEST

Suite *
suite_list_table(void)
{
	Suite *suite = suite_create("list_table");
	TCase *tests = tcase_create("list_table");

	tcase_add_test(tests, shows_a_queue_with_a_caller);
	tcase_add_test(tests, shows_peers_of_two_spellings);
	tcase_add_test(tests, shows_what_the_end_tells);
	tcase_add_test(tests, shows_a_parked_call);
	tcase_add_test(tests, shows_every_header_of_unknown_kinds);
	tcase_add_test(tests, shows_records_when_rows_are_too_long);
	tcase_add_test(tests, shows_records_when_there_are_many_headers);
	tcase_add_test(tests, shows_sparse_records_of_mixed_kinds);
	tcase_add_test(tests, shows_the_fields_asked_for_in_one_table);
	tcase_add_test(tests, counts_only_when_interactive);
	tcase_add_test(tests, says_how_many_columns_have_no_room);
	tcase_add_test(tests, colors_titles);
	suite_add_tcase(suite, tests);
	return suite;
}
