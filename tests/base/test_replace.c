/* SPDX-License-Identifier: ISC */
/* A file is replaced whole, privately, and only if it is one; nothing is left beside it. */
#include "base/replace.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../expect.h"

Suite *suite_replace(void);

static char folder[64];
static char path[128];

static void
set_up(void)
{
	strcpy(folder, "/tmp/replace-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/file", folder);
}

static void
tear_down(void)
{
	unlink(path);
	ck_assert_msg(rmdir(folder) == 0, "something is left in %s", folder);
}

static void
expect_file(const char *want)
{
	char text[64];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text));
	struct stat st;

	ck_assert_int_ge(n, 0);
	EXPECT_STR(str_from(text, (size_t)n), str_of(want));
	ck_assert_int_eq(fstat(fd, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	close(fd);
}

START_TEST(replaces_files)
{
	struct err err = {0};

	ck_assert_int_eq(replace_check("it", path, &err), 0);
	ck_assert_msg(access(path, F_OK) < 0, "a check makes no file");
	ck_assert_int_eq(replace_file("it", path, STR("first\n"), &err), 0);
	expect_file("first\n");
	ck_assert_int_eq(chmod(path, 0644), 0);
	ck_assert_int_eq(replace_check("it", path, &err), 0);
	ck_assert_int_eq(replace_file("it", path, STR(""), &err), 0);
	expect_file("");
}
END_TEST

/* Who has the old one open keeps it. */
START_TEST(leaves_the_old_one_alone)
{
	struct err err = {0};
	char text[8];

	ck_assert_int_eq(replace_file("it", path, STR("old"), &err), 0);
	int fd = open(path, O_RDONLY);
	ck_assert_int_eq(replace_file("it", path, STR("new one"), &err), 0);
	ck_assert_int_eq(read(fd, text, sizeof(text)), 3);
	close(fd);
	expect_file("new one");
}
END_TEST

START_TEST(refuses_what_is_no_file)
{
	struct err err = {0};

	ck_assert_int_eq(replace_check("the picture", folder, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_msg(strstr(err.text, "the picture would take the place of /tmp/"), "%s",
	    err.text);
	ck_assert_int_eq(symlink("/etc/passwd", path), 0);
	ck_assert_int_eq(replace_check("the picture", path, &err), -1);
	ck_assert_int_eq(replace_check("the picture", "/dev/null", &err), -1);
}
END_TEST

START_TEST(says_what_it_cannot_write)
{
	struct err err = {0};

	snprintf(path, sizeof(path), "%s/none/file", folder);
	ck_assert_int_eq(replace_check("the picture", path, &err), -1);
	ck_assert_msg(strstr(err.text, "cannot write the picture /tmp/"), "%s", err.text);
	ck_assert_msg(strstr(err.text, "No such file or directory"), "%s", err.text);
	err = (struct err){0};
	ck_assert_int_eq(replace_file("the picture", path, STR("x"), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

Suite *
suite_replace(void)
{
	Suite *suite = suite_create("base/replace");
	TCase *tests = tcase_create("replace");

	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, replaces_files);
	tcase_add_test(tests, leaves_the_old_one_alone);
	tcase_add_test(tests, refuses_what_is_no_file);
	tcase_add_test(tests, says_what_it_cannot_write);
	suite_add_tcase(suite, tests);
	return suite;
}
