/* SPDX-License-Identifier: ISC */
/* Hanging up what matches: a person sees the channels and is asked, unless with --yes. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "user.h"

Suite *suite_hangup(void);

#define HANGUP "hangup '/^PJSIP\\/alice/' 16"
#define SENT(channel) "Action: Hangup\r\nChannel: " channel "\r\nCause: 16\r\n\r\n"

/* Start the shell, and see it ask for the live channels, as it does by itself. */
static void
open_shell(const char *const extra[])
{
	user_open(24, 80);
	user_start(extra);
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
}

/* Answer the question for the channels there are: two match, one of them with a name that would
 * clear the screen. */
static void
answer_channels(void)
{
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
	char *asked = user_last_sent("CoreShowChannels");
	struct str id = answer_header(asked, "ActionID");
	server_pushf(user_server,
	    "Response: Success\r\nActionID: %.*s\r\nEventList: start\r\n\r\n"
	    "Event: CoreShowChannel\r\nActionID: %.*s\r\nChannel: PJSIP/alice-00000001\r\n\r\n"
	    "Event: CoreShowChannel\r\nActionID: %.*s\r\nChannel: PJSIP/bob-00000002\r\n\r\n"
	    "Event: CoreShowChannel\r\nActionID: %.*s\r\nChannel: PJSIP/alice\033[2J-3\r\n\r\n"
	    "Event: CoreShowChannelsComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n\r\n",
	    STR_ARG(id), STR_ARG(id), STR_ARG(id), STR_ARG(id), STR_ARG(id));
	free(asked);
}

/* Type the line, and see what it shows. */
static void
type_line(const char *line)
{
	server_hold(user_server, true);
	tty_type(user_tty, line);
	answer_channels();
	tty_wait_row(user_tty, "^Hang up these 2\\? \\[y/N\\]", USER_SOON);
	ck_assert(tty_has_row(user_tty, "^  PJSIP/alice-00000001$"));
	ck_assert(tty_has_row(user_tty, "^  PJSIP/alice\\\\x1b\\[2J-3$"));
	ck_assert(!tty_has_row(user_tty, "PJSIP/bob"));
	server_hold(user_server, false);
}

static void
type_hangup(void)
{
	type_line(HANGUP "\r");
}

/* No more of them, at least: whatever was sent before has come when a later ping has. */
static void
expect_no_hangup(void)
{
	tty_type(user_tty, "ping\r");
	user_expect_sent("Ping", "Action: Ping\r\n\r\n");
	char *sent = server_take(user_server, "Hangup");
	ck_assert_msg(sent == NULL, "sent '%s'", sent);
}

/* Nothing but a yes is one. */
START_TEST(asks_and_does_nothing)
{
	static const char *const answers[] = {"n\r", "\r", "yellow\r", CTRL_C};

	open_shell(NULL);
	type_hangup();
	tty_type(user_tty, answers[_i]);
	tty_wait_text(user_tty, "hangup: not done", USER_SOON);
	expect_no_hangup();
	user_close();
}
END_TEST

/* Nor is it the question alone that a signal ends. */
static const int ends[] = {SIGTERM, SIGHUP, SIGQUIT};

START_TEST(killed_while_it_asks)
{
	open_shell(NULL);
	type_hangup();
	kill(tty_pid(user_tty), ends[_i]);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	char *sent = user_last_sent("Hangup");
	ck_assert_msg(sent == NULL, "sent '%s'", sent);
	user_close();
}
END_TEST

/* What was shown is hung up, by name, and nothing that came meanwhile. */
START_TEST(asks_and_does_it)
{
	open_shell(NULL);
	type_hangup();
	char *early = user_last_sent("Hangup");
	ck_assert_msg(early == NULL, "sent '%s'", early);
	server_pushf(user_server, "Event: Newchannel\r\nChannel: PJSIP/alice-00000004\r\n\r\n");
	tty_type(user_tty, "y\r");
	user_expect_sent("Hangup", SENT("PJSIP/alice-00000001"));
	user_expect_sent("Hangup", SENT("PJSIP/alice\033[2J-3"));
	tty_wait_row(user_tty, "^\\(2 channels\\)$", USER_SOON);
	user_expect_line("", 0);
	expect_no_hangup();
	user_close();
}
END_TEST

/* What is asked about is no result: the user sees it wherever those go. */
START_TEST(asks_beside_a_file)
{
	static const char *const ways[] = {">", ">>", "| cat >"};
	char path[512], line[600], got[200];

	open_shell(NULL);
	snprintf(path, sizeof(path), "%s/results", tty_home(user_tty));
	snprintf(line, sizeof(line), HANGUP " %s %s\r", ways[_i], path);
	type_line(line);
	tty_type(user_tty, "n\r");
	tty_wait_text(user_tty, "hangup: not done", USER_SOON);
	expect_no_hangup();
	FILE *file = fopen(path, "r");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fread(got, 1, sizeof(got), file), 0);
	fclose(file);
	user_close();
}
END_TEST

/* Nor does it matter where errors go. */
START_TEST(asks_beside_errors_in_a_file)
{
	static const char *const lines[] = {HANGUP "\r", HANGUP " > /dev/null\r", "watch " HANGUP "\r"};
	const char *amsh = getenv("AMSH") ? getenv("AMSH") : "build/amsh";
	char port[16];

	user_open(24, 80);
	snprintf(port, sizeof(port), "%d", server_port(user_server));
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	tty_run(user_tty, (const char *const[]){"/bin/sh", "-c",
	    "exec \"$0\" -H 127.0.0.1 -u hello -p $1 2>\"$HOME/errors\"", amsh, port, NULL});
	tty_wait_row(user_tty, "^hello@127\\.0\\.0\\.1[^ ]*> *$", USER_SOON);
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
	type_line(lines[_i]);
	tty_type(user_tty, CTRL_C);
	tty_wait_row(user_tty, "^hello@127\\.0\\.0\\.1[^ ]*> *$", USER_SOON);
	user_close();
}
END_TEST

/* A picture is made of results, which the question comes before. */
START_TEST(asks_before_a_picture)
{
	open_shell(NULL);
	type_line("watch " HANGUP "\r");
	tty_type(user_tty, CTRL_C);
	tty_wait_text(user_tty, "hangup: not done", USER_SOON);
	expect_no_hangup();
	user_close();
}
END_TEST

/* A line for many channels is asked about, whatever stands before what it comes down to. */
START_TEST(asks_before_a_line_for_each)
{
	static const char *const lines[] = {"hangup ${Channel}", "Hangup Channel=${Channel}",
	    "action Hangup Channel=${Channel}", "as x hangup ${Channel}", "bye ${Channel}",
	    "act Hangup Channel=${Channel}", "hang ${Channel}", "watch hangup ${Channel}",
	    "as x as y bye ${Channel}", "on -n 1 Hangup do hangup ${Channel}",
	    "db deltree ${Channel}", "ConfbridgeKick Conference=1 Channel=${Channel}",
	    "${verb} ${Channel}", "action ${verb} ${Channel}", "var ${Channel}",
	    "watch -n 1 'hangup ${Channel}'", "source x ${Channel}", "db -- deltree ${Channel}"};
	char line[200];

	open_shell(NULL);
	tty_type(user_tty, "alias bye hang\ralias hang hangup\ralias hangup hangup\r"
			   "alias act action\rset verb hangup\ralias var '${verb}'\r");
	snprintf(line, sizeof(line), "each channels do %s\r", lines[_i]);
	server_hold(user_server, true);
	tty_type(user_tty, line);
	answer_channels();
	tty_wait_row(user_tty, "^Run these 3\\? \\[y/N\\]", USER_SOON);
	/* What ${Channel} means after another do, or in quotes, is not known yet. */
	bool known = !strstr(lines[_i], " do ") && !strchr(lines[_i], '\'');
	ck_assert(tty_has_text(user_tty, known ? "^  .*PJSIP/bob-00000002" : "^  .*hangup .*[{]Ch"));
	server_hold(user_server, false);
	tty_type(user_tty, "n\r");
	tty_wait_text(user_tty, "each: not done", USER_SOON);
	expect_no_hangup();
	user_close();
}
END_TEST

/* A yes to the lines is none to what they reach beyond their words. */
START_TEST(asks_again_about_more)
{
	open_shell(NULL);
	server_hold(user_server, true);
	tty_type(user_tty, "each channels do db deltree fam_\r");
	answer_channels();
	tty_wait_row(user_tty, "^Run these 3\\? \\[y/N\\]", USER_SOON);
	tty_type(user_tty, "y\r");
	user_expect_sent("DBGetTree", "Action: DBGetTree\r\nFamily: fam_\r\n\r\n");
	char *asked = user_last_sent("DBGetTree");
	struct str id = answer_header(asked, "ActionID");
	server_pushf(user_server,
	    "Response: Success\r\nActionID: %.*s\r\nEventList: start\r\n\r\n"
	    "Event: DBGetTreeResponse\r\nActionID: %.*s\r\nKey: /famx/a\r\nVal: 1\r\n\r\n"
	    "Event: DBGetTreeComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n\r\n",
	    STR_ARG(id), STR_ARG(id), STR_ARG(id));
	free(asked);
	tty_wait_row(user_tty, "^Delete these 1\\? \\[y/N\\]", USER_SOON);
	ck_assert(tty_has_row(user_tty, "^  /famx/a$"));
	ck_assert(tty_has_text(user_tty, "outside /fam_: 1 of these"));
	tty_type(user_tty, CTRL_C);
	tty_wait_text(user_tty, "db deltree: not done", USER_SOON);
	user_close();
}
END_TEST

/* The same words elsewhere are no such line. */
START_TEST(asks_only_before_such_lines)
{
	static const char *const lines[] = {"echo hangup", "as x Setvar Variable=Hangup Value=1",
	    "action Setvar Variable=hangup Value=db", "'bye'"};
	char line[200];

	open_shell(NULL);
	tty_type(user_tty, "alias bye hangup\r");
	snprintf(line, sizeof(line), "each channels do %s\r", lines[_i]);
	server_hold(user_server, true);
	tty_type(user_tty, line);
	answer_channels();
	server_hold(user_server, false);
	tty_type(user_tty, "!echo then\r");
	tty_wait_row(user_tty, "^then$", USER_SOON);
	ck_assert(!tty_has_text(user_tty, "Run these"));
	user_close();
}
END_TEST

START_TEST(yes_does_not_ask)
{
	static const char *const options[] = {"--yes", NULL};

	open_shell(options);
	server_hold(user_server, true);
	tty_type(user_tty, HANGUP "\r");
	answer_channels();
	user_expect_sent("Hangup", SENT("PJSIP/alice-00000001"));
	user_expect_sent("Hangup", SENT("PJSIP/alice\033[2J-3"));
	server_hold(user_server, false);
	ck_assert(!tty_has_text(user_tty, "Hang up these"));
	user_close();
}
END_TEST

/* The action under its own name, and a raw block, are no way around it. */
START_TEST(an_action_is_asked_about)
{
	static const char *const lines[] = {"action Hangup Channel=/alice/\r",
	    "Hangup Channel=/alice/\r", "Action: Hangup\rChannel: /alice/\r\r"};

	open_shell(NULL);
	server_hold(user_server, true);
	tty_type(user_tty, lines[_i]);
	answer_channels();
	tty_wait_row(user_tty, "^Hang up these 2\\? \\[y/N\\]", USER_SOON);
	server_hold(user_server, false);
	tty_type(user_tty, "n\r");
	tty_wait_text(user_tty, "hangup: not done", USER_SOON);
	expect_no_hangup();
	user_close();
}
END_TEST

/* One channel by its name is what was typed: no question. */
START_TEST(a_name_is_not_asked_about)
{
	open_shell(NULL);
	tty_type(user_tty, "hangup PJSIP/alice-00000001\r");
	user_expect_sent("Hangup", "Action: Hangup\r\nChannel: PJSIP/alice-00000001\r\n\r\n");
	user_close();
}
END_TEST

static void
expect_kick(const char *channel)
{
	struct buf want = BUF_INIT(BUF_MAX_LINE);

	buf_addf(&want, "Action: ConfbridgeKick\r\nConference: 500\r\nChannel: %s\r\n\r\n", channel);
	user_expect_sent("ConfbridgeKick", buf_z(&want));
	buf_clear(&want);
}

/* Of a conference, too, those go who were shown: all but the admins. */
START_TEST(kicks_whom_it_showed)
{
	static const char *const admins[] = {"No", "Yes", "No"};

	open_shell(NULL);
	server_hold(user_server, true);
	tty_type(user_tty,
	    "Action: ConfbridgeKick\rConference: 500\rChannel: participants\r\r");
	user_expect_sent(
	    "ConfbridgeList", "Action: ConfbridgeList\r\nConference: 500\r\n\r\n");
	char *asked = user_last_sent("ConfbridgeList");
	struct str id = answer_header(asked, "ActionID");
	server_pushf(user_server,
	    "Response: Success\r\nActionID: %.*s\r\nEventList: start\r\n\r\n", STR_ARG(id));
	for (int i = 0; i < 3; i++)
		server_pushf(user_server,
		    "Event: ConfbridgeList\r\nActionID: %.*s\r\nConference: 500\r\nAdmin: %s\r\n"
		    "Channel: PJSIP/guest-%d\r\n\r\n", STR_ARG(id), admins[i], i);
	server_pushf(user_server,
	    "Event: ConfbridgeListComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n\r\n",
	    STR_ARG(id));
	free(asked);
	tty_wait_row(user_tty, "^Kick these 2\\? \\[y/N\\]", USER_SOON);
	tty_type(user_tty, "y\r");
	expect_kick("PJSIP/guest-0");
	expect_kick("PJSIP/guest-2");
	tty_type(user_tty, CTRL_C);
	tty_wait_text(user_tty, "0 of 2 were kicked, 2 are unknown", USER_SOON);
	user_close();
}
END_TEST

Suite *
suite_hangup(void)
{
	Suite *suite = suite_create("hangup");
	TCase *tests = tcase_create("hangup");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, asks_and_does_nothing, 0, 4);
	tcase_add_loop_test(tests, killed_while_it_asks, 0, 3);
	tcase_add_test(tests, asks_and_does_it);
	tcase_add_loop_test(tests, asks_beside_a_file, 0, 3);
	tcase_add_loop_test(tests, asks_beside_errors_in_a_file, 0, 3);
	tcase_add_test(tests, asks_before_a_picture);
	tcase_add_loop_test(tests, asks_before_a_line_for_each, 0, 18);
	tcase_add_test(tests, asks_again_about_more);
	tcase_add_loop_test(tests, asks_only_before_such_lines, 0, 4);
	tcase_add_test(tests, yes_does_not_ask);
	tcase_add_loop_test(tests, an_action_is_asked_about, 0, 3);
	tcase_add_test(tests, kicks_whom_it_showed);
	tcase_add_test(tests, a_name_is_not_asked_about);
	suite_add_tcase(suite, tests);
	return suite;
}
