/* SPDX-License-Identifier: ISC */
/* check alone in the shell: its lines fit the screen, and it needs no connection. */
#include <check.h>

#include "user.h"

Suite *suite_check_alone(void);

/* The line that is typed is of a shell that is not connected. */
static void
leave_server(void)
{
	user_open_and_start(30, 80);
	tty_type(user_tty, "disconnect\r");
	tty_wait_row(user_tty, "[(]down[)]>$", USER_SOON);
}

static void
expect_unwrapped(void)
{
	const struct screen *s = tty_screen(user_tty);

	for (int y = 0; y < screen_rows(s); y++)
		ck_assert_msg(!screen_wraps(s, y), "row %d is too long", y);
}

START_TEST(whole_way)
{
	leave_server();
	tty_type(user_tty, "check\r");
	tty_wait_row(user_tty, "^note    clock ", USER_SOON);
	tty_wait_row(user_tty, "[(]down[)]>$", USER_SOON);
	ck_assert(tty_has_row(user_tty, "^ok      login    MD5 challenge$"));
	ck_assert(tty_has_row(user_tty, "^ok      version  Asterisk 22.10.1, AMI 11.0.0$"));
	ck_assert(tty_has_row(user_tty, "^note    rights   may list channels, place calls, hang up"));
	ck_assert(tty_has_row(user_tty, "^                 console commands"));
	ck_assert(tty_has_row(user_tty, "^                 -> have NTP set both: "));
	expect_unwrapped();
	user_close();
}
END_TEST

START_TEST(refused)
{
	leave_server();
	server_refuse(user_server, true);
	tty_type(user_tty, "check\r");
	tty_wait_row(user_tty, "^failed  tcp      connection refused$", USER_SOON);
	tty_wait_row(user_tty, "^                 -> nothing listens there: is Asterisk running",
	    USER_SOON);
	tty_wait_row(user_tty, "^                    manager.conf: enabled = yes, port = ", USER_SOON);
	tty_wait_row(user_tty, "[(]down[)]>$", USER_SOON);
	expect_unwrapped();
	user_close();
}
END_TEST

/* Colours are for the terminal. */
START_TEST(without_colour_in_a_pipe)
{
	leave_server();
	tty_type(user_tty, "check | cat -v\r");
	tty_wait_row(user_tty, "^ok      login    MD5 challenge$", USER_SOON);
	tty_wait_row(user_tty, "[(]down[)]>$", USER_SOON);
	user_close();
}
END_TEST

Suite *
suite_check_alone(void)
{
	Suite *suite = suite_create("check_alone");
	TCase *t = tcase_create("check_alone");

	tcase_add_test(t, whole_way);
	tcase_add_test(t, refused);
	tcase_add_test(t, without_colour_in_a_pipe);
	suite_add_tcase(suite, t);
	return suite;
}
