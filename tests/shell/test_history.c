/* SPDX-License-Identifier: ISC */
/* The history file: its place, its mode, and its size. */
#include "base/err.h"
#include "shell/history.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../expect.h"

Suite *suite_history(void);

static char folder[64];
static char path[128];
static struct buf recalled;
static size_t lines;

static void
recall(struct str line)
{
	buf_adds(&recalled, line);
	buf_addc(&recalled, '\n');
	lines++;
}

static struct history *
open_history(void)
{
	struct err err = {0};

	buf_reset(&recalled);
	lines = 0;
	struct history *h = history_open(recall, &err);
	ck_assert_msg(err.kind == ERR_NONE, "%s", err.text);
	return h;
}

static void
setup(void)
{
	strcpy(folder, "/tmp/amsh-history-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("HOME", folder, 1);
	snprintf(path, sizeof(path), "%s/state/deep/amsh/history", folder);
	recalled = BUF_INIT(BUF_MAX_TEXT);
	char state[128];
	snprintf(state, sizeof(state), "%s/state/deep", folder);
	setenv("XDG_STATE_HOME", state, 1);
}

static void
teardown(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
	buf_clear(&recalled);
}

/* All of the file. */
static struct buf
content(void)
{
	struct buf b = BUF_INIT(BUF_MAX_TEXT);
	int fd = open(path, O_RDONLY);
	ssize_t n;

	ck_assert_int_ge(fd, 0);
	while ((n = read(fd, buf_room(&b, 65536), 65536)) > 0)
		b.n += (size_t)n;
	close(fd);
	return b;
}

static mode_t
mode_of(const char *file)
{
	struct stat st;

	ck_assert_msg(stat(file, &st) == 0, "%s is not there", file);
	return st.st_mode & 07777;
}

START_TEST(leaves_alone_what_is_no_plain_file)
{
	struct stat is;

	history_close(open_history());
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(chmod(path, 0622), 0);
	struct history *h = open_history();
	history_add(h, STR("ping"));
	history_close(h);
	ck_assert_int_eq(stat(path, &is), 0);
	ck_assert_uint_eq(is.st_mode & 07777, 0622);
}
END_TEST

START_TEST(makes_a_private_file)
{
	char above[128];

	umask(0);
	history_close(open_history());
	ck_assert_uint_eq(mode_of(path), 0600);
	snprintf(above, sizeof(above), "%s/state", folder);
	ck_assert_uint_eq(mode_of(above), 0700);
	snprintf(above, sizeof(above), "%s/state/deep/amsh", folder);
	ck_assert_uint_eq(mode_of(above), 0700);
	ck_assert_int_eq(chmod(path, 0644), 0);
	history_close(open_history());
	ck_assert_uint_eq(mode_of(path), 0600);
}
END_TEST

START_TEST(falls_back_to_the_home)
{
	unsetenv("XDG_STATE_HOME");
	history_close(open_history());
	snprintf(path, sizeof(path), "%s/.local/state/amsh/history", folder);
	ck_assert_uint_eq(mode_of(path), 0600);
	setenv("XDG_STATE_HOME", "relative", 1);
	history_close(open_history());
}
END_TEST

START_TEST(appends_at_once)
{
	struct history *a = open_history(), *b = open_history();

	history_add(a, STR("one"));
	history_add(b, STR("two \xc3\xa9"));
	history_add(a, STR(""));
	history_add(a, STR("three"));
	struct buf file = content();
	EXPECT_STR(buf_str(&file), STR("one\ntwo \xc3\xa9\nthree\n"));
	buf_clear(&file);
	history_close(a);
	history_close(b);
	history_close(open_history());
	EXPECT_STR(buf_str(&recalled), STR("one\ntwo \xc3\xa9\nthree\n"));
}
END_TEST

/* Write a file of n numbered lines, each filled up to a length. */
static void
write_lines(size_t n, size_t length)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT);

	history_close(open_history());
	for (size_t i = 1; i <= n; i++) {
		size_t start = text.n;
		buf_addf(&text, "%zu ", i);
		if (text.n - start < length)
			buf_pad(&text, 'x', length - (text.n - start));
		buf_addc(&text, '\n');
	}
	FILE *file = fopen(path, "w");
	ck_assert_uint_eq(fwrite(text.p, 1, text.n, file), text.n);
	fclose(file);
	buf_clear(&text);
}

/* The numbers of the first and last line of the file. */
static void
expect_lines(size_t first, size_t last)
{
	struct buf file = content();
	struct str rest = buf_str(&file), line;
	size_t n = 0;
	char want[32];

	while (str_cut(&rest, '\n', &line) && line.n) {
		if (++n == 1) {
			snprintf(want, sizeof(want), "%zu ", first);
			ck_assert_msg(str_starts(line, str_of(want)), "first: %.20s", line.p);
		}
		if (n == last - first + 1) {
			snprintf(want, sizeof(want), "%zu ", last);
			ck_assert_msg(str_starts(line, str_of(want)), "last: %.20s", line.p);
		}
	}
	ck_assert_uint_eq(n, last - first + 1);
	buf_clear(&file);
}

START_TEST(gives_the_last_lines)
{
	write_lines(HISTORY_LINES + 5, 0);
	history_close(open_history());
	ck_assert_uint_eq(lines, HISTORY_LINES);
	ck_assert(str_starts(buf_str(&recalled), STR("6 \n7 \n")));
	expect_lines(1, HISTORY_LINES + 5);
}
END_TEST

START_TEST(shortens_at_twice_the_limit)
{
	write_lines(2 * HISTORY_LINES, 0);
	history_close(open_history());
	expect_lines(1, 2 * HISTORY_LINES);
	write_lines(2 * HISTORY_LINES + 1, 0);
	struct history *h = open_history();
	expect_lines(HISTORY_LINES + 2, 2 * HISTORY_LINES + 1);
	ck_assert_uint_eq(mode_of(path), 0600);
	history_add(h, STR("20002 new"));
	history_close(h);
	expect_lines(HISTORY_LINES + 2, 2 * HISTORY_LINES + 2);
}
END_TEST

START_TEST(keeps_the_newest_of_a_huge_file)
{
	write_lines(25000, 1000);
	history_close(open_history());
	expect_lines(15001, 25000);
}
END_TEST

START_TEST(works_without_a_file)
{
	struct err err = {0};
	char state[128];

	snprintf(state, sizeof(state), "%s/file", folder);
	FILE *file = fopen(state, "w");
	fclose(file);
	setenv("XDG_STATE_HOME", state, 1);
	struct history *h = history_open(recall, &err);
	ck_assert_msg(strstr(err.text, "history is not saved") != NULL, "%s", err.text);
	history_add(h, STR("x"));
	history_close(h);
	err_clear(&err);
	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	h = history_open(recall, &err);
	ck_assert_int_eq(err.kind, ERR_NONE);
	history_add(h, STR("x"));
	history_close(h);
	history_close(NULL);
}
END_TEST

Suite *
suite_history(void)
{
	Suite *suite = suite_create("history");
	TCase *t = tcase_create("history");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, leaves_alone_what_is_no_plain_file);
	tcase_add_test(t, makes_a_private_file);
	tcase_add_test(t, falls_back_to_the_home);
	tcase_add_test(t, appends_at_once);
	tcase_add_test(t, gives_the_last_lines);
	tcase_add_test(t, shortens_at_twice_the_limit);
	tcase_add_test(t, keeps_the_newest_of_a_huge_file);
	tcase_add_test(t, works_without_a_file);
	suite_add_tcase(suite, t);
	return suite;
}
