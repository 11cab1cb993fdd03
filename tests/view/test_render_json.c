/* SPDX-License-Identifier: ISC */
/* JSON: arrays where they belong, one object a line, valid whatever the server sends. */
#include <stdlib.h>

#include "json_check.h"
#include "shown.h"

Suite *suite_render_json(void);

static const struct render_options json = {.format = FORMAT_JSON};

START_TEST(writes_one_object_a_message)
{
	EXPECT_SHOWN(&json,
	    "Response: Success\nActionID: 1\nPing: Pong\n\n"
	    "Event: Hangup\nPrivilege: call,all\nCause: 16\nCause-txt: Normal\n\n",
	    "{\"Response\":\"Success\",\"ActionID\":\"1\",\"Ping\":\"Pong\"}\n"
	    "{\"Event\":\"Hangup\",\"Privilege\":\"call,all\",\"Cause\":\"16\","
	    "\"Cause-txt\":\"Normal\"}\n");
}
END_TEST

START_TEST(makes_arrays_of_what_repeats)
{
	EXPECT_SHOWN(&json, "Event: E\nA: 1\nB: 2\nA: 3\na: 4\nA: \n\n",
	    "{\"Event\":\"E\",\"A\":[\"1\",\"3\",\"\"],\"B\":\"2\",\"a\":\"4\"}\n");
}
END_TEST

/* What a message has once is never an array: callers can forge a further line. */
START_TEST(keeps_forged_lines_apart)
{
	struct render_options picked = json;

	EXPECT_SHOWN(&json,
	    "Event: E\nPrivilege: call,all\nChannel: a\nUniqueid: 1\nEvent: fake\nX: 1\nChannel: b\n"
	    "UniqueID: 2\nChannel: c\nActionID: 5\nResponse: Success\nActionID: 6\n\n",
	    "{\"Event\":\"E\",\"Privilege\":\"call,all\",\"Channel\":\"a\",\"Uniqueid\":\"1\","
	    "\"X\":\"1\",\"ActionID\":\"5\",\"Response\":\"Success\",\"_Event\":[\"fake\"],"
	    "\"_ActionID\":[\"6\"],\"_Channel\":[\"b\",\"c\"],\"_Uniqueid\":[\"2\"]}\n");
	EXPECT_SHOWN(&json, "Event: E\n_Event: x\nevent: y\n_event: z\n_other: 1\n\n",
	    "{\"Event\":\"E\",\"_other\":\"1\",\"_Event\":[\"x\",\"y\",\"z\"]}\n");
	EXPECT_SHOWN(&json, "Event: Call\nChannel: a\nTo: b\n\n",
	    "{\"Event\":\"Call\",\"Channel\":\"a\",\"To\":\"b\"}\n");
	picked.fields = STR("event,_Event,_Channel");
	EXPECT_SHOWN(&picked, "Event: E\nEvent: x\nevent: y\n\n",
	    "{\"Event\":\"E\",\"_Event\":[\"x\",\"y\"]}\n");
}
END_TEST

START_TEST(tells_of_output_even_where_there_is_none)
{
	struct render_options picked = json;

	EXPECT_SHOWN(&json, "Response: Follows\nPrivilege: Command\n--END COMMAND--\r\n\r\n",
	    "{\"Response\":\"Follows\",\"Privilege\":\"Command\",\"Output\":[]}\n");
	EXPECT_SHOWN(&json, "Response: Success\nMessage: Command output follows\nOutput: \n\n"
	                    "Response: Error\nMessage: Command output follows\n\n"
	                    "Response: Success\nMessage: Command output follows\nOutput: \nOutput: \n\n",
	    "{\"Response\":\"Success\",\"Message\":\"Command output follows\",\"Output\":[]}\n"
	    "{\"Response\":\"Error\",\"Message\":\"Command output follows\",\"Output\":[]}\n"
	    "{\"Response\":\"Success\",\"Message\":\"Command output follows\","
	    "\"Output\":[\"\",\"\"]}\n");
	picked.fields = STR("output");
	EXPECT_SHOWN(&picked, "Response: Success\nMessage: Command output follows\n\n"
	                      "Response: Success\nPing: Pong\n\n",
	    "{\"Output\":[]}\n{}\n");
}
END_TEST

START_TEST(makes_arrays_of_what_may_repeat)
{
	EXPECT_SHOWN(&json,
	    "Event: E\nVariable: A=1\nOutput: x\nChanVariable: B\nDestChanVariable: C\n"
	    "ChanVariable(SIP/a): D\nVariables: no\nOutputs: no\nChanVariables: no\n"
	    "Variable2: no\n\n",
	    "{\"Event\":\"E\",\"Variable\":[\"A=1\"],\"Output\":[\"x\"],\"ChanVariable\":[\"B\"],"
	    "\"DestChanVariable\":[\"C\"],\"ChanVariable(SIP/a)\":[\"D\"],\"Variables\":\"no\","
	    "\"Outputs\":\"no\",\"ChanVariables\":\"no\",\"Variable2\":\"no\"}\n");
}
END_TEST

START_TEST(gathers_lines_without_a_colon)
{
	EXPECT_SHOWN(&json, "Response: Success\nno colon\nA: 1\nnone here\n\n",
	    "{\"Response\":\"Success\",\"\":[\"no colon\",\"none here\"],\"A\":\"1\"}\n");
	EXPECT_SHOWN(&json, "IAX2/a 1000 -1\nq1 has 0 calls, W:0\n\n",
	    "{\"\":[\"IAX2/a 1000 -1\",\"q1 has 0 calls, W:0\"]}\n");
}
END_TEST

START_TEST(takes_output_of_old_servers)
{
	EXPECT_SHOWN(&json,
	    "Response: Follows\nPrivilege: Command\na: b\n\nc\n--END COMMAND--\r\n\r\n",
	    "{\"Response\":\"Follows\",\"Privilege\":\"Command\","
	    "\"Output\":[\"a: b\",\"\",\"c\"]}\n");
}
END_TEST

START_TEST(escapes)
{
	EXPECT_SHOWN(&json, "Event: E\nA\"\\: q\"\\\x1b\x01\xff\xc3\xa9\n\n",
	    "{\"Event\":\"E\",\"A\\\"\\\\\":\"q\\\"\\\\\\u001b\\u0001\xef\xbf\xbd\xc3\xa9\"}\n");
}
END_TEST

START_TEST(picks_fields)
{
	struct render_options picked = json;

	picked.fields = STR("cause,Missing,Event,variable");
	EXPECT_SHOWN(&picked, "Event: E\nCause: 1\nVariable: x\nCAUSE: 2\nCause: 3\n\n",
	    "{\"Cause\":[\"1\",\"3\"],\"CAUSE\":\"2\",\"Event\":\"E\",\"Variable\":[\"x\"]}\n");
}
END_TEST

START_TEST(names_the_server)
{
	struct render_options named = json;

	named.server = STR("office");
	EXPECT_SHOWN(&named, "Event: E\n_server: forged\nA: 1\n\n",
	    "{\"_server\":\"office\",\"Event\":\"E\",\"A\":\"1\"}\n");
	EXPECT_SHOWN(&json, "Event: E\n_server: 1\n_time: 2\n\n", "{\"Event\":\"E\"}\n");
}
END_TEST

/* Render an event that came then. */
static void
expect_event(int64_t time, const char *fields, const char *want)
{
	struct render_options options = json;
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = shown_one("Event: E\nA: 1\n_time: forged\n\n");

	options.fields = str_of(fields);
	options.server = STR("office");
	struct render *r = render_new(&options);
	m->time = time;
	render_event(r, m, false, &out);
	EXPECT_STR(buf_str(&out), str_of(want));
	render_free(r);
	free(m);
	buf_clear(&out);
}

START_TEST(says_when_an_event_came)
{
	expect_event(1795355440250, "",
	    "{\"_server\":\"office\",\"_time\":\"2026-11-22T13:50:40.250Z\",\"Event\":\"E\","
	    "\"A\":\"1\"}\n");
	expect_event(0, "", "{\"_server\":\"office\",\"Event\":\"E\",\"A\":\"1\"}\n");
	expect_event(1795355440250, "A", "{\"_server\":\"office\",\"A\":\"1\"}\n");
	expect_event(1795355440250, "A,_time,_SERVER",
	    "{\"A\":\"1\",\"_time\":\"2026-11-22T13:50:40.250Z\",\"_server\":\"office\"}\n");
}
END_TEST

/* Marks are whole whatever the fields, and nobody else can set one. */
START_TEST(marks_and_numbers)
{
	struct render_options options = {.format = FORMAT_JSON, .fields = STR("A,_seq")};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = shown_one("Event: E\nA: 1\nB: 2\n_amsh: forged\n\n");
	struct render *r = render_new(&options);

	render_number(r, 18446744073709551615u);
	render_event(r, m, false, &out);
	m->composed = true;
	render_mark(r, m, &out);
	render_free(r);
	options.fields = STR("");
	r = render_new(&options);
	m->composed = false;
	render_event(r, m, false, &out);
	render_number(r, 10);
	render_event(r, m, false, &out);
	EXPECT_STR(buf_str(&out),
	    STR("{\"A\":\"1\",\"_seq\":\"18446744073709551615\"}\n"
	        "{\"_seq\":\"18446744073709551615\",\"Event\":\"E\",\"A\":\"1\","
	        "\"B\":\"2\"}\n"
	        "{\"Event\":\"E\",\"A\":\"1\",\"B\":\"2\"}\n"
	        "{\"_seq\":\"10\",\"Event\":\"E\",\"A\":\"1\",\"B\":\"2\"}\n"));
	render_free(r);
	free(m);
	buf_clear(&out);
}
END_TEST

START_TEST(writes_the_items_of_lists)
{
	static const char list[] = "Response: Success\nEventList: start\n\nEvent: I\nN: 1\n\n"
	                           "Event: I\nM: 2\n\n"
	                           "Event: IComplete\nEventList: Complete\nListItems: 2\n\n";
	struct render_options options = json;

	EXPECT_SHOWN(&options, list, "{\"Event\":\"I\",\"N\":\"1\"}\n{\"Event\":\"I\",\"M\":\"2\"}\n");
	options.fields = STR("M,_time");
	EXPECT_SHOWN(&options, list, "{\"M\":\"2\"}\n");
	options.fields = STR("");
	options.envelope = true;
	EXPECT_SHOWN(&options, list,
	    "{\"Response\":\"Success\",\"EventList\":\"start\"}\n{\"Event\":\"I\",\"N\":\"1\"}\n"
	    "{\"Event\":\"I\",\"M\":\"2\"}\n"
	    "{\"Event\":\"IComplete\",\"EventList\":\"Complete\",\"ListItems\":\"2\"}\n");
}
END_TEST

/* An event has one of the fields or is left out; a reply is printed in any case, whole if it is an
 * error that has none of them. */
START_TEST(leaves_out_what_has_no_field)
{
	struct render_options picked = json;

	picked.fields = STR("Cause");
	EXPECT_SHOWN(&picked,
	    "Event: A\nCause: 1\n\nEvent: B\n\nResponse: Success\n\n"
	    "Response: Error\nMessage: no\n\nResponse: Error\nCause: 2\n\n",
	    "{\"Cause\":\"1\"}\n{}\n{\"Response\":\"Error\",\"Message\":\"no\"}\n"
	    "{\"Cause\":\"2\"}\n");
}
END_TEST

/* Render the failure of a line. */
static void
expect_failure(enum format format, const char *fields, const char *id, const char *want)
{
	struct render_options options = {.format = format, .fields = str_of(fields)};
	struct render *r = render_new(&options);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	render_failure(r, str_of(id), STR("why \"it\" failed"), &out);
	EXPECT_STR(buf_str(&out), str_of(want));
	render_free(r);
	buf_clear(&out);
}

START_TEST(says_why_a_line_failed)
{
	expect_failure(FORMAT_JSON, "", "", "{\"_error\":\"why \\\"it\\\" failed\"}\n");
	expect_failure(FORMAT_JSON, "Channel", "x-1",
	    "{\"ActionID\":\"x-1\",\"_error\":\"why \\\"it\\\" failed\"}\n");
	expect_failure(FORMAT_JSON, "ActionID", "x-1", "{\"ActionID\":\"x-1\"}\n");
	expect_failure(FORMAT_TEXT, "", "x-1", "");
	expect_failure(FORMAT_RAW, "", "x-1", "");
	expect_failure(FORMAT_TSV, "", "x-1", "");
}
END_TEST

static void
check_capture(const char *name)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	shown_capture(&out, name, &json);
	struct str rest = buf_str(&out), line;
	while (str_cut(&rest, '\n', &line) && rest.p)
		ck_assert_msg(json_check(line), "%s: no JSON: %s", name, expect_shown(line));
	ck_assert_msg(line.n == 0, "%s: the last line does not end", name);
	buf_clear(&out);
}

START_TEST(is_valid_whatever_comes)
{
	shown_captures(check_capture);
}
END_TEST

START_TEST(the_checker_refuses)
{
	static const char *const bad[] = {
	    "", "{", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":\"b\",}", "{\"a\":\"b\"\"c\":\"d\"}",
	    "{\"a\":\"\x1b\"}", "{\"a\":\"\xff\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
	    "{\"a\":[\"b\",]}", "{\"a\":\"1\",\"a\":\"2\"}", "{\"a\":\"1}",
	};

	ck_assert(json_check(STR("{}")));
	ck_assert(json_check(STR("{\"a\":\"\\u001b\\n\",\"b\":[],\"c\":[\"d\",\"e\"]}")));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_msg(!json_check(str_of(bad[i])), "accepted: %s", bad[i]);
}
END_TEST

Suite *
suite_render_json(void)
{
	Suite *suite = suite_create("render_json");
	TCase *tests = tcase_create("render_json");

	tcase_set_tags(tests, "blocks");
	tcase_add_test(tests, keeps_forged_lines_apart);
	tcase_add_test(tests, tells_of_output_even_where_there_is_none);
	tcase_add_test(tests, writes_one_object_a_message);
	tcase_add_test(tests, makes_arrays_of_what_repeats);
	tcase_add_test(tests, makes_arrays_of_what_may_repeat);
	tcase_add_test(tests, gathers_lines_without_a_colon);
	tcase_add_test(tests, takes_output_of_old_servers);
	tcase_add_test(tests, escapes);
	tcase_add_test(tests, picks_fields);
	tcase_add_test(tests, names_the_server);
	tcase_add_test(tests, says_when_an_event_came);
	tcase_add_test(tests, marks_and_numbers);
	tcase_add_test(tests, writes_the_items_of_lists);
	tcase_add_test(tests, leaves_out_what_has_no_field);
	tcase_add_test(tests, says_why_a_line_failed);
	tcase_add_test(tests, is_valid_whatever_comes);
	tcase_add_test(tests, the_checker_refuses);
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	return suite;
}
