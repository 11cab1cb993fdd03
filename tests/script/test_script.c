/* SPDX-License-Identifier: ISC */
/* Files of lines: places in messages, stopping and continuing, nesting, what ends a file. */
#include "script/script.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../expect.h"
#include "scene.h"

Suite *suite_script(void);

static char folder[] = "/tmp/amsh-script-XXXXXX";
static char before[4096]; /* the folder we were in */

static void
setup(void)
{
	strcpy(folder, "/tmp/amsh-script-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_ptr_nonnull(getcwd(before, sizeof(before)));
	ck_assert_int_eq(chdir(folder), 0);
	scene_open();
	scene->settings->dry_run = true;
}

static void
teardown(void)
{
	char command[64];

	scene_close();
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	ck_assert_int_eq(chdir(before), 0);
	ck_assert_int_eq(system(command), 0);
}

static void
write_file(const char *name, struct str text)
{
	FILE *file = fopen(name, "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.p, 1, text.n, file), text.n);
	fclose(file);
}

/* The file has this status and prints just that. */
static void
expect_file(const char *text, int status, const char *out, const char *err)
{
	write_file("a", str_of(text));
	int came = script_run_file(scene, "a");
	struct buf printed = scene_printed(STDOUT_FILENO), said = scene_printed(STDERR_FILENO);
	EXPECT_STR(buf_str(&printed), str_of(out));
	EXPECT_STR(buf_str(&said), str_of(err));
	ck_assert_int_eq(came, status);
	buf_clear(&printed);
	buf_clear(&said);
}

#define UNKNOWN ": unknown variable: ${x} (not a header of the last reply or event, and not set; " \
	"as NAME LINE keeps a message)\n"

START_TEST(runs_lines)
{
	expect_file("", 0, "", "");
	expect_file("echo 1\n\n# no\necho 2", 0, "1\n2\n", "");
	expect_file("echo 1\r\necho 2\r\n", 0, "1\n2\n", "");
	expect_file("echo 1\nquit\necho 2\n", 0, "1\n", "");
	scene->loop->quit = false;
}
END_TEST

START_TEST(stops_at_the_first_failure)
{
	scene->settings->dry_run = false;
	expect_file("echo 1\n\necho ${x}\necho 2\n", 2, "1\n", "amsh: a:3" UNKNOWN);
}
END_TEST

START_TEST(goes_on_and_still_tells)
{
	scene->settings->dry_run = false;
	scene->settings->keep_going = true;
	expect_file("!exit 9\necho ${x}\necho 2\n", 1, "2\n",
	    "amsh: a:1: !exit 9: exit status 9\namsh: a:2" UNKNOWN);
	expect_file("echo 1\nset keep-going off\necho ${x}\necho 2\n", 2, "1\n", "amsh: a:3" UNKNOWN);
}
END_TEST

START_TEST(nests)
{
	scene->settings->dry_run = false;
	write_file("b", STR("echo in b\necho ${x}\necho not here\n"));
	expect_file("source b\necho 2\n", 2, "in b\n", "amsh: b:2" UNKNOWN);
	scene->settings->keep_going = true;
	expect_file("source b\necho ${x}\necho 2\n", 2, "in b\nnot here\n2\n",
	    "amsh: b:2" UNKNOWN "amsh: a:2" UNKNOWN);
	expect_file("source a\n", 2, "", "amsh: a:1: source: files are nested too deeply\n");
}
END_TEST

START_TEST(hands_words_to_files)
{
	write_file("b", STR("echo $1 ${2} \"$1\" '$1'\nsource c $2\necho $1\n"));
	write_file("c", STR("echo c:$1 ${3}\n"));
	expect_file("source b 'x  y' z\n", 2, "x  y z x  y $1\n",
	    "amsh: c:1: no argument 3: c was given 1\n");
	expect_file("echo $1\n", 0, "$1\n", "");
	write_file("b", STR("UserEvent E $1\n"));
	expect_file("source b A=1\n", 2, "",
	    "amsh: b:1: UserEvent: one word too many: A=1 (give it as Header=value)\n");
}
END_TEST

START_TEST(ends_a_block_with_the_file)
{
	expect_file("Action: Ping\nA: 1", 0, "Action: Ping\nA: 1\n\n", "");
	expect_file("Action: Ping\n\nAction: CoreStatus\n", 0, "Action: Ping\n\nAction: CoreStatus\n\n",
	    "");
	expect_file("Action: Ping\nnonsense\necho 2\n", 2, "",
	    "amsh: a:2: not a \"Header: value\" line, the block is dropped: nonsense\n");
	write_file("b", STR("Action: Ping\n"));
	expect_file("source b\necho 2\n", 0, "Action: Ping\n\n2\n", "");
}
END_TEST

START_TEST(refuses_lines_that_are_too_long)
{
	struct buf text = BUF_INIT(BUF_MAX_FILE);

	buf_addz(&text, "echo 1\necho ");
	buf_pad(&text, 'x', 1000000);
	buf_addz(&text, "\necho ");
	buf_pad(&text, 'x', BUF_MAX_LINE + 100000);
	write_file("a", buf_str(&text));
	ck_assert_int_eq(script_run_file(scene, "a"), 2);
	struct buf printed = scene_printed(STDOUT_FILENO), said = scene_printed(STDERR_FILENO);
	ck_assert_uint_eq(printed.n, 2 + 1000001);
	EXPECT_STR(buf_str(&said), STR("amsh: a:3: line longer than 1048576 bytes\n"));
	buf_clear(&printed);
	buf_clear(&said);
	buf_clear(&text);
}
END_TEST

START_TEST(tells_what_cannot_be_read)
{
	ck_assert_int_eq(script_run_file(scene, "missing"), 2);
	ck_assert_int_eq(script_run_file(scene, folder), 2);
	struct buf said = scene_printed(STDERR_FILENO), want = BUF_INIT(BUF_MAX_LINE);
	buf_addf(&want, "amsh: cannot open missing: No such file or directory\n"
	                "amsh: %s:1: cannot read: Is a directory\n", folder);
	EXPECT_STR(buf_str(&said), buf_str(&want));
	buf_clear(&said);
	buf_clear(&want);
}
END_TEST

Suite *
suite_script(void)
{
	Suite *suite = suite_create("script");
	TCase *t = tcase_create("script");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, runs_lines);
	tcase_add_test(t, stops_at_the_first_failure);
	tcase_add_test(t, goes_on_and_still_tells);
	tcase_add_test(t, nests);
	tcase_add_test(t, hands_words_to_files);
	tcase_add_test(t, ends_a_block_with_the_file);
	tcase_add_test(t, refuses_lines_that_are_too_long);
	tcase_add_test(t, tells_what_cannot_be_read);
	suite_add_tcase(suite, t);
	return suite;
}
