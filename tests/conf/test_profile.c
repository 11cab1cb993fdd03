/* SPDX-License-Identifier: ISC */
/* amsh.conf: its settings, what is refused with its line, and warnings. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../base/streams.h"
#include "../expect.h"
#include "conf/profile.h"
#include "folder.h"

static const char *folder;
static struct options o;
static struct profiles p;
static struct err err;

static void
setup(void)
{
	folder = folder_make();
	setenv("HOME", folder, 1);
	unsetenv("XDG_CONFIG_HOME");
	o = (struct options){0};
	p = (struct profiles){0};
	err = (struct err){0};
	streams_save();
	streams_to_file(STDERR_FILENO);
}

static void
teardown(void)
{
	profiles_clear(&p);
	streams_restore();
	folder_remove();
}

static int
read_text(const char *text, mode_t mode)
{
	profiles_clear(&p);
	o.config = folder_write("amsh.conf", str_of(text), mode);
	return profiles_read(&p, &o, &err);
}

START_TEST(sections_are_servers)
{
	ck_assert_msg(read_text("[general]\ndefault = Office\ntimeout = 3\n"
	                        "[t](!)\nuser = me\n"
	                        "[office](t)\nserver = amis://pbx\n"
	                        "[home](t)\nserver = ami://home\nuser = you\n"
	                        "[all]\ngroup = office, home\n"
	                        "[aliases]\nch => channels\n",
	                  0600) == 0,
	    "%s", err.text);
	struct str name, line;
	const struct profile *office = profiles_find(&p, STR("OFFICE"));
	ck_assert_ptr_nonnull(office);
	ck_assert_uint_eq(office->n, 2);
	ck_assert_str_eq(office->v[0].name, "user");
	ck_assert_str_eq(office->v[0].value, "me");
	ck_assert_uint_eq(office->v[0].line, 5);
	ck_assert_str_eq(p.preset, "Office");
	ck_assert_uint_eq(p.general.n, 1);
	ck_assert_str_eq(profiles_find(&p, STR("all"))->group, "office, home");
	ck_assert_ptr_null(profiles_find(&p, STR("t")));
	ck_assert_ptr_null(profiles_find(&p, STR("general")));
	ck_assert(profiles_alias(&p, 0, &name, &line));
	EXPECT_STR(name, STR("ch"));
	EXPECT_STR(line, STR("channels"));
	ck_assert(!profiles_alias(&p, 1, &name, &line));
}
END_TEST

static const struct {
	const char *text;
	const char *error; /* after the folder's name */
} bad[] = {
    {"[a]\nusr = me\n", "amsh.conf:2: no such setting: usr (did you mean user?)"},
    {"[a]\ntime-out = 3\n", "amsh.conf:2: no such setting: time-out (did you mean timeout?)"},
    {"[a]\ndefault = b\n", "amsh.conf:2: no such setting: default"},
    {"[general]\ngroup = b\n", "amsh.conf:2: no such setting: group"},
    {"[a]\ndry_run = yes\n", "amsh.conf:2: no such setting: dry_run"},
    {"[a]\n\noutput = xml\n", "amsh.conf:3: output must be one of text|json|raw|tsv: xml"},
    {"[a]\ntimeout = soon\n",
        "amsh.conf:2: timeout must be a number of seconds above 0, at most 1000000000: soon"},
    {"[a]\nread_only = perhaps\n", "amsh.conf:2: read_only must be yes or no: perhaps"},
    {"[a]\nserver = pbx\n", "amsh.conf:2: server is not a URL such as ami://host: pbx"},
    {"[a]\nserver = ami://pbx:0\n",
        "amsh.conf:2: port is not a number from 1 to 65535: \"0\""},
    {"[a]\nuser = me\nserver = ami://me:hunter2@pbx\n",
        "amsh.conf:3: URL holds a secret, which others can see: use --secret-file, AMSH_SECRET or "
        "secret_command, or type it when asked"},
    {"[a]\nuser\n", "amsh.conf:2: line has no ="},
    {"[a]\n#exec ls\n", "amsh.conf:2: #exec is never run"},
    {"user = me\n", "amsh.conf:1: no [section] before this line"},
    {"[a,b]\n", "amsh.conf:1: name of a section holds a comma or colon: a,b"},
    {"[a]\n[g]\nuser = me\ngroup = a\n", "amsh.conf:3: [g] is a group, which cannot have settings"},
};

START_TEST(mistakes_name_their_line)
{
	ck_assert_int_eq(read_text(bad[_i].text, 0600), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	struct str text = str_of(err.text);
	EXPECT_ROW(str_starts(text, str_of(folder)), str_of(bad[_i].text), text);
	struct str rest = str_from_at(text, strlen(folder) + 1);
	EXPECT_ROW(str_eq(rest, str_of(bad[_i].error)), str_of(bad[_i].text), rest);
}
END_TEST

START_TEST(files_are_found_from_the_folder)
{
	char want[300];

	ck_assert_int_eq(
	    read_text("[a]\ntls_ca = ca.pem\ntls_key = /k\nSecret_File = s\nuser = ~/u\n", 0600), 0);
	const struct setting *v = profiles_find(&p, STR("a"))->v;
	snprintf(want, sizeof(want), "%s/ca.pem", p.folder);
	ck_assert_str_eq(v[0].value, want);
	ck_assert_str_eq(v[1].value, "/k");
	ck_assert_msg(str_ends(str_of(v[2].value), STR("/s")), "%s", v[2].value);
	ck_assert_str_eq(v[3].value, "~/u");
	ck_assert_int_eq(read_text("[a]\nsecret_file = ~/s\n", 0600), 0);
	snprintf(want, sizeof(want), "%s/s", folder);
	ck_assert_str_eq(profiles_find(&p, STR("a"))->v[0].value, want);
}
END_TEST

START_TEST(readers_of_secrets_are_warned_of)
{
	static const struct {
		const char *text;
		mode_t mode;
		bool warns;
	} all[] = {
	    {"[a]\nsecret = hunter2\n", 0600, false},
	    {"[a]\nsecret = hunter2\n", 0640, true},
	    {"[a]\nsecret = hunter2\n", 0604, true},
	    {"[t](!)\nsecret = hunter2\n", 0644, true},
	    {"[a]\nsecret_command = echo\n", 0644, false},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		streams_to_file(STDERR_FILENO);
		ck_assert_int_eq(read_text(all[i].text, all[i].mode), 0);
		struct buf said = streams_written(STDERR_FILENO);
		ck_assert_msg((said.n > 0) == all[i].warns, "%s %o: %s", all[i].text,
		    (unsigned)all[i].mode, buf_z(&said));
		ck_assert_ptr_null(strstr(buf_z(&said), "hunter2"));
		buf_clear(&said);
	}
}
END_TEST

START_TEST(the_users_own_file_need_not_be_there)
{
	char path[300];

	o.config = NULL;
	ck_assert_int_eq(profiles_read(&p, &o, &err), 0);
	ck_assert_uint_eq(p.n, 0);
	snprintf(path, sizeof(path), "%s/none.conf", folder);
	o.config = path;
	ck_assert_int_eq(profiles_read(&p, &o, &err), -1);
	ck_assert(str_ends(str_of(err.text), STR("none.conf: No such file or directory")));
}
END_TEST

START_TEST(the_users_own_file_is_found)
{
	struct buf path = BUF_INIT(BUF_MAX_LINE);

	setenv("XDG_CONFIG_HOME", "/config", 1);
	ck_assert(profiles_path(&path, "rc"));
	EXPECT_STR(buf_str(&path), STR("/config/amsh/rc"));
	buf_reset(&path);
	setenv("XDG_CONFIG_HOME", "relative", 1);
	setenv("HOME", "/home/me", 1);
	ck_assert(profiles_path(&path, "amsh.conf"));
	EXPECT_STR(buf_str(&path), STR("/home/me/.config/amsh/amsh.conf"));
	buf_reset(&path);
	unsetenv("HOME");
	ck_assert(!profiles_path(&path, "rc"));
	buf_clear(&path);
}
END_TEST

Suite *suite_profile(void);

Suite *
suite_profile(void)
{
	Suite *s = suite_create("profile");
	TCase *t = tcase_create("profile");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, sections_are_servers);
	tcase_add_loop_test(t, mistakes_name_their_line, 0, sizeof(bad) / sizeof(bad[0]));
	tcase_add_test(t, files_are_found_from_the_folder);
	tcase_add_test(t, readers_of_secrets_are_warned_of);
	tcase_add_test(t, the_users_own_file_need_not_be_there);
	tcase_add_test(t, the_users_own_file_is_found);
	suite_add_tcase(s, t);
	return s;
}
