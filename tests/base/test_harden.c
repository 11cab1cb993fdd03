/* SPDX-License-Identifier: ISC */
/* No core dumps; in a child, since there is no way back. */
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

Suite *
suite_harden(void)
{
	Suite *s = suite_create("harden");
	TCase *t = tcase_create("harden");

	tcase_add_test(t, leaves_no_core);
	suite_add_tcase(s, t);
	return s;
}
