/* SPDX-License-Identifier: ISC */
/* Memory that ends: amsh says so and leaves the terminal as it found it. */
#define _GNU_SOURCE /* prlimit */
#include <check.h>
#include <string.h>
#include <sys/resource.h>

#include "../sanitized.h"
#include "user.h"

Suite *suite_memory(void);

enum { MANY = 500 }; /* pieces of 4 KiB, more than are free in the heap */

/* Open the shell, on a terminal with settings of its user's own, and let it have no more memory. */
static struct termios
open_shell(void)
{
	struct rlimit none = {.rlim_cur = 1, .rlim_max = RLIM_INFINITY};

	user_open(24, 80);
	tty_run(user_tty, (const char *const[]){"/bin/sh", "-c", "stty noflsh -echoctl", NULL});
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 0);
	struct termios before = tty_settings(user_tty);
	tty_setenv(user_tty, "MALLOC_ARENA_MAX", "1"); /* each would have 64 MiB beforehand */
	user_start(NULL);
	ck_assert_int_eq(prlimit(tty_pid(user_tty), RLIMIT_AS, &none, NULL), 0);
	return before;
}

/* It ends, and the terminal is as it was. */
static void
expect_end(const struct termios *before)
{
	tty_wait_text(user_tty, "amsh: out of memory$", USER_SOON);
	ck_assert_int_eq(tty_wait_exit(user_tty, USER_SOON), 2);
	struct termios after = tty_settings(user_tty);
	ck_assert_uint_eq(after.c_iflag, before->c_iflag);
	ck_assert_uint_eq(after.c_oflag, before->c_oflag);
	ck_assert_uint_eq(after.c_lflag, before->c_lflag);
	ck_assert_mem_eq(after.c_cc, before->c_cc, sizeof(after.c_cc));
	ck_assert(!screen_bracketed_paste(tty_screen(user_tty)));
	user_close();
}

/* Push an event for which there is not enough. */
static void
push_large_event(void)
{
	char bytes[4096];

	memset(bytes, 'x', sizeof(bytes));
	server_pushf(user_server, "Event: Large\r\nText: ");
	for (int i = 0; i < MANY; i++)
		server_push(user_server, bytes, sizeof(bytes));
}

START_TEST(ends_at_the_prompt)
{
	struct termios before = open_shell();

	tty_type(user_tty, "half a line");
	user_expect_line("half a line", 11);
	push_large_event();
	expect_end(&before);
}
END_TEST

START_TEST(ends_under_a_command)
{
	struct termios before = open_shell();

	tty_type(user_tty, "sleep 99\r");
	tty_wait_quiet(user_tty, 100, USER_SOON);
	push_large_event();
	expect_end(&before);
}
END_TEST

Suite *
suite_memory(void)
{
	Suite *suite = suite_create("memory");
	TCase *tc = tcase_create("memory");

	tcase_set_timeout(tc, 60);
	if (MEMORY_IS_TELLING) {
		tcase_add_test(tc, ends_at_the_prompt);
		tcase_add_test(tc, ends_under_a_command);
	}
	suite_add_tcase(suite, tc);
	return suite;
}
