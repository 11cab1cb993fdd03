/* SPDX-License-Identifier: ISC */
/* The lines of rc: run once after the login, before the first typed line, unless told not to. */
#include <check.h>
#include <string.h>

#include "user.h"

Suite *suite_rc(void);

/* Open the terminal, with a file rc in the home. */
static void
open_with_rc(const char *text)
{
	user_open(24, 80);
	user_rc(text);
}

START_TEST(lines_of_rc_are_run)
{
	open_with_rc("alias hi echo hello there\n# a comment\nset color off\n");
	user_start(NULL);
	tty_type(user_tty, "hi\r");
	tty_wait_row(user_tty, "^hello there$", USER_SOON);
	tty_type(user_tty, "set color\r");
	tty_wait_row(user_tty, "^color +off$", USER_SOON);
	user_close();
}
END_TEST

START_TEST(a_bad_line_is_told_and_the_shell_goes_on)
{
	open_with_rc("echo first\nset color purple\necho never\n");
	user_start(NULL);
	ck_assert(tty_has_row(user_tty, "^first$"));
	ck_assert(tty_has_text(user_tty, "amsh/rc:2: color must be one of on\\|off: purple"));
	ck_assert(!tty_has_row(user_tty, "^never$"));
	tty_type(user_tty, "echo alive\r");
	tty_wait_row(user_tty, "^alive$", USER_SOON);
	user_close();
}
END_TEST

/* A file of lines is no way around what the command line says. */
START_TEST(rc_does_not_undo_read_only)
{
	static const char *const options[] = {"--read-only", NULL};

	open_with_rc("set read-only off\n");
	user_start(options);
	ck_assert(tty_has_text(user_tty, "amsh/rc:1: read-only cannot be turned off"));
	tty_type(user_tty, "set read-only\r");
	tty_wait_row(user_tty, "^read-only +on$", USER_SOON);
	user_close();
}
END_TEST

START_TEST(no_rc_runs_none)
{
	static const char *const options[] = {"--no-rc", NULL};

	open_with_rc("echo first\n");
	user_start(options);
	tty_type(user_tty, "echo second\r");
	tty_wait_row(user_tty, "^second$", USER_SOON);
	ck_assert(!tty_has_row(user_tty, "^first$"));
	user_close();
}
END_TEST

Suite *
suite_rc(void)
{
	Suite *s = suite_create("rc");
	TCase *c = tcase_create("rc");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, lines_of_rc_are_run);
	tcase_add_test(c, a_bad_line_is_told_and_the_shell_goes_on);
	tcase_add_test(c, rc_does_not_undo_read_only);
	tcase_add_test(c, no_rc_runs_none);
	suite_add_tcase(s, c);
	return s;
}
