/* SPDX-License-Identifier: ISC */
/*
 * Replies and their calls. Each verdict is a line of a log, "reply 1+ Success": what, which call, a
 * plus when it goes on, the title of the message or the text of the error. A test compares the log.
 */
#include "ami/pending.h"

#include <check.h>
#include <stdio.h>

#include "transcript.h"

Suite *suite_pending(void);

#define TIMEOUT 1000

static struct pending *p;
static struct buf heard;
static msec now;
static uint32_t add_when_told; /* a call that the sink adds, once */

static void
take(
    void *arg, enum verdict v, uint32_t call, bool more, const struct msg *m, const struct err *err)
{
	static const char *const names[] = {
	    "event", "suspect", "reply", "item", "end", "lost", "stray"};
	static const char *const kinds[] = {[ERR_TIMEOUT] = "timeout: ", [ERR_LOST] = "lost: "};
	struct str title = m ? msg_title(m) : STR("-");

	ck_assert_ptr_eq(arg, &heard);
	buf_addf(&heard, "%s %u%s ", names[v], call, more ? "+" : "");
	if (err)
		buf_addf(&heard, "%s%s\n", kinds[err->kind], err->text);
	else
		buf_addf(&heard, "%.*s\n", STR_ARG(title));
	if (add_when_told) {
		uint32_t added = add_when_told;
		add_when_told = 0;
		pending_add(p, added, STR("Ping"), STR("added"), now, TIMEOUT, false);
	}
}

static void
setup(void)
{
	heard = BUF_INIT(BUF_MAX_TEXT);
	now = 10000;
	add_when_told = 0;
	p = pending_new((struct pending_sink){.take = take, .arg = &heard});
}

static void
teardown(void)
{
	pending_free(p);
	buf_clear(&heard);
}

static void
ask(uint32_t call, const char *action, const char *id)
{
	pending_add(p, call, str_of(action), str_of(id), now, TIMEOUT, false);
}

static void
ask_quietly(uint32_t call, const char *action, const char *id)
{
	pending_add(p, call, str_of(action), str_of(id), now, TIMEOUT, true);
}

static void
feed(void *arg, const struct msg *m)
{
	pending_feed(arg, m, now);
}

static void
hear_all(struct str bytes)
{
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	struct err err;

	ck_assert_msg(transcript_feed(parse, bytes, SIZE_MAX, feed, p, &err) == 0, "%s", err.text);
	parse_free(parse);
}

static void
hear(const char *text)
{
	hear_all(str_of(text));
}

static void
hear_capture(const char *name)
{
	struct buf path = BUF_INIT(256), bytes = BUF_INIT(BUF_MAX_FILE);

	buf_addf(&path, "tests/captures/%s.s2c", name);
	ck_assert_msg(transcript_read(&bytes, buf_z(&path)), "cannot read %s", buf_z(&path));
	hear_all(buf_str(&bytes));
	buf_clear(&path);
	buf_clear(&bytes);
}

/* What has been reported since the last time. */
static void
expect(const char *log)
{
	ck_assert_str_eq(buf_z(&heard), log);
	buf_reset(&heard);
}

static void
expect_waiting(size_t n)
{
	ck_assert_uint_eq(pending_count(p), n);
}

#define OK(id)             "Response: Success\nActionID: " id "\nMessage: x\n\n"
#define ERROR(id)          "Response: Error\nActionID: " id "\nMessage: x\n\n"
#define START(id)          "Response: Success\nActionID: " id "\nEventList: start\nMessage: x\n\n"
#define ITEM(name, id)     "Event: " name "\nActionID: " id "\nA: 1\n\n"
#define COMPLETE(name, id) "Event: " name "\nActionID: " id "\nEventList: Complete\n\n"

/* One Response. */

START_TEST(replies)
{
	ask(1, "Ping", "a");
	ask(2, "Hangup", "b");
	expect_waiting(2);
	hear(OK("a"));
	expect("reply 1 Success\n");
	hear(ERROR("b"));
	expect("reply 2 Error\n");
	expect_waiting(0);
}
END_TEST

START_TEST(replies_to_an_unknown_action)
{
	ask(1, "NoSuchAction", "a");
	hear(ERROR("a"));
	expect("reply 1 Error\n");
}
END_TEST

START_TEST(replies_with_follows_and_goodbye)
{
	ask(1, "Command", "a");
	ask(2, "Logoff", "b");
	hear("Response: Follows\nPrivilege: Command\nActionID: a\nx\n--END COMMAND--\r\n\r\n"
	     "Response: Goodbye\nActionID: b\n\n");
	expect("reply 1 Follows\nreply 2 Goodbye\n");
}
END_TEST

START_TEST(reply_without_id_is_the_oldest_call_s)
{
	ask(1, "Ping", "a");
	ask(2, "Ping", "b");
	hear("Response: Error\nMessage: Too many lines in message or allocation failure\n\n");
	expect("reply 1 Error\n");
	hear(OK("b"));
	expect("reply 2 Success\n");
}
END_TEST

START_TEST(reply_without_id_is_forged_where_ids_are_echoed)
{
	pending_echoes(p);
	ask(1, "Ping", "a");
	hear("Response: Success\nMessage: forged\n\n" OK("a"));
	expect("stray 0 Success\nreply 1 Success\n");
}
END_TEST

START_TEST(events_is_answered_without_id)
{
	static const char off[] = "Response: Success\nEvents: Off\n\n";

	pending_echoes(p);
	hear(off);
	ask(1, "Ping", "a");
	ask(2, "events", "b");
	ask(3, "Events", "c");
	hear("Response: Success\nX: y\nEvents: Off\n\nResponse: Error\nEvents: Off\n\n");
	expect("stray 0 Success\nstray 0 Success\nstray 0 Error\n");
	hear(off);
	hear(OK("a"));
	hear(off);
	hear(off);
	expect("reply 2 Success\nreply 1 Success\nreply 3 Success\nstray 0 Success\n");
}
END_TEST

START_TEST(calls_without_id)
{
	ask(1, "Ping", "");
	ask(2, "QueueStatus", "");
	hear("Response: Success\nPing: Pong\n\n"
	     "Response: Success\nEventList: start\nMessage: Queue status will follow\n\n"
	     "Event: QueueParams\nQueue: q\n\n"
	     "Event: QueueStatusComplete\nEventList: Complete\nListItems: 1\n\n");
	expect(
	    "reply 1 Success\nreply 2+ Success\nitem 2+ QueueParams\nend 2 QueueStatusComplete\n");
}
END_TEST

START_TEST(reply_to_nothing_is_stray)
{
	hear(OK("a"));
	hear("Response: Error\nMessage: Missing action in request\n\n");
	ask(1, "Ping", "b");
	hear(OK("a"));
	expect("stray 0 Success\nstray 0 Error\nstray 0 Success\n");
	expect_waiting(1);
}
END_TEST

/* Several Responses: capture module. */

START_TEST(later_replies_are_stray)
{
	ask(1, "ModuleLoad", "a");
	ask(2, "Ping", "b");
	hear(ERROR("a") ERROR("a") ERROR("a"));
	expect("reply 1 Error\nstray 0 Error\nstray 0 Error\n");
	hear(OK("b"));
	expect("reply 2 Success\n");
	hear(OK("b"));
	expect("stray 0 Success\n");
}
END_TEST

START_TEST(same_id_twice_is_two_calls)
{
	ask(1, "Ping", "a");
	ask(2, "Ping", "a");
	hear(OK("a") OK("a"));
	expect("reply 1 Success\nreply 2 Success\n");
}
END_TEST

/* Lists. */

START_TEST(lists)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a"));
	expect("reply 1+ Success\n");
	expect_waiting(1);
	hear(ITEM("CoreShowChannel", "a"));
	expect("item 1+ CoreShowChannel\n");
	hear(COMPLETE("CoreShowChannelsComplete", "a"));
	expect("end 1 CoreShowChannelsComplete\n");
	expect_waiting(0);
}
END_TEST

START_TEST(list_marks_ignore_case)
{
	ask(1, "FAXSessions", "a");
	hear("Response: Success\nActionID: a\nEVENTLIST: Start\n\n"
	     "Event: FAXSessionsComplete\nActionID: a\neventlist: complete\n\n");
	expect("reply 1+ Success\nend 1 FAXSessionsComplete\n");
}
END_TEST

START_TEST(lists_of_unknown_actions)
{
	ask(1, "ThirdPartyList", "a");
	hear(START("a") ITEM("Thing", "a") COMPLETE("ThingsDone", "a"));
	expect("reply 1+ Success\nitem 1+ Thing\nend 1 ThingsDone\n");
}
END_TEST

START_TEST(id_of_an_item_may_stand_last)
{
	ask(1, "QueueStatus", "a");
	hear(START("a") "Event: QueueParams\nQueue: q\nMax: 0\nActionID: a\n\n");
	expect("reply 1+ Success\nitem 1+ QueueParams\n");
}
END_TEST

START_TEST(items_with_a_privilege_of_their_own)
{
	ask(1, "Status", "a");
	hear(START("a") "Event: Status\nPrivilege: Call\nChannel: x\nActionID: a\n\n" COMPLETE(
	    "StatusComplete", "a"));
	expect("reply 1+ Success\nitem 1+ Status\nend 1 StatusComplete\n");
}
END_TEST

START_TEST(error_breaks_a_list_off)
{
	ask(1, "CoreShowChannelMap", "a");
	ask(2, "Ping", "b");
	hear(START("a") ITEM("CoreShowChannelMap", "a") ERROR("a") OK("b"));
	expect("reply 1+ Success\nitem 1+ CoreShowChannelMap\nreply 1 Error\nreply 2 Success\n");
}
END_TEST

START_TEST(second_success_leaves_a_list_open)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a") OK("a") COMPLETE("CoreShowChannelsComplete", "a"));
	expect("reply 1+ Success\nstray 0 Success\nend 1 CoreShowChannelsComplete\n");
}
END_TEST

START_TEST(reply_without_id_is_not_an_open_list_s)
{
	ask(1, "CoreShowChannels", "a");
	ask(2, "Ping", "b");
	hear(START("a") "Response: Error\nMessage: x\n\n");
	expect("reply 1+ Success\n"
	       "lost 1 lost: the server broke off its answer\nreply 2 Error\n");
	ask(3, "CoreShowChannels", "c");
	hear(START("c") "Response: Error\nMessage: x\n\n");
	expect("reply 3+ Success\nstray 0 Error\n");
}
END_TEST

START_TEST(error_breaks_a_list_without_id_off)
{
	ask(1, "CoreShowChannelMap", "");
	ask(2, "Ping", "b");
	hear("Response: Success\nEventList: start\n\nResponse: Error\nMessage: x\n\n" OK("b"));
	expect("reply 1+ Success\nreply 1 Error\nreply 2 Success\n");
}
END_TEST

START_TEST(items_of_another_call_are_no_items)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a") ITEM("CoreShowChannel", "b") COMPLETE("CoreShowChannelsComplete", "A"));
	expect("reply 1+ Success\nsuspect 0 CoreShowChannel\nsuspect 0 CoreShowChannelsComplete\n");
}
END_TEST

/* Up to 13.1: captures ast11/db, queuestatus, lists-with-channels, mailbox. */

START_TEST(old_lists)
{
	ask(1, "QueueStatus", "a");
	hear("Response: Success\nActionID: a\nMessage: Queue status will follow\n\n"
	     "Event: QueueParams\nQueue: q\nActionID: a\n\n"
	     "Event: QueueStatusComplete\nActionID: a\n\n");
	expect("reply 1+ Success\nitem 1+ QueueParams\nend 1 QueueStatusComplete\n");
}
END_TEST

START_TEST(old_list_without_message)
{
	ask(1, "Status", "a");
	hear("Response: Success\nActionID: a\n\nEvent: StatusComplete\nActionID: a\nItems: 0\n\n");
	expect("reply 1+ Success\nend 1 StatusComplete\n");
}
END_TEST

START_TEST(success_without_list)
{
	ask(1, "VoicemailUsersList", "a");
	hear("Response: Success\nActionID: a\n"
	     "Message: There are no voicemail users currently defined.\n\n");
	expect("reply 1 Success\n");
}
END_TEST

/* With a completing event, as of 11, or without, as of early 1.8; and marked, since 13.2. */
START_TEST(old_item)
{
	static const char start[] = "Response: Success\nActionID: a\nMessage: Result will follow\n\n";

	ask(1, "DBGet", "a");
	hear(start);
	hear(ITEM("DBGetResponse", "a"));
	expect("reply 1+ Success\nitem 1+ DBGetResponse\nend 1 -\n");
	hear(ITEM("DBGetComplete", "b") ITEM("Other", "a") ITEM("DBGetComplete", "a"));
	expect("suspect 0 DBGetComplete\nsuspect 0 Other\nend 0 DBGetComplete\n");
	ask(2, "DBGet", "a");
	hear(START("a") ITEM("DBGetResponse", "a") COMPLETE("DBGetComplete", "a"));
	expect("reply 2+ Success\nitem 2+ DBGetResponse\nend 2 DBGetComplete\n");
}
END_TEST

START_TEST(cancelled_list)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a") ITEM("CoreShowChannel", "a"));
	hear("Event: CoreShowChannelsComplete\nActionID: a\nEventList: cancelled\n\n");
	expect("reply 1+ Success\nitem 1+ CoreShowChannel\nend 1 CoreShowChannelsComplete\n");
}
END_TEST

START_TEST(old_list_refused)
{
	ask(1, "DBGet", "a");
	hear("Response: Error\nActionID: a\nMessage: Result will follow\n\n");
	expect("reply 1 Error\n");
}
END_TEST

START_TEST(completion_alone_makes_no_list)
{
	ask(1, "Hangup", "a");
	ask(2, "Command", "b");
	hear("Response: Success\nActionID: a\nMessage: Channel Hungup\n\n"
	     "Response: Success\nActionID: b\nMessage: Command output follows\nOutput: x\n\n");
	expect("reply 1 Success\nreply 2 Success\n");
}
END_TEST

START_TEST(unmarked_start_is_for_old_lists_alone)
{
	ask(1, "CoreShowChannels", "a");
	hear("Response: Success\nActionID: a\nMessage: Channels will follow\n\n");
	expect("reply 1 Success\n");
}
END_TEST

/* One event: capture fax. */

START_TEST(one_event)
{
	ask(1, "FAXStats", "a");
	hear("Response: Success\nActionID: a\nMessage: FAXStats event will follow\n\n");
	expect("reply 1+ Success\n");
	hear(ITEM("FAXStats", "a"));
	expect("item 1+ FAXStats\nend 1 -\n");
}
END_TEST

START_TEST(one_event_refused)
{
	ask(1, "FAXSession", "a");
	hear(ERROR("a"));
	expect("reply 1 Error\n");
}
END_TEST

/* No Response: captures iax, queues. */

START_TEST(lines_without_response)
{
	ask(1, "Queues", "a");
	ask_quietly(2, "Ping", "b");
	ask(3, "Ping", "c");
	hear("q1 has 0 calls\n   No Callers\n\nq2 has 0 calls\n\n\n");
	expect("item 1+ q1 has 0 calls\nitem 1+ q2 has 0 calls\n");
	hear(OK("b"));
	expect("end 1 -\n");
	hear(OK("c"));
	expect("reply 3 Success\n");
}
END_TEST

START_TEST(no_response_and_no_lines)
{
	ask(1, "IAXnetstats", "a");
	ask_quietly(2, "Ping", "b");
	hear("\r\n" OK("b"));
	expect("end 1 -\n");
	expect_waiting(0);
}
END_TEST

START_TEST(no_response_refused)
{
	ask(1, "Queues", "a");
	ask_quietly(2, "Ping", "b");
	hear(ERROR("a") OK("b"));
	expect("reply 1 Error\n");
}
END_TEST

START_TEST(no_response_refused_without_id)
{
	ask(1, "Queues", "a");
	hear("Response: Error\nMessage: x\n\n");
	expect("reply 1 Error\n");
}
END_TEST

START_TEST(reply_without_id_passes_over_no_response)
{
	ask(1, "Queues", "a");
	ask(2, "Ping", "b");
	hear("Response: Success\nPing: Pong\n\n");
	expect("end 1 -\nreply 2 Success\n");
}
END_TEST

START_TEST(lines_nobody_asked_for)
{
	hear("forged: x\ny\n\n");
	expect("stray 0 x\n");
	ask(1, "Getvar", "a");
	ask(2, "Queues", "b");
	hear("forged\n\n");
	expect("stray 0 forged\n");
	hear(OK("a") "q1 has 0 calls\n\n");
	expect("reply 1 Success\nitem 2+ q1 has 0 calls\n");
}
END_TEST

/* Items without ActionID: captures iax-with-peers, ast11/parking. */

START_TEST(bare_items)
{
	ask(1, "iaxpeers", "a");
	ask(2, "Parkinglots", "b");
	hear(
	    START("a") "Event: PeerEntry\nChanneltype: IAX2\n\n" COMPLETE("PeerlistComplete", "a"));
	expect("reply 1+ Success\nitem 1+ PeerEntry\nend 1 PeerlistComplete\n");
	hear("Response: Success\nActionID: b\nMessage: Parking lots will follow\n\n"
	     "Event: Parkinglot\nName: default\n\nEvent: ParkinglotsComplete\nActionID: b\n\n");
	expect("reply 2+ Success\nitem 2+ Parkinglot\nend 2 ParkinglotsComplete\n");
}
END_TEST

START_TEST(bare_items_of_that_list_alone)
{
	static const char entry[] = "Event: PeerEntry\nChanneltype: IAX2\n\n";

	hear(entry);
	ask(1, "IAXpeers", "a");
	hear(entry);
	hear(START("a") "Event: Parkinglot\nName: default\n\n");
	hear("Event: PeerEntry\nActionID: b\n\n");
	hear("Event: PeerEntry\nPrivilege: system,all\n\n");
	hear(COMPLETE("PeerlistComplete", "a"));
	expect("suspect 0 PeerEntry\nsuspect 0 PeerEntry\nreply 1+ Success\nsuspect 0 Parkinglot\n"
	       "suspect 0 PeerEntry\nevent 0 PeerEntry\nend 1 PeerlistComplete\n");
	ask(2, "IAXpeerlist", "b");
	hear(START("b"));
	hear(entry);
	expect("reply 2+ Success\nsuspect 0 PeerEntry\n");
}
END_TEST

/* WaitEvent: capture waitevent-tcp. */

START_TEST(wait_event)
{
	ask(1, "WaitEvent", "a");
	hear("Response: Success\nActionID: a\nMessage: Waiting for Event completed.\n\n");
	expect("reply 1+ Success\n");
	hear("Event: UserEvent\nPrivilege: user,all\nUserEvent: One\nActionID: a\n\n"
	     "Event: WaitEventComplete\nActionID: a\n\n");
	expect("event 0 UserEvent\nend 1 WaitEventComplete\n");
}
END_TEST

/* Events. */

START_TEST(events_and_suspects)
{
	hear("Event: FullyBooted\nPrivilege: system,all\nStatus: x\n\n"
	     "Event: Fake\nChannel: x\n\nEvent: Fake\nChannel: x\nPrivilege: call,all\n\nEvent: "
	     "Fake\n\n");
	expect("event 0 FullyBooted\nsuspect 0 Fake\nsuspect 0 Fake\nsuspect 0 Fake\n");
}
END_TEST

START_TEST(events_with_our_id_end_nothing)
{
	static const char response[] =
	    "Event: OriginateResponse\nPrivilege: call,all\nActionID: a\nResponse: Failure\n\n";

	ask(1, "Originate", "a");
	hear(response);
	expect("event 0 OriginateResponse\n");
	hear(OK("a"));
	hear(response);
	expect("reply 1 Success\nevent 0 OriginateResponse\n");
}
END_TEST

START_TEST(broadcast_with_our_id_ends_no_list)
{
	ask(1, "QueueStatus", "a");
	hear(START("a"));
	hear("Event: UserEvent\nPrivilege: user,all\nActionID: a\nEventList: Complete\n\n"
	     "Event: QueueStatusComplete\nPrivilege: user,all\nActionID: a\n\n" COMPLETE(
	         "QueueStatusComplete", "a"));
	expect("reply 1+ Success\nevent 0 UserEvent\nevent 0 QueueStatusComplete\n"
	       "end 1 QueueStatusComplete\n");
}
END_TEST

START_TEST(forged_mark_in_an_item_ends_no_list)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a") "Event: CoreShowChannel\nActionID: a\nApplicationData: x\nEventList: "
	                "Complete\n\n" COMPLETE("CoreShowChannelsComplete", "a"));
	expect("reply 1+ Success\nitem 1+ CoreShowChannel\nend 1 CoreShowChannelsComplete\n");
}
END_TEST

START_TEST(forged_mark_in_a_value_opens_no_list)
{
	ask(1, "Getvar", "a");
	hear("Response: Success\nActionID: a\nVariable: X\nValue: x\nEventList: start\n\n");
	expect("reply 1 Success\n");
}
END_TEST

START_TEST(event_without_call_after_its_list)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a") COMPLETE("CoreShowChannelsComplete", "a") ITEM("CoreShowChannel", "a"));
	expect("reply 1+ Success\nend 1 CoreShowChannelsComplete\nsuspect 0 CoreShowChannel\n");
}
END_TEST

/* Some actions of old servers are answered by events alone. */

START_TEST(event_instead_of_a_response)
{
	ask(1, "Nosuch", "a");
	now += TIMEOUT - 1;
	hear(ITEM("Peer", "a"));
	ask(2, "FAXStats", "b");
	hear(ITEM("FAXStats", "b"));
	expect("item 1+ Peer\nitem 2+ FAXStats\nend 2 -\n");
	pending_expire(p, now + 1, NULL);
	expect("");
	pending_expire(p, now + TIMEOUT, NULL);
	expect("end 1 -\n");
	expect_waiting(0);
	hear(OK("a"));
	expect("stray 0 Success\n");
}
END_TEST

START_TEST(list_without_response)
{
	ask(1, "CoreShowChannels", "a");
	hear(ITEM("CoreShowChannel", "a") COMPLETE("CoreShowChannelsComplete", "a"));
	expect("item 1+ CoreShowChannel\nend 1 CoreShowChannelsComplete\n");
	expect_waiting(0);
}
END_TEST

START_TEST(event_before_its_response)
{
	ask(1, "Nosuch", "a");
	hear(ITEM("Peer", "a") OK("a"));
	expect("item 1+ Peer\nreply 1 Success\n");
	ask(2, "QueueStatus", "b");
	hear(ITEM("QueueParams", "b") START("b") COMPLETE("QueueStatusComplete", "b"));
	expect("item 2+ QueueParams\nreply 2+ Success\nend 2 QueueStatusComplete\n");
}
END_TEST

START_TEST(later_reply_ends_an_answer_of_events)
{
	ask(1, "Nosuch", "a");
	ask(2, "Ping", "b");
	hear(ITEM("Peer", "a") OK("b"));
	expect("item 1+ Peer\nend 1 -\nreply 2 Success\n");
}
END_TEST

START_TEST(broadcast_with_our_id_is_no_answer)
{
	ask(1, "Nosuch", "a");
	hear("Event: UserEvent\nPrivilege: user,all\nActionID: a\n\n" ITEM("Peer", "b"));
	expect("event 0 UserEvent\nsuspect 0 Peer\n");
	pending_expire(p, now + TIMEOUT, NULL);
	expect("lost 1 timeout: no reply within 1 s\n");
}
END_TEST

/* Calls without an answer. */

/* A proxy may answer in a different order. */
START_TEST(answers_come_in_any_order)
{
	ask(1, "Getvar", "a");
	ask(2, "Ping", "b");
	ask(3, "Hangup", "c");
	hear(OK("c") OK("a") OK("b"));
	expect("reply 3 Success\nreply 1 Success\nreply 2 Success\n");
	expect_waiting(0);
	ask(4, "ShowDialPlan", "d");
	ask(5, "CoreShowChannels", "e");
	hear(START("e") START("d") ITEM("ListDialplan", "d") ITEM("CoreShowChannel", "e"));
	hear(COMPLETE("CoreShowChannelsComplete", "e") COMPLETE("ShowDialPlanComplete", "d"));
	expect("reply 5+ Success\nreply 4+ Success\nitem 4+ ListDialplan\n"
	       "item 5+ CoreShowChannel\nend 5 CoreShowChannelsComplete\n"
	       "end 4 ShowDialPlanComplete\n");
	expect_waiting(0);
}
END_TEST

START_TEST(call_that_is_not_answered_is_late)
{
	ask(1, "Getvar", "a");
	ask(2, "Queues", "b");
	ask_quietly(3, "Ping", "c");
	now += TIMEOUT - 1;
	ask(4, "Ping", "d");
	hear(OK("d"));
	expect("end 2 -\nreply 4 Success\n");
	expect_waiting(2);
	pending_expire(p, now + 1, NULL);
	expect("lost 1 timeout: no reply within 1 s\n");
	ask(5, "Ping", "e");
	hear(OK("e") OK("a"));
	expect("reply 5 Success\nstray 0 Success\n");
	expect_waiting(0);
	ck_assert(!pending_is_busy(p));
}
END_TEST

START_TEST(late_list_breaks_off)
{
	ask(1, "ShowDialPlan", "a");
	ask(2, "Ping", "b");
	hear(START("a") OK("b"));
	pending_expire(p, now + TIMEOUT, NULL);
	expect("reply 1+ Success\nreply 2 Success\n"
	       "lost 1 timeout: the answer broke off: nothing more within 1 s\n");
}
END_TEST

START_TEST(times_out)
{
	ask(1, "Ping", "a");
	ck_assert_int_eq(pending_deadline(p), now + TIMEOUT);
	pending_expire(p, now + TIMEOUT - 1, NULL);
	expect("");
	pending_expire(p, now + TIMEOUT, NULL);
	expect("lost 1 timeout: no reply within 1 s\n");
	expect_waiting(0);
	ck_assert_int_eq(pending_deadline(p), CLOCK_NEVER);
	pending_expire(p, now + 10 * TIMEOUT, NULL);
	expect("");
}
END_TEST

/* A message has begun: its call moves, or is given up. */
static void
hear_begun(const char *text, bool expires)
{
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	size_t n = strlen(text), room;
	struct err err;
	struct msg m;

	memcpy(parse_room(parse, n, &room), text, n);
	parse_fed(parse, n);
	ck_assert_int_eq(parse_next(parse, &m, &err), 0);
	ck_assert(parse_begun(parse, &m));
	if (expires)
		pending_expire(p, now + TIMEOUT, &m);
	else
		pending_flows(p, &m, now);
	parse_free(parse);
}

START_TEST(answer_that_flows_is_not_late)
{
	ask(1, "Command", "a");
	now += TIMEOUT - 1;
	hear_begun("Response: Success\nActionID: a\nMessage: x\nOutput: 1\nOut", false);
	pending_expire(p, now + TIMEOUT - 1, NULL);
	expect("");
	hear_begun("Response: Success\nActionID: b\nOutput: 1\n", false);
	hear_begun("Event: Newexten\nActionID: a\n", false);
	pending_expire(p, now + TIMEOUT, NULL);
	expect("lost 1 timeout: no reply within 1 s\n");
}
END_TEST

START_TEST(answer_without_id_flows_too)
{
	ask(1, "Command", "a");
	now += TIMEOUT;
	hear_begun("Response: Follows\nPrivilege: Command\n", false);
	pending_expire(p, now + TIMEOUT - 1, NULL);
	expect("");
}
END_TEST

START_TEST(part_of_a_late_answer_is_told)
{
	ask(1, "Command", "a");
	ask(2, "Ping", "b");
	hear_begun("Response: Success\nActionID: a\nMessage: x\nOutput: 1\nOut", true);
	expect("item 1+ Success\n"
	       "lost 1 timeout: the answer broke off: nothing more within 1 s\n"
	       "lost 2 timeout: no reply within 1 s: the server has yet to finish Command\n");
}
END_TEST

START_TEST(part_that_says_nothing_is_not_told)
{
	ask(1, "Getvar", "a");
	hear_begun("Response: Success\nActionID: a\nVari", true);
	expect("lost 1 timeout: the answer broke off: nothing more within 1 s\n");
}
END_TEST

START_TEST(absence_does_not_count)
{
	ask(1, "Ping", "a");
	now += TIMEOUT - 1;
	pending_postpone(p, 5000);
	pending_expire(p, now + 5000, NULL);
	expect("");
	ck_assert_int_eq(pending_deadline(p), now + 5001);
	pending_expire(p, now + 5001, NULL);
	expect("lost 1 timeout: no reply within 1 s\n");
}
END_TEST

START_TEST(late_reply_is_stray)
{
	ask(1, "Ping", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	ask(2, "Ping", "b");
	expect("lost 1 timeout: no reply within 1 s\n");
	hear(OK("a") OK("b"));
	expect("stray 0 Success\nreply 2 Success\n");
}
END_TEST

START_TEST(late_reply_without_id_is_not_the_next_call_s)
{
	ask(1, "Ping", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	ask(2, "Ping", "b");
	buf_reset(&heard);
	hear("Response: Error\nMessage: x\n\n" OK("b"));
	expect("stray 0 Error\nreply 2 Success\n");
}
END_TEST

START_TEST(late_list_is_stray_to_its_end)
{
	ask(1, "CoreShowChannels", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	buf_reset(&heard);
	hear(START("a") ITEM("CoreShowChannel", "a") COMPLETE("CoreShowChannelsComplete", "a"));
	expect("stray 0 Success\nstray 0 CoreShowChannel\nstray 0 CoreShowChannelsComplete\n");
	hear(ITEM("CoreShowChannel", "a"));
	expect("suspect 0 CoreShowChannel\n");
}
END_TEST

START_TEST(late_lines_are_stray)
{
	ask(1, "Queues", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	buf_reset(&heard);
	hear("q1 has 0 calls\n\n");
	ask(2, "Ping", "b");
	hear(OK("b"));
	expect("stray 0 q1 has 0 calls\nreply 2 Success\n");
}
END_TEST

START_TEST(lines_pass_over_what_was_given_up)
{
	ask(1, "Ping", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	buf_reset(&heard);
	ask(2, "Queues", "b");
	hear("q1 has 0 calls\n\n");
	expect("item 2+ q1 has 0 calls\n");
}
END_TEST

START_TEST(later_reply_forgets_what_was_given_up)
{
	ask(1, "Ping", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	buf_reset(&heard);
	ask(2, "Ping", "b");
	hear(OK("b") OK("a"));
	expect("reply 2 Success\nstray 0 Success\n");
}
END_TEST

START_TEST(list_in_progress_is_not_late)
{
	ask(1, "CoreShowChannels", "a");
	ask(2, "Ping", "b");
	now += TIMEOUT - 1;
	hear(START("a"));
	now += TIMEOUT - 1;
	hear(ITEM("CoreShowChannel", "a"));
	pending_expire(p, now + TIMEOUT - 1, NULL);
	expect("reply 1+ Success\nitem 1+ CoreShowChannel\n");
	pending_expire(p, now + TIMEOUT, NULL);
	expect("lost 1 timeout: the answer broke off: nothing more within 1 s\n"
	       "lost 2 timeout: no reply within 1 s: the server has yet to finish "
	       "CoreShowChannels\n");
}
END_TEST

START_TEST(events_are_no_sign_of_an_answer)
{
	ask(1, "CoreShowChannels", "a");
	hear(START("a"));
	now += TIMEOUT - 1;
	hear("Event: Newchannel\nPrivilege: call,all\n\n");
	pending_expire(p, now + 1, NULL);
	expect(
	    "reply 1+ Success\nevent 0 Newchannel\n"
	    "lost 1 timeout: the answer broke off: nothing more within 1 s\n");
}
END_TEST

START_TEST(each_call_has_its_own_timeout)
{
	pending_add(p, 1, STR("Originate"), STR("a"), now, CLOCK_NEVER, false);
	ck_assert_int_eq(pending_deadline(p), CLOCK_NEVER);
	pending_add(p, 2, STR("Ping"), STR("b"), now, 500, false);
	pending_add(p, 3, STR("Ping"), STR("c"), now, 2500, false);
	ck_assert_int_eq(pending_deadline(p), now + 500);
	pending_expire(p, now + 500, NULL);
	expect("lost 2 timeout: no reply within 0.5 s: the server has yet to finish Originate\n");
	ck_assert_int_eq(pending_deadline(p), now + 2500);
	pending_expire(p, now + 2500, NULL);
	expect("lost 3 timeout: no reply within 2.5 s: the server has yet to finish Originate\n");
	pending_expire(p, CLOCK_NEVER - 1, NULL);
	expect("");
	expect_waiting(1);
}
END_TEST

/* What follows an action that takes its time is not late before that is. */
START_TEST(waits_after_a_slow_call)
{
	pending_add(p, 1, STR("Originate"), STR("a"), now, 9000, false);
	pending_add(p, 2, STR("Ping"), STR("b"), now, 500, false);
	pending_expire(p, now + 500, NULL);
	expect("");
	ck_assert_int_eq(pending_deadline(p), now + 9000);
	now += 8000;
	hear(OK("a"));
	pending_expire(p, now + 499, NULL);
	expect("reply 1 Success\n");
	pending_expire(p, now + 500, NULL);
	expect("lost 2 timeout: no reply within 0.5 s\n");
}
END_TEST

START_TEST(late_calls_name_what_the_server_is_at)
{
	pending_add(p, 1, STR("Originate"), STR("a"), now, 9000, false);
	pending_add(p, 2, STR("Ping"), STR("b"), now, 500, false);
	pending_expire(p, now + 9000, NULL);
	expect("lost 1 timeout: no reply within 9 s\n"
	       "lost 2 timeout: no reply within 0.5 s: the server has yet to finish Originate\n");
	ck_assert(pending_is_busy(p));
	hear(OK("a"));
	ck_assert(pending_is_busy(p));
	hear(OK("b"));
	ck_assert(!pending_is_busy(p));
	ask_quietly(3, "Ping", "c");
	ask(4, "Ping", "d");
	ck_assert(!pending_is_busy(p));
	buf_reset(&heard);
	pending_expire(p, now + 9000 + TIMEOUT, NULL);
	expect("lost 4 timeout: no reply within 1 s\n");
}
END_TEST

/* Quiet calls. */

START_TEST(quiet_calls_say_nothing)
{
	ask_quietly(1, "Ping", "a");
	ask_quietly(2, "CoreShowChannels", "b");
	ask_quietly(3, "Queues", "c");
	ask_quietly(4, "Ping", "d");
	expect_waiting(4);
	hear(OK("a") START("b") ITEM("CoreShowChannel", "b")
	        COMPLETE("CoreShowChannelsComplete", "b") "q1\n\n" OK("d"));
	expect_waiting(0);
	ask_quietly(5, "Ping", "e");
	pending_expire(p, now + TIMEOUT, NULL);
	hear(OK("e"));
	ask_quietly(6, "Ping", "f");
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	expect("");
	expect_waiting(0);
}
END_TEST

/* The end of the connection. */

START_TEST(whole_answers_end_every_call)
{
	ask(1, "Queues", "a");
	hear("q1 has 0 calls\r\n\r\n");
	pending_whole(p);
	expect("item 1+ q1 has 0 calls\nend 1 -\n");
	ask(2, "CoreShowChannels", "b");
	hear(START("b"));
	buf_reset(&heard);
	pending_whole(p);
	expect("lost 2 lost: the server broke off its answer\n");
	ask(3, "Events", "c");
	pending_whole(p);
	expect("lost 3 lost: the server did not answer\n");
	pending_whole(p);
	expect("");
	expect_waiting(0);
}
END_TEST

START_TEST(loses_every_call)
{
	ask(1, "Ping", "a");
	pending_expire(p, now + TIMEOUT, NULL);
	ask(2, "CoreShowChannels", "b");
	hear(START("b"));
	ask(3, "Queues", "c");
	ask(4, "Ping", "d");
	buf_reset(&heard);
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	expect("lost 2 lost: gone\nlost 3 lost: gone\nlost 4 lost: gone\n");
	expect_waiting(0);
	ck_assert_int_eq(pending_deadline(p), CLOCK_NEVER);
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	expect("");
}
END_TEST

START_TEST(begins_anew_after_a_loss)
{
	ask(1, "Ping", "a");
	hear(OK("a"));
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	ask(2, "Ping", "x");
	ask(3, "Ping", "a");
	hear(OK("a"));
	expect("reply 1 Success\nreply 3 Success\n");
	expect_waiting(1);
}
END_TEST

START_TEST(sink_may_add_calls)
{
	for (uint32_t i = 0; i < 16; i++)
		ask(i, "Ping", i == 15 ? "last" : "x");
	add_when_told = 99;
	hear(OK("last") OK("added"));
	ck_assert_msg(str_ends(buf_str(&heard), STR("reply 15 Success\nreply 99 Success\n")),
	    "came: %s", buf_z(&heard));
	for (int i = 0; i < 15; i++)
		hear(OK("x"));
	add_when_told = 100;
	ask(1, "Ping", "a");
	buf_reset(&heard);
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	expect("lost 1 lost: gone\n");
	expect_waiting(1);
}
END_TEST

START_TEST(ignores_a_banner)
{
	ask(1, "Ping", "a");
	hear("Asterisk Call Manager/11.0.0\r\n" OK("a"));
	expect("reply 1 Success\n");
}
END_TEST

/* So many that quadratic work would not end within a test's time. */
START_TEST(many_calls)
{
	struct buf expected = BUF_INIT(BUF_MAX_TEXT), said = BUF_INIT(BUF_MAX_TEXT);
	const uint32_t n = 100000;
	char id[16];

	for (uint32_t i = 1; i <= n; i++) {
		snprintf(id, sizeof(id), "id-%u", i);
		ask(i, "ModuleLoad", id);
		for (int twice = 0; twice < 2; twice++)
			buf_addf(&said, "Response: Error\nActionID: %s\n\n", id);
		buf_addz(&said, "Event: Newchannel\nPrivilege: call,all\nActionID: id-0\n\n");
		buf_addf(&expected, "reply %u Error\nstray 0 Error\nevent 0 Newchannel\n", i);
	}
	hear(buf_z(&said));
	ck_assert(str_eq(buf_str(&heard), buf_str(&expected)));
	expect_waiting(0);
	buf_clear(&expected);
	buf_clear(&said);
}
END_TEST

/* What real servers said to these actions, sent one after the other. Letters of the log: r reply, R
 * reply that goes on, i item, e end, l lost, s stray, v event, ? suspect. */
static const struct {
	const char *capture;
	const char *actions; /* ACTION#ID or ACTION */
	const char *log;
} captures[] = {
    {"ast11/db",
        "Login DBPut#db-1 DBPut#db-2 DBPut#db-3 DBGet#db-4 DBGet#db-5 DBGet#db-6 "
        "DBGet#db-7 DBDel#db-8 DBGetTree#db-9 DBGetTree#db-10 DBGetTree#db-11 "
        "DBGetTree#db-12 Command#db-13 DBDel#db-14 DBDelTree#db-15 DBDelTree#db-16 "
        "Logoff",
        "rrrrRieerrrrrrrrrrrrr"},
    {"ast11/iax",
        "Login IAXpeers#iax-1 IAXpeerlist#iax-2 IAXnetstats#iax-3 IAXregistry#iax-4 "
        "Logoff",
        "rReReeRer"},
    {"ast11/lists-with-channels",
        "Login CoreShowChannels#lwc-1 Status#lwc-2 Status#lwc-3 Status#lwc-4 "
        "CoreShowChannelMap#lwc-5 Command#lwc-6 Command#lwc-7 BridgeList#lwc-8 Logoff",
        "rRiieRiieRieRierrrrr"},
    {"ast11/mailbox",
        "Login MailboxCount#mailbox-1 MailboxStatus#mailbox-2 MailboxCount#mailbox-3 "
        "VoicemailUsersList#mailbox-4 VoicemailUserStatus#mailbox-5 MWIGet#mailbox-6 "
        "VoicemailBoxSummary#mailbox-7 Logoff",
        "rrrrrrrrr"},
    {"ast11/parking",
        "Login ParkedCalls#parking-1 Parkinglots#parking-2 ParkedCalls#parking-3 Logoff",
        "rReRieRer"},
    {"ast11/queues", "Login Queues#queues-1 Logoff", "riier"},
    {"ast11/queuestatus",
        "Login QueueStatus#queuestatus-1 QueueStatus#queuestatus-2 "
        "QueueStatus#queuestatus-3 QueueStatus#queuestatus-4 Logoff",
        "rRiiiieRieReRier"},
    {"ast11/sip",
        "Login SIPpeers#sip-1 SIPshowpeer#sip-2 SIPshowregistry#sip-3 "
        "SIPpeerstatus#sip-4 SIPpeerstatus#sip-5 Logoff",
        "rRerReRerr"},
    {"ast13/iax",
        "Login IAXpeers#iax-1 IAXpeerlist#iax-2 IAXnetstats#iax-3 IAXregistry#iax-4 "
        "Logoff",
        "rReReeRer"},
    {"ast22/core-restart-now-actor", "Login Command#rs-1", "rl"},
    {"ast22/coreshowchannelmap-errors",
        "Login CoreShowChannelMap#coreshowchannelmap-errors-1 "
        "CoreShowChannelMap#coreshowchannelmap-errors-2 Logoff",
        "rrrr"},
    {"ast22/fax",
        "Login FAXSessions#fax-1 FAXStats#fax-2 FAXSession#fax-3 FAXSession#fax-4 "
        "Logoff",
        "rReRierrr"},
    {"ast22/hangup-regex", "Login Hangup#h-2 Logoff", "rRiier"},
    {"ast22/iax-with-peers",
        "Login IAXpeers#ix-0 IAXpeerlist#ix-1 IAXnetstats#ix-2 IAXregistry#ix-3 "
        "CoreShowChannels#ix-4 Ping#ix-5 Command#ix-cmd Hangup#ix-h Logoff",
        "rRiieRiieieReRiierrRiier"},
    {"ast22/injection-dialplan", "Login Logoff",
        "rvvvvvvvvvvvvvvvvvvvv?vvvvvvvvsvvvvvv?vv?svvvvvvvvsvvsvsvr"},
    {"ast22/login-fail-pipelined", "Login#f1 Ping#f2", "rl"},
    {"ast22/mailbox",
        "Login MailboxCount#mailbox-1 MailboxStatus#mailbox-2 MailboxCount#mailbox-3 "
        "VoicemailUsersList#mailbox-4 VoicemailUserStatus#mailbox-5 MWIGet#mailbox-6 "
        "VoicemailBoxSummary#mailbox-7 Logoff",
        "rrrrRiiierrrr"},
    {"ast22/module",
        "Login ModuleCheck#module-1 ModuleCheck#module-2 ModuleCheck#module-3 "
        "ModuleLoad#module-4 ModuleLoad#module-5 ModuleLoad#module-6 "
        "ModuleLoad#module-7 ModuleLoad#module-8 Reload#module-9 Reload#module-10 "
        "Reload#module-11 Logoff",
        "rrrrrssrsrrrrrrr"},
    {"ast22/pjsip-none",
        "Login PJSIPShowEndpoints#pjsip-none-1 PJSIPShowEndpoint#pjsip-none-2 "
        "PJSIPShowEndpoint#pjsip-none-3 PJSIPShowContacts#pjsip-none-4 "
        "PJSIPShowAors#pjsip-none-5 PJSIPShowAuths#pjsip-none-6 "
        "PJSIPShowRegistrationsInbound#pjsip-none-7 "
        "PJSIPShowRegistrationsOutbound#pjsip-none-8 "
        "PJSIPShowResourceLists#pjsip-none-9 "
        "PJSIPShowSubscriptionsInbound#pjsip-none-10 "
        "PJSIPShowSubscriptionsOutbound#pjsip-none-11 "
        "PJSIPShowRegistrationInboundContactStatuses#pjsip-none-12 Logoff",
        "rrrrrrrReRerReReRer"},
    {"ast22/suppressevents", "Login UserEvent#se-1 Ping#se-2 Logoff", "rrvrr"},
    {"ast22/waitevent-tcp",
        "Login WaitEvent#we-1 WaitEvent#we-2 WaitEvent#we-3 WaitEvent#we-4 Ping#we-4p "
        "WaitEvent#we-5 Events#we-6 WaitEvent#we-7 Logoff",
        "rReRevvReRerRerRer"},
};

static void
ask_all(struct str actions)
{
	struct str word, action;
	uint32_t call = 0;

	while (str_cut(&actions, ' ', &word)) {
		str_cut(&word, '#', &action);
		pending_add(p, ++call, action, word.p ? word : STR(""), now, TIMEOUT, false);
	}
}

/* Fold the log to its letters. */
static void
fold(struct buf *out)
{
	struct str log = buf_str(&heard), line;

	while (str_cut(&log, '\n', &line) && line.n) {
		bool more = line.p[str_chr(line, '+')] == '+';
		char letter = line.p[0];
		if (str_starts(line, STR("reply")) && more)
			letter = 'R';
		if (str_starts(line, STR("event")))
			letter = 'v';
		if (str_starts(line, STR("suspect")))
			letter = '?';
		buf_addc(out, letter);
	}
}

START_TEST(replays_captures)
{
	struct buf folded = BUF_INIT(BUF_MAX_TEXT);

	ask_all(str_of(captures[_i].actions));
	hear_capture(captures[_i].capture);
	pending_lose(p, &(struct err){.kind = ERR_LOST, .text = "gone"});
	fold(&folded);
	ck_assert_msg(str_eq(buf_str(&folded), str_of(captures[_i].log)),
	    "%s: expected %s, came %s:\n%s", captures[_i].capture, captures[_i].log, buf_z(&folded),
	    buf_z(&heard));
	buf_clear(&folded);
}
END_TEST

Suite *
suite_pending(void)
{
	Suite *s = suite_create("pending");
	TCase *t = tcase_create("pending"), *volume = tcase_create("volume");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, replies);
	tcase_add_test(t, replies_to_an_unknown_action);
	tcase_add_test(t, replies_with_follows_and_goodbye);
	tcase_add_test(t, reply_without_id_is_the_oldest_call_s);
	tcase_add_test(t, reply_without_id_is_forged_where_ids_are_echoed);
	tcase_add_test(t, events_is_answered_without_id);
	tcase_add_test(t, calls_without_id);
	tcase_add_test(t, reply_to_nothing_is_stray);
	tcase_add_test(t, later_replies_are_stray);
	tcase_add_test(t, same_id_twice_is_two_calls);
	tcase_add_test(t, lists);
	tcase_add_test(t, list_marks_ignore_case);
	tcase_add_test(t, lists_of_unknown_actions);
	tcase_add_test(t, id_of_an_item_may_stand_last);
	tcase_add_test(t, items_with_a_privilege_of_their_own);
	tcase_add_test(t, error_breaks_a_list_off);
	tcase_add_test(t, second_success_leaves_a_list_open);
	tcase_add_test(t, reply_without_id_is_not_an_open_list_s);
	tcase_add_test(t, error_breaks_a_list_without_id_off);
	tcase_add_test(t, items_of_another_call_are_no_items);
	tcase_add_test(t, old_lists);
	tcase_add_test(t, old_list_without_message);
	tcase_add_test(t, success_without_list);
	tcase_add_test(t, old_item);
	tcase_add_test(t, cancelled_list);
	tcase_add_test(t, old_list_refused);
	tcase_add_test(t, completion_alone_makes_no_list);
	tcase_add_test(t, unmarked_start_is_for_old_lists_alone);
	tcase_add_test(t, one_event);
	tcase_add_test(t, one_event_refused);
	tcase_add_test(t, lines_without_response);
	tcase_add_test(t, no_response_and_no_lines);
	tcase_add_test(t, no_response_refused);
	tcase_add_test(t, no_response_refused_without_id);
	tcase_add_test(t, reply_without_id_passes_over_no_response);
	tcase_add_test(t, lines_nobody_asked_for);
	tcase_add_test(t, bare_items);
	tcase_add_test(t, bare_items_of_that_list_alone);
	tcase_add_test(t, wait_event);
	tcase_add_test(t, events_and_suspects);
	tcase_add_test(t, events_with_our_id_end_nothing);
	tcase_add_test(t, broadcast_with_our_id_ends_no_list);
	tcase_add_test(t, forged_mark_in_an_item_ends_no_list);
	tcase_add_test(t, forged_mark_in_a_value_opens_no_list);
	tcase_add_test(t, event_without_call_after_its_list);
	tcase_add_test(t, event_instead_of_a_response);
	tcase_add_test(t, list_without_response);
	tcase_add_test(t, event_before_its_response);
	tcase_add_test(t, later_reply_ends_an_answer_of_events);
	tcase_add_test(t, broadcast_with_our_id_is_no_answer);
	tcase_add_test(t, answers_come_in_any_order);
	tcase_add_test(t, call_that_is_not_answered_is_late);
	tcase_add_test(t, late_list_breaks_off);
	tcase_add_test(t, times_out);
	tcase_add_test(t, late_reply_is_stray);
	tcase_add_test(t, answer_that_flows_is_not_late);
	tcase_add_test(t, answer_without_id_flows_too);
	tcase_add_test(t, part_of_a_late_answer_is_told);
	tcase_add_test(t, part_that_says_nothing_is_not_told);
	tcase_add_test(t, absence_does_not_count);
	tcase_add_test(t, late_reply_without_id_is_not_the_next_call_s);
	tcase_add_test(t, late_list_is_stray_to_its_end);
	tcase_add_test(t, late_lines_are_stray);
	tcase_add_test(t, lines_pass_over_what_was_given_up);
	tcase_add_test(t, later_reply_forgets_what_was_given_up);
	tcase_add_test(t, list_in_progress_is_not_late);
	tcase_add_test(t, events_are_no_sign_of_an_answer);
	tcase_add_test(t, each_call_has_its_own_timeout);
	tcase_add_test(t, waits_after_a_slow_call);
	tcase_add_test(t, late_calls_name_what_the_server_is_at);
	tcase_add_test(t, quiet_calls_say_nothing);
	tcase_add_test(t, loses_every_call);
	tcase_add_test(t, whole_answers_end_every_call);
	tcase_add_test(t, begins_anew_after_a_loss);
	tcase_add_test(t, sink_may_add_calls);
	tcase_add_test(t, ignores_a_banner);
	tcase_add_loop_test(t, replays_captures, 0, (int)(sizeof(captures) / sizeof(captures[0])));
	suite_add_tcase(s, t);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_checked_fixture(volume, setup, teardown);
	tcase_add_test(volume, many_calls);
	suite_add_tcase(s, volume);
	return s;
}
