/* SPDX-License-Identifier: ISC */
/* The manners of the interactive shell: prompt, answers, keys, signals, colour, the server's end.
 */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "user.h"

Suite *suite_shell(void);

/* Type ping and wait for all of its answer. */
static void
ping(void)
{
	tty_type(user_tty, "ping\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_wait_row(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
}

/* Leave and fail unless that ends well. */
static void
leave(void)
{
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
}

START_TEST(prompt_and_answer)
{
	user_open_and_start(24, 80);
	ck_assert_msg(
	    strncmp(user_prompt(), "hello@127.0.0.1", 15) == 0, "prompt '%s'", user_prompt());
	ping();
	tty_type(user_tty, "command core show version\r");
	user_expect_sent("Command", "Action: Command\r\nCommand: core show version\r\n\r\n");
	tty_wait_row(user_tty, "^first line of output$", USER_SOON);
	tty_wait_row(user_tty, "^  second line, indented$", USER_SOON);
	user_expect_line("", 0);
	leave();
	ck_assert_uint_eq(screen_unknown(tty_screen(user_tty)), 0);
	user_close();
}
END_TEST

START_TEST(unknown_action_is_not_sent)
{
	char *sent;

	user_open_and_start(24, 80);
	server_forget(user_server);
	tty_type(user_tty, "CoreStatsu\r");
	tty_wait_text(user_tty, "CoreStatus", USER_SOON);
	user_expect_line("", 0);
	ping();
	sent = server_received(user_server);
	ck_assert_msg(strstr(sent, "CoreStat") == NULL, "sent '%s'", sent);
	free(sent);
	user_close();
}
END_TEST

/* The first word of a line for the console is no abbreviation of a command. */
START_TEST(console_lines_are_known)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "channel originate x\r");
	tty_wait_text(user_tty, "did you mean cli channel originate x?", USER_SOON);
	tty_type(user_tty, "queue show\r");
	tty_wait_text(user_tty, "did you mean cli queue show?", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(history_with_up)
{
	user_open_and_start(24, 80);
	ping();
	tty_type(user_tty, "UserEvent UserEvent=x\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: x\r\n\r\n");
	user_expect_line("", 0);
	tty_type(user_tty, KEY_UP);
	user_expect_line("UserEvent UserEvent=x", 21);
	tty_type(user_tty, KEY_UP);
	user_expect_line("ping", 4);
	tty_type(user_tty, KEY_DOWN);
	user_expect_line("UserEvent UserEvent=x", 21);
	tty_type(user_tty, KEY_UP KEY_ENTER);
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	user_close();
}
END_TEST

START_TEST(quit_leaves)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "quit\r");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(interrupt_drops_the_line)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=dropped");
	user_expect_line("UserEvent UserEvent=dropped", 27);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	leave();
	user_close();
}
END_TEST

START_TEST(interrupt_drops_a_raw_block)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEvent\rUserEvent: dropped\r");
	tty_wait_row(user_tty, "UserEvent: dropped$", USER_SOON);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	user_close();
}
END_TEST

START_TEST(interrupt_stops_a_command)
{
	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "ping\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	server_hold(user_server, false);
	ping();
	tty_type(user_tty, "tail\r");
	tty_wait_quiet(user_tty, 100, USER_SOON);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	leave();
	user_close();
}
END_TEST

/* A ^C that reached the shell too while a command had the terminal does not drop the next line. */
START_TEST(interrupt_of_a_local_command_is_its_own)
{
	user_open_and_start(12, 60);
	tty_type(user_tty, "!kill -INT $PPID; echo here\r");
	tty_wait_row(user_tty, "^here$", USER_SOON);
	tty_type(user_tty, "echo next\r");
	tty_wait_text(user_tty, "\nhere\n(echo next\n)?[^\n]*> echo next\nnext\n", USER_SOON);
	user_close();
}
END_TEST

START_TEST(stops_and_goes_on)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "pin");
	user_expect_line("pin", 3);
	tty_type(user_tty, CTRL_Z);
	ck_assert_int_eq(tty_wait_stop(user_tty, USER_SOON), SIGTSTP);
	tty_expect_restored(user_tty);
	user_push_event();
	tty_continue(user_tty);
	user_wait_event(0);
	user_expect_line("pin", 3);
	tty_type(user_tty, "g\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	user_expect_line("", 0);
	leave();
	user_close();
}
END_TEST

#define LONG_LINE                                                                                  \
	"UserEvent UserEvent=probe Note='eine Zeile mit 漢字, die auf jedem Schirm umbricht'"

START_TEST(resizing_redraws)
{
	static const int sizes[][2] = {{24, 40}, {10, 60}, {30, 132}, {24, 80}};
	const char *line = LONG_LINE;

	user_open_and_start(24, 80);
	tty_type(user_tty, line);
	user_expect_line(line, strlen(line));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		tty_resize(user_tty, sizes[i][0], sizes[i][1]);
		user_expect_line(line, strlen(line));
		user_see_event();
		user_expect_line(line, strlen(line));
	}
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent("UserEvent",
	    "Action: UserEvent\r\nUserEvent: probe\r\n"
	    "Note: eine Zeile mit 漢字, die auf jedem Schirm umbricht\r\n\r\n");
	user_expect_events();
	user_close();
}
END_TEST

/* Signals that end the shell, at the prompt and under a command. */
static const int endings[] = {SIGTERM, SIGHUP};

START_TEST(ended_by_a_signal)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "half a li");
	user_expect_line("half a li", 9);
	kill(tty_pid(user_tty), endings[_i]);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(ended_by_a_signal_under_a_command)
{
	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "ping\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	kill(tty_pid(user_tty), endings[_i]);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(raw_block_typed)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEvent\rUserEvent: typed\rNote:  a=b 'c' $d # e\r\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: typed\r\n"
	                              "Note: a=b 'c' $d # e\r\n\r\n");
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(raw_block_that_the_end_of_input_sends)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Action: UserEvent\rUserEvent: typed\r");
	tty_wait_row(user_tty, "UserEvent: typed$", USER_SOON);
	tty_wait_row(user_tty, "^\\.\\.\\.> *$", USER_SOON); /* else it is the terminal's ^D */
	tty_type(user_tty, CTRL_D);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: typed\r\n\r\n");
	user_close();
}
END_TEST

/* A paste stands in the line, empty lines and all, and is nothing but text until Enter. */
START_TEST(raw_block_pasted)
{
	user_open_and_start(24, 80);
	tty_paste(user_tty, "Action: UserEvent\nUserEvent: pasted\nNote: grüße 漢字\n\n"
	                    "action: Ping\n");
	tty_wait_row(user_tty, "^action: Ping$", USER_SOON);
	user_see_event();
	/* The line is drawn again below the event. */
	tty_wait_row(user_tty, "> Action: UserEvent$", USER_SOON);
	tty_wait_row(user_tty, "^Note: grüße 漢字$", USER_SOON);
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	tty_type(user_tty, KEY_ENTER);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: pasted\r\n"
	                              "Note: grüße 漢字\r\n\r\n");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	tty_wait_row(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* CR LF as terminals send it that know of no brackets, that pass it on in them, or double it. */
START_TEST(raw_block_with_crlf)
{
	static const char *const blocks[] = {
	    "ActionID: 1\r\nAction: UserEvent\r\nUserEvent: whole\r\n\r\n",
	    "\033[200~ActionID: 1\r\nAction: UserEvent\r\nUserEvent: whole\r\n\r\n\033[201~\r",
	    "\033[200~ActionID: 1\nAction: UserEvent\nUserEvent: whole\n\n\033[201~\r",
	    "\033[200~Action: UserEvent\r\rUserEvent: whole\r\rActionID: 1\r\r\r\r\033[201~\r",
	};

	user_open_and_start(24, 80);
	tty_type(user_tty, blocks[_i]);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: whole\r\n\r\n");
	tty_type(user_tty, "ping\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	user_close();
}
END_TEST

START_TEST(lines_pasted)
{
	user_open_and_start(24, 80);
	tty_paste(user_tty, "UserEvent UserEvent=one\nUserEvent UserEvent=two\n"
	                    "UserEvent\tUserEvent=three?\033[A");
	tty_wait_row(user_tty, "^UserEvent +UserEvent=three\\?\\^\\[\\[A$", USER_SOON);
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	tty_type(user_tty, KEY_RUBOUT KEY_RUBOUT KEY_RUBOUT KEY_RUBOUT KEY_ENTER);
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: one\r\n\r\n");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: two\r\n\r\n");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: three\r\n\r\n");
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* A tab with text right after it was not typed. */
START_TEST(tabs_pasted_without_brackets)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent\t\tUserEvent=a\tNote=b\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: a\r\nNote: b\r\n\r\n");
	user_close();
}
END_TEST

static bool
has_no_brackets(struct tty *t, void *arg)
{
	(void)arg;
	return !screen_bracketed_paste(tty_screen(t));
}

static bool
has_brackets(struct tty *t, void *arg)
{
	return !has_no_brackets(t, arg);
}

/* Only while a line is read does the terminal bracket what is pasted. */
START_TEST(brackets_end_with_the_line)
{
	user_open_and_start(24, 80);
	ck_assert(screen_bracketed_paste(tty_screen(user_tty)));
	tty_type(user_tty, "sleep 30\r");
	tty_wait(user_tty, has_no_brackets, NULL, "no bracketed paste", USER_SOON);
	tty_type(user_tty, CTRL_C);
	tty_wait(user_tty, has_brackets, NULL, "bracketed paste", USER_SOON);
	user_expect_line("", 0);
	tty_paste(user_tty, "Action: Ping\n");
	tty_wait_row(user_tty, "> Action: Ping$", USER_SOON);
	kill(tty_pid(user_tty), SIGTERM);
	tty_wait_end(user_tty, USER_SOON);
	ck_assert(!screen_bracketed_paste(tty_screen(user_tty)));
	user_close();
}
END_TEST

START_TEST(typed_ahead)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "sleep 1\r");
	tty_type(user_tty, "UserEvent UserEvent=grüße\r"
	                   "pin");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: grüße\r\n\r\n");
	user_expect_line("pin", 3);
	tty_type(user_tty, "g\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	user_close();
}
END_TEST

START_TEST(question_mark_says_what_can_follow)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "Core?");
	tty_wait_text(user_tty, "CoreSettings", USER_SOON);
	tty_wait_text(user_tty, "CoreStatus", USER_SOON);
	user_expect_line("Core", 4);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	tty_type(user_tty, "UserEvent UserEvent=a? Note='b?'\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: a?\r\nNote: b?\r\n\r\n");
	user_close();
}
END_TEST

START_TEST(tab_completes)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "CoreSe" KEY_TAB);
	tty_wait_row(user_tty, "> CoreSettings *$", USER_SOON);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	tty_type(user_tty, "CoreS" KEY_TAB KEY_TAB);
	tty_wait_text(user_tty, "CoreShowChannels", USER_SOON);
	tty_wait_text(user_tty, "CoreStatus", USER_SOON);
	user_see_event();
	tty_wait_row(user_tty, "> CoreS *$", USER_SOON);
	user_close();
}
END_TEST

/* Tab within a word joins what follows the cursor. */
START_TEST(tab_within_a_word)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "hangup x" CTRL_A "\033[C\033[C\033[C\033[C" KEY_TAB);
	user_expect_line("hangup x", 7);
	tty_type(user_tty, CTRL_U "queueadd Interface=Ü Pena" CTRL_A);
	tty_type(user_tty, "\033[C\033[C\033[C\033[C\033[C\033[C" KEY_TAB);
	user_expect_line("queueadd Interface=Ü Pena", 9);
	tty_type(user_tty, CTRL_E KEY_TAB);
	user_expect_line("queueadd Interface=Ü Penalty=", 30);
	user_close();
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

	user_open(24, 80);
	if (c->no_color != NULL)
		tty_setenv(user_tty, "NO_COLOR", c->no_color);
	user_start((const char *const[]){c->option, c->value, NULL});
	user_see_event();
	ping();
	tty_type(user_tty, "nosuchaction\r");
	tty_wait_row(user_tty, "nosuchaction", USER_SOON);
	user_expect_line("", 0);
	ck_assert_int_eq(screen_coloured(tty_screen(user_tty)), c->coloured);
	user_close();
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

	user_open(24, 80);
	user_start((const char *const[]){"--color", "never", NULL});
	s = tty_screen(user_tty);
	tty_type(user_tty, "set events long\r");
	user_expect_line("", 0);
	server_push(user_server, event, strlen(event));
	tty_wait_text(user_tty, "CallerIDName", USER_SOON);
	tty_wait_text(user_tty, "\\\\x1b\\[2Jx", USER_SOON);
	tty_type(user_tty, "set events short\r");
	user_expect_line("", 0);
	server_push(user_server, event, strlen(event));
	user_see_event();
	ck_assert_msg(screen_unknown(s) == 0, "first unknown: %s", screen_unknown_first(s));
	ck_assert_uint_eq(screen_strings(s), 0);
	ck_assert_uint_eq(screen_bells(s), 0);
	ck_assert(!screen_coloured(s));
	ck_assert(!tty_has_text(user_tty, "\xe2\x80\xae"));
	user_close();
}
END_TEST

/* Is the cursor's row another than the prompt of a login? */
static bool
prompt_changed(struct tty *t, void *arg)
{
	const struct screen *s = tty_screen(t);
	char *row = screen_row(s, screen_cursor_y(s));
	bool changed =
	    strncmp(row, user_prompt(), strlen(user_prompt())) != 0 && strstr(row, arg) != NULL;

	free(row);
	return changed;
}

START_TEST(server_dies_and_comes_back)
{
	char half[] = "pin";

	user_open_and_start(24, 80);
	tty_type(user_tty, half);
	user_expect_line(half, 3);
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait(user_tty, prompt_changed, half, "a prompt that shows the loss", USER_SOON);
	tty_wait_text(user_tty, "lost|closed|gone", USER_SOON);
	server_refuse(user_server, false);
	tty_type(user_tty, CTRL_U "connect\r");
	user_expect_line("", 0);
	ck_assert_int_ge(server_logins(user_server), 2);
	ping();
	leave();
	user_close();
}
END_TEST

/* FullyBooted after a login is not news; after the server was away it is. */
START_TEST(fully_booted)
{
	user_open_and_start(24, 80);
	user_see_event();
	ck_assert(!tty_has_text(user_tty, "FullyBooted"));
	server_cut(user_server);
	tty_wait_row(user_tty, "FullyBooted +server is fully booted, up 395 s", USER_SOON);
	user_expect_line("", 0);
	leave();
	user_close();
}
END_TEST

START_TEST(server_dies_under_a_command)
{
	char nothing[] = "";

	user_open_and_start(24, 80);
	server_hold(user_server, true);
	tty_type(user_tty, "UserEvent UserEvent=once\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: once\r\n\r\n");
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait(user_tty, prompt_changed, nothing, "a prompt that shows the loss", USER_SOON);
	tty_wait_text(user_tty, "lost|closed|gone", USER_SOON);
	server_hold(user_server, false);
	server_refuse(user_server, false);
	tty_type(user_tty, "connect\r");
	user_expect_line("", 0);
	ping();
	ck_assert_ptr_null(server_take(user_server, "UserEvent"));
	user_close();
}
END_TEST

START_TEST(no_server_at_all)
{
	user_open(24, 80);
	server_refuse(user_server, true);
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	user_run(NULL);
	tty_wait_text(user_tty, "127\\.0\\.0\\.1.*[Cc]onnection refused", USER_SOON);
	user_close();
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
	tcase_add_test(tc, console_lines_are_known);
	tcase_add_test(tc, history_with_up);
	tcase_add_test(tc, quit_leaves);
	tcase_add_test(tc, interrupt_drops_the_line);
	tcase_add_test(tc, interrupt_drops_a_raw_block);
	tcase_add_test(tc, interrupt_stops_a_command);
	tcase_add_test(tc, interrupt_of_a_local_command_is_its_own);
	tcase_add_test(tc, stops_and_goes_on);
	tcase_add_test(tc, resizing_redraws);
	tcase_add_loop_test(tc, ended_by_a_signal, 0, 2);
	tcase_add_loop_test(tc, ended_by_a_signal_under_a_command, 0, 2);
	tcase_add_test(tc, raw_block_typed);
	tcase_add_test(tc, raw_block_that_the_end_of_input_sends);
	tcase_add_test(tc, raw_block_pasted);
	tcase_add_loop_test(tc, raw_block_with_crlf, 0, 4);
	tcase_add_test(tc, lines_pasted);
	tcase_add_test(tc, tabs_pasted_without_brackets);
	tcase_add_test(tc, brackets_end_with_the_line);
	tcase_add_test(tc, typed_ahead);
	tcase_add_test(tc, question_mark_says_what_can_follow);
	tcase_add_test(tc, tab_completes);
	tcase_add_test(tc, tab_within_a_word);
	tcase_add_loop_test(tc, colour, 0, sizeof(colours) / sizeof(colours[0]));
	tcase_add_test(tc, control_characters_are_shown_not_sent);
	tcase_add_test(tc, server_dies_and_comes_back);
	tcase_add_test(tc, fully_booted);
	tcase_add_test(tc, server_dies_under_a_command);
	tcase_add_test(tc, no_server_at_all);
	suite_add_tcase(suite, tc);
	return suite;
}
