/* SPDX-License-Identifier: ISC */
/* raw is byte for byte what came, except on a terminal. */
#include "shown.h"

Suite *suite_render_raw(void);

START_TEST(copies_every_byte)
{
	static const char *const names[] = {
	    "ast22/userevent-odd-bytes",
	    "ast22/injection-dialplan",
	    "ast13/queues",
	    "ast13/command-multiline",
	};
	struct render_options raw = {.format = FORMAT_RAW};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buf out = BUF_INIT(BUF_MAX_TEXT), sent = BUF_INIT(BUF_MAX_FILE);
		shown_read(&sent, names[i]);
		shown_capture(&out, names[i], &raw);
		struct str stream = buf_str(&sent);
		stream = str_from_at(stream, str_chr(stream, '\n') + 1); /* the banner */
		EXPECT_ROW(str_eq(stream, buf_str(&out)), str_of(names[i]), STR("other bytes"));
		buf_clear(&out);
		buf_clear(&sent);
	}
}
END_TEST

START_TEST(is_printable_on_a_terminal)
{
	struct render_options raw = {.format = FORMAT_RAW, .for_terminal = true};

	EXPECT_SHOWN(&raw, "Event: X\r\nA: a\x1b[31m\x9b\xe2\x80\xae\tb\rc\r\n\r\n",
	    "Event: X\nA: a\\x1b[31m\\x9b\\u202e  b\\x0dc\n\n");
}
END_TEST

/* Command's end mark and an old answer to Events stand without an empty line: theirs comes later, at
 * the head of the next message, or never. */
START_TEST(ends_each_with_one_empty_line)
{
	struct render_options raw = {.format = FORMAT_RAW};

	EXPECT_SHOWN(&raw, "Response: Success\r\nEvents: Off\r\n",
	    "Response: Success\r\nEvents: Off\r\n\r\n");
	EXPECT_SHOWN(&raw, "Response: Success\r\nEvents: Off\r\n\r\nEvent: A\r\n\r\n\r\nEvent: B\n\n",
	    "Response: Success\r\nEvents: Off\r\n\r\nEvent: A\r\n\r\n\r\nEvent: B\n\n");
	raw.for_terminal = true;
	EXPECT_SHOWN(&raw, "Response: Success\r\nEvents: Off\r\n",
	    "Response: Success\nEvents: Off\n\n");
}
END_TEST

Suite *
suite_render_raw(void)
{
	Suite *suite = suite_create("render_raw");
	TCase *tests = tcase_create("render_raw");

	tcase_add_test(tests, copies_every_byte);
	tcase_add_test(tests, is_printable_on_a_terminal);
	tcase_add_test(tests, ends_each_with_one_empty_line);
	suite_add_tcase(suite, tests);
	return suite;
}
