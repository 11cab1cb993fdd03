/* SPDX-License-Identifier: ISC */
/* A thread runs with its argument, and no signal reaches it. */
#include <check.h>
#include <signal.h>

#include "base/thread.h"

static sigset_t there;

static void *
run(void *arg)
{
	pthread_sigmask(SIG_SETMASK, NULL, &there);
	return arg;
}

START_TEST(signals_stay_with_us)
{
	sigset_t before, after;
	pthread_t thread;
	void *result = NULL;
	int it = 0;

	sigemptyset(&there);
	pthread_sigmask(SIG_SETMASK, NULL, &before);
	ck_assert_int_eq(thread_start(&thread, run, &it), 0);
	ck_assert_int_eq(pthread_join(thread, &result), 0);
	ck_assert_ptr_eq(result, &it);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCONT, SIGPIPE};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		ck_assert_msg(sigismember(&there, numbers[i]), "signal %d", numbers[i]);
		ck_assert_int_eq(
		    sigismember(&before, numbers[i]), sigismember(&after, numbers[i]));
	}
}
END_TEST

Suite *suite_thread(void);

Suite *
suite_thread(void)
{
	Suite *s = suite_create("thread");
	TCase *t = tcase_create("thread");

	tcase_add_test(t, signals_stay_with_us);
	suite_add_tcase(s, t);
	return s;
}
