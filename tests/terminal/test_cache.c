/* SPDX-License-Identifier: ISC */
/*
 * Completing what only the server knows: an answer that comes at once, late or never, and events
 * that come meanwhile. Nothing here counts on an answer being quick enough: keys are pressed again.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "user.h"

Suite *suite_cache(void);

/* Send the answer to the last message of that action, which the server held back. */
static void
answer_now(const char *action)
{
	char *message = user_last_sent(action);
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	ck_assert_msg(message != NULL, "no %s was sent", action);
	answer(&out, message);
	server_push(user_server, out.p, out.n);
	buf_clear(&out);
	free(message);
}

/* Press Tab until a row is this. */
static void
tab_until(const char *row)
{
	for (int i = 0; i < 20 && !tty_has_row(user_tty, row); i++) {
		tty_type(user_tty, KEY_TAB);
		tty_wait_quiet(user_tty, 500, USER_SOON);
	}
	tty_wait_row(user_tty, row, 1);
}

START_TEST(console_words)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "command core sho");
	tab_until("> command core show *$");
	user_expect_line("command core show ", 18);
	tty_type(user_tty, CTRL_U "command core sh");
	tab_until("^show +shutdown$");
	user_expect_line("command core sh", 15);
	user_see_event();
	user_expect_line("command core sh", 15);
	user_close();
}
END_TEST

/* Press Tab until the row is there; a late answer needs a second one. */
static void
tab_soon(const char *row)
{
	for (int i = 0; i < 20 && !tty_has_row(user_tty, row); i++) {
		tty_type(user_tty, KEY_TAB);
		for (int k = 0; k < 50 && !tty_has_row(user_tty, row); k++)
			tty_pump(user_tty, 20);
	}
	tty_wait_row(user_tty, row, 1);
}

/* A key, a module, the value of a term, each from its own question. What a name has in it stays
 * text. */
START_TEST(values_of_every_kind)
{
	static const char *const rows[][2] = {
	    {"db get cidname 1", "> db get cidname 100 *$"},
	    {"db get cidname $", "> db get cidname '\\$\\(touch x\\) '\\\\''y'\\\\''' *$"},
	    {"ModuleCheck app_q", "> ModuleCheck app_queue *$"},
	    {"ModuleLoad unload app_q", "> ModuleLoad unload app_queue.so *$"},
	    {"tail QueueCallerJoin Queue=su", "> tail QueueCallerJoin Queue=support *$"},
	    {"wait Newstate ChannelStateDesc=U", "> wait Newstate ChannelStateDesc=Up *$"},
	};

	user_open_and_start(24, 80);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		tty_type(user_tty, CTRL_U);
		tty_type(user_tty, rows[i][0]);
		tab_soon(rows[i][1]);
	}
	user_close();
}
END_TEST

START_TEST(values_in_the_middle_of_a_line)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "QueueAdd Queue=su PJSIP/alice");
	for (int i = 0; i < 12; i++)
		tty_type(user_tty, KEY_LEFT);
	tab_until("> QueueAdd Queue=support PJSIP/alice$");
	user_expect_line("QueueAdd Queue=support PJSIP/alice", 23);
	user_close();
}
END_TEST

/* An answer that comes when another key was pressed changes nothing, and is there for the next Tab.
 */
START_TEST(late_answer_is_only_remembered)
{
	char *sent;

	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "QueueAdd su" KEY_TAB);
	user_expect_sent("QueueSummary", "Action: QueueSummary\r\n\r\n");
	tty_type(user_tty, "p");
	answer_now("QueueSummary");
	user_see_event();
	user_expect_line("QueueAdd sup", 12);
	server_forget(user_server);
	tty_type(user_tty, KEY_TAB);
	user_expect_line("QueueAdd support ", 17);
	sent = server_received(user_server);
	ck_assert_msg(strstr(sent, "QueueSummary") == NULL, "sent '%s'", sent);
	free(sent);
	user_close();
}
END_TEST

START_TEST(events_go_on)
{
	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "QueueAdd su" KEY_TAB);
	user_expect_sent("QueueSummary", "Action: QueueSummary\r\n\r\n");
	for (int i = 0; i < 5; i++)
		user_see_event();
	user_expect_line("QueueAdd su", 11);
	answer_now("QueueSummary");
	tab_until("> QueueAdd support *$");
	user_expect_events();
	user_close();
}
END_TEST

/* Without an answer there is what is known all the same. */
START_TEST(no_answer)
{
	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "QueueAdd " KEY_TAB);
	tty_wait_row(user_tty, "Interface=", USER_SOON);
	user_expect_line("QueueAdd ", 9);
	ck_assert(!tty_has_text(user_tty, "support"));
	answer_now("QueueSummary");
	user_see_event();
	tty_type(user_tty, KEY_TAB);
	tty_wait_row(user_tty, "^support +", USER_SOON);
	user_expect_line("QueueAdd ", 9);
	user_close();
}
END_TEST

/* The server does not list ShowDialPlan: the user may not ask, and nobody complains. */
START_TEST(not_allowed)
{
	char *sent;

	user_open_and_start(24, 80);
	server_forget(user_server);
	tty_type(user_tty, "extensionstate 10" KEY_TAB);
	user_see_event();
	user_expect_line("extensionstate 10", 17);
	sent = server_received(user_server);
	ck_assert_msg(strstr(sent, "Action") == NULL, "sent '%s'", sent);
	free(sent);
	user_close();
}
END_TEST

START_TEST(question_mark_asks_too)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "QueueAdd su");
	for (int i = 0; i < 20 && !tty_has_row(user_tty, "^support$"); i++) {
		tty_type(user_tty, "?");
		tty_wait_quiet(user_tty, 500, USER_SOON);
	}
	tty_wait_row(user_tty, "^support$", 1);
	user_expect_line("QueueAdd su", 11);
	user_close();
}
END_TEST

START_TEST(connection_lost_meanwhile)
{
	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "QueueAdd su" KEY_TAB);
	user_expect_sent("QueueSummary", "Action: QueueSummary\r\n\r\n");
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait_text(user_tty, "lost|closed|gone", USER_SOON);
	server_hold(user_server, false);
	server_refuse(user_server, false);
	tty_type(user_tty, CTRL_U "connect\r");
	user_expect_line("", 0);
	tty_type(user_tty, "QueueAdd su");
	tab_until("> QueueAdd support *$");
	user_close();
}
END_TEST

Suite *
suite_cache(void)
{
	Suite *suite = suite_create("cache");
	TCase *tc = tcase_create("cache");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, console_words);
	tcase_add_test(tc, values_of_every_kind);
	tcase_add_test(tc, values_in_the_middle_of_a_line);
	tcase_add_test(tc, late_answer_is_only_remembered);
	tcase_add_test(tc, events_go_on);
	tcase_add_test(tc, no_answer);
	tcase_add_test(tc, not_allowed);
	tcase_add_test(tc, question_mark_asks_too);
	tcase_add_test(tc, connection_lost_meanwhile);
	suite_add_tcase(suite, tc);
	return suite;
}
