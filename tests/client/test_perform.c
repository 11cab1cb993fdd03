/* SPDX-License-Identifier: ISC */
/* Actions and their outcomes: replies, refusals, losses, and what -vv shows. */
#include <check.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "../expect.h"
#include "../script/scene_server.h"
#include "client/perform.h"

Suite *suite_perform(void);

static void
play_replies(struct talk *t, struct ami_server *s)
{
	(void)s;
	while (talk_hear(t, PATIENCE)) {
		struct str action = talk_header(t, "Action");
		if (str_eq(action, STR("Logoff")))
			return;
		if (str_eq(action, STR("Hangup")))
			talk_reply(t, "Error", "Message: No such channel\r\n");
		else if (str_eq(action, STR("Getvar")))
			talk_reply(t, "Error", "");
		else if (str_eq(action, STR("GetConfig")))
			talk_reply(t, "Success", "Category-000000: alice\r\n"
			                         "Line-000000-000000: secret=hunter2\r\n");
		else if (!str_eq(action, STR("CoreStatus")))
			talk_reply(t, "Success", "Message: done\r\n");
	}
}

START_TEST(says_what_became_of_it)
{
	scene_connect(play_replies);
	scene_expect("Ping", 0, "done\n", "");
	scene_expect("Hangup PJSIP/a", 1, "", "amsh: test:7: Hangup: No such channel\n");
	scene_expect("Getvar X", 1, "",
	    "amsh: test:7: Getvar: the server refused it without giving a reason\n");
	scene->settings->timeout = 30;
	scene_expect("CoreStatus", 5, "",
	    "amsh: test:7: CoreStatus: no reply within 0.03 s\n");
}
END_TEST

START_TEST(fails_once_the_server_has_left)
{
	scene_connect(NULL);
	ck_assert_int_eq(scene_run("UserEvent Foo Times=0"), 0);
	ck_assert_int_eq(scene_run("Ping"), 6);
	ck_assert_int_eq(scene_run("Ping"), 6);
	ck_assert_int_eq(scene_run("Ping"), 6);
}
END_TEST

/* The server leaves unnoticed, and an action is sent before that is known. */
START_TEST(loses_an_action_that_nobody_takes)
{
	struct err err = {0};

	scene_connect(NULL);
	ck_assert_int_eq(scene_run("UserEvent Foo Times=0"), 0);
	while (!atomic_load(&scene_server.finished))
		poll(NULL, 0, 1);
	ck_assert_int_eq(perform_quietly(scene, "Ping", NULL, 0, NULL, NULL, &err), -1);
	ck_assert_int_eq(err.kind, ERR_LOST);
}
END_TEST

START_TEST(hides_secrets_of_what_comes)
{
	scene_options.verbose = 2;
	scene_connect(play_replies);
	ck_assert_int_eq(scene_run("GetConfig pjsip.conf"), 0);
	struct buf said = scene_printed(STDERR_FILENO);
	ck_assert_msg(str_find(buf_str(&said), STR("hunter2")) == said.n, "%s", buf_z(&said));
	ck_assert_msg(str_find(buf_str(&said), STR("world")) == said.n, "%s", buf_z(&said));
	ck_assert_msg(str_find(buf_str(&said), STR("< Category-000000: alice")) < said.n, "%s",
	    buf_z(&said));
	ck_assert_msg(str_find(buf_str(&said), STR("secret=***")) < said.n, "%s", buf_z(&said));
	buf_clear(&said);
}
END_TEST

START_TEST(connects_anew)
{
	scene_connect(NULL);
	ck_assert_int_eq(scene_run("UserEvent Foo Times=1"), 0);
	scene_expect("disconnect", 0, "done\n", "");
	ck_assert_int_eq(scene_run("Ping"), 3);
}
END_TEST

static char flag[] = "/tmp/amsh-call-XXXXXX";

/* Send more events than inbox and sockets hold, then remove the file that a command waits for. */
static void
play_flood(struct talk *t, struct ami_server *s)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	(void)s;
	talk_hear(t, PATIENCE);
	talk_reply(t, "Success", "");
	while (text.n < 60000)
		buf_addz(&text, "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Flood\r\n\r\n");
	for (int i = 0; i < 300; i++)
		talk_say(t, buf_z(&text));
	unlink(flag);
	talk_hear(t, PATIENCE);
	buf_clear(&text);
}

START_TEST(takes_events_while_a_local_command_runs)
{
	struct buf line = BUF_INIT(BUF_MAX_LINE);

	int fd = mkstemp(flag);
	ck_assert_int_ge(fd, 0);
	close(fd);
	scene_connect(play_flood);
	ck_assert_int_eq(scene_run("Ping"), 0);
	buf_addf(&line, "!while [ -e %s ]; do sleep 0.01; done", flag);
	ck_assert_int_eq(scene_run(buf_z(&line)), 0);
	buf_clear(&line);
}
END_TEST

START_TEST(waits_for_no_one_in_the_background)
{
	msec begin = clock_now();

	scene_connect(NULL);
	ck_assert_int_eq(scene_run("!sleep 20 & echo $! >&2"), 0);
	ck_assert_msg(clock_now() - begin < 10000, "it took %lld ms",
	    (long long)(clock_now() - begin));
	struct buf said = scene_printed(STDERR_FILENO), kill = BUF_INIT(BUF_MAX_LINE);
	buf_addf(&kill, "!kill %s", buf_z(&said));
	ck_assert_int_eq(scene_run(buf_z(&kill)), 0);
	ck_assert_int_eq(scene_run("!exit 4"), 1);
	buf_clear(&said);
	buf_clear(&kill);
}
END_TEST

Suite *
suite_perform(void)
{
	Suite *suite = suite_create("perform");
	TCase *t = tcase_create("perform");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, scene_open, scene_disconnect);
	tcase_add_test(t, says_what_became_of_it);
	tcase_add_test(t, fails_once_the_server_has_left);
	tcase_add_test(t, loses_an_action_that_nobody_takes);
	tcase_add_test(t, hides_secrets_of_what_comes);
	tcase_add_test(t, connects_anew);
	tcase_add_test(t, takes_events_while_a_local_command_runs);
	tcase_add_test(t, waits_for_no_one_in_the_background);
	suite_add_tcase(suite, t);
	return suite;
}
