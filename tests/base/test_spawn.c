/* SPDX-License-Identifier: ISC */
/* What a child process gets: descriptors, signals; and how it ended. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../expect.h"
#include "base/buf.h"
#include "base/spawn.h"

static int ends[2];

static void
setup(void)
{
	ck_assert_int_eq(pipe(ends), 0);
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
}

static void
teardown(void)
{
	close(ends[0]);
	if (ends[1] >= 0)
		close(ends[1]);
}

static pid_t
must_spawn(const char *command, const struct spawn *gets)
{
	pid_t pid;

	ck_assert_int_eq(spawn_shell(&pid, command, gets), 0);
	return pid;
}

/* Run a command to its end, and expect that to have been printed. */
static void
expect_output(const char *command, int in, const char *want)
{
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	ssize_t n;
	pid_t pid = must_spawn(command, &(struct spawn){.in = in, .out = ends[1], .keep = -1});

	close(ends[1]);
	ends[1] = -1;
	while ((n = read(ends[0], buf_room(&got, 100), 100)) > 0)
		got.n += (size_t)n;
	ck_assert_int_eq(spawn_wait(pid), 0);
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
}

START_TEST(it_reads_and_writes_what_it_is_given)
{
	int in[2];

	ck_assert_int_eq(pipe(in), 0);
	fcntl(in[1], F_SETFD, FD_CLOEXEC);
	ck_assert_int_eq(write(in[1], "hello\n", 6), 6);
	close(in[1]);
	expect_output("read word; echo \"got $word\"", in[0], "got hello\n");
	close(in[0]);
}
END_TEST

START_TEST(it_has_the_signals_of_a_fresh_program)
{
	sigset_t all, old;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &old);
	void (*on_pipe)(int) = signal(SIGPIPE, SIG_IGN);
	void (*on_int)(int) = signal(SIGINT, SIG_IGN);
	expect_output("exec 2>&-; for s in INT PIPE TERM; do sh -c \"kill -$s \\$\\$\"; echo $?; done",
	    -1, "130\n141\n143\n");
	signal(SIGPIPE, on_pipe);
	signal(SIGINT, on_int);
	sigprocmask(SIG_SETMASK, &old, NULL);
}
END_TEST

/* What is kept stays open till the end of the command, and nothing else does. */
START_TEST(it_keeps_one_descriptor)
{
	char command[64], byte;
	pid_t pid;

	snprintf(command, sizeof(command), "echo x >&%d", ends[1]);
	pid = must_spawn(command, &(struct spawn){.in = -1, .out = -1, .keep = ends[1]});
	ck_assert_int_eq(spawn_wait(pid), 0);
	ck_assert_int_eq(read(ends[0], &byte, 1), 1);
	ck_assert(fcntl(ends[1], F_GETFD) & FD_CLOEXEC);
	snprintf(command, sizeof(command), "(echo x >&%d) 2>&-", ends[1]);
	pid = must_spawn(command, &(struct spawn){.in = -1, .out = -1, .keep = -1});
	ck_assert_int_ne(spawn_wait(pid), 0);
}
END_TEST

START_TEST(its_end_is_told)
{
	static const struct spawn ours = {.in = -1, .out = -1, .keep = -1};
	int status = spawn_wait(must_spawn("exit 3", &ours));

	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 3);
	status = spawn_wait(must_spawn("kill -9 $$", &ours));
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGKILL);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
	ck_assert_int_eq(errno, ECHILD);
}
END_TEST

/* If the system reports it too late, the command has failed. */
START_TEST(a_bad_descriptor_is_an_error)
{
	int closed = dup(ends[0]), status = 0;
	pid_t pid;

	close(closed);
	int number = spawn_shell(&pid, "true", &(struct spawn){.in = closed, .out = -1, .keep = -1});
	if (number == 0)
		status = spawn_wait(pid);
	ck_assert_msg(number == EBADF || (WIFEXITED(status) && WEXITSTATUS(status) == 127),
	    "error %d, status %d", number, status);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
}
END_TEST

Suite *suite_spawn(void);

Suite *
suite_spawn(void)
{
	Suite *s = suite_create("spawn");
	TCase *t = tcase_create("spawn");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, it_reads_and_writes_what_it_is_given);
	tcase_add_test(t, it_has_the_signals_of_a_fresh_program);
	tcase_add_test(t, it_keeps_one_descriptor);
	tcase_add_test(t, its_end_is_told);
	tcase_add_test(t, a_bad_descriptor_is_an_error);
	suite_add_tcase(s, t);
	return s;
}
