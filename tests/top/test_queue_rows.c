/* SPDX-License-Identifier: ISC */
/* Queues, members and callers as rows. */
#include "seen.h"

Suite *suite_queue_rows(void);

#define QUEUE   "Event: QueueParams\nQueue: support\nCompleted: 7\nAbandoned: 2\n\n"
#define MEMBER(name, more)                                                                         \
	"Event: QueueMember\nQueue: support\nName: " name "\nLocation: PJSIP/" name                \
	"\nCallsTaken: 3\nStatus: 1\n" more "\n"
#define ENTRY(id, position, wait)                                                                  \
	"Event: QueueEntry\nQueue: support\nPosition: " position "\nChannel: SIP/x-" id            \
	"\nUniqueid: " id "\nCallerIDNum: 777\nCallerIDName: Eve\nWait: " wait "\n\n"
#define JOIN(id, position)                                                                         \
	"Event: QueueCallerJoin\nQueue: support\nPosition: " position "\nChannel: SIP/x-" id       \
	"\nUniqueid: " id "\nCallerIDNum: 777\nCallerIDName: <unknown>\n\n"
#define LEAVE(id) "Event: QueueCallerLeave\nQueue: support\nUniqueid: " id "\n\n"

START_TEST(a_list)
{
	seen_list(MODEL_CLOCK, "Response: Success\nPing: Pong\nTimestamp: 1795322970.5\n\n");
	seen_list(MODEL_QUEUES,
	    QUEUE MEMBER("bob", "Paused: 1\nPausedReason: lunch\nLastPause: 1795322960\n")
	        MEMBER("alice", "Paused: 0\n") ENTRY("5", "1", "4"));
	EXPECT_ROWS(TOP_QUEUES,
	    "support|1 waiting, 1 of 2 free|7|2| 1:4000\n"
	    "1. Eve (777)|waits|||SIP/x-5 1:4000\n"
	    "alice|not in use|3||PJSIP/alice\n"
	    "bob|paused: lunch|3||PJSIP/bob 1:10500\n");
	seen_list(MODEL_QUEUES, QUEUE MEMBER("alice", ""));
	EXPECT_ROWS(TOP_QUEUES,
	    "support|0 waiting, 1 of 1 free|7|2|\nalice|not in use|3||PJSIP/alice\n");
	seen_list(MODEL_QUEUES, "");
	EXPECT_ROWS(TOP_QUEUES, "");
}
END_TEST

/* Who joins in the middle moves the others, who leaves too; an event that the list had already told
 * changes nothing. */
START_TEST(callers_come_and_go)
{
	seen_list(MODEL_QUEUES, QUEUE ENTRY("5", "1", "0"));
	seen_events(JOIN("5", "1") JOIN("6", "2") JOIN("7", "2"));
	EXPECT_ROWS(TOP_QUEUES,
	    "support|3 waiting, 0 of 0 free|7|2| 1:0\n1. Eve (777)|waits|||SIP/x-5 1:0\n"
	    "2. 777|waits|||SIP/x-7 1:0\n3. 777|waits|||SIP/x-6 1:0\n");
	seen_events("Event: QueueCallerAbandon\nQueue: support\nUniqueid: 7\n\n" LEAVE("7")
	        LEAVE("5") LEAVE("5"));
	EXPECT_ROWS(TOP_QUEUES,
	    "support|1 waiting, 0 of 0 free|7|3| 1:0\n1. 777|waits|||SIP/x-6 1:0\n");
}
END_TEST

START_TEST(members_change)
{
	seen_list(MODEL_QUEUES, QUEUE MEMBER("alice", ""));
	seen.now += 1000;
	seen_events("Event: QueueMemberStatus\nQueue: support\nMemberName: alice\n"
	    "Interface: PJSIP/alice\nStatus: 2\nPaused: 0\nCallsTaken: 3\n\n");
	EXPECT_ROWS(TOP_QUEUES,
	    "support|0 waiting, 0 of 1 free|7|2|\nalice|in use|3||PJSIP/alice 1:0\n");
	seen_events("Event: AgentComplete\nQueue: support\nInterface: PJSIP/alice\n\n"
	    "Event: QueueMemberPause\nQueue: support\nInterface: PJSIP/alice\nPaused: 1\n"
	    "PausedReason: \n\n");
	seen.now += 5000;
	EXPECT_ROWS(TOP_QUEUES,
	    "support|0 waiting, 0 of 1 free|8|2|\nalice|paused, in use|4||PJSIP/alice 1:5000\n");
	seen_events("Event: QueueMemberRemoved\nQueue: support\nLocation: PJSIP/alice\n\n");
	EXPECT_ROWS(TOP_QUEUES, "support|0 waiting, 0 of 0 free|8|2|\n");
}
END_TEST

/* What keys act on. */
START_TEST(rows_have_targets)
{
	size_t n;

	seen_list(MODEL_QUEUES, QUEUE MEMBER("alice", "Paused: 1\n") ENTRY("5", "1", "4"));
	model_settle(seen.model, seen.now);
	const struct row *const *rows = board_rows(seen.board, TOP_QUEUES, &n);
	ck_assert_uint_eq(n, 3);
	EXPECT_STR(model_target(seen.model, rows[0]).queue, STR(""));
	EXPECT_STR(model_target(seen.model, rows[1]).channel, STR("SIP/x-5"));
	struct row_target member = model_target(seen.model, rows[2]);
	EXPECT_STR(member.interface, STR("PJSIP/alice"));
	EXPECT_STR(member.queue, STR("support"));
}
END_TEST

/* Before Asterisk 12 the events have other names. */
START_TEST(old_events)
{
	seen_list(MODEL_QUEUES, QUEUE MEMBER("alice", ""));
	seen_events("Event: Join\nQueue: support\nPosition: 1\nChannel: SIP/x-1\nUniqueid: 1\n"
	    "CallerIDNum: unknown\n\n"
	    "Event: QueueMemberPaused\nQueue: support\nLocation: PJSIP/alice\nPaused: 1\n"
	    "Reason: tea\n\n");
	EXPECT_ROWS(TOP_QUEUES,
	    "support|1 waiting, 0 of 1 free|7|2| 1:0\n1. SIP/x|waits|||SIP/x-1 1:0\n"
	    "alice|paused: tea|3||PJSIP/alice 1:0\n");
	seen_events("Event: Leave\nQueue: support\nUniqueid: 1\n\n");
	EXPECT_ROWS(TOP_QUEUES,
	    "support|0 waiting, 0 of 1 free|7|2|\nalice|paused: tea|3||PJSIP/alice 1:0\n");
}
END_TEST

/* Events that are forged, or repeated with ever other names, do not fill the memory; those that come
 * after their end have room again. */
START_TEST(too_many)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	for (size_t i = 0; i < 202; i++)
		for (size_t k = 0; k < 100; k++) {
			buf_reset(&text);
			buf_addf(&text, "Event: QueueMemberAdded\nQueue: q%zu\nInterface: m%zu\n\n", i, k);
			seen_events(buf_z(&text));
		}
	model_settle(seen.model, seen.now);
	size_t rows = board_count(seen.board, TOP_QUEUE) + board_count(seen.board, TOP_MEMBER);
	ck_assert_uint_eq(rows, 20000);
	seen_list(MODEL_QUEUES, QUEUE MEMBER("alice", "") ENTRY("5", "1", "0"));
	EXPECT_ROWS(TOP_QUEUES,
	    "support|1 waiting, 1 of 1 free|7|2| 1:0\n1. Eve (777)|waits|||SIP/x-5 1:0\n"
	    "alice|not in use|3||PJSIP/alice\n");
	buf_clear(&text);
}
END_TEST

/* A name that is cut would be another one. */
START_TEST(names_too_long)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	buf_addf(&text, QUEUE "Event: QueueMember\nQueue: support\nLocation: %0200d\n\n"
	    "Event: QueueParams\nQueue: %0200d\n\n"
	    "Event: QueueEntry\nQueue: support\nChannel: %0200d\nUniqueid: 1\n\n", 1, 1, 1);
	seen_list(MODEL_QUEUES, buf_z(&text));
	EXPECT_ROWS(TOP_QUEUES, "support|0 waiting, 0 of 0 free|7|2|\n");
	buf_clear(&text);
}
END_TEST

Suite *
suite_queue_rows(void)
{
	Suite *suite = suite_create("top/queue_rows");
	TCase *tests = tcase_create("queue_rows");

	tcase_add_checked_fixture(tests, seen_set_up, seen_tear_down);
	tcase_add_test(tests, a_list);
	tcase_add_test(tests, callers_come_and_go);
	tcase_add_test(tests, members_change);
	tcase_add_test(tests, rows_have_targets);
	tcase_add_test(tests, old_events);
	tcase_add_test(tests, too_many);
	tcase_add_test(tests, names_too_long);
	suite_add_tcase(suite, tests);
	return suite;
}
