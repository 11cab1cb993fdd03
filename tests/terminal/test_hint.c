/* SPDX-License-Identifier: ISC */
/* The hint at the right margin: what may come next, and nowhere else than there. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "user.h"

Suite *suite_hint(void);

static bool
hints(struct tty *t, void *arg)
{
	char *hint = screen_hint(tty_screen(t));
	bool same = strcmp(hint, arg) == 0;

	free(hint);
	return same;
}

static void
expect_hint(const char *hint)
{
	char copy[200];

	strcpy(copy, hint);
	tty_wait(user_tty, hints, copy, hint, USER_SOON);
}

static const struct {
	const char *type, *hint;
} lines[] = {
    {"redirect ", "CHANNEL DEST [CHANNEL2] [DEST2]"},
    {"redirect PJSIP/a-1 ", "DEST [CHANNEL2] [DEST2]"},
    {"redirect PJSIP/a-1 1", "DEST [CHANNEL2] [DEST2]"},
    {"hangup x ", "[CAUSE]"},
    {"redirect", ""},
    {"", ""},
    {"nothing ", ""},
    {"wait -t ", "SECONDS"},
    {"wait -t 5 ", "EVENT [TERM…]"},
    {"as x hangup ", "CHANNEL [CAUSE]"},
    {"each channels do hangup ", "CHANNEL [CAUSE]"},
    {"QueueAdd ", "Queue Interface [Header=value…]"},
    {"QueueAdd support ", "Interface [Header=value…]"},
    {"QueueAdd Interface=x ", "Queue [Header=value…]"},
    {"hangup # ", ""},
    {"!echo ", ""},
};

START_TEST(says_what_may_come)
{
	user_open_and_start(12, 80);
	tty_type(user_tty, lines[_i].type);
	user_expect_line(lines[_i].type, strlen(lines[_i].type));
	expect_hint(lines[_i].hint);
	user_close();
}
END_TEST

/* It goes when there is no room, with Enter, ^C, ^Z, in a search, and comes back. */
START_TEST(goes_and_comes_back)
{
	user_open_and_start(12, 80);
	tty_type(user_tty, "hangup ");
	expect_hint("CHANNEL [CAUSE]");
	user_see_event();
	user_expect_line("hangup ", 7);
	expect_hint("CHANNEL [CAUSE]");
	tty_type(user_tty, "PJSIP/a-name-that-is-long");
	expect_hint("CHANNEL [CAUSE]");
	tty_type(user_tty, "-and-longer-and-longer");
	expect_hint("");
	user_expect_line("hangup PJSIP/a-name-that-is-long-and-longer-and-longer", 54);
	tty_type(user_tty, "\033\177\033\177");
	tty_type(user_tty, CTRL_U "hangup ");
	expect_hint("CHANNEL [CAUSE]");
	tty_resize(user_tty, 12, 44);
	expect_hint("CHANNEL");
	tty_resize(user_tty, 12, 80);
	expect_hint("CHANNEL [CAUSE]");
	tty_type(user_tty, CTRL_R);
	tty_wait_row(user_tty, "^bck", USER_SOON);
	user_see_event();
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	tty_type(user_tty, "hangup ");
	expect_hint("CHANNEL [CAUSE]");
	tty_type(user_tty, CTRL_Z);
	ck_assert_int_gt(tty_wait_stop(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	tty_continue(user_tty);
	user_expect_line("hangup ", 7);
	expect_hint("CHANNEL [CAUSE]");
	user_close();
}
END_TEST

static bool
any_hint(const struct screen *s)
{
	bool any = false;

	for (int y = 0; y < screen_rows(s); y++)
		for (int x = 0; x < screen_cols(s); x++)
			any |= screen_attr(s, y, x).style == STYLE_HINT;
	return any;
}

static const char *const leaves[] = {"\r", CTRL_C};

START_TEST(does_not_remain)
{
	user_open_and_start(12, 80);
	tty_type(user_tty, "echo a ");
	expect_hint("[WORD…]");
	tty_type(user_tty, leaves[_i]);
	user_expect_line("", 0);
	ck_assert(!any_hint(tty_screen(user_tty)));
	user_close();
}
END_TEST

/* The setting, a raw block, and terminals on which it could be taken for what is typed. */
START_TEST(is_not_there)
{
	static const char *const variables[][2] = {{"NO_COLOR", "1"}, {"TERM", "dumb"}, {"X", "1"}};

	user_open(12, 80);
	tty_setenv(user_tty, variables[_i][0], variables[_i][1]);
	user_start(NULL);
	if (_i == 2) {
		tty_type(user_tty, "set hints off\r");
		user_expect_line("", 0);
	}
	tty_type(user_tty, "redirect ");
	tty_wait_row(user_tty, "> redirect", USER_SOON);
	user_see_event();
	ck_assert(!tty_has_text(user_tty, "CHANNEL") && !any_hint(tty_screen(user_tty)));
	user_close();
}
END_TEST

START_TEST(not_in_a_block)
{
	user_open_and_start(12, 80);
	tty_type(user_tty, "Action: hangup\r");
	tty_type(user_tty, "hangup ");
	tty_wait_row(user_tty, "^\\.\\.\\.> hangup", USER_SOON);
	user_see_event();
	ck_assert(!any_hint(tty_screen(user_tty)));
	tty_type(user_tty, CTRL_C "\033[200~hangup a\rhangup \033[201~");
	tty_wait_row(user_tty, "^hangup$", USER_SOON);
	user_see_event();
	ck_assert(!any_hint(tty_screen(user_tty)));
	user_close();
}
END_TEST

Suite *
suite_hint(void)
{
	Suite *suite = suite_create("hint");
	TCase *tests = tcase_create("hint");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, says_what_may_come, 0, sizeof(lines) / sizeof(*lines));
	tcase_add_test(tests, goes_and_comes_back);
	tcase_add_loop_test(tests, does_not_remain, 0, 2);
	tcase_add_loop_test(tests, is_not_there, 0, 3);
	tcase_add_test(tests, not_in_a_block);
	suite_add_tcase(suite, tests);
	return suite;
}
