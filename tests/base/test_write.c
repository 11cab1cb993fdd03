/* SPDX-License-Identifier: ISC */
/* Everything is written, also to a non-blocking descriptor, and an error is reported. */
#include "base/write.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

Suite *suite_write(void);

enum { MUCH = 1 << 20 }; /* bytes, more than a pipe holds */

/* Count what comes until the end, in a process of its own: 0 if it is as much as was sent. */
static pid_t
begin_reader(int fds[2])
{
	static char bytes[4096];
	size_t total = 0;
	ssize_t n;
	pid_t pid = fork();

	if (pid)
		return pid;
	close(fds[1]);
	while ((n = read(fds[0], bytes, sizeof(bytes))) > 0)
		total += (size_t)n;
	_exit(total == MUCH ? 0 : 1);
}

START_TEST(waits_for_room)
{
	static const char much[MUCH];
	int fds[2], status;

	ck_assert_int_eq(pipe(fds), 0);
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	pid_t reader = begin_reader(fds);
	close(fds[0]);
	ck_assert_int_eq(write_whole(fds[1], str_from(much, MUCH)), 0);
	close(fds[1]);
	ck_assert_int_eq(waitpid(reader, &status, 0), reader);
	ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(tells_errors)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	close(fds[0]);
	ck_assert_int_eq(write_whole(fds[1], STR("")), 0);
	ck_assert_int_eq(write_whole(fds[1], STR("x")), -1);
	ck_assert_int_eq(errno, EPIPE);
	close(fds[1]);
	ck_assert_int_eq(write_whole(fds[1], STR("x")), -1);
	ck_assert_int_eq(errno, EBADF);
}
END_TEST

Suite *
suite_write(void)
{
	Suite *suite = suite_create("write");
	TCase *tests = tcase_create("write");

	tcase_add_test(tests, waits_for_room);
	tcase_add_test(tests, tells_errors);
	suite_add_tcase(suite, tests);
	return suite;
}
