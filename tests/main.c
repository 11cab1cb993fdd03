/* SPDX-License-Identifier: ISC */
/*
 * Runs every suite of one test program. The list of suites is made by the Makefile from the names
 * of the test files, so that a new file needs no entry anywhere.
 */
#include <check.h>
#include <signal.h>
#include <stdlib.h>

#define SUITE(name) Suite *suite_##name(void);
#include SUITES
#undef SUITE

int
main(void)
{
	SRunner *runner = srunner_create(NULL);

	signal(SIGPIPE, SIG_IGN);
	setenv("CK_DEFAULT_TIMEOUT", "60", 0); /* libcheck allows 4 s, of the clock */
	setenv("CK_MAX_MSG_SIZE", "32768", 0); /* libcheck ends all tests for one longer text */
#define SUITE(name) srunner_add_suite(runner, suite_##name());
#include SUITES
#undef SUITE
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
