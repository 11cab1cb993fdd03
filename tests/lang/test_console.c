/* SPDX-License-Identifier: ISC */
/* Asks the console for completions, and reads its answer. */
#include "lang/console.h"

#include <check.h>

#include "../expect.h"

Suite *suite_console(void);

static void
expect_question(const char *line, const char *question)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	console_ask_matches(&out, str_of(line));
	EXPECT_STR(buf_str(&out), str_of(question));
	buf_clear(&out);
}

START_TEST(questions)
{
	expect_question("core sh", "_command matchesarray \"core sh\" \"sh\"");
	expect_question("core show ", "_command matchesarray \"core show \" \"\"");
	expect_question("co", "_command matchesarray \"co\" \"co\"");
	expect_question("", "_command matchesarray \"\" \"\"");
	expect_question("say \"a\\b", "_command matchesarray \"say \\\"a\\\\b\" \"\\\"a\\\\b\"");
}
END_TEST

/* The matches that an output names, with a bar after each. */
static void
expect_matches(const char *output, const char *matches)
{
	struct names names = {0};
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	console_read_matches(&names, str_of(output));
	for (size_t i = 0; i < names.n; i++)
		buf_addf(&got, "%s|", names.v[i].name);
	EXPECT_STR(buf_str(&got), str_of(matches));
	buf_clear(&got);
	names_clear(&names);
}

START_TEST(answers)
{
	expect_matches("show show _EOF_\n", "show|");
	expect_matches("co confbridge config core _EOF_\n", "confbridge|config|core|");
	expect_matches(" application calls _EOF_\n", "application|calls|");
	expect_matches("_EOF_\n", "");
	expect_matches("_EOF_", "");
	/* Up to 13.19 a match is there once for each command below it. */
	expect_matches("show show show show _EOF_\n", "show|show|show|");
}
END_TEST

START_TEST(what_is_no_answer)
{
	expect_matches("", "");
	expect_matches("\n", "");
	expect_matches("Usage: _command matchesarray \"<line>\" text\n", "");
	expect_matches("No such command '_command matchesarray'\n", "");
	expect_matches("show show _EOF\n", "");
}
END_TEST

START_TEST(matches_that_steer_a_terminal_are_left_out)
{
	expect_matches(" good b\033[2Jad \xff\xfe b\xe2\x80\xaex fine _EOF_\n", "good|fine|");
}
END_TEST

/* What Asterisk 22 prints, a key longer than its column, a value with a colon. */
START_TEST(database)
{
	struct names names = {0};
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	console_ask_database(&line, STR(""));
	EXPECT_STR(buf_str(&line), STR("database show"));
	buf_reset(&line);
	console_ask_database(&line, STR("a \"b"));
	EXPECT_STR(buf_str(&line), STR("database show \"a \\\"b\""));
	console_read_database(&names,
	    STR("/cidname/100                                      : Alice: home              \n"
		"/registrar/contact/alice;@0123456789abcdef0123456789abcdef: {\"uri\":1}\n"
		"/a: b/c                                           :                          \n"
		"3 results found.\n"));
	ck_assert_uint_eq(names.n, 3);
	ck_assert_str_eq(names.v[0].name, "cidname/100");
	ck_assert_str_eq(names.v[0].summary, "Alice: home");
	ck_assert_str_eq(names.v[1].name,
	    "registrar/contact/alice;@0123456789abcdef0123456789abcdef");
	ck_assert_str_eq(names.v[2].name, "a: b/c");
	ck_assert_str_eq(names.v[2].summary, "");
	names_clear(&names);
	buf_clear(&line);
}
END_TEST

Suite *
suite_console(void)
{
	Suite *suite = suite_create("console");
	TCase *tc = tcase_create("console");

	tcase_add_test(tc, questions);
	tcase_add_test(tc, database);
	tcase_add_test(tc, answers);
	tcase_add_test(tc, what_is_no_answer);
	tcase_add_test(tc, matches_that_steer_a_terminal_are_left_out);
	suite_add_tcase(suite, tc);
	return suite;
}
