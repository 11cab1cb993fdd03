/* SPDX-License-Identifier: ISC */
/* The secret's prompt echoes nothing, and no secret gets into the history, a file of ours alone. */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "user.h"

Suite *suite_secret(void);

/* MD5 of the test manager's challenge and the secret "s3cr3t". */
#define KEY_OF_S3CR3T "49a1bf2c9f98f1d97af5ca14324087f4"

/* Append the path of the history. */
static void
history_path(struct buf *path)
{
	buf_addf(path, "%s/state/amsh/history", tty_home(user_tty));
}

/* Return the text of the history file; free it. */
static char *
history_text(void)
{
	struct buf path = BUF_INIT(4096), text = BUF_INIT(BUF_MAX_FILE);
	char bytes[4096];
	ssize_t n;
	int fd;

	history_path(&path);
	fd = open(buf_z(&path), O_RDONLY);
	ck_assert_msg(fd != -1, "no %s", buf_z(&path));
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		buf_add(&text, bytes, (size_t)n);
	close(fd);
	buf_clear(&path);
	buf_addc(&text, '\0');
	return text.p;
}

static bool
login_came(struct tty *t, void *arg)
{
	char **message = arg;

	(void)t;
	*message = server_take(user_server, "Login");
	return *message != NULL;
}

START_TEST(prompt_does_not_echo)
{
	char *message = NULL;

	user_open(24, 80);
	user_run(NULL);
	tty_wait_row(user_tty, "[Ss]ecret|[Pp]assword", USER_SOON);
	ck_assert_uint_eq(tty_settings(user_tty).c_lflag & ECHO, 0);
	tty_type(user_tty, "s3cr3X" KEY_RUBOUT "t\r");
	tty_wait_row(user_tty, "^hello@.*> *$", USER_SOON);
	tty_wait(user_tty, login_came, &message, "a login", USER_SOON);
	ck_assert_msg(
	    strstr(message, "Key: " KEY_OF_S3CR3T "\r\n") != NULL, "login was %s", message);
	ck_assert(!tty_has_text(user_tty, "s3c"));
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	free(message);
	user_close();
}
END_TEST

START_TEST(interrupt_at_the_prompt_restores)
{
	user_open(24, 80);
	user_run(NULL);
	tty_wait_row(user_tty, "[Ss]ecret|[Pp]assword", USER_SOON);
	tty_type(user_tty, "s3c" CTRL_C);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(stop_at_the_prompt_restores)
{
	user_open(24, 80);
	user_run(NULL);
	tty_wait_row(user_tty, "[Ss]ecret|[Pp]assword", USER_SOON);
	tty_type(user_tty, "wrong" CTRL_Z);
	ck_assert_int_eq(tty_wait_stop(user_tty, USER_SOON), SIGTSTP);
	tty_expect_restored(user_tty);
	tty_continue(user_tty);
	tty_wait_text(user_tty, "([Ss]ecret(.|\n)*){2}", USER_SOON);
	ck_assert_uint_eq(tty_settings(user_tty).c_lflag & ECHO, 0);
	tty_type(user_tty, "s3cr3t\r");
	tty_wait_row(user_tty, "^hello@.*> *$", USER_SOON);
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(quit_by_key_restores)
{
	user_open(24, 80);
	user_run(NULL);
	tty_wait_row(user_tty, "[Ss]ecret|[Pp]assword", USER_SOON);
	tty_type(user_tty, "s3c\034");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	user_start(NULL);
	tty_type(user_tty, "half a line\034");
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 130);
	tty_expect_restored(user_tty);
	user_close();
}
END_TEST

START_TEST(long_secret_is_refused)
{
	char line[1100];

	memset(line, 'x', sizeof(line));
	memcpy(line + sizeof(line) - 2, "\r", 2);
	user_open(24, 80);
	user_run(NULL);
	tty_wait_row(user_tty, "[Ss]ecret|[Pp]assword", USER_SOON);
	tty_type(user_tty, line);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 2);
	tty_expect_restored(user_tty);
	ck_assert(tty_has_text(user_tty, "the secret is longer than 1024 bytes"));
	ck_assert(!tty_has_text(user_tty, "xx"));
	user_close();
}
END_TEST

START_TEST(another_server_needs_its_own)
{
	char line[64];

	user_open_and_start(24, 80);
	snprintf(line, sizeof(line), "connect ami://localhost:%d\r", server_port(user_server));
	tty_type(user_tty, line);
	tty_wait_row(user_tty, "^Secret of hello@localhost: *$", USER_SOON);
	ck_assert_uint_eq(tty_settings(user_tty).c_lflag & ECHO, 0);
	tty_type(user_tty, "s3cr3t\r");
	tty_wait_row(user_tty, "^hello@localhost:[0-9]+> *$", USER_SOON);
	ck_assert_int_eq(server_logins(user_server), 2);
	snprintf(line, sizeof(line), "connect ami://127.0.0.1:%d\r", server_port(user_server));
	tty_type(user_tty, line);
	tty_wait_row(user_tty, "^hello@127\\.0\\.0\\.1:[0-9]+> *$", USER_SOON);
	ck_assert_int_eq(server_logins(user_server), 3);
	user_close();
}
END_TEST

START_TEST(history_is_ours_alone)
{
	struct buf path = BUF_INIT(4096);
	struct stat st;
	char *text;

	user_open_and_start(24, 80);
	tty_type(user_tty, "ping\r");
	tty_wait_row(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	text = history_text();
	ck_assert_msg(strstr(text, "ping\n") != NULL, "history is '%s'", text);
	history_path(&path);
	ck_assert_int_eq(stat(buf_z(&path), &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	free(text);
	buf_clear(&path);
	user_close();
}
END_TEST

START_TEST(no_secret_in_history)
{
	char *text;

	user_open_and_start(24, 80);
	tty_type(user_tty, "login Username=hello Secret=hunter2\r");
	tty_wait_quiet(user_tty, 200, USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, "Action: Login\rUsername: hello\rSecret: hunter2\r\r");
	tty_wait_quiet(user_tty, 200, USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, "ping\r");
	tty_wait_row(user_tty, "Pong", USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	text = history_text();
	ck_assert_msg(strstr(text, "ping") != NULL, "history is '%s'", text);
	ck_assert_msg(strstr(text, "hunter2") == NULL, "history is '%s'", text);
	free(text);
	user_close();
}
END_TEST

START_TEST(history_comes_back)
{
	user_open_and_start(24, 80);
	tty_type(user_tty, "UserEvent UserEvent=grüße\r");
	user_expect_sent("UserEvent", "Action: UserEvent\r\nUserEvent: grüße\r\n\r\n");
	/* Until then the prompt may be that before the line, and the ^D would come while it runs. */
	tty_wait_text(user_tty, "^Event Sent$", USER_SOON);
	user_expect_line("", 0);
	tty_type(user_tty, CTRL_D);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	user_start(NULL);
	tty_type(user_tty, KEY_UP);
	user_expect_line("UserEvent UserEvent=grüße", strlen("UserEvent UserEvent=grüße"));
	user_close();
}
END_TEST

Suite *
suite_secret(void)
{
	Suite *suite = suite_create("secret");
	TCase *tc = tcase_create("secret");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, prompt_does_not_echo);
	tcase_add_test(tc, interrupt_at_the_prompt_restores);
	tcase_add_test(tc, stop_at_the_prompt_restores);
	tcase_add_test(tc, quit_by_key_restores);
	tcase_add_test(tc, long_secret_is_refused);
	tcase_add_test(tc, another_server_needs_its_own);
	tcase_add_test(tc, history_is_ours_alone);
	tcase_add_test(tc, no_secret_in_history);
	tcase_add_test(tc, history_comes_back);
	suite_add_tcase(suite, tc);
	return suite;
}
