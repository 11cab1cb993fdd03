/* SPDX-License-Identifier: ISC */
/* Filters in the two languages of the server, and that both mean what was typed. */
#include "lang/server_filter.h"

#include <check.h>
#include <regex.h>

#include "../expect.h"

Suite *suite_server_filter(void);

/* A filter has these forms; NULL criteria: it is refused. */
static void
expect(bool exclude, const char *event, const char *term, const char *criteria, const char *text,
    const char *regex)
{
	struct server_filter f;
	struct err err = {0};

	if (server_filter_from_term(&f, exclude, str_of(event), str_of(term), &err) < 0) {
		ck_assert_msg(criteria == NULL, "%s %s: %s", event, term, err.text);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		server_filter_clear(&f);
		return;
	}
	ck_assert_msg(criteria != NULL, "%s %s: expected an error", event, term);
	EXPECT_STR(buf_str(&f.criteria), str_of(criteria));
	EXPECT_STR(buf_str(&f.text), str_of(text));
	EXPECT_STR(buf_str(&f.regex), str_of(regex));
	server_filter_clear(&f);
}

#define END "[[:cntrl:]]"
#define ANY "[^[:cntrl:]]*"
#define ONE "[^[:cntrl:]]"

START_TEST(events)
{
	expect(false, "Hangup", "", "action(include),name(Hangup)", "", "^Event: Hangup" END);
	expect(true, "Hangup", "", "action(exclude),name(Hangup)", "", "!^Event: Hangup" END);
	expect(false, "hAnGuP", "", "action(include),name(Hangup)", "", "^Event: Hangup" END);
	expect(false, "NoSuch", "", "action(include),name(NoSuch)", "", "^Event: NoSuch" END);
	expect(false, "Dial*", "", "", "", "^Event: Dial" ANY END);
	expect(true, "[!A-C]?x", "", "", "", "!^Event: [^A-C]" ONE "x" END);
}
END_TEST

START_TEST(methods)
{
	const char *any = "action(include),header(A),method(";
	static const struct {
		const char *term, *method, *text, *regex;
	} rows[] = {
	    {"A=x", "exact)", "x", "x" END},
	    {"A=x*", "starts_with)", "x", "x" ANY END},
	    {"A=*x", "ends_with)", "x", ANY "x" END},
	    {"A=*x*", "contains)", "x", ANY "x" ANY END},
	    {"A=*", "none)", "", ANY END},
	    {"A=", "regex)", "^$", END},
	    {"A=x*y", "regex)", "^x" ANY "y$", "x" ANY "y" END},
	    {"A=x?", "regex)", "^x" ONE "$", "x" ONE END},
	    {"A=!x", "regex)", "^!x$", "!x" END},
	    {"A=a.b(c)", "exact)", "a.b(c)", "a\\.b\\(c\\)" END},
	    {"A=[!]", "regex)", "^\\[!]$", "\\[!]" END},
	    {"A~x|y", "regex)", "x|y", ANY "(x|y)"},
	    {"A~^x", "regex)", "^x", "(x)"},
	    {"A~x$", "regex)", "x$", ANY "(x)" END},
	    {"A~!x", "regex)", "[!]x", ANY "(!x)"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf criteria = BUF_INIT(BUF_MAX_LINE), regex = BUF_INIT(BUF_MAX_LINE);
		buf_addf(&criteria, "%s%s", any, rows[i].method);
		buf_addf(&regex, END "A: %s", rows[i].regex);
		expect(false, "*", rows[i].term, buf_z(&criteria), rows[i].text, buf_z(&regex));
		buf_clear(&criteria);
		buf_clear(&regex);
	}
}
END_TEST

START_TEST(event_and_term)
{
	expect(true, "Hangup", "Cause=16",
	    "action(exclude),name(Hangup),header(Cause),method(exact)", "16",
	    "!^Event: Hangup" END ".*" END "Cause: 16" END);
	expect(false, "Dial*", "Cause=16", "", "", "^Event: Dial" ANY END ".*" END "Cause: 16" END);
}
END_TEST

START_TEST(refused)
{
	expect(false, "*", "", NULL, NULL, NULL);
	expect(false, "", "", NULL, NULL, NULL);
	expect(false, "a b", "", NULL, NULL, NULL);
	expect(false, "a)", "", NULL, NULL, NULL);
	expect(false, "!Hangup", "", NULL, NULL, NULL);
	expect(false, "Hangup", "Cause", NULL, NULL, NULL);
	expect(false, "Hangup", "Cause!=16", NULL, NULL, NULL);
	expect(false, "Hangup", "Cause!~16", NULL, NULL, NULL);
	expect(false, "Hangup", "=16", NULL, NULL, NULL);
	expect(false, "Hangup", "a(b=16", NULL, NULL, NULL);
	expect(false, "Hangup", "Cause~", NULL, NULL, NULL);
}
END_TEST

START_TEST(as_they_are)
{
	struct server_filter f;

	server_filter_from_regex(&f, true, STR("^Event: A"));
	EXPECT_STR(buf_str(&f.regex), STR("!^Event: A"));
	EXPECT_STR(buf_str(&f.typed), STR("-x '/^Event: A/'"));
	ck_assert_uint_eq(f.criteria.n, 0);
	server_filter_clear(&f);
	server_filter_from_regex(&f, false, STR("!a"));
	EXPECT_STR(buf_str(&f.regex), STR("[!]a"));
	server_filter_clear(&f);
	server_filter_from_criteria(&f, true, STR("name(A),method(exact)"), STR("x y"));
	EXPECT_STR(buf_str(&f.criteria), STR("action(exclude),name(A),method(exact)"));
	EXPECT_STR(buf_str(&f.text), STR("x y"));
	EXPECT_STR(buf_str(&f.typed), STR("-x name(A),method(exact) 'x y'"));
	ck_assert_uint_eq(f.regex.n, 0);
	server_filter_clear(&f);
	ck_assert(server_filter_is_criteria(STR("header(A)")));
	ck_assert(!server_filter_is_criteria(STR("A(header)")));
	ck_assert(!server_filter_is_criteria(STR("name(A")));
}
END_TEST

/* The older form, run as an older server runs it, finds what was meant. */
START_TEST(older_form_matches)
{
	static const char event[] = "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/a-1\r\n"
	                            "Cause: 16\r\nCause-txt: Normal (ok)\r\n\r\n";
	static const struct {
		const char *event, *term;
		bool matches;
	} rows[] = {
	    {"Hangup", "", true},
	    {"Hang", "", false},
	    {"Hang*", "", true},
	    {"H?ngup", "", true},
	    {"Newchannel", "", false},
	    {"Hangup", "Privilege=call,all", true},
	    {"Hangup", "Channel=PJSIP/*", true},
	    {"Hangup", "Channel=PJSIP/", false},
	    {"Hangup", "hannel=PJSIP/a-1", false},
	    {"*", "Cause=1[56]", true},
	    {"*", "Cause=1[!6]", false},
	    {"*", "Cause=1", false},
	    {"*", "Cause-txt=*(ok)", true},
	    {"*", "Cause-txt=*.ok*", false},
	    {"*", "Cause-txt~^Norm", true},
	    {"*", "Cause-txt~^orm", false},
	    {"*", "Cause-txt~o(rm|k)", true},
	    {"*", "Channel~-1$", true},
	    {"*", "Channel~-$", false},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct server_filter f;
		struct err err;
		regex_t compiled;
		ck_assert_int_eq(server_filter_from_term(
		                     &f, false, str_of(rows[i].event), str_of(rows[i].term), &err),
		    0);
		ck_assert_int_eq(regcomp(&compiled, buf_z(&f.regex), REG_EXTENDED | REG_NOSUB), 0);
		bool matches = regexec(&compiled, event, 0, NULL, 0) == 0;
		ck_assert_msg(matches == rows[i].matches, "%s %s: %s", rows[i].event, rows[i].term,
		    buf_z(&f.regex));
		regfree(&compiled);
		server_filter_clear(&f);
	}
}
END_TEST

Suite *
suite_server_filter(void)
{
	Suite *suite = suite_create("server_filter");
	TCase *tc = tcase_create("server_filter");

	tcase_add_test(tc, events);
	tcase_add_test(tc, methods);
	tcase_add_test(tc, event_and_term);
	tcase_add_test(tc, refused);
	tcase_add_test(tc, as_they_are);
	tcase_add_test(tc, older_form_matches);
	suite_add_tcase(suite, tc);
	return suite;
}
