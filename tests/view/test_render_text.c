/* SPDX-License-Identifier: ISC */
/* Replies as text: a sentence, a value, lines, or console output. */
#include "shown.h"

Suite *suite_render_text(void);

static const struct render_options text = {.format = FORMAT_TEXT, .header = true};

START_TEST(says_the_message_alone)
{
	EXPECT_SHOWN(&text, "Response: Success\nActionID: 1\nMessage: Channel Hungup\n\n",
	    "Channel Hungup\n");
	EXPECT_SHOWN(&text, "Response: Goodbye\nMessage: Thanks for all the fish.\n\n",
	    "Thanks for all the fish.\n");
	EXPECT_SHOWN(&text, "Response: Success\nActionID: 1\n\n", "Success\n");
}
END_TEST

START_TEST(says_the_value_of_a_variable)
{
	EXPECT_SHOWN(&text, "Response: Success\nActionID: 1\nVariable: X\nValue: a:b, c=d \n\n",
	    "a:b, c=d \n");
	EXPECT_SHOWN(&text, "Response: Success\nVariable: X\nValue: \n\n", "\n");
	EXPECT_SHOWN(&text, "Response: Success\nVariable: X\nValue: 1\nValue: forged\n\n",
	    "Variable  X\nValue     1\nValue     forged\n");
}
END_TEST

START_TEST(aligns_headers)
{
	EXPECT_SHOWN(&text,
	    "Response: Success\nActionID: 1\nMessage: Mailbox Message Count\nMailbox: 5\n"
	    "UrgMessages: 0\nEmpty: \n\n",
	    "Message      Mailbox Message Count\nMailbox      5\nUrgMessages  0\nEmpty\n");
	EXPECT_SHOWN(&text, "Response: Success\nA: 1\nno categories\nResponse: 2\n\n",
	    "A          1\nno categories\n_Response  2\n");
}
END_TEST

START_TEST(aligns_the_list_of_commands)
{
	EXPECT_SHOWN(&text,
	    "Response: Success\nActionID: 1\nAbsoluteTimeout: Say when.  (Priv: call,all)\n"
	    "Ping: Ask for an answer.  (Priv: <none>)\n\n",
	    "AbsoluteTimeout  Say when.  (Priv: call,all)\n"
	    "Ping             Ask for an answer.  (Priv: <none>)\n");
}
END_TEST

START_TEST(prints_what_the_console_prints)
{
	EXPECT_SHOWN(&text,
	    "Response: Success\nActionID: 1\nMessage: Command output follows\nOutput: a  b\n"
	    "Output: \nOutput:   c\td\x1b[1m\n\n",
	    "a  b\n\n  c\td\\x1b[1m\n");
	EXPECT_SHOWN(&text, "Response: Success\nMessage: Command output follows\nOutput: \n\n", "");
	EXPECT_SHOWN(&text,
	    "Response: Success\nMessage: Command output follows\nOutput: a\nOutput: \n\n", "a\n");
	EXPECT_SHOWN(&text,
	    "Response: Error\nMessage: Command output follows\nOutput: No such command 'x'\n\n",
	    "No such command 'x'\n");
	EXPECT_SHOWN(&text, "Response: Follows\nPrivilege: Command\nActionID: 1\na: b\n\nc"
			    "--END COMMAND--\r\n\r\n",
	    "a: b\n\nc\n");
	EXPECT_SHOWN(&text, "Response: Follows\nPrivilege: Command\n--END COMMAND--\r\n\r\n", "");
}
END_TEST

START_TEST(leaves_errors_to_the_caller)
{
	EXPECT_SHOWN(&text, "Response: Error\nActionID: 1\nMessage: No such channel\n\n", "");
	EXPECT_SHOWN(&text, "Response: Error\n\n", "");
}
END_TEST

START_TEST(prints_lines_without_headers)
{
	EXPECT_SHOWN(&text, "\r\nIAX2/a 1000 -1\r\nq1: W:0\x1b[0m\r\n\r\n",
	    "IAX2/a 1000 -1\nq1: W:0\\x1b[0m\n");
}
END_TEST

START_TEST(picks_fields)
{
	struct render_options picked = text;

	picked.fields = STR("oldmessages,Missing,Mailbox");
	EXPECT_SHOWN(&picked,
	    "Response: Success\nMessage: x\nMailbox: 5\nOldMessages: 0\n\n",
	    "oldmessages  0\nMailbox      5\n");
	EXPECT_SHOWN(&picked, "Response: Error\nMailbox: 5\n\n", "");
}
END_TEST

START_TEST(colors_names)
{
	struct render_options colored = text;

	colored.color = true;
	EXPECT_SHOWN(&colored, "Response: Success\nAB: 1\nC: 2\n\n",
	    "\x1b[36mAB\x1b[0m  1\n\x1b[36mC\x1b[0m   2\n");
	EXPECT_SHOWN(&colored, "Response: Success\nMessage: Done\n\n", "Done\n");
}
END_TEST

START_TEST(prints_events_in_both_forms)
{
	struct render_options options = text;

	EXPECT_SHOWN(&options, "Event: Wink\nPrivilege: call\nTimestamp: 0\nChannel: SIP/a\n\n",
	    "00:00:00.000  Wink               SIP/a\n");
	EXPECT_SHOWN(&options, "Event: Wink\nTimestamp: 0\nChannel: SIP/a\n\n",
	    "00:00:00.000  ?! Wink            SIP/a\n");
	options.long_events = true;
	EXPECT_SHOWN(&options, "Event: Wink\nPrivilege: call\nTimestamp: 0\nChannel: SIP/a\n\n",
	    "00:00:00.000  Wink\n  Privilege  call\n  Channel    SIP/a\n");
}
END_TEST

Suite *
suite_render_text(void)
{
	Suite *suite = suite_create("render_text");
	TCase *tests = tcase_create("render_text");

	tcase_add_checked_fixture(tests, shown_utc, NULL);
	tcase_add_test(tests, says_the_message_alone);
	tcase_add_test(tests, says_the_value_of_a_variable);
	tcase_add_test(tests, aligns_headers);
	tcase_add_test(tests, aligns_the_list_of_commands);
	tcase_add_test(tests, prints_what_the_console_prints);
	tcase_add_test(tests, leaves_errors_to_the_caller);
	tcase_add_test(tests, prints_lines_without_headers);
	tcase_add_test(tests, picks_fields);
	tcase_add_test(tests, colors_names);
	tcase_add_test(tests, prints_events_in_both_forms);
	suite_add_tcase(suite, tests);
	return suite;
}
