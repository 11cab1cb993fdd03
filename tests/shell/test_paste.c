/* SPDX-License-Identifier: ISC */
/* The text that a paste puts into the line. */
#include "shell/paste.h"

#include <check.h>

#include "../expect.h"

Suite *suite_paste(void);

START_TEST(line_ends_become_one_kind)
{
	static const struct {
		struct str pasted;
		const char *want;
	} rows[] = {
	    {STR(""), ""},
	    {STR("ping"), "ping"},
	    {STR("a\tb"), "a\tb"},
	    {STR("ping\r\npong\r\n"), "ping\npong\n"},
	    {STR("ping\rpong\n"), "ping\npong\n"},
	    {STR("a\0b"), "a\xef\xbf\xbd" "b"},
	    {STR("Action: Reload\r\nModule: x\r\n\r\n"), "Action: Reload\nModule: x\n\n"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf text = BUF_INIT(BUF_MAX_LINE);
		paste_clean(&text, rows[i].pasted);
		EXPECT_STR(buf_str(&text), str_of(rows[i].want));
		buf_clear(&text);
	}
}
END_TEST

/* CR CR for CR LF: only where a block would be cut into pieces that are none. */
START_TEST(doubled_line_ends_are_halved_for_a_block)
{
	static const struct {
		struct str pasted;
		const char *want;
	} rows[] = {
	    {STR("Action: Reload\r\rModule: x\r\r\r\r"), "Action: Reload\nModule: x\n\n"},
	    {STR("ActionID: 1\r\rAction: Reload\r\rModule: x\r\r"),
		"ActionID: 1\n\nAction: Reload\n\nModule: x\n\n"},
	    {STR("Action: Ping\r\rAction: Ping\r\r"), "Action: Ping\n\nAction: Ping\n\n"},
	    {STR("Action: Ping\r\rActionID: 1\rAction: Ping\r\r"),
		"Action: Ping\n\nActionID: 1\nAction: Ping\n\n"},
	    {STR("Channel: a\r\rAction: Ping\r\r"), "Channel: a\n\nAction: Ping\n\n"},
	    {STR("ping\r\rpong\r\r"), "ping\n\npong\n\n"},
	    {STR("Action: Reload\r\rModule: x"), "Action: Reload\nModule: x"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf text = BUF_INIT(BUF_MAX_LINE);
		paste_clean(&text, rows[i].pasted);
		EXPECT_STR(buf_str(&text), str_of(rows[i].want));
		buf_clear(&text);
	}
}
END_TEST

Suite *
suite_paste(void)
{
	Suite *suite = suite_create("paste");
	TCase *tc = tcase_create("paste");

	tcase_add_test(tc, line_ends_become_one_kind);
	tcase_add_test(tc, doubled_line_ends_are_halved_for_a_block);
	suite_add_tcase(suite, tc);
	return suite;
}
