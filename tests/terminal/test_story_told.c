/* SPDX-License-Identifier: ISC */
/* The story as the shell tells it: above the line being typed, the rest counted, and how to see
 * every event. */
#include <check.h>
#include <stdlib.h>

#include "user.h"

Suite *suite_story_told(void);

static void
start(int cols)
{
	user_open(24, cols);
	user_rc("");
	user_start(NULL);
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
}

/* Push an event of erin's channel, or alice's, at that second of a minute. */
static void
push(const char *event, int second, const char *more)
{
	server_pushf(user_server,
	    "Event: %s\r\nPrivilege: call,all\r\nTimestamp: %d.000000\r\n%s\r\n", event,
	    1795355040 + second, more);
}

#define ERIN                                                                                       \
	"Channel: PJSIP/erin-00000007\r\nUniqueid: 5.7\r\nLinkedid: 5.7\r\nCallerIDNum: 105\r\n"    \
	"CallerIDName: Erin\r\n"
#define ALICE                                                                                      \
	"DestChannel: PJSIP/alice-00000008\r\nDestUniqueid: 5.8\r\nDestLinkedid: 5.7\r\n"           \
	"DestCallerIDName: Alice\r\n"
#define CALLS ERIN "ChannelState: 4\r\nExten: 300\r\nContext: sets\r\n"

START_TEST(is_told_above_the_line)
{
	start(80);
	ck_assert(tty_has_row(user_tty, "Events are told as a story: set events short shows all\\.$"));
	tty_type(user_tty, "queues su");
	user_expect_line("queues su", 9);
	push("Newchannel", 1, CALLS);
	tty_wait_row(user_tty, "^..:..:01  Erin \\(105\\) calls 300@sets  +PJSIP/erin-00000007$",
	    USER_SOON);
	push("DialBegin", 2, ERIN ALICE);
	push("DialEnd", 6, ERIN ALICE "DialStatus: ANSWER\r\n");
	tty_wait_row(user_tty, "^..:..:06  Alice answers Erin after 4.0 s  +PJSIP/alice-", USER_SOON);
	push("HangupRequest", 40, ERIN);
	push("Hangup", 40, ERIN "Cause: 16\r\n");
	tty_wait_row(user_tty, "^..:..:40  Erin hangs up: normal call clearing \\(16\\), talked 34",
	    USER_SOON);
	user_expect_line("queues su", 9);
	ck_assert(!tty_has_text(user_tty, "DialBegin"));
	user_close();
}
END_TEST

/* What is not told is counted, and each number is printed, at the end too; wait still gets it. */
START_TEST(counts_the_rest)
{
	start(80);
	for (int i = 0; i < 31; i++)
		push("Cdr", i, ERIN);
	tty_wait_row(user_tty, "^… 31 other events \\(set events short shows them\\)$", USER_SOON);
	push("Cdr", 1, "Source: 9\r\n");
	push("VarSet", 1, ERIN); /* hidden by a rule */
	tty_type(user_tty, "wait Cdr Source=9\r");
	user_expect_line("", 0);
	tty_type(user_tty, "echo ${Event}\r");
	tty_wait_row(user_tty, "^Cdr$", USER_SOON);
	push("Cdr", 1, ERIN);
	push("Newchannel", 1, CALLS);
	tty_wait_text(user_tty, "Erin \\(105\\) calls", USER_SOON);
	tty_type(user_tty, "quit\r");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	ck_assert(tty_has_row(user_tty, "^… [12] other events? \\("));
	user_close();
}
END_TEST

/* A full screen is not disturbed by the count, which is on the screen below it. */
START_TEST(counts_nothing_into_a_full_screen)
{
	start(80);
	push("Cdr", 1, ERIN);
	push("Hold", 2, ERIN);
	tty_wait_row(user_tty, "^..:..:02  Erin", USER_SOON);
	tty_type(user_tty, "top\r");
	tty_wait_row(user_tty, "no calls", USER_SOON);
	push("Newchannel", 1, CALLS);
	tty_wait_row(user_tty, "^ 0:0[2-9] +ringing", USER_SOON);
	ck_assert(!tty_has_text(user_tty, "other event"));
	tty_type(user_tty, "q");
	tty_wait_row(user_tty, "^… 1 other event \\(set events short shows them\\)$", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(gives_way_to_every_event)
{
	start(80);
	tty_type(user_tty, "set events\r");
	tty_wait_row(user_tty, "^events +story$", USER_SOON);
	tty_type(user_tty, "set events short\r");
	push("Newchannel", 1, CALLS);
	tty_wait_row(user_tty, "^..:..:01.000  Newchannel +PJSIP/erin-00000007", USER_SOON);
	tty_type(user_tty, "set events story\r");
	push("Hold", 2, ERIN);
	tty_wait_row(user_tty, "^..:..:02  Erin \\(105\\) holds the call", USER_SOON);
	tty_type(user_tty, "hide Hold\r");
	user_expect_line("", 0);
	push("Unhold", 3, ERIN);
	push("Hold", 4, ERIN);
	push("Unhold", 5, ERIN);
	tty_wait_row(user_tty, "^..:..:05  Erin resumes the call", USER_SOON);
	ck_assert(!tty_has_row(user_tty, "^..:..:04  "));
	user_close();
}
END_TEST

/* An event that may be forged is no part of the story: it is shown as it came, and marked. */
START_TEST(believes_no_forged_event)
{
	start(80);
	server_pushf(user_server,
	    "Event: Newchannel\r\nChannel: PJSIP/mallory-1\r\nUniqueid: 9.9\r\nChannelState: 4\r\n\r\n");
	tty_wait_row(user_tty, " \\?! Newchannel +PJSIP/mallory-1", USER_SOON);
	user_close();
}
END_TEST

Suite *
suite_story_told(void)
{
	Suite *s = suite_create("story_told");
	TCase *tc = tcase_create("story_told");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, is_told_above_the_line);
	tcase_add_test(tc, counts_the_rest);
	tcase_add_test(tc, counts_nothing_into_a_full_screen);
	tcase_add_test(tc, gives_way_to_every_event);
	tcase_add_test(tc, believes_no_forged_event);
	suite_add_tcase(s, tc);
	return s;
}
