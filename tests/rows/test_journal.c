/* SPDX-License-Identifier: ISC */
/* The journal and its report: whatever a crash leaves, no row that was begun is forgotten. */
#include "rows/journal.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../expect.h"
#include "rows/row.h"

Suite *suite_journal(void);

static char dir[] = "/tmp/journal.XXXXXX";
static char report[64], path[64];

static void
make_dir(void)
{
	snprintf(dir, sizeof(dir), "/tmp/journal.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(report, sizeof(report), "%s/r.csv", dir);
	snprintf(path, sizeof(path), "%s/r.csv.journal", dir);
}

static void
remove_dir(void)
{
	unlink(report);
	unlink(path);
	rmdir(dir);
}

static struct msg *
row(const char *first, const char *second)
{
	struct fields names = FIELDS_INIT, values = FIELDS_INIT;

	fields_add(&names, STR("num"));
	fields_add(&names, STR("a,b"));
	fields_add(&values, str_of(first));
	fields_add(&values, str_of(second));
	struct msg *m = row_msg(&names, &values);
	fields_clear(&names);
	fields_clear(&values);
	return m;
}

static struct buf
contents(const char *file)
{
	struct buf text = BUF_INIT(BUF_MAX_FILE);
	int fd = open(file, O_RDONLY);

	ck_assert_int_ge(fd, 0);
	ssize_t got = read(fd, buf_room(&text, 65536), 65536);
	ck_assert_int_ge(got, 0);
	text.n += (size_t)got;
	close(fd);
	return text;
}

static struct journal *
open_it(bool resume)
{
	struct err err = {0};
	struct journal *j = journal_open(report, resume, &err);

	ck_assert_msg(j != NULL, "%s", err.text);
	return j;
}

static void
begin(struct journal *j, const char *first, const char *second)
{
	struct err err = {0};
	struct msg *m = row(first, second);

	ck_assert_int_eq(journal_begin(j, m, &err), 0);
	free(m);
}

static void
finish(struct journal *j, size_t number, int status)
{
	struct err err = {0};
	const struct outcome o = {.status = status, .outcome = STR("busy"), .cause = STR("17"),
	    .seconds = STR("1.5"), .message = STR("it's \"busy\",\nyes\t")};

	ck_assert_int_eq(journal_done(j, number, &o, &err), 0);
}

static void
expect_report(struct journal *j, const char *want)
{
	struct err err = {0};

	ck_assert_int_eq(journal_report(j, &err), 0);
	struct buf got = contents(report);
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
}

START_TEST(reports_in_the_order_of_the_rows)
{
	struct journal *j = open_it(false);
	struct stat st;

	begin(j, "1", "x");
	begin(j, "2", "y \"z\"");
	begin(j, "3", "line\nbreak");
	finish(j, 3, 0);
	finish(j, 1, 1);
	expect_report(j, "number,status,outcome,cause,seconds,message,num,\"a,b\"\n"
	    "1,1,busy,17,1.5,\"it's \"\"busy\"\",\nyes\t\",1,x\n"
	    "2,,unknown,,,\"begun, and not known how it ended: not repeated\",2,\"y \"\"z\"\"\"\n"
	    "3,0,busy,17,1.5,\"it's \"\"busy\"\",\nyes\t\",3,\"line\nbreak\"\n");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(stat(report, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	struct tally t;
	journal_count(j, &t);
	ck_assert_uint_eq(t.well, 1);
	ck_assert_uint_eq(t.failed, 1);
	ck_assert_uint_eq(t.unknown, 1);
	EXPECT_STR(buf_str(&t.unknowns), STR("2"));
	buf_clear(&t.unknowns);
	journal_close(j);
}
END_TEST

/* Cut the file at every byte, as if the machine had stopped there: a row whose line is whole was
 * begun, and going on gives the same report. */
START_TEST(goes_on_after_a_cut_at_every_byte)
{
	struct journal *j = open_it(false);

	begin(j, "1", "x");
	finish(j, 1, 0);
	begin(j, "2", "y");
	finish(j, 2, 1);
	expect_report(j, "number,status,outcome,cause,seconds,message,num,\"a,b\"\n"
	    "1,0,busy,17,1.5,\"it's \"\"busy\"\",\nyes\t\",1,x\n"
	    "2,1,busy,17,1.5,\"it's \"\"busy\"\",\nyes\t\",2,y\n");
	journal_close(j);
	struct buf whole = contents(path), want = contents(report);
	for (size_t cut = 0; cut <= whole.n; cut++) {
		ck_assert_int_eq(truncate(path, (off_t)cut), 0);
		j = open_it(true);
		size_t begun = journal_begun(j);
		struct str rest = str_head(buf_str(&whole), cut);
		size_t lines = 0;
		for (struct str line; str_cut(&rest, '\n', &line) && rest.p;)
			lines += str_starts(line, STR("begun"));
		ck_assert_uint_eq(begun, lines);
		for (size_t i = begun; i < 2; i++)
			begin(j, i ? "2" : "1", i ? "y" : "x");
		finish(j, 1, 0);
		finish(j, 2, 1);
		expect_report(j, buf_z(&want));
		journal_close(j);
		int fd = open(path, O_WRONLY | O_TRUNC);
		ck_assert_int_eq(write(fd, whole.p, whole.n), (ssize_t)whole.n);
		close(fd);
	}
	buf_clear(&whole);
	buf_clear(&want);
}
END_TEST

START_TEST(knows_the_rows_again)
{
	struct journal *j = open_it(false);
	struct msg *one = row("1", "x"), *other = row("1", "y");
	bool same = false;

	begin(j, "1", "x");
	journal_close(j);
	j = open_it(true);
	ck_assert(journal_has(j, 1, one, &same));
	ck_assert(same);
	ck_assert(journal_has(j, 1, other, &same));
	ck_assert(!same);
	ck_assert(!journal_has(j, 2, one, &same));
	free(one);
	free(other);
	journal_close(j);
}
END_TEST

START_TEST(refuses_what_would_do_a_row_twice)
{
	struct journal *j = open_it(false);
	struct err err = {0};

	begin(j, "1", "x");
	finish(j, 1, 0);
	journal_close(j);
	ck_assert_ptr_null(journal_open(report, false, &err));
	ck_assert_msg(strstr(err.text, "add --resume") != NULL, "%s", err.text);
	j = open_it(true);
	ck_assert_int_eq(journal_end(j, &err), 0);
	journal_close(j);
	j = open_it(true);
	ck_assert_uint_eq(journal_begun(j), 1);
	journal_close(j);
	j = open_it(false); /* that run was finished */
	ck_assert_uint_eq(journal_begun(j), 0);
	journal_close(j);
}
END_TEST

START_TEST(refuses_another_file)
{
	struct err err = {0};
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	ck_assert_int_eq(write(fd, "hello\nworld\n", 12), 12);
	close(fd);
	ck_assert_ptr_null(journal_open(report, true, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	struct buf kept = contents(path);
	EXPECT_STR(buf_str(&kept), STR("hello\nworld\n"));
	buf_clear(&kept);
}
END_TEST

/* Objects of JSON may have other columns each: the report has those of all. */
START_TEST(has_the_columns_of_all_rows)
{
	struct journal *j = open_it(false);
	struct fields names = FIELDS_INIT, values = FIELDS_INIT;
	struct err err = {0};

	begin(j, "1", "x");
	fields_add(&names, STR("b"));
	fields_add(&names, STR("NUM"));
	fields_add(&values, STR("B"));
	fields_add(&values, STR("2"));
	struct msg *m = row_msg(&names, &values);
	ck_assert_int_eq(journal_begin(j, m, &err), 0);
	begin(j, "3", "z");
	expect_report(j, "number,status,outcome,cause,seconds,message,num,\"a,b\",b\n"
	    "1,,unknown,,,\"begun, and not known how it ended: not repeated\",1,x,\n"
	    "2,,unknown,,,\"begun, and not known how it ended: not repeated\",2,,B\n"
	    "3,,unknown,,,\"begun, and not known how it ended: not repeated\",3,z,\n");
	free(m);
	fields_clear(&names);
	fields_clear(&values);
	journal_close(j);
}
END_TEST

/* A file that has grown goes on after its end, and is not finished then. */
START_TEST(is_not_finished_when_it_went_on)
{
	struct journal *j = open_it(false);
	struct err err = {0};

	begin(j, "1", "x");
	finish(j, 1, 0);
	ck_assert_int_eq(journal_end(j, &err), 0);
	journal_close(j);
	j = open_it(true);
	begin(j, "2", "y");
	journal_close(j);
	ck_assert_ptr_null(journal_open(report, false, &err));
	ck_assert_int_eq(err.kind, ERR_USAGE);
	j = open_it(true);
	finish(j, 2, 0);
	ck_assert_int_eq(journal_end(j, &err), 0);
	journal_close(j);
	j = open_it(false);
	ck_assert_uint_eq(journal_begun(j), 0);
	journal_close(j);
}
END_TEST

/* Let files have so many bytes at most, as a full disk does; 0: as many as before. */
static void
limit_files(rlim_t bytes)
{
	static struct rlimit before;
	struct rlimit now;

	if (bytes) {
		ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
		signal(SIGXFSZ, SIG_IGN);
	}
	now = before;
	now.rlim_cur = bytes ? bytes : before.rlim_cur;
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &now), 0);
	if (!bytes)
		signal(SIGXFSZ, SIG_DFL);
}

/* A line of which a full disk has room for a part does not spoil the next one. */
START_TEST(writes_whole_lines_or_none)
{
	struct journal *j = open_it(false);
	struct err err = {0};

	begin(j, "1", "x");
	struct buf before = contents(path);
	struct msg *m = row("2", "much too long");
	limit_files(before.n + 10);
	int failed = journal_begin(j, m, &err);
	limit_files(0);
	ck_assert_int_eq(failed, -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	struct buf after = contents(path);
	EXPECT_STR(buf_str(&after), buf_str(&before));
	finish(j, 1, 0);
	journal_close(j);
	j = open_it(true);
	ck_assert_uint_eq(journal_begun(j), 1);
	struct tally t;
	journal_count(j, &t);
	ck_assert_uint_eq(t.well, 1);
	buf_clear(&t.unknowns);
	journal_close(j);
	free(m);
	buf_clear(&before);
	buf_clear(&after);
}
END_TEST

/* Nothing is left of a report that could not be written. */
START_TEST(leaves_no_part_of_a_report)
{
	struct journal *j = open_it(false);
	char part[80];
	struct err err = {0};

	begin(j, "1", "x");
	limit_files(10);
	int failed = journal_report(j, &err);
	limit_files(0);
	ck_assert_int_eq(failed, -1);
	ck_assert_ptr_nonnull(strstr(err.text, strerror(EFBIG)));
	snprintf(part, sizeof(part), "%s.new", report);
	ck_assert_int_eq(access(part, F_OK), -1);
	ck_assert_int_eq(access(report, F_OK), -1);
	journal_close(j);
}
END_TEST

Suite *
suite_journal(void)
{
	Suite *suite = suite_create("journal");
	TCase *t = tcase_create("journal"), *cuts = tcase_create("cuts");

	tcase_add_checked_fixture(t, make_dir, remove_dir);
	tcase_add_test(t, reports_in_the_order_of_the_rows);
	tcase_add_test(t, knows_the_rows_again);
	tcase_add_test(t, refuses_what_would_do_a_row_twice);
	tcase_add_test(t, refuses_another_file);
	tcase_add_test(t, has_the_columns_of_all_rows);
	tcase_add_test(t, is_not_finished_when_it_went_on);
	tcase_add_test(t, writes_whole_lines_or_none);
	tcase_add_test(t, leaves_no_part_of_a_report);
	suite_add_tcase(suite, t);
	tcase_add_checked_fixture(cuts, make_dir, remove_dir);
	tcase_set_tags(cuts, "exhaustive");
	tcase_add_test(cuts, goes_on_after_a_cut_at_every_byte);
	suite_add_tcase(suite, cuts);
	return suite;
}
