/* SPDX-License-Identifier: ISC */
/* wait and tail: which events count, and how often. */
#include <check.h>

#include "../expect.h"
#include "../script/scene_server.h"

Suite *suite_tail(void);

static void
setup(void)
{
	struct err err;

	scene_open();
	ck_assert_int_eq(settings_set(scene->settings, STR("output"), STR("tsv"), &err), 0);
	ck_assert_int_eq(settings_set(scene->settings, STR("header"), STR("off"), &err), 0);
	ck_assert_int_eq(settings_set(scene->settings, STR("fields"), STR("UserEvent,Number"), &err), 0);
	scene_connect(NULL);
}

/* Run a line that sends an action, whatever it prints. */
static void
send(const char *line)
{
	ck_assert_int_eq(scene_run(line), 0);
	struct buf printed = scene_printed(1);
	buf_clear(&printed);
}

#define NO_MATCH "amsh: test:7: wait: no UserEvent matched within 0 s\n"

START_TEST(finds_what_came_since_the_action)
{
	send("UserEvent Foo Times=3");
	scene_expect("wait -t 5 UserEvent Number=3", 0, "Foo\t3\n", "");
	scene_expect("wait -t 5 UserEvent", 0, "Foo\t1\n", "");
	scene_expect("wait -t 5 User* UserEvent=foo", 0, "Foo\t2\n", "");
	scene_expect("wait -t 0 UserEvent", 1, "", NO_MATCH);
}
END_TEST

START_TEST(forgets_when_an_action_is_sent)
{
	send("UserEvent Foo Times=2");
	scene_expect("wait -t 5 UserEvent Number=2", 0, "Foo\t2\n", "");
	send("Ping");
	scene_expect("wait -t 0 UserEvent", 1, "", NO_MATCH);
}
END_TEST

START_TEST(keeps_what_came_while_tail_looked_for_other_events)
{
	send("UserEvent Foo Times=3");
	scene_expect("tail -n 1 -t 5 UserEvent Number=3", 0, "Foo\t3\n", "");
	scene_expect("wait -t 0 UserEvent", 0, "Foo\t1\n", "");
}
END_TEST

START_TEST(shows_the_event_to_variables)
{
	send("UserEvent Foo Times=1");
	scene_expect("wait -t 5 UserEvent", 0, "Foo\t1\n", "");
	scene_expect("echo ${UserEvent} ${Number}", 0, "Foo 1\n", "");
}
END_TEST

START_TEST(tells_a_bad_filter)
{
	scene_expect("wait", 2, "",
	    "amsh: test:7: missing EVENT; usage: wait [-t SECONDS] EVENT [TERM…]\n");
	scene_expect("wait X Y", 2, "",
	    "amsh: test:7: not a term: Y (Header=glob, Header!=glob, Header~regex or Header!~regex)\n");
	scene_expect("tail -y", 2, "",
	    "amsh: test:7: unknown option -y; usage: tail [-n N] [-t SECONDS] [--state] [EVENT] [TERM…]\n");
}
END_TEST

START_TEST(ends_with_the_connection)
{
	send("UserEvent Foo Times=0");
	scene_expect("wait UserEvent", 6, "",
	    "amsh: test:7: the server closed the connection\n");
}
END_TEST

Suite *
suite_tail(void)
{
	Suite *suite = suite_create("tail");
	TCase *t = tcase_create("tail");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, setup, scene_disconnect);
	tcase_add_test(t, finds_what_came_since_the_action);
	tcase_add_test(t, forgets_when_an_action_is_sent);
	tcase_add_test(t, keeps_what_came_while_tail_looked_for_other_events);
	tcase_add_test(t, shows_the_event_to_variables);
	tcase_add_test(t, tells_a_bad_filter);
	tcase_add_test(t, ends_with_the_connection);
	suite_add_tcase(suite, t);
	return suite;
}
