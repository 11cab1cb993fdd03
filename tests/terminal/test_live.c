/* SPDX-License-Identifier: ISC */
/* What the shell knows of live channels: names to complete, a call drawn as it happens. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "user.h"

Suite *suite_live(void);

/* Push an event of the channel NAME whose number is its Uniqueid too. */
static void
push(const char *event, const char *name, int number, const char *more)
{
	server_pushf(user_server,
	    "Event: %s\r\nPrivilege: call,all\r\nTimestamp: 1795355445.%06d\r\nChannel: %s\r\n"
	    "Uniqueid: 5.%d\r\nLinkedid: 5.1\r\n%s\r\n",
	    event, number, name, number, more);
}

/* Wait until the server was asked for the live channels. */
static void
expect_asked(void)
{
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
}

START_TEST(names_to_complete)
{
	user_open_and_start(24, 80);
	expect_asked();
	push("Newchannel", "PJSIP/alice-0000000a", 1, "");
	push("Newchannel", "PJSIP/bob-0000000b", 2, "");
	tty_wait_text(user_tty, "PJSIP/bob-0000000b", USER_SOON);
	tty_type(user_tty, "hangup PJ" KEY_TAB);
	user_expect_line("hangup PJSIP/", 13);
	tty_type(user_tty, "b" KEY_TAB);
	user_expect_line("hangup PJSIP/bob-0000000b ", 26);
	push("Hangup", "PJSIP/bob-0000000b", 2, "Cause: 16\r\n");
	tty_wait_text(user_tty, "16 normal call", USER_SOON);
	tty_type(user_tty, CTRL_U "hangup PJSIP/b" KEY_TAB);
	user_expect_line("hangup PJSIP/b", 14);
	tty_type(user_tty, CTRL_U "Redirect ExtraChannel=P" KEY_TAB);
	user_expect_line("Redirect ExtraChannel=PJSIP/alice-0000000a ", 43);
	user_close();
}
END_TEST

/* A name may hold bytes that are no UTF-8: what Tab put into the line still names that channel. */
START_TEST(names_of_any_bytes)
{
	user_open_and_start(24, 80);
	expect_asked();
	push("Newchannel", "SIP/m\xfcller-01", 1, "");
	tty_wait_text(user_tty, "Newchannel", USER_SOON);
	tty_type(user_tty, "hangup SIP/m" KEY_TAB);
	user_expect_line("hangup SIP/m\\U+DCFCller-01 ", 27);
	tty_type(user_tty, "\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: SIP/m\xfcller-01\r\n\r\n");
	user_close();
}
END_TEST

/* History, a paste and keys keep them as Tab does. */
START_TEST(bytes_of_any_origin)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "\033[200~hangup SIP/m\xfcl-1\033[201~\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: SIP/m\xfcl-1\r\n\r\n");
	user_expect_line("", 0);
	tty_type(user_tty, KEY_UP);
	user_expect_line("hangup SIP/m\\U+DCFCl-1", 22);
	tty_type(user_tty, "\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: SIP/m\xfcl-1\r\n\r\n");
	tty_type(user_tty, "hangup SIP/m\xfcl-2\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: SIP/m\xfcl-2\r\n\r\n");
	user_close();
}
END_TEST

/* Events above a line in which such a byte wraps: it is drawn in seven columns. */
START_TEST(bytes_that_wrap)
{
	user_open(24, 29 + _i);
	user_start(NULL);
	tty_type(user_tty, "hangup SIP/m\xfcl-1");
	user_see_event();
	user_expect_line("hangup SIP/m\\U+DCFCl-1", 22);
	tty_type(user_tty, CTRL_A);
	user_see_event();
	user_expect_line("hangup SIP/m\\U+DCFCl-1", 0);
	user_close();
}
END_TEST

/* Ten thousand channels: keys do not wait, and events go on. */
START_TEST(many_names)
{
	char name[64];

	user_open_and_start(24, 80);
	tty_type(user_tty, "hide Newchannel\r");
	user_expect_line("", 0);
	for (int i = 1; i <= 10000; i++) {
		snprintf(name, sizeof(name), "PJSIP/phone%d-%08x", i % 10, (unsigned)i * 2654435761u);
		push("Newchannel", name, i, "");
	}
	user_see_event();
	tty_type(user_tty, "hangup PJSIP/p" KEY_TAB);
	user_expect_line("hangup PJSIP/phone", 18);
	user_see_event();
	tty_type(user_tty, "3-17" KEY_TAB);
	user_see_event();
	user_expect_line("hangup PJSIP/phone3-17", 22);
	user_close();
}
END_TEST

/* Before a regular expression hangs up, the server is asked what it would meet. */
START_TEST(nothing_to_hang_up)
{
	user_open_and_start(24, 80);
	expect_asked();
	tty_type(user_tty, "hangup /^PJSIP/\r");
	expect_asked();
	tty_wait_text(user_tty, "hangup: no channel matches", USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, "hangup PJSIP/a-1\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: PJSIP/a-1\r\n\r\n");
	user_close();
}
END_TEST

START_TEST(forgotten_with_the_connection)
{
	user_open_and_start(24, 80);
	expect_asked();
	push("Newchannel", "PJSIP/alice-0000000a", 1, "");
	tty_wait_text(user_tty, "PJSIP/alice-0000000a", USER_SOON);
	server_cut(user_server);
	expect_asked();
	user_see_event();
	tty_type(user_tty, "hangup PJSIP/a" KEY_TAB);
	user_expect_line("hangup PJSIP/a", 14);
	user_close();
}
END_TEST

START_TEST(call_as_it_happens)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "trace\r");
	tty_wait_text(user_tty, "waiting for the next call", USER_SOON);
	push("Newchannel", "PJSIP/alice-0000000a", 1, "ChannelState: 4\r\n");
	tty_wait_row(user_tty, "^[0-9:.]+  ● +PJSIP/alice-0000000a$", USER_SOON);
	push("DialBegin", "PJSIP/alice-0000000a", 1,
	    "DestChannel: PJSIP/bob-0000000b\r\nDestUniqueid: 5.2\r\nDestLinkedid: 5.1\r\n");
	tty_wait_row(user_tty, "├──▶● +alice dials PJSIP/bob-0000000b$", USER_SOON);
	push("Hangup", "PJSIP/bob-0000000b", 2, "Cause: 17\r\n");
	tty_wait_row(user_tty, "│   ╳ +bob is gone: user busy \\(17\\)$", USER_SOON);
	push("Hangup", "PJSIP/alice-0000000a", 1, "Cause: 17\r\n");
	tty_wait_row(user_tty, "the call is over", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(interrupt_ends_the_trace)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "trace\r");
	tty_wait_text(user_tty, "waiting for the next call", USER_SOON);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	user_see_event();
	user_close();
}
END_TEST

/* Before there is a call a loss is only waited for; under one the picture ends. */
START_TEST(trace_and_a_lost_connection)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "trace\r");
	tty_wait_text(user_tty, "waiting for the next call", USER_SOON);
	server_cut(user_server);
	tty_wait_text(user_tty, "-- connected again", USER_SOON);
	push("Newchannel", "PJSIP/alice-0000000a", 1, "ChannelState: 4\r\n");
	tty_wait_row(user_tty, "^[0-9:.]+  ● +PJSIP/alice-0000000a$", USER_SOON);
	server_cut(user_server);
	tty_wait_row(user_tty, "^ +the connection is lost, the rest of the call is "
	    "unknown", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

Suite *
suite_live(void)
{
	Suite *suite = suite_create("live");
	TCase *tests = tcase_create("live");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, names_to_complete);
	tcase_add_test(tests, names_of_any_bytes);
	tcase_add_test(tests, bytes_of_any_origin);
	tcase_add_loop_test(tests, bytes_that_wrap, 0, 9);
	tcase_add_test(tests, many_names);
	tcase_add_test(tests, nothing_to_hang_up);
	tcase_add_test(tests, forgotten_with_the_connection);
	tcase_add_test(tests, call_as_it_happens);
	tcase_add_test(tests, interrupt_ends_the_trace);
	tcase_add_test(tests, trace_and_a_lost_connection);
	suite_add_tcase(suite, tests);
	return suite;
}
