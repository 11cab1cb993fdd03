/* SPDX-License-Identifier: ISC */
/*
 * The parser on streams made by hand, one test for each trap of the protocol. They are fed whole
 * and byte by byte; test_split.c cuts real ones, test_parse_limits.c is for the limits.
 */
#include <check.h>

#include "transcript.h"

Suite *suite_parse(void);

#define MAX 10000

/* The stream must give this text, whole and byte by byte. */
static void
expect_stream(struct str stream, bool banner, const char *want)
{
	static const size_t pieces[] = {SIZE_MAX, 1};

	for (size_t i = 0; i < 2; i++) {
		struct buf got = BUF_INIT(BUF_MAX_TEXT);
		transcript_text(&got, stream, pieces[i], MAX, banner);
		ck_assert_str_eq(buf_z(&got), want);
		buf_clear(&got);
	}
}

#define EXPECT(stream, want)        expect_stream(STR(stream), false, want)
#define EXPECT_SERVER(stream, want) expect_stream(STR(stream), true, want)

START_TEST(first_line_decides_what_it_is)
{
	EXPECT("Event: OriginateResponse\r\nResponse: Failure\r\n\r\n"
	       "event: UserEvent\r\nEvent: Inner\r\nResponse: Follows\r\n\r\n"
	       "Response: Success\r\nEvent: Inner\r\n\r\n",
	    "event Event=OriginateResponse|Response=Failure\n"
	    "event event=UserEvent|Event=Inner|Response=Follows\n"
	    "response Response=Success|Event=Inner\n");
}
END_TEST

/* As app_rpt of old AllStarLink nodes does. */
START_TEST(action_id_may_come_first)
{
	EXPECT("ActionID: 1\r\nResponse: Success\r\nNode: 2000\r\n\r\n"
	       "actionid: 2\r\nEvent: Node\r\n\r\n"
	       "ActionID: 3\r\nNode: 2000\r\nResponse: Success\r\n\r\n"
	       "X: 4\r\nResponse: Success\r\n\r\nActionID: 5\r\n\r\n",
	    "response Response=Success|ActionID=1|Node=2000\n"
	    "event Event=Node|actionid=2\n"
	    "other ActionID=3|Node=2000|Response=Success\n"
	    "other X=4|Response=Success\nother ActionID=5\n");
}
END_TEST

START_TEST(answer_to_events_needs_no_end)
{
	EXPECT("Response: Success\r\nEvents: Off\r\nEvent: A\r\n\r\n"
	       "Response: Success\r\nEvents: On\r\n\r\nEvent: B\r\n\r\n"
	       "Response: Success\r\nEvents: Control Event Flow (Priv: <none>)\r\nPing: x\r\n\r\n",
	    "response Response=Success|Events=Off\nevent Event=A\n"
	    "response Response=Success|Events=On\nevent Event=B\n"
	    "response Response=Success|Events=Control Event Flow (Priv: <none>)|Ping=x\n");
	EXPECT_SERVER("Asterisk Call Manager/11.0.0\r\n"
		      "Response: Success\r\nEvents: Off\r\nX: 1\r\n\r\n",
	    "banner Asterisk Call Manager=11.0.0\n"
	    "response Response=Success|Events=Off|X=1\n");
}
END_TEST

START_TEST(empty_messages_are_skipped)
{
	EXPECT("\r\n\n\r\nResponse: Error\r\nMessage: No endpoints found\n\r\n\r\n"
	       "Event: A\r\n\r\n\r\n\r\n\r\n",
	    "response Response=Error|Message=No endpoints found\n"
	    "event Event=A\n");
}
END_TEST

START_TEST(stray_blank_lines_belong_to_the_next_raw)
{
	struct parse *p = parse_new(MAX, false);
	struct str stream = STR("\r\nEvent: A\r\n\r\n\n\nEvent: B\r\n\r\n\r\n");
	struct err err;
	struct msg m;
	size_t room;

	memcpy(parse_room(p, stream.n, &room), stream.p, stream.n);
	parse_fed(p, stream.n);
	ck_assert_int_eq(parse_next(p, &m, &err), 1);
	ck_assert(str_eq(m.raw, STR("\r\nEvent: A\r\n\r\n")));
	struct str rest = str_from_at(stream, m.raw.n);
	ck_assert_uint_eq(transcript_left(rest), rest.n);
	ck_assert_int_eq(parse_next(p, &m, &err), 1);
	ck_assert(str_eq(m.raw, STR("\n\nEvent: B\r\n\r\n")));
	ck_assert_int_eq(parse_next(p, &m, &err), 0);
	ck_assert_uint_eq(transcript_left(str_from_at(rest, m.raw.n)), 0);
	parse_free(p);
}
END_TEST

START_TEST(lines_end_in_a_line_feed_alone_too)
{
	EXPECT("Event: A\nX: 1\r\nY: 2\n\nEvent: B\n\r\nEvent: C\r\n\n",
	    "event Event=A|X=1|Y=2\nevent Event=B\nevent Event=C\n");
}
END_TEST

START_TEST(carriage_return_is_data)
{
	EXPECT("Event: A\rB\r\nX: \r1\r\r\nY:\r\n\r\r\n\r\n",
	    "event Event=A\\x0dB|X=\\x0d1\\x0d|Y=|=\\x0d\n");
}
END_TEST

START_TEST(lines_without_a_colon_are_all_value)
{
	EXPECT("Response: Success\r\nNo categories found\r\n \r\nA: 1\r\n\r\n",
	    "response Response=Success|=No categories found|= |A=1\n");
}
END_TEST

START_TEST(messages_without_response)
{
	EXPECT("IAX2/peer-1 1000 -1\nIAX2/peer-2 1000 -1\n\r\nResponse: Success\r\n\r\n",
	    "other =IAX2/peer-1 1000 -1|=IAX2/peer-2 1000 -1\nresponse Response=Success\n");
	EXPECT("q1 has 0 calls, W:0\r\n   No Callers\r\n\r\n"
	       "q2 has 0 calls\r\n\r\n\r\n\r\nEvent: A\r\n\r\n",
	    "other q1 has 0 calls, W=0|=   No Callers\nother =q2 has 0 calls\nevent Event=A\n");
}
END_TEST

#define FOLLOWS "Response: Follows\r\nPrivilege: Command\r\nActionID: 1\r\n"
#define MARK    "--END COMMAND--\r\n\r\n"
#define AS_TEXT "response Response=Follows|Privilege=Command|ActionID=1"

START_TEST(follows_ends_with_its_mark)
{
	EXPECT(FOLLOWS "a\n  b\n" MARK "Event: A\r\n\r\n",
	    AS_TEXT "|Output=a|Output=  b\nevent Event=A\n");
	EXPECT(FOLLOWS MARK, AS_TEXT "\n");
}
END_TEST

START_TEST(follows_with_glued_end_mark)
{
	EXPECT(FOLLOWS "show show _EOF_" MARK, AS_TEXT "|Output=show show _EOF_\n");
	EXPECT(FOLLOWS "a\nb: " MARK, AS_TEXT "|Output=a|Output=b: \n");
	EXPECT(FOLLOWS "--END COMMAND--" MARK, AS_TEXT "|Output=--END COMMAND--\n");
}
END_TEST

START_TEST(follows_with_blank_lines_and_colons)
{
	EXPECT(FOLLOWS "\na: 1\n\nEvent: B\n\r\n\n" MARK,
	    AS_TEXT "|Output=|Output=a: 1|Output=|Output=Event: B|Output=|Output=\n");
}
END_TEST

START_TEST(follows_with_a_lone_mark_goes_on)
{
	EXPECT(FOLLOWS "--END COMMAND--\n\n" MARK, AS_TEXT "|Output=--END COMMAND--|Output=\n");
	EXPECT(FOLLOWS "--END COMMAND--\r\n" MARK, AS_TEXT "|Output=--END COMMAND--\n");
	EXPECT(FOLLOWS "--END COMMAND--\n\r\n" MARK, AS_TEXT "|Output=--END COMMAND--|Output=\n");
	EXPECT(FOLLOWS "--END COMMAND--\r\n\n" MARK, AS_TEXT "|Output=--END COMMAND--|Output=\n");
	EXPECT(FOLLOWS "--END COMMAND--\r\r\n\r\n" MARK,
	    AS_TEXT "|Output=--END COMMAND--\\x0d|Output=\n");
	EXPECT(FOLLOWS "--END COMMAND-\r\n\r\n" MARK, AS_TEXT "|Output=--END COMMAND-|Output=\n");
}
END_TEST

START_TEST(follows_headers_are_two_at_most)
{
	EXPECT("Response: Follows\r\nPrivilege: Command\r\nx\n" MARK,
	    "response Response=Follows|Privilege=Command|Output=x\n");
	EXPECT(FOLLOWS "ActionID: 2\nPrivilege: Command\n" MARK,
	    AS_TEXT "|Output=ActionID: 2|Output=Privilege: Command\n");
	EXPECT("Response: Follows\r\nPrivilege: Command\r\nPrivilege: x\nActionID: 2\n" MARK,
	    "response Response=Follows|Privilege=Command|Output=Privilege: x|Output=ActionID: 2\n");
}
END_TEST

START_TEST(follows_after_its_action_id)
{
	EXPECT("ActionID: 1\r\nResponse: Follows\r\nPrivilege: Command\r\nActionID: 2\n" MARK
	       "ActionID: 1\r\nResponse: Follows\r\nActionID: 2\nPrivilege: x\n" MARK,
	    "response Response=Follows|ActionID=1|Privilege=Command|Output=ActionID: 2\n"
	    "response Response=Follows|ActionID=1|Output=ActionID: 2|Output=Privilege: x\n");
}
END_TEST

START_TEST(follows_that_is_no_command_output)
{
	EXPECT("Response: Followed\r\n\r\nEvent: Follows\r\n\r\n",
	    "response Response=Followed\nevent Event=Follows\n");
}
END_TEST

START_TEST(follows_is_forged_from_ami_3_on)
{
	EXPECT("Asterisk Call Manager/5.0.4\r\n" FOLLOWS "\r\nEvent: A\r\n\r\n",
	    "banner Asterisk Call Manager=5.0.4\n" AS_TEXT "\nevent Event=A\n");
	EXPECT("Asterisk Call Manager/2.10.6\r\n" FOLLOWS "\r\nx" MARK,
	    "banner Asterisk Call Manager=2.10.6\n" AS_TEXT "|Output=|Output=x\n");
}
END_TEST

START_TEST(keys_repeat_in_order)
{
	EXPECT("Event: A\r\nVariable: x=1\r\nB: \r\nVariable: x=2\r\nVariable: \r\n\r\n",
	    "event Event=A|Variable=x=1|B=|Variable=x=2|Variable=\n");
}
END_TEST

START_TEST(keys_are_odd)
{
	EXPECT("Event: A\r\nNamed Callgroup: 1\r\nSIP-T.38Support: N\r\n100rel: no\r\n: none\r\n"
	       "Line-000000-000001: a=b:c\r\n Lead: 1\r\nCommand: Run it. (Priv: a,b)\r\n\r\n",
	    "event Event=A|Named Callgroup=1|SIP-T.38Support=N|100rel=no|=none"
	    "|Line-000000-000001=a=b:c| Lead=1|Command=Run it. (Priv: a,b)\n");
}
END_TEST

START_TEST(keys_of_our_own_are_not_taken)
{
	EXPECT("Event: UserEvent\r\n_outcome: answered\r\n_TIME: now\r\n_server: x\r\nA: 1\r\n"
	       "_Event: B\r\n_: 2\r\n_foo: 3\r\n_error\r\n_why:\r\n\r\n",
	    "event Event=UserEvent|A=1|_Event=B|_=2|_foo=3|=_error\n");
	EXPECT("ActionID: 1\r\n_error: x\r\nResponse: Error\r\n_error: x\r\n_error: y\r\n\r\n",
	    "response Response=Error|ActionID=1\n");
	EXPECT("_error: x\r\nA: 1\r\n\r\nEvent: A\r\n\r\n",
	    "other _error=x|A=1\nevent Event=A\n");
}
END_TEST

START_TEST(channel_in_a_key_may_hold_colons)
{
	EXPECT("Event: A\r\nChanVariable(Local/a@b-1;1): FOO=x\r\n"
	       "ChanVariable(IAX2/pbx:4569-7): a: b): c\r\n"
	       "ChanVariable(SIP/x):\r\nChanVariable(cut: 1\r\nChanVariable: y=1\r\n\r\n",
	    "event Event=A|ChanVariable(Local/a@b-1;1)=FOO=x|ChanVariable(IAX2/pbx:4569-7)=a: b): c"
	    "|ChanVariable(SIP/x)=|ChanVariable(cut=1|ChanVariable=y=1\n");
}
END_TEST

START_TEST(one_blank_after_the_colon_is_no_data)
{
	EXPECT("Response: Success\r\nA:1\r\nB:  2 \r\nC:\r\nD: \r\nE:\t3\r\nOutput:  a b\r\n\r\n",
	    "response Response=Success|A=1|B= 2 |C=|D=|E=\\t3|Output= a b\n");
}
END_TEST

START_TEST(empty_output_is_a_line)
{
	EXPECT("Response: Success\r\nOutput: \r\n\r\n"
	       "Response: Success\r\nOutput: x\r\nOutput: \r\n\r\n",
	    "response Response=Success|Output=\nresponse Response=Success|Output=x|Output=\n");
}
END_TEST

START_TEST(action_id_with_a_header_glued_to_it)
{
	EXPECT("Response: Success\r\nActionID: aaAMIversion: 11.0.0\r\n\r\n",
	    "response Response=Success|ActionID=aaAMIversion: 11.0.0\n");
}
END_TEST

START_TEST(any_byte_is_data)
{
	EXPECT("Event: \x1b[31m\x00\x7f\x9b\xff\r\n\xc3\xa9: \xe2\x82\xac\r\n\r\n",
	    "event Event=\\x1b[31m\\x00\\x7f\\x9b\\xff|\xc3\xa9=\xe2\x82\xac\n");
}
END_TEST

START_TEST(forged_message_is_a_message)
{
	EXPECT("Event: Newexten\r\nPrivilege: dialplan,all\r\nAppData: x\r\n\r\n"
	       "Event: Fake\r\n\r\n\r\n",
	    "event Event=Newexten|Privilege=dialplan,all|AppData=x\nevent Event=Fake\n");
}
END_TEST

START_TEST(end_in_the_middle_is_left_over)
{
	EXPECT("Event: A\r\n\r\nEvent: B\r\nCut: of", "event Event=A\nleft 17\n");
	EXPECT("Event: A\r\n\r\nEvent: B\r\n", "event Event=A\nleft 10\n");
	EXPECT("Event: A\r\n\r\n\r", "event Event=A\nleft 1\n");
	EXPECT("Event: A\r\n", "left 10\n");
	EXPECT("", "");
}
END_TEST

START_TEST(banner_is_glued_to_the_first_reply)
{
	EXPECT_SERVER("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\n\r\n",
	    "banner Asterisk Call Manager=11.0.0\nresponse Response=Success\n");
	EXPECT_SERVER("Asterisk Call Manager/1.0\n\r\nEvent: A\n\n",
	    "banner Asterisk Call Manager=1.0\nevent Event=A\n");
}
END_TEST

START_TEST(banner_comes_once)
{
	EXPECT_SERVER("Asterisk Call Manager/11.0.0\r\nAsterisk Call Manager/11.0.0\r\n\r\n",
	    "banner Asterisk Call Manager=11.0.0\nother =Asterisk Call Manager/11.0.0\n");
}
END_TEST

START_TEST(dump_needs_no_banner_and_knows_it)
{
	EXPECT("Event: A\r\n\r\nAsterisk Call Manager/1.3\r\nEvent: B\r\n\r\n"
	       "Asterisk Call Manager\r\n\r\n",
	    "event Event=A\nbanner Asterisk Call Manager=1.3\nevent Event=B\n"
	    "other =Asterisk Call Manager\n");
}
END_TEST

START_TEST(banner_missing)
{
	EXPECT_SERVER(
	    "SSH-2.0-OpenSSH\r\n", "error 3: not an AMI server: it says \"SSH-2.0-OpenSSH\"\n");
	EXPECT_SERVER("HTTP/1.1 400 Bad Request\nX: y\n\n",
	    "error 3: not an AMI server: it says \"HTTP/1.1 400 Bad Request\"\n");
	EXPECT_SERVER("Event: A\r\n\r\n", "error 3: not an AMI server: it says \"Event: A\"\n");
	EXPECT_SERVER("Asterisk Call Manager\r\n",
	    "error 3: not an AMI server: it says \"Asterisk Call Manager\"\n");
	EXPECT_SERVER("\x1b[2J\x9b\r\n", "error 3: not an AMI server: it says \"\\x1b[2J\\x9b\"\n");
	EXPECT_SERVER(
	    "\r\nAsterisk Call Manager/1.0\r\n", "error 3: not an AMI server: it says \"\"\n");
	EXPECT_SERVER("SSH", "left 3\n");
}
END_TEST

static void
add_framing(TCase *t)
{
	tcase_add_test(t, action_id_may_come_first);
	tcase_add_test(t, answer_to_events_needs_no_end);
	tcase_add_test(t, follows_after_its_action_id);
	tcase_add_test(t, first_line_decides_what_it_is);
	tcase_add_test(t, empty_messages_are_skipped);
	tcase_add_test(t, stray_blank_lines_belong_to_the_next_raw);
	tcase_add_test(t, lines_end_in_a_line_feed_alone_too);
	tcase_add_test(t, carriage_return_is_data);
	tcase_add_test(t, lines_without_a_colon_are_all_value);
	tcase_add_test(t, messages_without_response);
	tcase_add_test(t, keys_repeat_in_order);
	tcase_add_test(t, keys_are_odd);
	tcase_add_test(t, keys_of_our_own_are_not_taken);
	tcase_add_test(t, channel_in_a_key_may_hold_colons);
	tcase_add_test(t, one_blank_after_the_colon_is_no_data);
	tcase_add_test(t, empty_output_is_a_line);
	tcase_add_test(t, action_id_with_a_header_glued_to_it);
	tcase_add_test(t, any_byte_is_data);
	tcase_add_test(t, forged_message_is_a_message);
	tcase_add_test(t, end_in_the_middle_is_left_over);
}

static void
add_follows(TCase *t)
{
	tcase_add_test(t, follows_ends_with_its_mark);
	tcase_add_test(t, follows_with_glued_end_mark);
	tcase_add_test(t, follows_with_blank_lines_and_colons);
	tcase_add_test(t, follows_with_a_lone_mark_goes_on);
	tcase_add_test(t, follows_headers_are_two_at_most);
	tcase_add_test(t, follows_that_is_no_command_output);
	tcase_add_test(t, follows_is_forged_from_ami_3_on);
}

static void
add_banner(TCase *t)
{
	tcase_add_test(t, banner_is_glued_to_the_first_reply);
	tcase_add_test(t, banner_comes_once);
	tcase_add_test(t, dump_needs_no_banner_and_knows_it);
	tcase_add_test(t, banner_missing);
}

Suite *
suite_parse(void)
{
	static const struct {
		const char *name;
		void (*add)(TCase *t);
	} cases[] = {
	    {"framing", add_framing},
	    {"follows", add_follows},
	    {"banner", add_banner},
	};
	Suite *s = suite_create("ami/parse");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		TCase *t = tcase_create(cases[i].name);
		tcase_set_tags(t, "blocks");
		cases[i].add(t);
		suite_add_tcase(s, t);
	}
	return s;
}
