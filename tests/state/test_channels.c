/* SPDX-License-Identifier: ISC */
/* What is known of live channels after events and lists, and that it stays within its limits. */
#include <malloc.h>
#include <stdio.h>

#include "../view/shown.h"
#include "ami/compose.h"
#include "fed.h"

Suite *suite_channels(void);

static struct channels *c;

static void
set_up(void)
{
	c = channels_new();
}

static void
tear_down(void)
{
	channels_free(c);
}

static void
take_bytes(void *arg, const struct msg *m)
{
	(void)arg;
	channels_take(c, m, 0);
	channels_list_item(c, m, 0);
}

#define NEW_A "Event: Newchannel\nChannel: SIP/a-1\nChannelState: 4\nCallerIDNum: 100\n"           \
	      "CallerIDName: <unknown>\nContext: sets\nExten: 200\nUniqueid: 1.1\nLinkedid: 1.1\n\n"

static struct str
text_of(const char *uniqueid, enum channel_text which)
{
	const struct channel *channel = channels_find(c, str_of(uniqueid));

	ck_assert_msg(channel, "no channel %s", uniqueid);
	return channel_text(channel, which);
}

START_TEST(learns_from_events)
{
	fed_events(c, NEW_A, 5000);
	EXPECT_CHANNELS(c, "SIP/a-1\n");
	EXPECT_STR(text_of("1.1", CHANNEL_NUMBER), STR("100"));
	EXPECT_STR(text_of("1.1", CHANNEL_CALLER), STR(""));
	EXPECT_STR(text_of("1.1", CHANNEL_EXTEN), STR("200"));
	ck_assert_int_eq(channels_find(c, STR("1.1"))->state, 4);
	ck_assert_int_eq(channels_find(c, STR("1.1"))->since, 5000);

	fed_events(c, "Event: Newexten\nChannel: SIP/a-1\nChannelState: 6\nCallerIDNum: 101\n"
		      "Uniqueid: 1.1\nLinkedid: 1.1\nApplication: Queue\nAppData: q,t\n\n", 6000);
	EXPECT_STR(text_of("1.1", CHANNEL_NUMBER), STR("101"));
	EXPECT_STR(text_of("1.1", CHANNEL_APPLICATION), STR("Queue"));
	EXPECT_STR(text_of("1.1", CHANNEL_DATA), STR("q,t"));
	ck_assert_int_eq(channels_find(c, STR("1.1"))->state, 6);
	ck_assert_int_eq(channels_find(c, STR("1.1"))->since, 5000);

	fed_events(c, "Event: Rename\nChannel: SIP/a-1\nNewname: SIP/z-1\nUniqueid: 1.1\n\n", 7000);
	EXPECT_CHANNELS(c, "SIP/z-1\n");
	EXPECT_STR(text_of("1.1", CHANNEL_NAME), STR("SIP/z-1"));
	fed_events(c, "Event: Hangup\nChannel: SIP/z-1\nUniqueid: 1.1\n\n", 8000);
	EXPECT_CHANNELS(c, "");
	ck_assert_ptr_null(channels_find(c, STR("1.1")));
}
END_TEST

/* No id of Asterisk's has a NUL, but what plays its part may send one: it ends the id, so that one
 * channel never stands in the list twice. */
START_TEST(ids_end_at_a_nul)
{
	static const char lists[] = "Event: CoreShowChannel\nChannel: SIP/a-1\nUniqueid: 1.1\0x\n"
	    "Linkedid: 1.1\0y\nBridgedUniqueID: 1.2\0z\n\n";
	static const char events[] = "Event: Newchannel\nChannel: SIP/a-1\nUniqueid: 1.1\0x\n"
	    "Linkedid: 1.1\0y\n\n";

	for (int i = 0; i < 3; i++) {
		shown_each(str_from(events, sizeof(events) - 1), take_bytes, NULL);
		shown_each(str_from(lists, sizeof(lists) - 1), take_bytes, NULL);
	}
	ck_assert_uint_eq(channels_count(c), 1);
	EXPECT_CHANNELS(c, "SIP/a-1\n");
	EXPECT_STR(text_of("1.1", CHANNEL_LINKEDID), STR("1.1"));
	fed_events(c, "Event: Hangup\nChannel: SIP/a-1\nUniqueid: 1.1\n\n", 0);
	ck_assert_uint_eq(channels_count(c), 0);
	EXPECT_CHANNELS(c, "");
}
END_TEST

START_TEST(follows_what_a_channel_does)
{
#define WHO "Channel: SIP/a-1\nUniqueid: 1.1\nLinkedid: 1.1\n"
	fed_events(c, NEW_A "Event: BridgeEnter\nBridgeUniqueid: abc\n" WHO "\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_BRIDGE), STR("abc"));
	fed_events(c, "Event: Hold\n" WHO "\n", 0);
	ck_assert(channels_find(c, STR("1.1"))->holds);
	fed_events(c, "Event: Unhold\n" WHO "\n", 0);
	ck_assert(!channels_find(c, STR("1.1"))->holds);
	fed_events(c, "Event: BridgeLeave\nBridgeUniqueid: abc\n" WHO "\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_BRIDGE), STR(""));
	fed_events(c, "Event: QueueCallerJoin\nQueue: q\n" WHO "\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_QUEUE), STR("q"));
	fed_events(c, "Event: QueueCallerLeave\nQueue: q\n" WHO "\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_QUEUE), STR(""));
	fed_events(c, "Event: ParkedCall\nParkeeChannel: SIP/a-1\nParkeeUniqueid: 1.1\n"
		      "ParkingSpace: 701\n\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_SPACE), STR("701"));
	fed_events(c, "Event: BridgeEnter\nBridgeTechnology: holding_bridge\n" WHO "\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_SPACE), STR("701"));
	fed_events(c, "Event: UnParkedCall\nParkeeChannel: SIP/a-1\nParkeeUniqueid: 1.1\n\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_SPACE), STR(""));
}
END_TEST

START_TEST(learns_of_both_who_dial)
{
	fed_events(c, "Event: DialBegin\n" WHO "DestChannel: SIP/b-2\nDestUniqueid: 1.2\n"
		      "DestLinkedid: 1.1\nDestCallerIDNum: 101\nDialString: b\n\n", 0);
	EXPECT_CHANNELS(c, "SIP/a-1\nSIP/b-2\n");
	EXPECT_STR(text_of("1.2", CHANNEL_NUMBER), STR("101"));
	EXPECT_STR(text_of("1.2", CHANNEL_LINKEDID), STR("1.1"));
}
END_TEST

/* What is told of a channel after its end must not bring it back. */
START_TEST(leaves_the_dead_alone)
{
	fed_events(c, NEW_A "Event: Hangup\n" WHO "\n"
			    "Event: DialEnd\n" WHO "DialStatus: BUSY\n\n"
			    "Event: BridgeLeave\n" WHO "\n"
			    "Event: SoftHangupRequest\n" WHO "\n"
			    "Event: Rename\n" WHO "Newname: x\n\n"
			    "Event: MusicOnHoldStop\n" WHO "\n", 0);
	EXPECT_CHANNELS(c, "");
}
END_TEST

/* The dialplan writes the headers of a UserEvent. */
START_TEST(believes_no_user_event)
{
	fed_events(c, NEW_A "Event: UserEvent\n" WHO "UserEvent: x\nExten: 666\nLinkedid: 6\n\n", 0);
	EXPECT_STR(text_of("1.1", CHANNEL_EXTEN), STR("200"));
	EXPECT_STR(text_of("1.1", CHANNEL_LINKEDID), STR("1.1"));
}
END_TEST

/* Events of Asterisk 11 have no Linkedid. */
START_TEST(joins_what_old_servers_dial)
{
	fed_events(c, "Event: Newchannel\nChannel: SIP/a-1\nUniqueid: 1\n\n"
		      "Event: Newchannel\nChannel: SIP/b-2\nUniqueid: 2\n\n"
		      "Event: Newchannel\nChannel: SIP/c-3\nUniqueid: 3\n\n"
		      "Event: Dial\nSubEvent: Begin\nChannel: SIP/b-2\nUniqueID: 2\n"
		      "Destination: SIP/c-3\nDestUniqueID: 3\n\n"
		      "Event: Dial\nSubEvent: Begin\nChannel: SIP/a-1\nUniqueID: 1\n"
		      "Destination: SIP/b-2\nDestUniqueID: 2\n\n"
		      "Event: Bridge\nBridgestate: Link\nChannel1: SIP/a-1\nChannel2: SIP/b-2\n"
		      "Uniqueid1: 1\nUniqueid2: 2\n\n", 0);
	EXPECT_CHANNELS(c, "SIP/a-1\nSIP/b-2\nSIP/c-3\n");
	EXPECT_STR(text_of("3", CHANNEL_LINKEDID), STR("1"));
	EXPECT_STR(text_of("1", CHANNEL_BRIDGE), text_of("2", CHANNEL_BRIDGE));
	ck_assert(text_of("1", CHANNEL_BRIDGE).n > 0);
	fed_events(c, "Event: Bridge\nBridgestate: Unlink\nUniqueid1: 1\nUniqueid2: 2\n\n", 0);
	EXPECT_STR(text_of("2", CHANNEL_BRIDGE), STR(""));
}
END_TEST

START_TEST(learns_from_a_list)
{
	fed_events(c, NEW_A "Event: QueueCallerJoin\nQueue: q\n" WHO "\n"
			    "Event: Newchannel\nChannel: SIP/old-9\nUniqueid: 9\n\n", 1000);
	fed_list(c, "Event: CoreShowChannel\n" WHO "Application: Queue\nApplicationData: q\n"
		    "Duration: 01:00:01\nBridgeId: \n\n"
		    "Event: CoreShowChannel\nChannel: SIP/b-2\nUniqueid: 2\nLinkedid: 2\n"
		    "Duration: 01:02:03\nBridgeId: xyz\nExten: 5\n\n"
		    "Event: Other\nUniqueid: 3\n\n", 10000000);
	EXPECT_CHANNELS(c, "SIP/a-1\nSIP/b-2\n");
	EXPECT_STR(text_of("1.1", CHANNEL_QUEUE), STR("q"));
	EXPECT_STR(text_of("2", CHANNEL_BRIDGE), STR("xyz"));
	ck_assert_int_eq(channels_find(c, STR("1.1"))->since, 1000);
	ck_assert_int_eq(channels_find(c, STR("2"))->since, 10000000 - 3723000);
	fed_list(c, "", 0);
	EXPECT_CHANNELS(c, "");
}
END_TEST

START_TEST(reads_odd_durations)
{
	static const char *const odd[] = {"", "x", "1:x", "-1", "1:2:3:4:5:6:7:8:9:1:2:3:4", ":",
	    "99999999999999999999"};

	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct buf stream = BUF_INIT(4096);
		buf_addf(&stream, "Event: CoreShowChannel\n" WHO "Duration: %s\n\n", odd[i]);
		fed_list(c, buf_z(&stream), 1000);
		channels_reset(c);
		buf_clear(&stream);
	}
}
END_TEST

START_TEST(forgets_everything)
{
	fed_events(c, NEW_A, 0);
	channels_reset(c);
	EXPECT_CHANNELS(c, "");
	ck_assert_uint_eq(channels_count(c), 0);
	fed_events(c, NEW_A, 0);
	EXPECT_CHANNELS(c, "SIP/a-1\n");
}
END_TEST

/* An event of the channel of that number. */
static void
feed_number(const char *event, unsigned number)
{
	struct compose made;
	char text[64];

	compose_init(&made);
	compose_event(&made, str_of(event));
	snprintf(text, sizeof(text), "PJSIP/phone-%08x", number);
	compose_add(&made, STR("Channel"), str_of(text));
	snprintf(text, sizeof(text), "1795355445.%u", number);
	compose_add(&made, STR("Uniqueid"), str_of(text));
	const struct msg m = compose_msg(&made);
	channels_take(c, &m, 0);
	compose_clear(&made);
}

START_TEST(keeps_no_more_than_its_limit)
{
	for (unsigned i = 0; i < CHANNELS_MAX + 10; i++)
		feed_number("Newchannel", i);
	ck_assert_uint_eq(channels_count(c), CHANNELS_MAX);
	ck_assert_ptr_nonnull(channels_find(c, STR("1795355445.65535")));
	ck_assert_ptr_null(channels_find(c, STR("1795355445.65536")));
	ck_assert_ptr_null(channels_find(c, STR("1795355445.65545")));
	feed_number("Hangup", 5);
	feed_number("Newchannel", 70000);
	ck_assert_uint_eq(channels_count(c), CHANNELS_MAX);
	ck_assert_ptr_nonnull(channels_find(c, STR("1795355445.70000")));
}
END_TEST

START_TEST(cuts_long_values)
{
	struct buf stream = BUF_INIT(65536), long_id = BUF_INIT(CHANNEL_NAME_MAX + 1);

	buf_pad(&long_id, 'u', CHANNEL_NAME_MAX + 1);
	buf_addz(&stream, "Event: Newexten\n" WHO "Application: ");
	buf_pad(&stream, 'x', 5000);
	buf_addz(&stream, "\n\nEvent: Newchannel\nChannel: long\nUniqueid: ");
	buf_adds(&stream, buf_str(&long_id));
	buf_addz(&stream, "\n\n");
	fed_events(c, buf_z(&stream), 0);
	ck_assert_uint_eq(text_of("1.1", CHANNEL_APPLICATION).n, CHANNEL_TEXT_MAX);
	ck_assert_uint_eq(channels_count(c), 1);
	ck_assert_ptr_null(channels_find(c, buf_str(&long_id)));
	buf_clear(&stream);
	buf_clear(&long_id);
}
END_TEST

/* 50,000 channels that came and went leave nothing. */
START_TEST(gives_memory_back)
{
	for (unsigned i = 0; i < 100; i++)
		feed_number("Newchannel", i);
	size_t before = mallinfo2().uordblks;
	for (unsigned i = 100; i < 50100; i++) {
		feed_number("Newchannel", i);
		if (i >= 10100)
			feed_number("Hangup", i - 10000);
	}
	for (unsigned i = 40100; i < 50100; i++)
		feed_number("Hangup", i);
	ck_assert_uint_eq(channels_count(c), 100);
	size_t after = mallinfo2().uordblks;
	ck_assert_msg(after <= before + 65536, "%zu bytes before, %zu after", before, after);
}
END_TEST

static void
take(void *arg, const struct msg *m)
{
	channels_take(arg, m, 0);
}

/* Every recording that begins without a call and ends without one leaves no channel. */
START_TEST(ends_where_calls_end)
{
	static const char *const recordings[] = {
	    "ast22/call-queue-hold-transfer", "ast22/originate-async-failure-busy",
	    "ast22/originate-async-failure-timeout", "ast22/hangup-name", "ast16/hangup-name",
	    "ast13/hangup-name", "ast11/hangup-name", "ast22/hangup-regex", "ast11/hangup-regex",
	};

	for (size_t i = 0; i < sizeof(recordings) / sizeof(recordings[0]); i++) {
		fed_recording(recordings[i], take, c);
		ck_assert_msg(channels_count(c) == 0, "%zu channels left of %s", channels_count(c),
		    recordings[i]);
	}
}
END_TEST

Suite *
suite_channels(void)
{
	Suite *suite = suite_create("state/channels");
	TCase *tests = tcase_create("channels"), *many = tcase_create("many");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, learns_from_events);
	tcase_add_test(tests, ids_end_at_a_nul);
	tcase_add_test(tests, follows_what_a_channel_does);
	tcase_add_test(tests, learns_of_both_who_dial);
	tcase_add_test(tests, leaves_the_dead_alone);
	tcase_add_test(tests, believes_no_user_event);
	tcase_add_test(tests, joins_what_old_servers_dial);
	tcase_add_test(tests, learns_from_a_list);
	tcase_add_test(tests, reads_odd_durations);
	tcase_add_test(tests, forgets_everything);
	tcase_add_test(tests, cuts_long_values);
	tcase_add_test(tests, ends_where_calls_end);
	suite_add_tcase(suite, tests);
	tcase_add_checked_fixture(many, set_up, tear_down);
	tcase_set_tags(many, "exhaustive");
	tcase_set_timeout(many, 60);
	tcase_add_test(many, keeps_no_more_than_its_limit);
	tcase_add_test(many, gives_memory_back);
	suite_add_tcase(suite, many);
	return suite;
}
