/* SPDX-License-Identifier: ISC */
/* Calls as rows: what each event changes, and that nothing else does. */
#include <stdio.h>

#include "seen.h"
#include "state/channels.h"

Suite *suite_call_rows(void);

#define NEW(name, id, linked, number, who, more)                                                   \
	"Event: Newchannel\nChannel: " name "\nUniqueid: " id "\nLinkedid: " linked                \
	"\nCallerIDNum: " number "\nCallerIDName: " who "\nChannelState: 4\n" more "\n"
#define ERIN  NEW("PJSIP/erin-01", "1", "1", "105", "Erin", "Exten: 300\nContext: sets\n")
#define ALICE NEW("PJSIP/alice-02", "2", "1", "100", "Alice", "")
#define DIAL                                                                                       \
	"Event: DialBegin\nChannel: PJSIP/erin-01\nUniqueid: 1\nLinkedid: 1\nDestChannel: "        \
	"PJSIP/alice-02\nDestUniqueid: 2\nDestLinkedid: 1\nDestChannelState: 5\n\n"
#define BRIDGE(name, id)                                                                           \
	"Event: BridgeEnter\nBridgeUniqueid: b\nBridgeTechnology: simple_bridge\nChannel: " name   \
	"\nUniqueid: " id "\nLinkedid: 1\nChannelState: 6\n\n"
#define HANGUP(name, id, linked)                                                                   \
	"Event: Hangup\nChannel: " name "\nUniqueid: " id "\nLinkedid: " linked "\nCause: 16\n\n"

START_TEST(a_call_from_its_begin_to_its_end)
{
	seen_events(ERIN);
	EXPECT_ROWS(TOP_CALLS, "ringing|Erin (105)|300@sets|PJSIP/erin-01| 0:0 1:0\n");
	seen.now += 2000;
	seen_events(ALICE DIAL);
	EXPECT_ROWS(TOP_CALLS,
	    "ringing|Erin (105)|Alice (100)|PJSIP/erin-01| 0:2000 1:2000\n");
	seen.now += 3000;
	seen_events(BRIDGE("PJSIP/erin-01", "1") BRIDGE("PJSIP/alice-02", "2"));
	EXPECT_ROWS(TOP_CALLS, "talking|Erin (105)|Alice (100)|PJSIP/erin-01| 0:5000 1:0\n");
	seen_events(HANGUP("PJSIP/alice-02", "2", "1"));
	seen_events(HANGUP("PJSIP/erin-01", "1", "1"));
	EXPECT_ROWS(TOP_CALLS, "");
	ck_assert_uint_eq(board_count(seen.board, TOP_CALL), 0);
}
END_TEST

/* A call keeps its row when the channel that began it leaves: whoever has chosen it sees it. */
START_TEST(a_row_is_kept)
{
	size_t n;

	seen_events(ERIN ALICE DIAL);
	model_settle(seen.model, seen.now);
	uint64_t id = board_rows(seen.board, TOP_CALLS, &n)[0]->id;
	ck_assert_uint_eq(n, 1);
	seen_events(HANGUP("PJSIP/erin-01", "1", "1"));
	EXPECT_ROWS(TOP_CALLS, "ringing|Alice (100)||PJSIP/alice-02| 0:0 1:0\n");
	ck_assert_uint_eq(board_rows(seen.board, TOP_CALLS, &n)[0]->id, id);
}
END_TEST

/* A channel that acts is named by its row as long as the call lives. */
START_TEST(a_row_has_a_channel)
{
	size_t n;

	seen_events(ERIN);
	model_settle(seen.model, seen.now);
	struct row row = *board_rows(seen.board, TOP_CALLS, &n)[0];
	EXPECT_STR(model_target(seen.model, &row).channel, STR("PJSIP/erin-01"));
	seen_events(HANGUP("PJSIP/erin-01", "1", "1"));
	model_settle(seen.model, seen.now);
	EXPECT_STR(model_target(seen.model, &row).channel, STR(""));
}
END_TEST

/* Of calls from the list, nobody knows how long their state has lasted; a list that lacks a call
 * ends it. */
START_TEST(lists_begin_and_end)
{
	seen_list(MODEL_CHANNELS,
	    "Event: CoreShowChannel\nChannel: SIP/a-1\nUniqueid: 1\nLinkedid: 1\nChannelState: 6\n"
	    "CallerIDNum: 7\nDuration: 00:01:00\n\n"
	    "Event: CoreShowChannel\nChannel: SIP/b-1\nUniqueid: 2\nLinkedid: 2\nChannelState: 6\n"
	    "Duration: 00:00:30\n\n");
	EXPECT_ROWS(TOP_CALLS, "up|7||SIP/a-1| 0:60000\nup|SIP/b||SIP/b-1| 0:30000\n");
	seen_list(MODEL_CHANNELS,
	    "Event: CoreShowChannel\nChannel: SIP/b-1\nUniqueid: 2\nLinkedid: 2\n"
	    "ChannelState: 6\n\n");
	EXPECT_ROWS(TOP_CALLS, "up|SIP/b||SIP/b-1| 0:30000\n");
}
END_TEST

static size_t puts_n;

static void
count_put(void *arg, const struct row *row)
{
	(void)arg;
	(void)row;
	puts_n++;
}

/* With ten thousand calls, one that changes is the only one that is looked at again. */
START_TEST(work_is_of_what_changes)
{
	static const char *const names[] = {"pbx"};
	const struct board_ops ops = {.put = count_put};
	struct buf stream = BUF_INIT(BUF_MAX_TEXT);
	size_t n;

	seen_tear_down();
	seen.board = board_new(names, 1, &ops);
	seen.model = model_new(seen.board, 0);
	for (int i = 0; i < 10000; i++)
		buf_addf(&stream, "Event: CoreShowChannel\nChannel: SIP/a%d-1\nUniqueid: %d\n"
		    "Linkedid: %d\nChannelState: 6\n\n", i, i + 100, i + 100);
	seen_list(MODEL_CHANNELS, buf_z(&stream));
	model_settle(seen.model, seen.now);
	board_rows(seen.board, TOP_CALLS, &n);
	ck_assert_uint_eq(n, 10000);
	ck_assert_uint_eq(puts_n, 10000);
	seen_events(ERIN HANGUP("SIP/a5-1", "105", "105"));
	model_settle(seen.model, seen.now);
	board_rows(seen.board, TOP_CALLS, &n);
	ck_assert_uint_eq(n, 10000);
	ck_assert_uint_eq(puts_n, 10001);
	buf_clear(&stream);
}
END_TEST

/* What a caller sends cannot steer the terminal. */
START_TEST(names_are_harmless)
{
	seen_events(NEW("SIP/x-1", "9", "9", "\033[2J", "a\tb\xff", ""));
	EXPECT_ROWS(TOP_CALLS, "ringing|a\\tb\\xff (\\x1b[2J)||SIP/x-1| 0:0 1:0\n");
}
END_TEST

Suite *
suite_call_rows(void)
{
	Suite *suite = suite_create("top/call_rows");
	TCase *tests = tcase_create("call_rows");

	tcase_add_checked_fixture(tests, seen_set_up, seen_tear_down);
	tcase_add_test(tests, a_call_from_its_begin_to_its_end);
	tcase_add_test(tests, a_row_is_kept);
	tcase_add_test(tests, a_row_has_a_channel);
	tcase_add_test(tests, lists_begin_and_end);
	tcase_add_test(tests, work_is_of_what_changes);
	tcase_add_test(tests, names_are_harmless);
	suite_add_tcase(suite, tests);
	return suite;
}
