/* SPDX-License-Identifier: ISC */
/* web COMMAND [WORD...]: runs the command while there is a server of AMI over HTTP, whose port is in
 * its environment as HTTP_PORT. Ends with the command's status. It is a test of libcheck, since the
 * server is for those. */
#include <check.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "../session/web_server.h"

extern char **environ;

static char **command;
static int status;

START_TEST(run)
{
	static struct web_server server;
	pid_t pid;

	web_start(&server);
	setenv("HTTP_PORT", server.port, 1);
	ck_assert_int_eq(posix_spawnp(&pid, command[0], NULL, NULL, command, environ), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	web_end(&server);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *suite = suite_create("web");
	TCase *tests = tcase_create("web");
	SRunner *runner = srunner_create(suite);

	if (argc < 2)
		return 2;
	command = argv + 1;
	signal(SIGPIPE, SIG_IGN);
	tcase_add_test(tests, run);
	suite_add_tcase(suite, tests);
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_SILENT);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	if (failed)
		return 99;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
