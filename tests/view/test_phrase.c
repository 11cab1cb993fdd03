/* SPDX-License-Identifier: ISC */
/* The language of phrases: values, alternatives, words, parts that are left out. */
#include <stdlib.h>

#include "shown.h"
#include "view/phrase.h"

Suite *suite_phrase(void);

static const char sample[] = "Event: Sample\n"
			     "Privilege: call,all\n"
			     "Timestamp: 1.5\n"
			     "Channel: SIP/a\n"
			     "ChannelState: 6\n"
			     "Status: 2\n"
			     "Odd: 99\n"
			     "Empty: \n"
			     "Unknown: <unknown>\n"
			     "Null: (null)\n"
			     "Paused: 1\n"
			     "InCall: 0\n"
			     "Cause: 17\n"
			     "Id: 5b79a8c0-5a26-46cc\n"
			     "Uri: 200%20result%3D0%0A\n"
			     "BadUri: a%2%zz%\n"
			     "Esc: a\x1b[31mb\n"
			     "Variable: A=1\n"
			     "Variable: B=2\n"
			     "\n";

static void
expect_phrase(const char *phrase, const char *want)
{
	struct msg *m = shown_one(sample);
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	buf_addz(&out, "x");
	phrase_print(&out, phrase, m);
	struct str got = str_from_at(buf_str(&out), 1);
	ck_assert_msg(str_eq(got, str_of(want)), "%s: expected \"%s\", came \"%s\"", phrase, want,
	    expect_shown(got));
	buf_clear(&out);
	free(m);
}

START_TEST(fills_in)
{
	static const char *const rows[][2] = {
	    {"", ""},
	    {"plain text", "plain text"},
	    {"{Channel}", "SIP/a"},
	    {"({channel})", "(SIP/a)"},
	    {"<{Status} of> {~Channel}", "2 of SIP/a"},
	    {"{Esc}", "a\\x1b[31mb"},
	    {"{Missing}", ""},
	    {"{Unknown}{Null}{Empty}", ""},
	    {"{Missing|Empty|Channel}", "SIP/a"},
	    {"{Variable:all}", "A=1, B=2"},
	    {"{Variable}", "A=1"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		expect_phrase(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(leaves_parts_out)
{
	static const char *const rows[][2] = {
	    {"a[ b]c", "a bc"},
	    {"a[ {Missing}]c", "ac"},
	    {"a[ {Channel}, {Empty}][ {Status}]", "a 2"},
	    {"[{Missing}][{Channel}]", "SIP/a"},
	    {"{Missing}[ {Channel}]", " SIP/a"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		expect_phrase(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(says_values_in_words)
{
	static const char *const rows[][2] = {
	    {"{Status:device}", "in use"},
	    {"{ChannelState:channel}", "up"},
	    {"{Status:extension}", "busy"},
	    {"{Status:reason}", ""},
	    {"{Odd:device|Odd}", "99"},
	    {"{Channel:device|Odd}", "99"},
	    {"{Cause:cause}", "user busy"},
	    {"{Paused:flag}", "yes"},
	    {"[paused {InCall:flag}]", ""},
	    {"{Id:short}", "5b79a8c0"},
	    {"{Uri:uri}", "200 result=0"},
	    {"{BadUri:uri}", "a%2%zz%"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		expect_phrase(rows[i][0], rows[i][1]);
}
END_TEST

START_TEST(tells_what_is_the_events_own)
{
	expect_phrase("{*}",
	    "Status=2 Odd=99 Paused=1 InCall=0 Cause=17 Id=5b79a8c0-5a26-46cc "
	    "Uri=200%20result%3D0%0A BadUri=a%2%zz% Esc=a\\x1b[31mb Variable=A=1 Variable=B=2");
}
END_TEST

Suite *
suite_phrase(void)
{
	Suite *suite = suite_create("phrase");
	TCase *tests = tcase_create("phrase");

	tcase_add_test(tests, fills_in);
	tcase_add_test(tests, leaves_parts_out);
	tcase_add_test(tests, says_values_in_words);
	tcase_add_test(tests, tells_what_is_the_events_own);
	suite_add_tcase(suite, tests);
	return suite;
}
