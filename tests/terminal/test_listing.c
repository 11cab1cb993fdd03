/* SPDX-License-Identifier: ISC */
/* What Tab and ? list above the line: never more than the screen holds, whatever there is. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "user.h"

Suite *suite_listing(void);

enum { CHANNELS = 3000 };

/* Let that many channels live, and nobody talk about it. */
static void
push_channels(void)
{
	tty_type(user_tty, "hide Newchannel\r");
	user_expect_line("", 0);
	for (int i = 1; i <= CHANNELS; i++)
		server_pushf(user_server,
		    "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/x-%08x\r\n"
		    "Uniqueid: 5.%d\r\nLinkedid: 5.%d\r\n\r\n",
		    (unsigned)i, i, i);
	user_see_event();
}

/* Four columns of 21 rows: with the question, the rest and the line it is the screen. After ? there
 * is the usage too. */
START_TEST(first_screenful)
{
	static const struct {
		const char *key, *first, *last, *more;
	} listings[] = {
	    {KEY_TAB, "^PJSIP/x-00000001  PJSIP/x-00000016  ", "  PJSIP/x-00000054$",
		"^… and 2916 more: type more letters$"},
	    {"?", "^PJSIP/x-00000001  PJSIP/x-00000013  ", "  PJSIP/x-00000048$",
		"^… and 2928 more: type more letters$"},
	};

	user_open_and_start(24, 80);
	push_channels();
	tty_type(user_tty, "hangup PJSIP/x-00000");
	tty_type(user_tty, listings[_i].key);
	tty_wait_row(user_tty, listings[_i].more, USER_SOON);
	ck_assert(tty_has_row(user_tty, listings[_i].first));
	ck_assert(tty_has_row(user_tty, listings[_i].last));
	user_expect_line("hangup PJSIP/x-00000", 20);
	user_see_event();
	tty_type(user_tty, "00f" KEY_TAB);
	user_expect_line("hangup PJSIP/x-0000000f ", 24);
	user_close();
}
END_TEST

/* On a small screen as well: 3 columns of 7 rows. */
START_TEST(small_screen)
{
	user_open_and_start(10, 60);
	push_channels();
	tty_type(user_tty, "hangup PJSIP/x-00000" KEY_TAB);
	tty_wait_row(user_tty, "^… and 2979 more: type more letters$", USER_SOON);
	user_expect_line("hangup PJSIP/x-00000", 20);
	user_close();
}
END_TEST

/* Where nothing is typed the commands stand by group, on one small screen. */
START_TEST(overview)
{
	static const char *const keys[] = {KEY_TAB, "?"};
	static const char *const rows[] = {
	    "> *$", "^Actions +action ", "^Calls +agi ", "^Events ", "^Scripts ", "^Shell +alias ",
	    "^Aliases +page$", "^Every action of the server is a command too"};

	user_open_and_start(24, 80);
	tty_type(user_tty, "alias page ping\r");
	user_expect_line("", 0);
	tty_type(user_tty, CTRL_L);
	tty_type(user_tty, keys[_i]);
	tty_wait_row(user_tty, rows[7], USER_SOON);
	user_expect_line("", 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		ck_assert_msg(tty_has_row(user_tty, rows[i]), "no row %s", rows[i]);
	user_see_event();
	user_close();
}
END_TEST

START_TEST(usage)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "AbsoluteTimeout ?");
	tty_wait_row(user_tty, "^AbsoluteTimeout Channel Timeout$", USER_SOON);
	user_expect_line("AbsoluteTimeout ", 16);
	tty_type(user_tty, CTRL_U "callfile ?");
	tty_wait_row(user_tty, "^GROUP\\] \\[--dry-run\\] \\[Header=value…\\]$", USER_SOON);
	tty_wait_row(user_tty, "^  put a call into the spool", USER_SOON);
	user_expect_line("callfile ", 9);
	tty_type(user_tty, CTRL_U "zzz?");
	tty_wait_row(user_tty, "^  no command or action begins with this$", USER_SOON);
	user_expect_line("zzz", 3);
	user_close();
}
END_TEST

/* A tab in a block that is pasted asks for nothing. */
START_TEST(tab_in_a_block)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEvent\r");
	tty_wait_row(user_tty, "^\\.\\.\\.> *$", USER_SOON);
	tty_type(user_tty, "UserEvent:\ta\rNote: b\tc\r\r");
	user_expect_sent(
	    "UserEvent", "Action: UserEvent\r\nUserEvent: a\r\nNote: b\tc\r\n\r\n");
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* A tab that is typed in a block completes: the action, its headers, their values. */
START_TEST(completion_in_a_block)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEv" KEY_TAB);
	tty_wait_row(user_tty, "> Action: UserEvent *$", USER_SOON);
	tty_type(user_tty, CTRL_U "Action: QueueSum" KEY_TAB);
	tty_wait_row(user_tty, "> Action: QueueSummary *$", USER_SOON);
	tty_type(user_tty, "\r");
	tty_wait_row(user_tty, "^\\.\\.\\.> *$", USER_SOON);
	tty_type(user_tty, "qu" KEY_TAB);
	tty_wait_row(user_tty, "^\\.\\.\\.> Queue: *$", USER_SOON);
	tty_type(user_tty, "su" KEY_TAB);
	tty_wait_row(user_tty, "^\\.\\.\\.> Queue: support *$", USER_SOON);
	user_expect_sent("QueueSummary", "Action: QueueSummary\r\n\r\n");
	tty_type(user_tty, "\r\r");
	user_expect_sent(
	    "QueueSummary", "Action: QueueSummary\r\nQueue: support\r\n\r\n");
	user_close();
}
END_TEST

Suite *
suite_listing(void)
{
	Suite *suite = suite_create("listing");
	TCase *tc = tcase_create("listing");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, first_screenful, 0, 2);
	tcase_add_test(tc, small_screen);
	tcase_add_loop_test(tc, overview, 0, 2);
	tcase_add_test(tc, usage);
	tcase_add_test(tc, tab_in_a_block);
	tcase_add_test(tc, completion_in_a_block);
	suite_add_tcase(suite, tc);
	return suite;
}
