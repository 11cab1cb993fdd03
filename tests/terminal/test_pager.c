/* SPDX-License-Identifier: ISC */
/* Answers longer than the screen go through the pager, shorter ones and those of no pager do not. */
#include <check.h>

#include "user.h"

Suite *suite_pager(void);

static void
start(const char *pager)
{
	user_open(12, 80);
	tty_setenv(user_tty, "PAGER", "echo the other pager");
	tty_setenv(user_tty, "AMSH_PAGER", pager);
	user_start(NULL);
}

START_TEST(long_answers_are_paged)
{
	start("echo \"paged with $LESS\"; head -n 1");
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^paged with FRX$", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "^ *ping"));
	user_close();
}
END_TEST

START_TEST(short_answers_are_not)
{
	start("echo paged");
	tty_type(user_tty, "ping\r");
	tty_wait_text(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "paged"));
	user_close();
}
END_TEST

START_TEST(the_user_says_how_less_is)
{
	user_open(12, 80);
	tty_setenv(user_tty, "LESS", "");
	tty_setenv(user_tty, "PAGER", "echo \"paged with <$LESS>\"");
	user_start(NULL);
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^paged with <>$", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

static const char *const without[] = {"", "no-such-pager 2>&-"};

START_TEST(without_a_pager_all_is_printed)
{
	start(without[_i]);
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^ *unalias ", USER_SOON);
	tty_wait_text(user_tty, "^ *alias ", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "the other pager"));
	user_close();
}
END_TEST

Suite *
suite_pager(void)
{
	Suite *s = suite_create("pager");
	TCase *t = tcase_create("pager");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, long_answers_are_paged);
	tcase_add_test(t, short_answers_are_not);
	tcase_add_test(t, the_user_says_how_less_is);
	tcase_add_loop_test(t, without_a_pager_all_is_printed, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
