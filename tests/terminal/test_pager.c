/* SPDX-License-Identifier: ISC */
/* Answers longer than the screen go through the pager, shorter ones and those of no pager do not. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "user.h"

Suite *suite_pager(void);

static void
start(const char *pager)
{
	user_open(12, 80);
	tty_setenv(user_tty, "PAGER", "echo the other pager");
	tty_setenv(user_tty, "AMSH_PAGER", pager);
	user_start(NULL);
}

START_TEST(long_answers_are_paged)
{
	start("echo \"paged with $LESS\"; head -n 1");
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^paged with FRX$", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "^ *ping"));
	user_close();
}
END_TEST

START_TEST(short_answers_are_not)
{
	start("echo paged");
	tty_type(user_tty, "ping\r");
	tty_wait_text(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "paged"));
	user_close();
}
END_TEST

START_TEST(the_user_says_how_less_is)
{
	user_open(12, 80);
	tty_setenv(user_tty, "LESS", "");
	tty_setenv(user_tty, "PAGER", "echo \"paged with <$LESS>\"");
	user_start(NULL);
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^paged with <>$", USER_SOON);
	user_expect_line("", 0);
	user_close();
}
END_TEST

/* Make a program in a folder of the home, which is all of the path but the usual one. */
static void
make_program(const char *name, const char *text)
{
	struct buf path = BUF_INIT(4096);
	const char *usual = getenv("PATH");
	FILE *f;

	buf_addf(&path, "%s/%s", tty_home(user_tty), name);
	f = fopen(buf_z(&path), "w");
	ck_assert_ptr_nonnull(f);
	fprintf(f, "#!/bin/sh\n%s\n", text);
	fclose(f);
	ck_assert_int_eq(chmod(buf_z(&path), 0755), 0);
	buf_reset(&path);
	buf_addf(&path, "%s:%s", tty_home(user_tty), usual ? usual : "/usr/bin:/bin");
	tty_setenv(user_tty, "PATH", buf_z(&path));
	buf_clear(&path);
}

START_TEST(less_is_the_usual_pager)
{
	user_open(12, 80);
	tty_setenv(user_tty, "PAGER", NULL);
	make_program("less", "echo \"less with $LESS\"; head -n 1");
	user_start(NULL);
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^less with FRX$", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "^ *ping"));
	user_close();
}
END_TEST

/* Not in a pager: the picture is drawn again. */
START_TEST(watch_keeps_the_top)
{
	start("echo paged");
	tty_type(user_tty, "watch -n 0.2 help\r");
	tty_wait_text(user_tty, "^… and [0-9]+ more lines *$", USER_SOON);
	tty_wait_text(user_tty, "^20[-0-9]+ [:0-9]+  help\n\nActions\n", USER_SOON);
	tty_type(user_tty, CTRL_C);
	tty_wait_row(user_tty, "^hello@127.0.0.1:[0-9]+> *$", USER_SOON);
	ck_assert(!tty_has_text(user_tty, "paged"));
	user_close();
}
END_TEST

static const char *const without[] = {"", "no-such-pager 2>&-"};

START_TEST(without_a_pager_all_is_printed)
{
	start(without[_i]);
	tty_type(user_tty, "help\r");
	tty_wait_text(user_tty, "^ *unalias ", USER_SOON);
	tty_wait_text(user_tty, "^ *alias ", USER_SOON);
	user_expect_line("", 0);
	ck_assert(!tty_has_text(user_tty, "the other pager"));
	user_close();
}
END_TEST

Suite *
suite_pager(void)
{
	Suite *s = suite_create("pager");
	TCase *t = tcase_create("pager");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, long_answers_are_paged);
	tcase_add_test(t, short_answers_are_not);
	tcase_add_test(t, the_user_says_how_less_is);
	tcase_add_test(t, less_is_the_usual_pager);
	tcase_add_test(t, watch_keeps_the_top);
	tcase_add_loop_test(t, without_a_pager_all_is_printed, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
