/* SPDX-License-Identifier: ISC */
/* ssh asks while the shell connects: it has the terminal alone, one server's after the other's, and
 * nothing that is typed for it goes anywhere else. A script that asks as ssh does stands for it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "tty.h"
#include "user.h"

Suite *suite_ssh(void);

static struct tty *tty;
static struct server *left, *right;

static const char fake_ssh[] =
    "#!/bin/bash\n"
    "if [ \"$1\" = -o ]; then\n"
    "	echo 'root@gate: Permission denied (password).' >&2\n"
    "	exit 255\n"
    "fi\n"
    "target=$2 gate=$4\n"
    "stty -echo </dev/tty\n"
    "while :; do\n"
    "	printf '%s password: ' \"$gate\" >/dev/tty\n"
    "	IFS= read -r answer </dev/tty || exit 255\n"
    "	echo >/dev/tty\n"
    "	[ \"$answer\" != \"word of $gate\" ] || break\n"
    "	echo 'please try again' >&2\n"
    "done\n"
    "exec 3<>\"/dev/tcp/${target%:*}/${target##*:}\"\n"
    "cat <&0 >&3 &\n"
    "cat <&3\n"
    "kill $!\n"
    "echo 'closed by remote host' >&2\n"
    "exit 255\n";

/* Write a file below the home, its folder made. */
static void
write_file(const char *folder, const char *name, const char *text)
{
	struct buf path = BUF_INIT(4096);

	buf_addf(&path, "%s/%s", tty_home(tty), folder);
	mkdir(buf_z(&path), 0700);
	buf_addf(&path, "/%s", name);
	FILE *file = fopen(buf_z(&path), "w");
	ck_assert_msg(file != NULL, "cannot write %s", buf_z(&path));
	fputs(text, file);
	fclose(file);
	chmod(buf_z(&path), 0700);
	buf_clear(&path);
}

static void
configure(void)
{
	struct buf text = BUF_INIT(4096);

	buf_addf(&text,
	    "[general]\nuser = hello\n[both]\ngroup = left,right\n"
	    "[left]\nserver = ami://127.0.0.1:%d\njump = gate-left\n"
	    "[right]\nserver = ami://127.0.0.1:%d\njump = gate-right\n",
	    server_port(left), server_port(right));
	write_file("config", "none", "");
	write_file("config/amsh", "amsh.conf", buf_z(&text));
	write_file("bin", "ssh", fake_ssh);
	buf_reset(&text);
	buf_addf(&text, "%s/bin:%s", tty_home(tty), getenv("PATH"));
	tty_setenv(tty, "PATH", buf_z(&text));
	tty_setenv(tty, "AMSH_SECRET", "world");
	tty_setenv(tty, "AMSH", getenv("AMSH") ? getenv("AMSH") : "build/amsh");
	buf_clear(&text);
}

static void
setup(void)
{
	left = server_start();
	right = server_start();
	tty = tty_open(24, 80);
	configure();
}

static void
teardown(void)
{
	tty_close(tty);
	server_stop(left);
	server_stop(right);
}

/* Run a line of sh in which $AMSH is the program. */
static void
run(const char *line)
{
	const char *argv[] = {"/bin/sh", "-c", line, NULL};

	tty_run(tty, argv);
}

/* Wait until one of the two asks; with one that has asked before, until the other does. */
static const char *
wait_question(const char *before)
{
	bool other = before != NULL;

	if (!other)
		tty_wait_row(tty, "^gate-(left|right) password: *$", USER_SOON);
	bool first_left = other ? strcmp(before, "right") == 0 :
	                          tty_has_row(tty, "^gate-left password: *$");
	const char *name = first_left ? "left" : "right";
	char want[64];
	snprintf(want, sizeof(want), "^-- %s:\ngate-%s password: *$", name, name);
	tty_wait_text(tty, want, USER_SOON);
	return name;
}

/* Type the word that a server's ssh wants, and then something that nobody does. */
static void
answer(const char *name, const char *more)
{
	char keys[64];

	snprintf(keys, sizeof(keys), "word of gate-%s\r%s", name, more);
	tty_type(tty, keys);
}

static void
expect_nothing_shown(void)
{
	ck_assert(!tty_has_text(tty, "word of"));
	ck_assert(!tty_has_text(tty, "junk"));
}

/* One after the other, before the prompt; then ^C says no for the one that asks. */
START_TEST(each_asks_alone)
{
	char text[128];

	run("exec \"$AMSH\" -s both --color never");
	const char *first = wait_question(NULL), *second = strcmp(first, "left") ? "left" : "right";
	snprintf(text, sizeof(text), "gate-%s", second);
	ck_assert(!tty_has_text(tty, text));
	ck_assert(!tty_has_text(tty, "servers"));
	answer(first, "junk\r");
	wait_question(first);
	ck_assert(!tty_has_text(tty, "try again"));
	tty_type(tty, "ju" CTRL_C);
	snprintf(text, sizeof(text), "^amsh: %s: ssh was not answered: @%s connect asks "
	    "again", second,
	    second);
	tty_wait_text(tty, text, USER_SOON);
	tty_wait_row(tty, "^both \\(1 down\\)> *$", USER_SOON);
	snprintf(text, sizeof(text), "@%s connect\r", second);
	tty_type(tty, text);
	tty_wait_text(tty, "> @[a-z]+ connect *\n-- [a-z]+:\ngate-[a-z]+ password: *$", USER_SOON);
	tty_type(tty, "junk\r");
	tty_wait_text(tty, "^please try again", USER_SOON);
	tty_wait_row(tty, "^gate-(left|right) password: *$", USER_SOON);
	answer(second, "");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "ping\r");
	tty_wait_text(tty, "^left \\| .*Pong", USER_SOON);
	tty_wait_text(tty, "^right\\| .*Pong", USER_SOON);
	tty_wait_row(tty, "^both> *$", USER_SOON);
	expect_nothing_shown();
	tty_type(tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
	tty_expect_restored(tty);
}
END_TEST

/* connect asks for all of them; when a connection is made again by itself nobody is asked, and the
 * line that is typed stays whole. */
START_TEST(a_prompt_is_not_asked)
{
	run("exec \"$AMSH\" -s both --color never");
	const char *first = wait_question(NULL);
	answer(first, "");
	answer(wait_question(first), "");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	tty_type(tty, "event");
	server_cut(left);
	tty_wait_text(tty, "needs a password: @left connect asks for it", USER_SOON);
	tty_wait_row(tty, "^both \\(1 down\\)> event *$", USER_SOON);
	ck_assert(!tty_has_text(tty, "connection lost: connection lost"));
	tty_type(tty, CTRL_U "@left connect\r");
	tty_wait_text(tty, "> @left connect *\n-- left:\ngate-left password: *$", USER_SOON);
	answer("left", "");
	tty_wait_row(tty, "^both> *$", USER_SOON);
	expect_nothing_shown();
	tty_type(tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
	tty_expect_restored(tty);
}
END_TEST

/* A script is asked at the terminal, whatever its streams are; ^C ends it. */
START_TEST(a_script_asks_alone)
{
	run("{ \"$AMSH\" -s both -c ping 2>\"$HOME/errors\"; echo end $?; } | cat");
	const char *first = wait_question(NULL);
	answer(first, "junk\r");
	const char *second = wait_question(first);
	if (_i == 0) {
		answer(second, "");
		tty_wait_text(tty, "^left \\| .*Pong", USER_SOON);
		tty_wait_text(tty, "^right\\| .*Pong", USER_SOON);
		tty_wait_row(tty, "^end 0", USER_SOON);
		ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
	} else {
		tty_type(tty, CTRL_C);
		tty_wait_end(tty, USER_SOON);
	}
	expect_nothing_shown();
	tty_expect_restored(tty);
}
END_TEST

/* One server: the time to connect does not run while ssh asks, with its complaints on the terminal
 * or elsewhere; nothing of the answer is for the shell. */
START_TEST(the_time_waits)
{
	static const char *const lines[] = {
	    "exec \"$AMSH\" -s left --connect-timeout 2.5 --color never",
	    "exec \"$AMSH\" -s left --connect-timeout 2.5 --color never 2>\"$HOME/errors\"",
	};

	run(lines[_i]);
	tty_wait_row(tty, "^gate-left password: *$", USER_SOON);
	tty_wait_quiet(tty, 3000, USER_SOON);
	tty_type(tty, "junk\r");
	tty_wait_text(tty, "^gate-left password:.*\n(.*try again\n)?gate-left password:", USER_SOON);
	answer("left", "");
	tty_wait_row(tty, "^left> *$", USER_SOON);
	tty_type(tty, "connect\r");
	tty_wait_text(tty, "> connect *\ngate-left password: *$", USER_SOON);
	tty_type(tty, "junk" CTRL_C);
	tty_wait_row(tty, "^[^ ]+ \\(down\\)> *$", USER_SOON);
	expect_nothing_shown();
	tty_type(tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(tty, USER_SOON), 0);
	tty_expect_restored(tty);
}
END_TEST

Suite *
suite_ssh(void)
{
	Suite *suite = suite_create("ssh");
	TCase *tcase = tcase_create("ssh");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, each_asks_alone);
	tcase_add_test(tcase, a_prompt_is_not_asked);
	tcase_add_loop_test(tcase, a_script_asks_alone, 0, 2);
	tcase_add_loop_test(tcase, the_time_waits, 0, 2);
	suite_add_tcase(suite, tcase);
	return suite;
}
