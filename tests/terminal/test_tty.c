/* SPDX-License-Identifier: ISC */
/* The person at the terminal, proved with programs that every system has. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tty.h"

Suite *suite_tty(void);

enum { SOON = 10000 };

/* Open a terminal with a shell command on it. */
static struct tty *
open_sh(int rows, int cols, const char *command)
{
	struct tty *t = tty_open(rows, cols);

	tty_run(t, (const char *const[]){"/bin/sh", "-c", command, NULL});
	return t;
}

START_TEST(shows_what_a_program_writes)
{
	struct tty *t = open_sh(5, 20, "printf 'one\\ntwo 漢字\\n'; exit 3");
	char *row;

	ck_assert_int_eq(tty_wait_exit(t, SOON), 3);
	row = screen_row(tty_screen(t), 1);
	ck_assert_str_eq(row, "two 漢字");
	ck_assert(tty_has_row(t, "^one$") && !tty_has_row(t, "^on$"));
	tty_expect_restored(t);
	free(row);
	tty_close(t);
}
END_TEST

START_TEST(types_and_leaves)
{
	struct tty *t = open_sh(5, 20, "cat");

	tty_type(t, "grüße" KEY_RUBOUT "n\r");
	tty_wait_text(t, "^grüßn\ngrüßn$", SOON);
	tty_type(t, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(t, SOON), 0);
	tty_close(t);
}
END_TEST

START_TEST(text_holds_what_scrolled_off)
{
	struct tty *t = open_sh(3, 10, "seq 1 100");

	tty_wait_text(t, "^1\n2\n3$", SOON);
	tty_wait_row(t, "^100$", SOON);
	ck_assert(!tty_has_row(t, "^1$"));
	tty_close(t);
}
END_TEST

START_TEST(stops_and_continues)
{
	struct tty *t = open_sh(5, 20, "exec cat");

	tty_type(t, "a\r");
	tty_wait_text(t, "^a\na$", SOON);
	tty_type(t, CTRL_Z);
	ck_assert_int_eq(tty_wait_stop(t, SOON), SIGTSTP);
	tty_continue(t);
	tty_type(t, "b\r");
	tty_wait_text(t, "b\nb$", SOON);
	tty_close(t);
}
END_TEST

START_TEST(resizes)
{
	struct tty *t = open_sh(5, 20, "trap 'stty size' WINCH; echo up; while :; do read x; done");

	tty_wait_row(t, "^up$", SOON);
	tty_resize(t, 7, 33);
	tty_type(t, "\r");
	tty_wait_row(t, "^7 33$", SOON);
	ck_assert_int_eq(screen_cols(tty_screen(t)), 33);
	tty_close(t);
}
END_TEST

START_TEST(sees_settings_that_are_left_changed)
{
	struct tty *t = open_sh(5, 20, "stty -echo -icanon");

	ck_assert_int_eq(tty_wait_exit(t, SOON), 0);
	ck_assert_uint_eq(tty_settings(t).c_lflag & (ECHO | ICANON), 0);
	tty_run(t, (const char *const[]){"/bin/sh", "-c", "stty echo icanon", NULL});
	ck_assert_int_eq(tty_wait_exit(t, SOON), 0);
	tty_expect_restored(t);
	tty_close(t);
}
END_TEST

START_TEST(answers_a_query)
{
	struct tty *t = open_sh(5, 40,
	    "stty -icanon -echo; printf 'x\\033[6n'; "
	    "dd bs=1 count=6 2>/dev/null | tr '\\033R' 'EQ'");

	tty_wait_row(t, "^xE\\[1;2Q$", SOON);
	tty_close(t);
}
END_TEST

START_TEST(environment_is_clean)
{
	struct tty *t;

	setenv("AMSH_SECRET", "leaked", 1);
	t = open_sh(40, 120, "env; test -d \"$HOME\" && ls -A \"$HOME\" | wc -l");
	ck_assert_int_eq(tty_wait_exit(t, SOON), 0);
	ck_assert(tty_has_row(t, "^TERM=xterm$") && tty_has_row(t, "^LANG=C.UTF-8$"));
	ck_assert(tty_has_row(t, "^XDG_STATE_HOME=.*/state$") && tty_has_row(t, "^0$"));
	ck_assert(!tty_has_text(t, "leaked"));
	tty_setenv(t, "NEW", "value");
	tty_run(t, (const char *const[]){"/usr/bin/env", NULL});
	tty_wait_row(t, "^NEW=value$", SOON);
	tty_close(t);
}
END_TEST

START_TEST(home_goes_with_the_tty)
{
	struct tty *t = open_sh(5, 20, "touch \"$HOME/file\"");
	char *home = strdup(tty_home(t));
	struct stat st;

	ck_assert_int_eq(tty_wait_exit(t, SOON), 0);
	ck_assert_int_eq(stat(home, &st), 0);
	tty_close(t);
	ck_assert_int_eq(stat(home, &st), -1);
	free(home);
}
END_TEST

START_TEST(pastes_bracketed_only_when_asked)
{
	struct tty *t = open_sh(8, 40,
	    "stty -icanon -echo; dd bs=1 count=4 2>/dev/null | od -c; "
	    "printf '\\033[?2004h'; echo now; dd bs=1 count=14 2>/dev/null | tr '\\033' E; "
	    "printf '\\033[?2004l'");

	tty_wait_quiet(t, 100, SOON);
	tty_paste(t, "a\nbc");
	tty_wait_row(t, "0000000 +a +.n +b +c$", SOON);
	tty_wait_row(t, "^now$", SOON);
	tty_paste(t, "xy");
	tty_wait_row(t, "E\\[200~xyE\\[201~", SOON);
	tty_close(t);
}
END_TEST

Suite *
suite_tty(void)
{
	Suite *suite = suite_create("tty");
	TCase *tc = tcase_create("tty");

	tcase_set_timeout(tc, 20);
	tcase_add_test(tc, shows_what_a_program_writes);
	tcase_add_test(tc, types_and_leaves);
	tcase_add_test(tc, text_holds_what_scrolled_off);
	tcase_add_test(tc, stops_and_continues);
	tcase_add_test(tc, resizes);
	tcase_add_test(tc, sees_settings_that_are_left_changed);
	tcase_add_test(tc, answers_a_query);
	tcase_add_test(tc, environment_is_clean);
	tcase_add_test(tc, home_goes_with_the_tty);
	tcase_add_test(tc, pastes_bracketed_only_when_asked);
	suite_add_tcase(suite, tc);
	return suite;
}
