/* SPDX-License-Identifier: ISC */
/* The manners of the interactive shell: prompt, answers, keys, signals, colour, the server's end.
 */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "shell.h"

Suite *suite_shell(void);

/* Type ping and wait for all of its answer. */
static void
ping(void)
{
	tty_type(shell_tty, "ping\r");
	shell_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_wait_row(shell_tty, "Pong", SHELL_SOON);
	shell_expect_line("", 0);
}

/* Leave and fail unless that ends well. */
static void
leave(void)
{
	tty_type(shell_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(shell_tty, SHELL_SOON), 0);
	tty_expect_restored(shell_tty);
}

START_TEST(prompt_and_answer)
{
	shell_open_and_start(24, 80);
	ck_assert_msg(
	    strncmp(shell_prompt(), "hello@127.0.0.1", 15) == 0, "prompt '%s'", shell_prompt());
	ping();
	tty_type(shell_tty, "command core show version\r");
	shell_expect_sent("Command", "Action: Command\r\nCommand: core show version\r\n\r\n");
	tty_wait_row(shell_tty, "^first line of output$", SHELL_SOON);
	tty_wait_row(shell_tty, "^  second line, indented$", SHELL_SOON);
	shell_expect_line("", 0);
	leave();
	ck_assert_uint_eq(screen_unknown(tty_screen(shell_tty)), 0);
	shell_close();
}
END_TEST

START_TEST(unknown_action_is_not_sent)
{
	char *sent;

	shell_open_and_start(24, 80);
	server_forget(shell_server);
	tty_type(shell_tty, "CoreStatsu\r");
	tty_wait_text(shell_tty, "CoreStatus", SHELL_SOON);
	shell_expect_line("", 0);
	ping();
	sent = server_received(shell_server);
	ck_assert_msg(strstr(sent, "CoreStat") == NULL, "sent '%s'", sent);
	free(sent);
	shell_close();
}
END_TEST

START_TEST(history_with_up)
{
	shell_open_and_start(24, 80);
	ping();
	tty_type(shell_tty, "UserEvent UserEvent=x\r");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: x\r\n\r\n");
	shell_expect_line("", 0);
	tty_type(shell_tty, KEY_UP);
	shell_expect_line("UserEvent UserEvent=x", 21);
	tty_type(shell_tty, KEY_UP);
	shell_expect_line("ping", 4);
	tty_type(shell_tty, KEY_DOWN);
	shell_expect_line("UserEvent UserEvent=x", 21);
	tty_type(shell_tty, KEY_UP KEY_ENTER);
	shell_expect_sent("Ping", "Action: Ping\r\n\r\n");
	shell_close();
}
END_TEST

START_TEST(quit_leaves)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "quit\r");
	ck_assert_int_eq(tty_wait_exit(shell_tty, SHELL_SOON), 0);
	tty_expect_restored(shell_tty);
	shell_close();
}
END_TEST

START_TEST(interrupt_drops_the_line)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "UserEvent UserEvent=dropped");
	shell_expect_line("UserEvent UserEvent=dropped", 27);
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(shell_server, "UserEvent"));
	leave();
	shell_close();
}
END_TEST

START_TEST(interrupt_drops_a_raw_block)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "Action: UserEvent\rUserEvent: dropped\r");
	tty_wait_row(shell_tty, "UserEvent: dropped$", SHELL_SOON);
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(shell_server, "UserEvent"));
	shell_close();
}
END_TEST

START_TEST(interrupt_stops_a_command)
{
	shell_open_and_start(24, 80);
	server_hold(shell_server, true);
	tty_type(shell_tty, "ping\r");
	shell_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	server_hold(shell_server, false);
	ping();
	tty_type(shell_tty, "tail\r");
	tty_wait_quiet(shell_tty, 100, SHELL_SOON);
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	leave();
	shell_close();
}
END_TEST

START_TEST(stops_and_goes_on)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "pin");
	shell_expect_line("pin", 3);
	tty_type(shell_tty, CTRL_Z);
	ck_assert_int_eq(tty_wait_stop(shell_tty, SHELL_SOON), SIGTSTP);
	tty_expect_restored(shell_tty);
	shell_push_event(0);
	tty_continue(shell_tty);
	tty_wait_text(shell_tty, "PJSIP/e0000", SHELL_SOON);
	shell_expect_line("pin", 3);
	tty_type(shell_tty, "g\r");
	shell_expect_sent("Ping", "Action: Ping\r\n\r\n");
	shell_expect_line("", 0);
	leave();
	shell_close();
}
END_TEST

#define LONG_LINE                                                                                  \
	"UserEvent UserEvent=probe Note='eine Zeile mit 漢字, die auf jedem Schirm umbricht'"

START_TEST(resizing_redraws)
{
	static const int sizes[][2] = {{24, 40}, {10, 60}, {30, 132}, {24, 80}};
	const char *line = LONG_LINE;

	shell_open_and_start(24, 80);
	tty_type(shell_tty, line);
	shell_expect_line(line, strlen(line));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		tty_resize(shell_tty, sizes[i][0], sizes[i][1]);
		shell_expect_line(line, strlen(line));
		shell_push_event((int)i);
		tty_wait_text(shell_tty, "PJSIP/e", SHELL_SOON);
		shell_expect_line(line, strlen(line));
	}
	tty_type(shell_tty, KEY_ENTER);
	shell_expect_sent("UserEvent",
	    "Action: UserEvent\r\nUserEvent: probe\r\n"
	    "Note: eine Zeile mit 漢字, die auf jedem Schirm umbricht\r\n\r\n");
	shell_expect_events(4);
	shell_close();
}
END_TEST

START_TEST(raw_block_typed)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "Action: UserEvent\rUserEvent: typed\rNote:  a=b 'c' $d # e\r\r");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: typed\r\n"
	                               "Note: a=b 'c' $d # e\r\n\r\n");
	shell_expect_line("", 0);
	shell_close();
}
END_TEST

START_TEST(raw_block_pasted)
{
	shell_open_and_start(24, 80);
	tty_paste(shell_tty, "Action: UserEvent\nUserEvent: pasted\nNote: grüße 漢字\n\n"
	                     "action: Ping\n\n");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: pasted\r\n"
	                               "Note: grüße 漢字\r\n\r\n");
	shell_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_wait_row(shell_tty, "Pong", SHELL_SOON);
	shell_expect_line("", 0);
	shell_close();
}
END_TEST

START_TEST(lines_pasted)
{
	shell_open_and_start(24, 80);
	tty_paste(shell_tty, "UserEvent UserEvent=one\nUserEvent UserEvent=two\n"
	                     "UserEvent UserEvent=three\n");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: one\r\n\r\n");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: two\r\n\r\n");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: three\r\n\r\n");
	shell_expect_line("", 0);
	shell_close();
}
END_TEST

START_TEST(question_mark_says_what_can_follow)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "Core?");
	tty_wait_text(shell_tty, "CoreSettings", SHELL_SOON);
	tty_wait_text(shell_tty, "CoreStatus", SHELL_SOON);
	shell_expect_line("Core", 4);
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	tty_type(shell_tty, "UserEvent UserEvent=a? Note='b?'\r");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: a?\r\nNote: b?\r\n\r\n");
	shell_close();
}
END_TEST

START_TEST(tab_completes)
{
	shell_open_and_start(24, 80);
	tty_type(shell_tty, "CoreSe" KEY_TAB);
	tty_wait_row(shell_tty, "> CoreSettings *$", SHELL_SOON);
	tty_type(shell_tty, CTRL_C);
	shell_expect_line("", 0);
	tty_type(shell_tty, "CoreS" KEY_TAB KEY_TAB);
	tty_wait_text(shell_tty, "CoreShowChannels", SHELL_SOON);
	tty_wait_text(shell_tty, "CoreStatus", SHELL_SOON);
	shell_push_event(0);
	tty_wait_text(shell_tty, "PJSIP/e0000", SHELL_SOON);
	tty_wait_row(shell_tty, "> CoreS *$", SHELL_SOON);
	shell_close();
}
END_TEST

/* Ways to say whether there is colour, and whether there is. */
static const struct colour {
	const char *no_color, *option, *value;
	bool coloured;
} colours[] = {
    {NULL, NULL, NULL, true},
    {"1", NULL, NULL, false},
    {"", NULL, NULL, true},
    {NULL, "--color", "never", false},
    {NULL, "--color", "auto", true},
    {"1", "--color", "always", true},
};

START_TEST(colour)
{
	const struct colour *c = &colours[_i];

	shell_open(24, 80);
	if (c->no_color != NULL)
		tty_setenv(shell_tty, "NO_COLOR", c->no_color);
	shell_start((const char *const[]){c->option, c->value, NULL});
	shell_push_event(0);
	tty_wait_text(shell_tty, "PJSIP/e0000", SHELL_SOON);
	ping();
	tty_type(shell_tty, "nosuchaction\r");
	tty_wait_row(shell_tty, "nosuchaction", SHELL_SOON);
	shell_expect_line("", 0);
	ck_assert_int_eq(screen_coloured(tty_screen(shell_tty)), c->coloured);
	shell_close();
}
END_TEST

START_TEST(control_characters_are_shown_not_sent)
{
	struct screen *s;
	const char *event =
	    "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/\033[2Jx\r\n"
	    "ChannelState: 6\r\nChannelStateDesc: Up\r\nCallerIDNum: 1\033]0;owned\a\r\n"
	    "CallerIDName: \xc2\x9b"
	    "5n\x9b\xff\x7f\b\b\xe2\x80\xae"
	    "evil\r\nContext: s\r\n"
	    "Exten: s\r\nPriority: 1\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\nCause: 16\r\n"
	    "Cause-txt: \033[31mNormal\016\r\n\r\n";

	shell_open(24, 80);
	shell_start((const char *const[]){"--color", "never", NULL});
	s = tty_screen(shell_tty);
	tty_type(shell_tty, "set events long\r");
	shell_expect_line("", 0);
	server_push(shell_server, event, strlen(event));
	tty_wait_text(shell_tty, "CallerIDName", SHELL_SOON);
	tty_wait_text(shell_tty, "\\\\x1b\\[2Jx", SHELL_SOON);
	tty_type(shell_tty, "set events short\r");
	shell_expect_line("", 0);
	server_push(shell_server, event, strlen(event));
	shell_push_event(0);
	tty_wait_text(shell_tty, "PJSIP/e0000", SHELL_SOON);
	ck_assert_msg(screen_unknown(s) == 0, "first unknown: %s", screen_unknown_first(s));
	ck_assert_uint_eq(screen_strings(s), 0);
	ck_assert_uint_eq(screen_bells(s), 0);
	ck_assert(!screen_coloured(s));
	ck_assert(!tty_has_text(shell_tty, "\xe2\x80\xae"));
	shell_close();
}
END_TEST

/* Is the cursor's row another than the prompt of a login? */
static bool
prompt_changed(struct tty *t, void *arg)
{
	const struct screen *s = tty_screen(t);
	char *row = screen_row(s, screen_cursor_y(s));
	bool changed =
	    strncmp(row, shell_prompt(), strlen(shell_prompt())) != 0 && strstr(row, arg) != NULL;

	free(row);
	return changed;
}

START_TEST(server_dies_and_comes_back)
{
	char half[] = "pin";

	shell_open_and_start(24, 80);
	tty_type(shell_tty, half);
	shell_expect_line(half, 3);
	server_refuse(shell_server, true);
	server_cut(shell_server);
	tty_wait(shell_tty, prompt_changed, half, "a prompt that shows the loss", SHELL_SOON);
	tty_wait_text(shell_tty, "lost|closed|gone", SHELL_SOON);
	server_refuse(shell_server, false);
	tty_type(shell_tty, CTRL_U "connect\r");
	shell_expect_line("", 0);
	ck_assert_int_ge(server_logins(shell_server), 2);
	ping();
	leave();
	shell_close();
}
END_TEST

START_TEST(server_dies_under_a_command)
{
	char nothing[] = "";

	shell_open_and_start(24, 80);
	server_hold(shell_server, true);
	tty_type(shell_tty, "UserEvent UserEvent=once\r");
	shell_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: once\r\n\r\n");
	server_refuse(shell_server, true);
	server_cut(shell_server);
	tty_wait(shell_tty, prompt_changed, nothing, "a prompt that shows the loss", SHELL_SOON);
	tty_wait_text(shell_tty, "lost|closed|gone", SHELL_SOON);
	server_hold(shell_server, false);
	server_refuse(shell_server, false);
	tty_type(shell_tty, "connect\r");
	shell_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(shell_server, "UserEvent"));
	shell_close();
}
END_TEST

START_TEST(no_server_at_all)
{
	shell_open(24, 80);
	server_refuse(shell_server, true);
	tty_setenv(shell_tty, "AMSH_SECRET", "world");
	shell_run((const char *const[]){"--no-reconnect", NULL});
	tty_wait_text(shell_tty, "127\\.0\\.0\\.1.*[Cc]onnection refused", SHELL_SOON);
	shell_close();
}
END_TEST

Suite *
suite_shell(void)
{
	Suite *suite = suite_create("shell");
	TCase *tc = tcase_create("shell");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, prompt_and_answer);
	tcase_add_test(tc, unknown_action_is_not_sent);
	tcase_add_test(tc, history_with_up);
	tcase_add_test(tc, quit_leaves);
	tcase_add_test(tc, interrupt_drops_the_line);
	tcase_add_test(tc, interrupt_drops_a_raw_block);
	tcase_add_test(tc, interrupt_stops_a_command);
	tcase_add_test(tc, stops_and_goes_on);
	tcase_add_test(tc, resizing_redraws);
	tcase_add_test(tc, raw_block_typed);
	tcase_add_test(tc, raw_block_pasted);
	tcase_add_test(tc, lines_pasted);
	tcase_add_test(tc, question_mark_says_what_can_follow);
	tcase_add_test(tc, tab_completes);
	tcase_add_loop_test(tc, colour, 0, sizeof(colours) / sizeof(colours[0]));
	tcase_add_test(tc, control_characters_are_shown_not_sent);
	tcase_add_test(tc, server_dies_and_comes_back);
	tcase_add_test(tc, server_dies_under_a_command);
	tcase_add_test(tc, no_server_at_all);
	suite_add_tcase(suite, tc);
	return suite;
}
