/* SPDX-License-Identifier: ISC */
/* What is on the screen while a command waits: the events that come, but none within an answer. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "user.h"

Suite *suite_waiting(void);

#define EVENT(name, channel) \
	"Event: " name "\r\nPrivilege: call,all\r\nChannel: " channel "\r\nUniqueid: 1.1\r\n" \
	"Linkedid: 1.1\r\n\r\n"

/* Start the shell on a server that answers nothing more by itself. */
static void
open_shell(const char *const extra[])
{
	user_open(24, 80);
	user_start(extra);
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
	server_hold(user_server, true);
}

static void
push(const char *event)
{
	server_push(user_server, event, strlen(event));
}

/* Answer the question for channels with its beginning and a channel, or with a channel and its end. */
static void
push_channel(const char *channel, bool first)
{
	char *asked = user_last_sent("CoreShowChannels");
	struct str id = answer_header(asked, "ActionID");

	if (first)
		server_pushf(user_server,
		    "Response: Success\r\nActionID: %.*s\r\nEventList: start\r\n\r\n", STR_ARG(id));
	server_pushf(user_server, "Event: CoreShowChannel\r\nChannel: %s\r\nActionID: %.*s\r\n\r\n", channel,
	    STR_ARG(id));
	if (!first)
		server_pushf(user_server,
		    "Event: CoreShowChannelsComplete\r\nActionID: %.*s\r\nEventList: Complete\r\n\r\n",
		    STR_ARG(id));
	free(asked);
}

static bool
was_sent(struct tty *t, void *arg)
{
	char *message = server_take(user_server, arg);

	(void)t;
	free(message);
	return message != NULL;
}

static const struct {
	const char *line, *action;
} commands[] = {
    {"originate PJSIP/alice 103@sets", "Originate"},
    {"agi PJSIP/alice-1 ANSWER", "AGI"},
    {"atxfer PJSIP/alice-1 103@sets", "Atxfer"},
    {"park PJSIP/alice-1", "Park"},
    {"cli core show channels", "Command"},
    {"ping", "Ping"},
};

START_TEST(events_are_seen_while_a_reply_is_waited_for)
{
	open_shell(NULL);
	tty_type(user_tty, commands[_i].line);
	tty_type(user_tty, "\r");
	tty_wait(user_tty, was_sent, (void *)(uintptr_t)commands[_i].action, "the action",
	    USER_SOON);
	push(EVENT("Hold", "PJSIP/dave-00000001"));
	tty_wait_row(user_tty, "Hold +PJSIP/dave-00000001", USER_SOON);
	tty_type(user_tty, CTRL_C);
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* Send the server's news of the call that Originate asked for. */
static void
push_call(const char *format)
{
	char *asked = user_last_sent("Originate");
	struct str id = answer_header(asked, "ActionID"), rest = str_of(format), part;
	struct buf news = BUF_INIT(BUF_MAX_LINE);

	while (str_cut(&rest, '@', &part)) {
		buf_adds(&news, part);
		if (rest.p)
			buf_adds(&news, id);
	}
	push(buf_z(&news));
	buf_clear(&news);
	free(asked);
}

/* Between the answer and the end of the call, which has lines of its own, events are seen too. */
START_TEST(events_are_seen_while_the_end_is_waited_for)
{
	open_shell(NULL);
	tty_type(user_tty, "originate --until-end PJSIP/alice 103@sets\r");
	tty_wait(user_tty, was_sent, (void *)(uintptr_t)"Originate", "the action", USER_SOON);
	push_call("Response: Success\r\nActionID: @\r\nMessage: Originate successfully queued\r\n\r\n"
	          "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/alice-1\r\n"
	          "Uniqueid: @\r\nLinkedid: @\r\n\r\n"
	          "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: @\r\n"
	          "Response: Success\r\nChannel: PJSIP/alice-1\r\nUniqueid: @\r\n\r\n");
	tty_wait_row(user_tty, "^answered after .* s: PJSIP/alice-1", USER_SOON);
	push(EVENT("Hold", "PJSIP/dave-00000001"));
	tty_wait_row(user_tty, "Hold +PJSIP/dave-00000001", USER_SOON);
	push_call("Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/alice-1\r\n"
	          "Uniqueid: @\r\nLinkedid: @\r\nCause: 16\r\n\r\n");
	tty_wait_row(user_tty, "^the call lasted .* s, talked 0.0 s: the server ended it", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

START_TEST(no_event_stands_within_an_answer)
{
	static const char *const options[] = {"-j", NULL};

	open_shell(options);
	tty_type(user_tty, "channels\r");
	user_expect_sent("CoreShowChannels", "Action: CoreShowChannels\r\n\r\n");
	push(EVENT("Hold", "PJSIP/before-1"));
	tty_wait_text(user_tty, "PJSIP/before-1", USER_SOON);
	push_channel("PJSIP/first-1", true);
	push(EVENT("Hold", "PJSIP/within-1"));
	push_channel("PJSIP/second-1", false);
	tty_wait_text(user_tty, "PJSIP/first-1.*(\n.*)*PJSIP/second-1.*(\n.*)*PJSIP/within-1",
	    USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* The match is what wait prints: once. */
START_TEST(events_are_seen_while_one_is_waited_for)
{
	open_shell(NULL);
	tty_type(user_tty, "wait Unhold\r");
	push(EVENT("Hold", "PJSIP/dave-00000001") EVENT("Unhold", "PJSIP/dave-00000001")
	        EVENT("Hold", "PJSIP/erin-00000002"));
	tty_wait_text(user_tty,
	    "Hold +PJSIP/dave-00000001 *\n.*Unhold +PJSIP/dave-00000001 *\n"
	    ".*Hold +PJSIP/erin-00000002 *\n[^\n]*> *$", USER_SOON);
	user_close();
}
END_TEST

START_TEST(events_are_seen_before_the_call_that_is_traced)
{
	open_shell(NULL);
	tty_type(user_tty, "trace\r");
	tty_wait_text(user_tty, "waiting for the next call", USER_SOON);
	push(EVENT("Hold", "PJSIP/dave-00000001"));
	tty_wait_row(user_tty, "Hold +PJSIP/dave-00000001", USER_SOON);
	push("Event: Newchannel\r\nPrivilege: call,all\r\nChannel: PJSIP/bob-00000002\r\n"
	     "Uniqueid: 2.2\r\nLinkedid: 2.2\r\n\r\n"
	     "Event: Hangup\r\nPrivilege: call,all\r\nChannel: PJSIP/bob-00000002\r\n"
	     "Uniqueid: 2.2\r\nLinkedid: 2.2\r\nCause: 16\r\n\r\n"
	     EVENT("Hold", "PJSIP/erin-00000003"));
	tty_wait_text(user_tty, "the call is over.*(\n.*)*Hold +PJSIP/erin-00000003", USER_SOON);
	ck_assert(!tty_has_text(user_tty, "Newchannel"));
	user_close();
}
END_TEST

START_TEST(watch_outlives_the_connection)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "watch -n 0.2 ping\r");
	tty_wait_text(user_tty, "^20[-0-9]+ [:0-9]+  ping\n\n.*Pong *$", USER_SOON);
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait_text(user_tty, "^20[-0-9]+ [:0-9]+  ping\n\n-- not connected, trying again: ",
	    USER_SOON);
	server_refuse(user_server, false);
	tty_wait_text(user_tty, "^20[-0-9]+ [:0-9]+  ping\n\n.*Pong *$", USER_SOON);
	tty_type(user_tty, CTRL_C);
	tty_wait_row(user_tty, "^hello@127.0.0.1:[0-9]+> *$", USER_SOON);
	user_close();
}
END_TEST

Suite *
suite_waiting(void)
{
	Suite *suite = suite_create("waiting");
	TCase *tests = tcase_create("waiting");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, events_are_seen_while_a_reply_is_waited_for, 0,
	    sizeof(commands) / sizeof(commands[0]));
	tcase_add_test(tests, watch_outlives_the_connection);
	tcase_add_test(tests, events_are_seen_while_the_end_is_waited_for);
	tcase_add_test(tests, no_event_stands_within_an_answer);
	tcase_add_test(tests, events_are_seen_while_one_is_waited_for);
	tcase_add_test(tests, events_are_seen_before_the_call_that_is_traced);
	suite_add_tcase(suite, tests);
	return suite;
}
