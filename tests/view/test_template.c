/* SPDX-License-Identifier: ISC */
/* Lines of one's own making: what a template may hold, and what it makes of messages. */
#include <stdlib.h>

#include "shown.h"
#include "view/template.h"

Suite *suite_template(void);

START_TEST(refuses_what_is_none)
{
	static const struct {
		const char *source, *why;
	} rows[] = {
	    {"", "it is empty"},
	    {"%", "no such thing: %, use %{Header}"},
	    {"a%z", "no such thing: %z, use"},
	    {"%q", "no such thing: %q, use"},
	    {"%{Channel", "{ without }: {Channel"},
	    {"%{}", "no header between { and }"},
	    {"%q{:-x}", "no header between { and }"},
	    {"\\x", "no such escape: \\x, use \\t, \\n, \\0 or \\\\"},
	    {"end\\", "no such escape: \\, use"},
	    {"%{A:-\\q}", "no such escape: \\q, use"},
	};
	struct err err;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		err_clear(&err);
		ck_assert_int_eq(template_check(rows[i].source, &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_msg(strstr(err.text, rows[i].why), "%s: %s", rows[i].source, err.text);
	}
	ck_assert_int_eq(template_check("%{A}%q{B:-c}%j%T%s%%\\t\\n\\0\\\\", &err), 0);
}
END_TEST

/* Render a message with a template. */
static void
expect(const char *template, bool terminal, const char *message, const char *want, size_t n)
{
	const struct render_options options = {
	    .format = FORMAT_TEMPLATE,
	    .template = str_of(template),
	    .for_terminal = terminal,
	    .place = STR("office"),
	};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = shown_one(message);
	struct render *r = render_new(&options);

	m->time = 1795355440250;
	for (int round = 0; round < 2; round++) {
		buf_reset(&out);
		if (m->kind == MSG_EVENT)
			render_event(r, m, false, &out);
		else
			render_reply(r, m, &out);
		EXPECT_STR(buf_str(&out), str_from(want, n));
	}
	render_free(r);
	free(m);
	buf_clear(&out);
}

#define EXPECT_LINE(template, message, want)                                                       \
	expect((template), false, (message), (want), sizeof(want) - 1)
#define EXPECT_ON_TERMINAL(template, message, want)                                                \
	expect((template), true, (message), (want), sizeof(want) - 1)

START_TEST(makes_lines)
{
	const char *event = "Event: E\nA: 1\nB: \nA: 2\nC: x\\y\tz\n\n";

	EXPECT_LINE("%{Event}\\t%{a}", event, "E\t1\\n2\n");
	EXPECT_LINE("[%{B}] [%{B:-none}] [%{No:-}] [%{C}]", event, "[] [none] [] [x\\\\y\\tz]\n");
	EXPECT_LINE("%T %s %% 100%%", event, "2026-11-22T13:50:40.250Z office % 100%\n");
	EXPECT_LINE("%{_time} %{_server}", event, "2026-11-22T13:50:40.250Z office\n");
	EXPECT_LINE("%{Event}\\0", event, "E\0");
	EXPECT_LINE("%{Event}\\n", event, "E\n");
	EXPECT_LINE("%{Event:-\\t\\\\}%{Z:-\\t\\\\}", event, "E\t\\\n");
	EXPECT_LINE("%{Event} %j", "Event: E\nA: 1\n\n",
	    "E {\"_time\":\"2026-11-22T13:50:40.250Z\",\"Event\":\"E\",\"A\":\"1\"}\n");
	EXPECT_LINE("%j", "Response: Error\nMessage: no\n\n",
	    "{\"Response\":\"Error\",\"Message\":\"no\"}\n");
}
END_TEST

/* What is counted has its number, in %j too. */
START_TEST(numbers_messages)
{
	const struct render_options options = {
	    .format = FORMAT_TEMPLATE, .template = STR("%{_seq} %j")};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct msg *m = shown_one("Event: E\n\n");
	struct render *r = render_new(&options);

	m->time = 0;
	for (uint64_t number = 9; number < 11; number++) {
		render_number(r, number);
		render_event(r, m, false, &out);
	}
	EXPECT_STR(buf_str(&out), STR("9 {\"_seq\":\"9\",\"Event\":\"E\"}\n"
	    "10 {\"_seq\":\"10\",\"Event\":\"E\"}\n"));
	render_free(r);
	free(m);
	buf_clear(&out);
}
END_TEST

/* A shell reads the very bytes; a terminal gets none that steers it. */
START_TEST(quotes_for_a_shell)
{
	EXPECT_LINE("%q{A} %q{No} %q{No:-it's}", "Event: E\nA: it's $(x) `y` \\ \"z\"\x1b\n\n",
	    "'it'\\''s $(x) `y` \\ \"z\"\x1b' '' 'it'\\''s'\n");
	EXPECT_LINE("%q{A}", "Event: E\nA: 1\nA: 2\n\n", "'1\n2'\n");
	EXPECT_ON_TERMINAL("%q{A} %{A}", "Event: E\nA: a\x1b'\xc3\xa9\n\n",
	    "$'a\\033\\047\\303\\251' a\\x1b'\xc3\xa9\n");
	EXPECT_ON_TERMINAL("%q{A}", "Event: E\nA: it's\n\n", "'it'\\''s'\n");
}
END_TEST

/* A message that has none of the headers has nothing to say, unless there is something else. */
START_TEST(leaves_out_what_has_no_header)
{
	EXPECT_LINE("%{A} %T", "Event: E\nB: 1\n\n", "");
	EXPECT_LINE("%{A} %{B}", "Event: E\nB: 1\n\n", " 1\n");
	EXPECT_LINE("%{A:-?}", "Event: E\nB: 1\n\n", "?\n");
	EXPECT_LINE("x", "Event: E\nB: 1\n\n", "x\n");
	EXPECT_LINE("%{Channel}", "Response: Error\nMessage: no\n\n", "");
	EXPECT_LINE("%{Response}: %{Message}", "Response: Error\nMessage: no\n\n", "Error: no\n");
}
END_TEST

Suite *
suite_template(void)
{
	Suite *suite = suite_create("template");
	TCase *tests = tcase_create("template");

	tcase_set_tags(tests, "blocks");
	tcase_add_test(tests, refuses_what_is_none);
	tcase_add_test(tests, makes_lines);
	tcase_add_test(tests, numbers_messages);
	tcase_add_test(tests, quotes_for_a_shell);
	tcase_add_test(tests, leaves_out_what_has_no_header);
	suite_add_tcase(suite, tests);
	return suite;
}
