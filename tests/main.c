/* SPDX-License-Identifier: ISC */
/*
 * Runs every suite of one test program. The list of suites is made by the Makefile from the names
 * of the test files, so that a new file needs no entry anywhere.
 */
#include <check.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define SUITE(name) Suite *suite_##name(void);
#include SUITES
#undef SUITE

static bool records;

void __wrap__mark_point(const char *file, int line);
void __real__mark_point(const char *file, int line);

/* For each assertion that holds libcheck writes a record to a file and reads it again, so that a test
 * that dies tells where it was. In one process with all others, a death ends them all and nobody
 * asks: without records valgrind takes half its time. */
void
__wrap__mark_point(const char *file, int line)
{
	if (records)
		__real__mark_point(file, line);
}

int
main(void)
{
	SRunner *runner = srunner_create(NULL);
	const char *fork = getenv("CK_FORK");

	records = !fork || strcmp(fork, "no") != 0;

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
