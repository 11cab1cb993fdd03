/* SPDX-License-Identifier: ISC */
/* TSV: which columns, when a header row, and cells that no byte can break. */
#include "shown.h"

Suite *suite_render_tsv(void);

static const struct render_options tsv = {.format = FORMAT_TSV, .header = true};

#define LIST(items)                                                                                \
	"Response: Success\nActionID: 1\nEventList: start\n\n" items                               \
	"Event: ItemsComplete\nActionID: 1\nEventList: Complete\n\n"

START_TEST(gives_a_list_every_column_that_an_item_has)
{
	EXPECT_SHOWN(&tsv,
	    LIST("Event: P\nActionID: 1\nQueue: q1\nMax: 0\n\n"
		 "Event: M\nActionID: 1\nQueue: q1\nName: Bob\nName: B\n\n"
		 "Event: P\nActionID: 1\nmax: 5\nQueue: q2\n\n"),
	    "Event\tQueue\tMax\tName\n"
	    "P\tq1\t0\t\n"
	    "M\tq1\t\tBob\\nB\n"
	    "P\tq2\t5\t\n");
	EXPECT_SHOWN(&tsv, LIST(""), "");
}
END_TEST

START_TEST(gives_exactly_the_fields)
{
	struct render_options picked = tsv;

	picked.fields = STR("Queue, missing,Event");
	EXPECT_SHOWN(&picked,
	    LIST("Event: P\nQueue: q1\n\nEvent: M\nName: Bob\n\n") "Event: E\nQueue: q3\n\n"
	    "Response: Success\nQueue: q4\n\n" LIST(""),
	    "Queue\tmissing\tEvent\n"
	    "q1\t\tP\n"
	    "\t\tM\n"
	    "q3\t\tE\n"
	    "q4\t\t\n");
	EXPECT_SHOWN(&picked, LIST(""), "Queue\tmissing\tEvent\n");
	picked.header = false;
	EXPECT_SHOWN(&picked, LIST("Event: P\nQueue: q1\n\n"), "q1\t\tP\n");
}
END_TEST

START_TEST(repeats_no_header_row)
{
	EXPECT_SHOWN(&tsv,
	    "Response: Success\nActionID: 1\nMessage: a\n\n"
	    "Response: Success\nActionID: 2\nMessage: b\n\n"
	    "Response: Error\nActionID: 2\nMessage: b\n\n"
	    "Response: Success\nPing: Pong\n\n",
	    "Response\tMessage\nSuccess\ta\nSuccess\tb\nResponse\tPing\nSuccess\tPong\n");
}
END_TEST

START_TEST(begins_with_the_server_when_there_are_several)
{
	struct render_options one = tsv;

	one.server = STR("a\tb");
	EXPECT_SHOWN(&one, LIST("Event: P\nQueue: q1\n\nEvent: P\nQueue: q2\n\n"),
	    "_server\tEvent\tQueue\na\\tb\tP\tq1\na\\tb\tP\tq2\n");
	EXPECT_SHOWN(&one, "Response: Success\nPing: Pong\n\n",
	    "_server\tResponse\tPing\na\\tb\tSuccess\tPong\n");
	EXPECT_SHOWN(&one, "Event: Wink\nPrivilege: call,all\nX: 1\n\n",
	    "_server\tTimestamp\tEvent\tChannel\tHeaders\n"
	    "a\\tb\t\tWink\t\tPrivilege: call,all\\nX: 1\n");
	one.fields = STR("X");
	one.header = false;
	EXPECT_SHOWN(&one, "Event: Wink\nPrivilege: call,all\nX: 1\n\n", "a\\tb\t1\n");
}
END_TEST

/* Of what a message has once the first line counts, and the others have a column of their own. */
START_TEST(keeps_forged_lines_apart)
{
	struct render_options picked = tsv;

	picked.fields = STR("Event,_event,Channel,_Channel,X");
	EXPECT_SHOWN(&picked, "Event: E\nChannel: a\nevent: fake\nChannel: b\nX: 1\nX: 2\n_Event: c\n\n",
	    "Event\t_event\tChannel\t_Channel\tX\nE\tfake\\nc\ta\tb\t1\\n2\n");
	EXPECT_SHOWN(&tsv, "Response: Success\nChannel: a\nChannel: b\n\n",
	    "Response\tChannel\t_Channel\nSuccess\ta\tb\n");
}
END_TEST

START_TEST(gives_events_four_columns)
{
	EXPECT_SHOWN(&tsv,
	    "Event: Wink\nPrivilege: call,all\nTimestamp: 1.5\nChannel: SIP/a\nX: 1\nEvent: fake\n"
	    "no colon\n\n"
	    "Event: Flash\n\n",
	    "Timestamp\tEvent\tChannel\tHeaders\n"
	    "1.5\tWink\tSIP/a\tPrivilege: call,all\\nX: 1\\n_Event: fake\\nno colon\n"
	    "\tFlash\t\t\n");
}
END_TEST

START_TEST(escapes_what_would_end_a_cell)
{
	EXPECT_SHOWN(&tsv, "Response: Success\nT\tab: a\tb\\c\rd\x1b\xff\xc3\xa9 e\\\n\n",
	    "Response\tT\\tab\nSuccess\ta\\tb\\\\c\\rd\x1b\xff\xc3\xa9 e\\\\\n");
}
END_TEST

START_TEST(is_printable_on_a_terminal)
{
	struct render_options shown = tsv;

	shown.for_terminal = true;
	EXPECT_SHOWN(&shown, "Response: Success\nT\tab: a\tb\\c\rd\x1b\xff\xc3\xa9 \\\\\n\n",
	    "Response\tT\\tab\nSuccess\ta\\tb\\\\c\\x0dd\\x1b\\xff\xc3\xa9 \\\\\\\\\n");
}
END_TEST

START_TEST(keeps_the_output_of_commands)
{
	EXPECT_SHOWN(&tsv,
	    "Response: Error\nMessage: Command output follows\nOutput: a\nOutput: b\n\n",
	    "Response\tMessage\tOutput\nError\tCommand output follows\ta\\nb\n");
	EXPECT_SHOWN(&tsv, "IAX2/a 1000\t-1\nIAX2/b 2\n\n", "IAX2/a 1000\\t-1\nIAX2/b 2\n");
}
END_TEST

Suite *
suite_render_tsv(void)
{
	Suite *suite = suite_create("render_tsv");
	TCase *tests = tcase_create("render_tsv");

	tcase_set_tags(tests, "blocks");
	tcase_add_test(tests, keeps_forged_lines_apart);
	tcase_add_test(tests, gives_a_list_every_column_that_an_item_has);
	tcase_add_test(tests, gives_exactly_the_fields);
	tcase_add_test(tests, repeats_no_header_row);
	tcase_add_test(tests, begins_with_the_server_when_there_are_several);
	tcase_add_test(tests, gives_events_four_columns);
	tcase_add_test(tests, escapes_what_would_end_a_cell);
	tcase_add_test(tests, is_printable_on_a_terminal);
	tcase_add_test(tests, keeps_the_output_of_commands);
	suite_add_tcase(suite, tests);
	return suite;
}
