/* SPDX-License-Identifier: ISC */
/*
 * How files are read, and the errors of bad ones. tests/pbx/cases/config-dialect.sh compares with
 * Asterisk.
 */
#include <stdio.h>
#include <unistd.h>

#include "../expect.h"
#include "conf/dialect.h"
#include "folder.h"

static const char *folder;

static void
setup(void)
{
	folder = folder_make();
}

static void
teardown(void)
{
	folder_remove();
}

/* "[name]" or "(name)" for a template, "name=value", each with a bar after it. */
static void
describe(struct buf *out, const struct conf *c)
{
	for (size_t i = 0; i < c->sections_n; i++) {
		const struct conf_section *s = &c->sections[i];
		buf_addf(out, s->is_template ? "(%.*s)|" : "[%.*s]|", STR_ARG(s->name));
		for (size_t k = 0; k < s->n; k++)
			buf_addf(out, "%.*s=%.*s|", STR_ARG(s->v[k].name), STR_ARG(s->v[k].value));
	}
}

/* Read main.conf and describe it, or the error, and then the notes, without the folder's name. */
static struct buf
read_main(void)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	struct conf c = {0};
	struct err err = {0};

	if (conf_read(&c, folder, "main.conf", &err) < 0)
		buf_addz(&out, err.text + strlen(folder) + 1);
	else
		describe(&out, &c);
	for (size_t i = 0; i < c.notes_n; i++)
		buf_addf(&out, "{%s:%zu: %s}", c.notes[i].file + strlen(folder) + 1,
		    c.notes[i].line, c.notes[i].text);
	conf_clear(&c);
	return out;
}

static void
expect_read(struct str text, const char *want)
{
	folder_write("main.conf", text, 0600);
	struct buf got = read_main();
	EXPECT_ROW(str_eq(buf_str(&got), str_of(want)), text, buf_str(&got));
	buf_clear(&got);
}

static const struct {
	const char *text;
	const char *want;
} readings[] = {
    {"", ""},
    {"; nothing\n\n", ""},
    {"[a]\nx=1", "[a]|x=1|"},
    {"\xef\xbb\xbf[a]\r\n x = 1 \r\n", "[a]|x=1|"},
    {"[a]\nx => 1\ny=>=2\nz= >3\n", "[a]|x=1|y==2|z=>3|"},
    {"[a]\nx=1;c\ny=1\\;2\n;z=3\n", "[a]|x=1|y=1;2|"},
    {"[a]\nx=1;-- c --;2;-- d --;3;e\n", "[a]|x=123|"},
    {"[a]\n;--\nx=1\n;-- y=2 --;\n--;z=3\n", "[a]|z=3|"},
    {"[a]\nx=1;---2\n", "[a]|x=1|"},
    {"[a]\nx=1;--;2\n--;\ny=3\n", "[a]|x=1|y=3|"},
    {"[a]\nx=\\;-;--;\n", "[a]|x=;-|{main.conf:2: comment that begins with ;-- is not closed}"},
    {"[a]\nx=1--;\ny=2\n",
        "[a]|x=1--;|{main.conf:2: --; without a comment to end, Asterisk ignores the rest of the "
        "line}"},
    {"[a]\n\\[x]=1\n\\=y=2\n", "[a]|[x]=1|=y=2|"},
    {"[a]\nx=1\nx+=2\nx += 3\nn+=4\n", "[a]|x=12 3|n=4|"},
    {"[a]\nx=1\nX=1\nX+=2\n", "[a]|X=12|X=1|"},
    {"[a]\nx\n=1\n#what\n#include\n#exec rm\n",
        "[a]|{main.conf:2: line has no =}{main.conf:3: no name before =}{main.conf:4: no such "
        "directive: #what}{main.conf:5: #include needs a file name}{main.conf:6: #exec is never "
        "run}"},
    {"[t](!)\nx=1\n[a](t)\ny=2\n[b](t,a)\n", "(t)|x=1|[a]|x=1|y=2|[b]|x=1|x=1|y=2|"},
    {"[a]\nx=1\n[b]\n[A](+)\ny=2\n[b](+,a)\nz=3\n", "[a]|x=1|y=2|[b]|x=1|y=2|z=3|"},
    {"[a]\nx=1\n[b]\ny=2\n[a](b,+)\n", "[a]|x=1|y=2|[b]|y=2|"},
    {"[t](!)\n[t](+TEMPLATES=include)\nx=1\n", "(t)|x=1|"},
    {"[t](!)\n[t]\ny=1\n[t](+TEMPLATES=restrict)\nx=1\n", "(t)|x=1|[t]|y=1|"},
    {"[a]\nx=1\n[a]\nx=2\n[a](+x=^2$)\ny=3\n", "[a]|x=1|[a]|x=2|y=3|"},
    {"[a]\nx=1\n[b]()\n[a](+,a)\n", "[a]|x=1|x=1|[b]|x=1|"},
    {"[a](!\n", "main.conf:1: section has no closing )"},
    {"\n[a\n", "main.conf:2: section has no closing ]"},
    {"x=1\n[a]\n", "main.conf:1: no [section] before this line"},
    {"[a]\n\\ x=1\n", "main.conf:2: backslash with nothing after it"},
    {"[a](b)\n", "main.conf:1: no such section to inherit from: b"},
    {"[t](!)\n[t](+)\n", "main.conf:2: no such section to inherit from: t"},
    {"[a]\nx=1\n[a](+x=()\n", "main.conf:3: no such section to inherit from: a"},
    {"[a]\n#include none.conf\n", "main.conf:2: no such file to include: none.conf"},
    {"[a]\n#tryinclude none.conf\nx=1\n", "[a]|x=1|"},
};

START_TEST(texts_are_read)
{
	expect_read(str_of(readings[_i].text), readings[_i].want);
}
END_TEST

START_TEST(bytes_after_nul_do_not_count)
{
	expect_read(STR("[a]\nx=1\0002\ny=\0013\002\n"), "[a]|x=1|y=3|");
}
END_TEST

/* A line at the limit and one beyond. */
START_TEST(lines_have_a_limit)
{
	for (size_t n = 8190; n <= 8191; n++) {
		struct buf text = BUF_INIT(20000), want = BUF_INIT(20000);
		buf_addz(&text, "[a]\nx=");
		buf_pad(&text, 'x', n - 2);
		buf_addz(&text, "\ny=1");
		buf_addz(&want, "[a]|");
		if (n == 8190) {
			buf_addz(&want, "x=");
			buf_pad(&want, 'x', n - 2);
			buf_addc(&want, '|');
		}
		buf_addz(&want, "y=1|");
		if (n > 8190)
			buf_addz(&want,
			    "{main.conf:2: line is longer than 8190 bytes, it is skipped}");
		expect_read(buf_str(&text), buf_z(&want));
		buf_clear(&text);
		buf_clear(&want);
	}
}
END_TEST

START_TEST(files_include_files)
{
	folder_write("1.conf", STR("one=1\n[1]\nx=1\n"), 0600);
	folder_write("2.conf", STR("two=2\n"), 0600);
	folder_write("bad.conf", STR("bad=1\n[bad\nbad=2\n"), 0600);
	expect_read(STR("[a]\n#include 1.conf\ny=2\n"), "[a]|one=1|y=2|[1]|x=1|");
	expect_read(STR("[a]\n#Include \"[12].conf\"\ny=2\n"), "[a]|one=1|y=2|[1]|x=1|two=2|");
	expect_read(STR("[a]\n#include <{2,1}.conf>\n"), "[a]|two=2|one=1|[1]|x=1|");
	expect_read(STR("[a]\n#tryinclude .\n#include 2.conf\n"), "[a]|two=2|");
	expect_read(STR("[a]\n#include 2.conf ; comment\n"), "[a]|two=2|");
	folder_write("main.conf", STR("[a]\n#include bad.conf\nx=1\n"), 0600);
	struct buf got = read_main();
	EXPECT_ROW(str_starts(buf_str(&got), STR("[a]|bad=1|x=1|{main.conf:2: ")), STR("bad.conf"),
	    buf_str(&got));
	EXPECT_ROW(str_ends(buf_str(&got), STR("bad.conf:2: section has no closing "
	    "]}")), STR("bad.conf"),
	    buf_str(&got));
	buf_clear(&got);
}
END_TEST

START_TEST(loops_and_depth_end)
{
	char name[20], text[60];

	folder_write("other.conf", STR("x=1\n#include main.conf\ny=2\n"), 0600);
	folder_write("main.conf", STR("[a]\n#include other.conf\nz=3\n"), 0600);
	struct buf got = read_main();
	struct str want = STR("[a]|x=1|y=2|z=3|{other.conf:2: file includes itself");
	EXPECT_ROW(str_starts(buf_str(&got), want), STR("loop"), buf_str(&got));
	buf_clear(&got);
	for (int i = 1; i <= 11; i++) {
		snprintf(name, sizeof(name), "%d.conf", i);
		snprintf(text, sizeof(text), "x=%d\n#include %d.conf\n", i, i + 1);
		folder_write(name, str_of(text), 0600);
	}
	folder_write("main.conf", STR("[a]\n#include 1.conf\nz=3\n"), 0600);
	got = read_main();
	want = STR("[a]|x=1|x=2|x=3|x=4|x=5|x=6|x=7|x=8|x=9|x=10|z=3|");
	EXPECT_ROW(str_starts(buf_str(&got), want), STR("depth"), buf_str(&got));
	buf_clear(&got);
}
END_TEST

/* Sections that double each other, and files that include each other over and over, are refused. */
START_TEST(growth_has_a_limit)
{
	struct buf text = BUF_INIT(100000);
	struct conf c = {0};
	struct err err = {0};

	buf_addz(&text, "[0]\nx=1\n");
	for (int i = 1; i < 40; i++)
		buf_addf(&text, "[%d](%d,%d)\n", i, i - 1, i - 1);
	folder_write("main.conf", buf_str(&text), 0600);
	ck_assert_int_eq(conf_read(&c, folder, "main.conf", &err), -1);
	ck_assert_str_eq(err.text, "configuration has more than 1048576 values");
	conf_clear(&c);

	for (int i = 1; i <= 9; i++) {
		char name[20];
		buf_reset(&text);
		for (int k = 0; k < 10; k++)
			buf_addf(&text, "#include %d.conf\n", i + 1);
		snprintf(name, sizeof(name), "%d.conf", i);
		folder_write(name, buf_str(&text), 0600);
	}
	folder_write("10.conf", STR(""), 0600);
	conf_read(&c, folder, "1.conf", &err);
	ck_assert_uint_le(c.files_n, 1100);
	conf_clear(&c);
	buf_clear(&text);
}
END_TEST

START_TEST(values_are_found)
{
	struct conf c = {0};
	struct err err = {0};

	folder_write("main.conf", STR("[t](!)\nx=0\n[T]\nx=1\nX=2\n[t]\nx=3\n"), 0600);
	ck_assert_int_eq(conf_read(&c, folder, "main.conf", &err), 0);
	const struct conf_section *s = conf_section(&c, STR("t"));
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->line, 3);
	EXPECT_STR(conf_value(s, STR("x"))->value, STR("2"));
	ck_assert_uint_eq(conf_value(s, STR("x"))->line, 5);
	ck_assert_ptr_null(conf_value(s, STR("y")));
	ck_assert_ptr_null(conf_value(NULL, STR("y")));
	ck_assert_ptr_null(conf_section(&c, STR("")));
	ck_assert_ptr_null(conf_section(&c, STR("u")));
	conf_clear(&c);
	ck_assert_int_eq(str_yes(STR("Yes")), 1);
	ck_assert_int_eq(str_yes(STR("off")), 0);
	ck_assert_int_eq(str_yes(STR("")), -1);
	ck_assert_int_eq(str_yes(STR("nope")), -1);
}
END_TEST

START_TEST(a_file_must_be_there)
{
	struct conf c = {0};
	struct err err = {0};

	ck_assert_int_eq(conf_read(&c, folder, "none.conf", &err), -1);
	ck_assert_str_eq(err.text + strlen("cannot read ") + strlen(folder),
	    "/none.conf: No such file or directory");
	ck_assert_int_eq(err.kind, ERR_USAGE);
	conf_clear(&c);
	ck_assert_int_eq(conf_read(&c, "/", folder, &err), -1);
	ck_assert_msg(str_ends(str_of(err.text), STR(": not a regular file")), "%s", err.text);
	conf_clear(&c);
}
END_TEST

/* A part of a file is not taken as all of it. Linux has a file that opens and cannot be read. */
START_TEST(a_file_must_be_readable)
{
	static const char unreadable[] = "/proc/self/mem";
	struct conf c = {0};
	struct err err = {0};

	if (access(unreadable, R_OK) == 0) {
		ck_assert_int_eq(conf_read(&c, folder, unreadable, &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, "cannot read /proc/self/mem: Input/output error");
	}
	conf_clear(&c);
}
END_TEST

Suite *suite_dialect(void);

Suite *
suite_dialect(void)
{
	Suite *s = suite_create("dialect");
	TCase *t = tcase_create("dialect");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, texts_are_read, 0, sizeof(readings) / sizeof(readings[0]));
	tcase_add_test(t, bytes_after_nul_do_not_count);
	tcase_add_test(t, lines_have_a_limit);
	tcase_add_test(t, files_include_files);
	tcase_add_test(t, loops_and_depth_end);
	tcase_add_test(t, growth_has_a_limit);
	tcase_add_test(t, values_are_found);
	tcase_add_test(t, a_file_must_be_there);
	tcase_add_test(t, a_file_must_be_readable);
	suite_add_tcase(s, t);
	return s;
}
