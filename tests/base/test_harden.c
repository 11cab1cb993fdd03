/* SPDX-License-Identifier: ISC */
/* No core dumps; in a child, since it cannot be undone. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "../expect.h"
#include "base/harden.h"
#include "streams.h"

Suite *suite_harden(void);

static void
harden_and_look(void)
{
	struct rlimit before, after;

	getrlimit(RLIMIT_CORE, &before);
	before.rlim_cur = before.rlim_max;
	setrlimit(RLIMIT_CORE, &before);
	harden_process();
	getrlimit(RLIMIT_CORE, &after);
	if (after.rlim_cur != 0)
		_exit(1);
	if (after.rlim_max != before.rlim_max)
		_exit(2);
#ifdef __linux__
	if (prctl(PR_GET_DUMPABLE) != 0)
		_exit(3);
#endif
}

START_TEST(leaves_no_core)
{
	int status = streams_child(harden_and_look);

	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

/* Leave a child that only its parent's end can end. */
static void
leave_an_orphan(void)
{
	int ready[2];
	char byte;
	pid_t parent = getpid();

	if (pipe(ready) < 0)
		_exit(1);
	signal(SIGTERM, SIG_DFL);
	if (fork() == 0) {
		harden_end_with(parent);
		if (write(ready[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	_exit(read(ready[0], &byte, 1) == 1 ? 0 : 1);
}

START_TEST(ends_with_its_parent)
{
#ifdef __linux__
	int alive[2];
	char byte;

	ck_assert_int_eq(pipe(alive), 0);
	ck_assert_int_eq(streams_child(leave_an_orphan), 0);
	close(alive[1]);
	/* The orphan inherited the writing end: the end of file means that it has ended. */
	ck_assert_int_eq(read(alive[0], &byte, 1), 0);
#endif
}
END_TEST

/* The parent may be gone before the request. */
static void
have_lost_the_parent(void)
{
	signal(SIGTERM, SIG_DFL);
	harden_end_with(getppid() + 1);
}

START_TEST(ends_when_its_parent_is_gone_already)
{
	int status = streams_child(have_lost_the_parent);

	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGTERM);
}
END_TEST

Suite *
suite_harden(void)
{
	Suite *s = suite_create("harden");
	TCase *t = tcase_create("harden");

	tcase_add_test(t, leaves_no_core);
	tcase_add_test(t, ends_with_its_parent);
	tcase_add_test(t, ends_when_its_parent_is_gone_already);
	suite_add_tcase(s, t);
	return s;
}
