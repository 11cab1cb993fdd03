/* SPDX-License-Identifier: ISC */
/* Call files: accepted and refused lines, times, and where the file goes. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../expect.h"
#include "conf/callfile_owner.h"
#include "folder.h"

static const struct {
	const char *key, *value;
	const char *line; /* or the error */
	bool bad;
} lines[] = {
    {"channel", "PJSIP/alice", "Channel: PJSIP/alice\n", false},
    {"DATA", "hello", "Data: hello\n", false},
    {"Data", "#1", "Data:#1\n", false},
    {"Data", "a#b;c\\;d", "Data: a#b\\;c\\\\;d\n", false},
    {"Set", "A=", "Set: A=\n", false},
    {"SetVar", "A=b=c", "SetVar: A=b=c\n", false},
    {"MaxRetries", "0", "MaxRetries: 0\n", false},
    {"archive", "Yes", "Archive: Yes\n", false},
    {"early_media", "no", "Early_Media: no\n", false},
    {"Chanel", "PJSIP/a", "a call file has no key Chanel (did you mean Channel?)", true},
    {"StartRetry", "1", "StartRetry is written by Asterisk itself when it has begun a call file: "
    "leave it out", true},
    {"", "1", "a call file has no key ", true},
    {"Channel", "alice", "Channel is not Tech/resource: alice", true},
    {"Channel", "PJSIP/", "Channel is not Tech/resource: PJSIP/", true},
    {"Channel", "/alice", "Channel is not Tech/resource: /alice", true},
    {"MaxRetries", "-1", "MaxRetries is not a number, 0 or more: -1", true},
    {"RetryTime", "0", "RetryTime is not a number, 1 or more: 0", true},
    {"Priority", "start", "Priority is not a number, 1 or more: start", true},
    {"Archive", "maybe", "Archive is not yes or no: maybe", true},
    {"Set", "A", "Set is not NAME=value: A", true},
    {"Set", "=1", "Set is not NAME=value: =1", true},
    {"Data", "", "Data is empty: ", true},
    {"Data", "a #b", "Data holds a # after a blank, which begins a comment: a #b", true},
    {"Data", " a", "Data begins or ends with a blank, which Asterisk drops:  a", true},
    {"Data", "a\t", "Data begins or ends with a blank, which Asterisk drops: a\t", true},
    {"Data", "a\nSet: B=c", "Data holds a line break or NUL: a\nSet: B=c", true},
    {"Data", "a\rb", "Data holds a line break or NUL: a\rb", true},
};

START_TEST(lines_are_checked)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	int got = callfile_line(&out, str_of(lines[_i].key), str_of(lines[_i].value), &err);

	ck_assert_int_eq(got, lines[_i].bad ? -1 : 0);
	EXPECT_STR(lines[_i].bad ? str_of(err.text) : buf_str(&out), str_of(lines[_i].line));
	ck_assert_int_eq(err.kind, lines[_i].bad ? ERR_USAGE : ERR_NONE);
	buf_clear(&out);
}
END_TEST

START_TEST(lines_have_a_limit)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE), value = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	buf_pad(&value, 'x', CALLFILE_LINE_MAX - strlen("Data: "));
	ck_assert_int_eq(callfile_line(&out, STR("Data"), buf_str(&value), &err), 0);
	ck_assert_uint_eq(out.n, CALLFILE_LINE_MAX + 1);
	buf_reset(&out);
	buf_addc(&value, 'x');
	ck_assert_int_eq(callfile_line(&out, STR("Data"), buf_str(&value), &err), -1);
	ck_assert_str_eq(err.text, "Data makes a line longer than 1022 bytes");
	buf_clear(&out);
	buf_clear(&value);
}
END_TEST

START_TEST(only_variables_repeat)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	ck_assert_int_eq(callfile_line(&out, STR("Set"), STR("A=1"), &err), 0);
	ck_assert_int_eq(callfile_line(&out, STR("Set"), STR("A=2"), &err), 0);
	ck_assert_int_eq(callfile_line(&out, STR("Data"), STR("x"), &err), 0);
	ck_assert_int_eq(callfile_line(&out, STR("data"), STR("y"), &err), -1);
	ck_assert_str_eq(err.text, "Data is given twice: y");
	EXPECT_STR(buf_str(&out), STR("Set: A=1\nSet: A=2\nData: x\n"));
	buf_clear(&out);
}
END_TEST

/* Now is Sunday, 2026-03-29 00:30:00 in central Europe, where two o'clock is skipped that night. */
#define NOW 1774740600

static const struct {
	const char *text;
	long seconds; /* from now; -1: refused */
} times[] = {
    {"+0", 0},
    {"+90", 90},
    {"+90s", 90},
    {"+5m", 300},
    {"+2h", 7200},
    {"+1d", 86400},
    {"00:31", 60},
    {"00:30:01", 1},
    {"00:30", 23 * 3600},
    {"03:00", 5400},
    {"02:30", -1},
    {"2026-03-29 01:00", 1800},
    {"2026-03-29T01:00:10", 1810},
    {"2026-03-29 03:00", 5400},
    {"2026-03-29 02:30", -1},
    {"2026-03-29 00:29:59", -1},
    {"2025-03-29 01:00", -1},
    {"2026-02-30 01:00", -1},
    {"2026-13-01 01:00", -1},
    {"2026-04-01 24:00", -1},
    {"2026-04-01 10:60", -1},
    {"2026-04-01 10:00:60", -1},
    {"2026-04-01 10:00 ", -1},
    {"2026-04-01", -1},
    {"2026-4-1 10:00", -1},
    {"10", -1},
    {"1:00", -1},
    {"", -1},
    {"+", -1},
    {"+-1", -1},
    {"+5w", -1},
    {"now", -1},
};

START_TEST(times_are_local)
{
	time_t at = 0;
	struct err err = {0};

	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	struct buf note = BUF_INIT(BUF_MAX_LINE);
	int got = callfile_time(&at, str_of(times[_i].text), NOW, &note, &err);
	ck_assert_uint_eq(note.n, 0);
	ck_assert_msg(got == (times[_i].seconds < 0 ? -1 : 0), "%s: %s", times[_i].text, err.text);
	if (got == 0)
		ck_assert_msg(at == NOW + times[_i].seconds, "%s: expected %ld, came %ld",
		    times[_i].text, times[_i].seconds, (long)(at - NOW));
	else
		ck_assert_int_eq(err.kind, ERR_USAGE);
	unsetenv("TZ");
	tzset();
}
END_TEST

/* Hours at the change of the clocks in this zone: what is taken, or why not. */
static const struct {
	const char *text;
	time_t now, at; /* at 0: refused */
	const char *said;
} changes[] = {
    {"02:30", NOW, 0, "no such time: 02:30, the hour is skipped when the clocks go forward"},
    {"2026-03-29 02:00", NOW, 0,
        "no such time: 2026-03-29 02:00, the hour is skipped when the clocks go forward"},
    {"02:30", NOW + 36000, NOW + 7200 + 82800, ""},
    {"2026-10-25 02:30", NOW, 1792888200,
        "that time comes twice, since the clocks go back: using 2026-10-25 02:30:00 CEST (+0200)"},
    {"2026-10-25 02:30", 1792888201, 1792891800,
        "that time comes twice, since the clocks go back: using 2026-10-25 02:30:00 CET (+0100)"},
    {"02:30", 1792888201, 1792891800,
        "that time comes twice, since the clocks go back: using 2026-10-25 02:30:00 CET (+0100)"},
    {"2026-10-25 02:30", 1792891801, 0, "time is in the past: 2026-10-25 02:30"},
    {"2026-10-25 03:00", NOW, 1792893600, ""},
};

START_TEST(changes_of_the_clocks_are_said)
{
	struct buf note = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	time_t at = 0;

	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	int got = callfile_time(&at, str_of(changes[_i].text), changes[_i].now, &note, &err);
	ck_assert_int_eq(got, changes[_i].at ? 0 : -1);
	if (got == 0)
		ck_assert_int_eq(at, changes[_i].at);
	ck_assert_str_eq(got == 0 ? buf_z(&note) : err.text, changes[_i].said);
	buf_clear(&note);
	unsetenv("TZ");
	tzset();
}
END_TEST

/* Users and groups that every Unix has; the spool is daemon's, as whom Asterisk would run. */
static const struct {
	bool root;
	const char *owner, *group;
	const char *got; /* "UID:GID MODE", ME for oneself, or the error */
} owners[] = {
    {true, NULL, NULL, "1:1 600"},
    {true, ":daemon", NULL, "1:1 600"},
    {true, "root:daemon", NULL, "0:1 660"},
    {true, "bin", "daemon", "2:1 660"},
    {true, "bin", NULL, "a call file owned by bin:bin could not be read by Asterisk, which runs as "
    "daemon: run amsh as root or as daemon, or give a group of daemon with --group"},
    {true, ":", NULL, "no such user or group: :"},
    {true, NULL, "no such group", "no such group: no such group"},
    {false, NULL, NULL, "ME:1 660"},
    {false, NULL, "bin", "a call file owned by ME:bin could not be read"},
    {false, "bin:daemon", NULL, "2:1 660"},
};

START_TEST(a_file_is_one_that_asterisk_can_use)
{
	const struct callfile_place place = {
	    .spool = "/", .owner = owners[_i].owner, .group = owners[_i].group};
	const struct stat daemons = {.st_uid = 1, .st_gid = 1};
	struct callfile_owner o;
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	if (owners[_i].root != (geteuid() == 0))
		return;
	if (callfile_choose_owner(&o, &place, &daemons, &err) < 0)
		buf_addz(&got, err.text);
	else if (o.uid == geteuid() && geteuid() != 0)
		buf_addf(&got, "ME:%ld %o", (long)o.gid, (unsigned)o.mode);
	else
		buf_addf(&got, "%ld:%ld %o", (long)o.uid, (long)o.gid, (unsigned)o.mode);
	if (str_starts(str_of(owners[_i].got), STR("a call file owned by ME")))
		ck_assert_msg(
		    str_starts(buf_str(&got), STR("a call file owned by ")), "%s", buf_z(&got));
	else
		ck_assert_str_eq(buf_z(&got), owners[_i].got);
	buf_clear(&got);
}
END_TEST

/* An Asterisk that runs as root can read every file. */
START_TEST(root_reads_everything)
{
	const struct callfile_place place = {.spool = "/", .owner = "bin"};
	const struct stat roots = {.st_uid = 0};
	struct callfile_owner o;
	struct err err = {0};

	ck_assert_int_eq(callfile_choose_owner(&o, &place, &roots, &err), 0);
	ck_assert_uint_eq(o.mode, 0600);
}
END_TEST

static const char *folder;
static char spool[300];

static void
setup(void)
{
	folder = folder_make();
	snprintf(spool, sizeof(spool), "%s/outgoing", folder);
	ck_assert_int_eq(mkdir(spool, 0700), 0);
}

static void
teardown(void)
{
	folder_remove();
}

/* Count what is in a folder below the test's own. */
static int
count_files(const char *name)
{
	char path[300];
	const struct dirent *e;
	int n = 0;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	DIR *dir = opendir(path);
	ck_assert_ptr_nonnull(dir);
	while ((e = readdir(dir)))
		n += e->d_name[0] != '.';
	closedir(dir);
	return n;
}

START_TEST(a_file_is_put_into_the_spool)
{
	struct callfile_place place = {.spool = spool};
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	struct timespec now;
	struct stat st;
	char text[20] = "";

	ck_assert_msg(
	    callfile_write(&path, &place, STR("Channel: a/b\n"), &err) == 0, "%s", err.text);
	ck_assert_int_eq(stat(buf_z(&path), &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	clock_gettime(CLOCK_REALTIME, &now); /* time() may lag behind the files' clock */
	ck_assert_int_le(st.st_mtime, now.tv_sec);
	FILE *f = fopen(buf_z(&path), "r");
	ck_assert_uint_eq(fread(text, 1, sizeof(text), f), strlen("Channel: a/b\n"));
	fclose(f);
	ck_assert_str_eq(text, "Channel: a/b\n");
	ck_assert_int_eq(count_files("."), 1);
	buf_clear(&path);
}
END_TEST

START_TEST(a_file_can_wait)
{
	struct callfile_place place = {.spool = spool, .scheduled = true, .at = NOW};
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};
	struct stat st;

	for (int i = 0; i < 3; i++) {
		buf_reset(&path);
		ck_assert_int_eq(callfile_write(&path, &place, STR("x"), &err), 0);
		ck_assert_int_eq(stat(buf_z(&path), &st), 0);
		ck_assert_int_eq(st.st_mtime, NOW);
	}
	ck_assert_int_eq(count_files("outgoing"), 3);
	buf_clear(&path);
}
END_TEST

static void
refuse(struct callfile_place place, const char *why)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);
	struct err err = {0};

	ck_assert_int_eq(callfile_write(&path, &place, STR("x"), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_msg(
	    str_starts(str_of(err.text), str_of(why)), "expected %s, came %s", why, err.text);
	ck_assert_uint_eq(path.n, 0);
	buf_clear(&path);
}

START_TEST(bad_places_are_refused)
{
	refuse((struct callfile_place){.spool = "/nowhere/outgoing"}, "no such spool directory: "
	    "/nowhere");
	refuse((struct callfile_place){.spool = folder_write("file", STR("x"), 0600)},
	    "the spool is not a directory: ");
	refuse((struct callfile_place){.spool = spool, .owner = "no such user"},
	    "no such user or group: no such user");
	refuse((struct callfile_place){.spool = spool, .owner = "0:no such group"},
	    "no such user or group: 0:no such group");
	ck_assert_int_eq(count_files("outgoing"), 0);
	ck_assert_int_eq(count_files("."), 2);
}
END_TEST

/* /proc is used as a separate file system. */
START_TEST(another_file_system_is_refused)
{
	struct stat proc, root;

	if (stat("/proc", &proc) < 0 || stat("/", &root) < 0 || proc.st_dev == root.st_dev)
		return;
	refuse((struct callfile_place){.spool = "/proc"},
	    "the spool /proc is a separate file system");
}
END_TEST

/* What cannot be moved in is deleted again. */
START_TEST(nothing_is_left)
{
	if (geteuid() == 0)
		return;
	ck_assert_int_eq(chmod(spool, 0500), 0);
	refuse((struct callfile_place){.spool = spool}, "cannot write the call file ");
	ck_assert_int_eq(chmod(spool, 0700), 0);
	ck_assert_int_eq(count_files("."), 1);
}
END_TEST

Suite *suite_callfile(void);

Suite *
suite_callfile(void)
{
	Suite *s = suite_create("callfile");
	TCase *text = tcase_create("text"), *place = tcase_create("place");

	tcase_add_loop_test(text, lines_are_checked, 0, sizeof(lines) / sizeof(lines[0]));
	tcase_add_test(text, lines_have_a_limit);
	tcase_add_test(text, only_variables_repeat);
	tcase_add_loop_test(text, times_are_local, 0, sizeof(times) / sizeof(times[0]));
	tcase_add_loop_test(
	    text, changes_of_the_clocks_are_said, 0, sizeof(changes) / sizeof(changes[0]));
	suite_add_tcase(s, text);
	tcase_add_loop_test(
	    place, a_file_is_one_that_asterisk_can_use, 0, sizeof(owners) / sizeof(owners[0]));
	tcase_add_test(place, root_reads_everything);
	tcase_add_checked_fixture(place, setup, teardown);
	tcase_add_test(place, a_file_is_put_into_the_spool);
	tcase_add_test(place, a_file_can_wait);
	tcase_add_test(place, bad_places_are_refused);
	tcase_add_test(place, another_file_system_is_refused);
	tcase_add_test(place, nothing_is_left);
	suite_add_tcase(s, place);
	return s;
}
