/* SPDX-License-Identifier: ISC */
/* The prompt says where one is, and looks as amsh.conf wants it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "user.h"

Suite *suite_prompt(void);

/* Write amsh.conf: a production server, and its twin without a look of its own. */
static void
configure(void)
{
	struct buf path = BUF_INIT(4096);
	int port = server_port(user_server);

	buf_addf(&path, "%s/config", tty_home(user_tty));
	mkdir(buf_z(&path), 0700);
	buf_addz(&path, "/amsh");
	mkdir(buf_z(&path), 0700);
	buf_addz(&path, "/amsh.conf");
	FILE *file = fopen(buf_z(&path), "w");
	ck_assert_msg(file != NULL, "cannot write %s", buf_z(&path));
	fprintf(file,
	    "[general]\nuser = hello\n"
	    "[office]\nserver = ami://127.0.0.1:%d\nprompt = PROD %%s>\nprompt_color = red\n"
	    "[branch]\nserver = ami://localhost:%d\nsecret = world\n", port, port);
	fclose(file);
	buf_clear(&path);
}

static void
start(const char *server, const char *variable, const char *prompt)
{
	const char *amsh = getenv("AMSH");

	user_open(12, 60);
	configure();
	tty_setenv(user_tty, "AMSH_SECRET", "world");
	tty_setenv(user_tty, variable, "1");
	tty_run(user_tty, (const char *const[]){amsh ? amsh : "build/amsh", "-s", server, NULL});
	tty_wait_row(user_tty, prompt, USER_SOON);
}

/* How the cell at column x of the cursor's row looks. */
static struct attr
look(int x)
{
	const struct screen *s = tty_screen(user_tty);

	return screen_attr(s, screen_cursor_y(s), x);
}

START_TEST(looks_as_wanted)
{
	start("office", "X", "^PROD office> *$");
	ck_assert_int_eq(look(0).fg, 1);
	ck_assert_int_eq(look(11).fg, 1);
	ck_assert_uint_eq(look(11).style, STYLE_BOLD);
	tty_type(user_tty, "ping");
	tty_wait_row(user_tty, "^PROD office> ping$", USER_SOON);
	for (int x = 13; x < 17; x++) {
		ck_assert_int_eq(look(x).fg, COLOUR_DEFAULT);
		ck_assert_uint_eq(look(x).style, 0);
	}
	tty_type(user_tty, CTRL_U CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

/* Elsewhere the prompt is another one, and without a section it is user, host and port. */
START_TEST(connect_changes_it)
{
	char line[100];

	start("office", "X", "^PROD office> *$");
	tty_type(user_tty, "connect branch\r");
	tty_wait_row(user_tty, "^branch> *$", USER_SOON);
	ck_assert_int_eq(look(0).fg, COLOUR_DEFAULT);
	ck_assert_uint_eq(look(0).style, STYLE_BOLD);
	snprintf(line, sizeof(line), "connect ami://127.0.0.1:%d\r", server_port(user_server));
	tty_type(user_tty, line);
	snprintf(line, sizeof(line), "^hello@127.0.0.1:%d> *$", server_port(user_server));
	tty_wait_row(user_tty, line, USER_SOON);
	tty_type(user_tty, "disconnect\r");
	tty_wait_row(user_tty, "^hello@127.0.0.1:[0-9]+ \\(down\\)> *$", USER_SOON);
	user_close();
}
END_TEST

START_TEST(says_when_it_is_down)
{
	start("office", "X", "^PROD office> *$");
	server_refuse(user_server, true);
	server_cut(user_server);
	tty_wait_row(user_tty, "^\\(down\\) PROD office> *$", USER_SOON);
	server_refuse(user_server, false);
	tty_wait_row(user_tty, "^PROD office> *$", USER_SOON);
	user_close();
}
END_TEST

START_TEST(plain_without_colour)
{
	start("office", "NO_COLOR", "^PROD office> *$");
	ck_assert(!screen_styled(tty_screen(user_tty)) && !screen_coloured(tty_screen(user_tty)));
	user_close();
}
END_TEST

Suite *
suite_prompt(void)
{
	Suite *suite = suite_create("prompt");
	TCase *tests = tcase_create("prompt");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, looks_as_wanted);
	tcase_add_test(tests, connect_changes_it);
	tcase_add_test(tests, says_when_it_is_down);
	tcase_add_test(tests, plain_without_colour);
	suite_add_tcase(suite, tests);
	return suite;
}
