/* SPDX-License-Identifier: ISC */
/* The screen top: what events do to it, what its keys send, a connection that is lost. */
#include <check.h>
#include <stdlib.h>

#include "user.h"

Suite *suite_top(void);

/* Start top alone, and see its headings. */
static void
open_top(const char *option)
{
	user_open(10, 80);
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	user_run((const char *const[]){option, "top", "calls", NULL});
	tty_wait_row(user_tty, "no calls", USER_SOON);
}

static void
push_call(void)
{
	server_pushf(user_server,
	    "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/erin-01\r\nUniqueid: 1\r\n"
	    "Linkedid: 1\r\nChannelState: 4\r\nCallerIDNum: 105\r\nCallerIDName: \033[2JErin\r\n"
	    "Context: sets\r\nExten: 300\r\n\r\n");
	tty_wait_row(user_tty, "ringing .*\\\\x1b\\[2JErin \\(105\\) +300@sets", USER_SOON);
}

static void
leave(void)
{
	tty_type(user_tty, "q");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	user_close();
}

START_TEST(shows_calls_and_hangs_up)
{
	open_top("-q");
	push_call();
	tty_type(user_tty, "h");
	tty_wait_row(user_tty, "^Hang up .*PJSIP/erin-01\\? \\(y/n\\)", USER_SOON);
	tty_type(user_tty, "y");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: PJSIP/erin-01\r\n\r\n");
	server_pushf(user_server, "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/erin-01\r\n"
	    "Uniqueid: 1\r\nLinkedid: 1\r\nCause: 16\r\n\r\n");
	tty_wait_row(user_tty, "no calls", USER_SOON);
	leave();
}
END_TEST

/* The call goes on with another channel while the question is open: that one is left alone. */
START_TEST(hangs_up_nothing_else)
{
	open_top("-q");
	push_call();
	server_pushf(user_server, "Event: Newchannel\r\nPrivilege: call,all\r\n"
	    "Channel: PJSIP/bob-02\r\nUniqueid: 2\r\nLinkedid: 1\r\nChannelState: 6\r\n\r\n"
	    "Event: BridgeEnter\r\nPrivilege: call,all\r\nChannel: PJSIP/bob-02\r\nUniqueid: 2\r\n"
	    "Linkedid: 1\r\nBridgeUniqueid: b\r\n\r\n"
	    "Event: BridgeEnter\r\nPrivilege: call,all\r\nChannel: PJSIP/erin-01\r\nUniqueid: 1\r\n"
	    "Linkedid: 1\r\nBridgeUniqueid: b\r\n\r\n");
	tty_wait_row(user_tty, "PJSIP/bob +PJSIP/erin-01$", USER_SOON);
	tty_type(user_tty, "h");
	tty_wait_row(user_tty, "^Hang up .*PJSIP/erin-01\\? \\(y/n\\)", USER_SOON);
	server_pushf(user_server, "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/erin-01\r\n"
	    "Uniqueid: 1\r\nLinkedid: 1\r\nCause: 16\r\n\r\n");
	tty_wait_row(user_tty, "PJSIP/bob-02$", USER_SOON);
	tty_type(user_tty, "y");
	tty_wait_row(user_tty, "^it is another channel now, nothing was done: PJSIP/bob-02", USER_SOON);
	ck_assert_ptr_null(user_last_sent("Hangup"));
	leave();
}
END_TEST

/* What is pasted is no key: it neither asks nor answers. */
START_TEST(pastes_nothing)
{
	open_top("-q");
	push_call();
	tty_paste(user_tty, "hy\nq");
	tty_type(user_tty, "h");
	tty_wait_row(user_tty, "^Hang up .*PJSIP/erin-01\\? \\(y/n\\)", USER_SOON);
	tty_paste(user_tty, "y");
	tty_type(user_tty, "n");
	tty_wait_row(user_tty, "^nothing was done", USER_SOON);
	ck_assert_ptr_null(user_last_sent("Hangup"));
	leave();
}
END_TEST

/* Nothing is sent, and the screen says why. */
START_TEST(refuses_in_read_only)
{
	open_top("--read-only");
	push_call();
	tty_type(user_tty, "h");
	tty_wait_row(user_tty, "^hang up: refused by read-only", USER_SOON);
	ck_assert_ptr_null(user_last_sent("Hangup"));
	leave();
}
END_TEST

/* A connection that is lost is told on the screen, and made again; what it is told is printed
 * afterwards. */
START_TEST(survives_a_loss)
{
	open_top("-v");
	push_call();
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait_row(user_tty, "^not connected, trying again", USER_SOON);
	server_refuse(user_server, false);
	tty_wait_row(user_tty, "no calls", USER_SOON);
	tty_type(user_tty, "q");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	tty_wait_text(user_tty, "-- connection lost.*\n-- connected again", USER_SOON);
	user_close();
}
END_TEST

/* Who follows a call is told that steps may be missing. */
START_TEST(a_trace_tells_of_a_loss)
{
	open_top("-q");
	push_call();
	tty_type(user_tty, "t");
	tty_wait_row(user_tty, "trace of .*Erin", USER_SOON);
	server_cut(user_server);
	tty_wait_row(user_tty, "^-- events were lost here: steps may be missing", USER_SOON);
	tty_type(user_tty, "q");
	tty_wait_row(user_tty, "no calls", USER_SOON);
	leave();
}
END_TEST

START_TEST(fits_any_size)
{
	open_top("-q");
	push_call();
	tty_resize(user_tty, 5, 20);
	tty_wait_row(user_tty, "^ 1 calls 1  2  3", USER_SOON);
	tty_resize(user_tty, 1, 1);
	tty_resize(user_tty, 12, 120);
	tty_wait_row(user_tty, "PJSIP/erin-01$", USER_SOON);
	leave();
}
END_TEST

Suite *
suite_top(void)
{
	Suite *suite = suite_create("top");
	TCase *tests = tcase_create("top");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, shows_calls_and_hangs_up);
	tcase_add_test(tests, hangs_up_nothing_else);
	tcase_add_test(tests, pastes_nothing);
	tcase_add_test(tests, refuses_in_read_only);
	tcase_add_test(tests, survives_a_loss);
	tcase_add_test(tests, a_trace_tells_of_a_loss);
	tcase_add_test(tests, fits_any_size);
	suite_add_tcase(suite, tests);
	return suite;
}
