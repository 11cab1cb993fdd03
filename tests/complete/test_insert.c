/* SPDX-License-Identifier: ISC */
/* What Tab changes at the cursor, which each line shows as |. */
#include "complete/insert.h"

#include <check.h>
#include <string.h>

#include "../expect.h"
#include "complete/complete.h"

Suite *suite_insert(void);

/* The line after Tab; "" where the candidates are listed. */
static void
expect(struct completion *c, const char *line, const char *expected)
{
	struct str all = str_of(line), before = str_head(all, str_chr(all, '|'));
	struct str after = str_from_at(all, before.n + 1);
	struct insertion i = {.text = BUF_INIT(BUF_MAX_LINE)};
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	if (insertion_make(&i, c, before, after)) {
		buf_adds(&got, str_head(before, before.n - i.back));
		buf_adds(&got, buf_str(&i.text));
		buf_addc(&got, '|');
		buf_adds(&got, str_from_at(after, i.forth));
	}
	ck_assert_msg(str_eq(buf_str(&got), str_of(expected)),
	    "%s: expected \"%s\", came \"%s\"", line, expected, buf_z(&got));
	completion_clear(c);
	buf_clear(&i.text);
	buf_clear(&got);
}

/* With what the catalog knows. */
static void
expect_line(const char *line, const char *expected)
{
	const struct complete_source source = {.abbreviations = true};
	struct completion c;

	complete_line(&c, str_head(str_of(line), str_chr(str_of(line), '|')), &source);
	expect(&c, line, expected);
}

/* With these candidates, one a line, for the last word, of which prefix is typed. */
static void
expect_of(const char *candidates, const char *prefix, char quote, const char *line,
    const char *expected)
{
	struct completion c = {.memory = BUF_INIT(BUF_MAX_LINE), .quote = quote};
	struct str all = str_of(candidates), one;

	c.prefix = str_of(prefix);
	c.start = str_chr(str_of(line), '|') - c.prefix.n - (quote != 0);
	while (str_cut(&all, '\n', &one))
		completion_word(&c, one, STR(""));
	expect(&c, line, expected);
}

START_TEST(at_the_end)
{
	expect_line("hang|", "hangup |");
	expect_line("CoreS|", "");
	expect_line("cores|", "");
	expect_line("corese|", "CoreSettings |");
	expect_line("DBD|", "DBDel|");
	expect_line("zzz|", "");
	expect_line("QueueAdd Penal|", "QueueAdd Penalty=|");
}
END_TEST

START_TEST(within_a_word)
{
	expect_line("hang|up", "hangup |");
	expect_line("hang|up PJSIP/a", "hangup |PJSIP/a");
	expect_line("hang|UP x", "hangup |x");
	expect_line("ch|ls", "channels |");
	expect_line("hang|foo", "hangup|foo");
	expect_line("han|p", "hangup |");
	expect_line("Core|tings", "CoreSettings |");
	expect_line("QueueAdd Pena|lty=3", "QueueAdd Penalty=|3");
	expect_line("QueueAdd Pena| x", "QueueAdd Penalty=| x");
	expect_line("tail AgentD|,Hangup", "tail AgentDump|,Hangup");
	expect_line("tail Hangup,AgentD|ump,Dial*", "tail Hangup,AgentDump|,Dial*");
	expect_line("|channels", "");
}
END_TEST

/* What several have in common is not inserted twice. */
START_TEST(common_beginnings)
{
	expect_line("DBD|el", "DBDel |");
	expect_of("alice-1\nalice-2", "al", 0, "x al|", "x alice-|");
	expect_of("alice-1\nalice-2", "al", 0, "x al|ice", "x alice-|");
	expect_of("alice-1\nalice-2", "al", 0, "x al|ice-2 y", "x alice-2 |y");
	expect_of("alice-1\nalice-2", "al", 0, "x al|zz", "x alice-|zz");
}
END_TEST

START_TEST(quotes)
{
	expect_of("a b", "a", 0, "x a|", "x 'a b' |");
	expect_of("a b", "a", 0, "x a| y", "x 'a b' |y");
	expect_of("a b\na c", "a", 0, "x a|", "x 'a |");
	expect_of("a b\na c", "a ", '\'', "x 'a |", "");
	expect_of("a b", "a ", '\'', "x 'a |", "x 'a b' |");
	expect_of("a b", "a ", '\'', "x 'a |b'", "x 'a b' |");
	expect_of("a b", "a ", '\'', "x 'a |b' y", "x 'a b' |y");
	expect_of("it's", "it", '\'', "x 'it|", "x 'it'\\''s' |");
	expect_of("it's", "it", 0, "x it|", "x 'it'\\''s' |");
	expect_of("$(x) \"y\" `z` \\", "$", '"', "x \"$|",
	    "x \"\\$(x) \\\"y\\\" \\`z\\` \\\\\" |");
	expect_of("$(x)", "$", 0, "x $|", "x '$(x)' |");
}
END_TEST

Suite *
suite_insert(void)
{
	Suite *suite = suite_create("insert");
	TCase *tests = tcase_create("insert");

	tcase_add_test(tests, at_the_end);
	tcase_add_test(tests, within_a_word);
	tcase_add_test(tests, common_beginnings);
	tcase_add_test(tests, quotes);
	suite_add_tcase(suite, tests);
	return suite;
}
