/* SPDX-License-Identifier: ISC */
/* Lists of servers: their members and names, selection, refusals. */
#include "conf/members.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"
#include "conf/profile.h"
#include "folder.h"

Suite *suite_members(void);

static const char text[] = "[general]\n"
                           "default = all\n"
                           "[base](!)\n"
                           "user = hello\n"
                           "[office](base)\n"
                           "server = ami://office\n"
                           "[branch]\n"
                           "server = ami://branch\n"
                           "[lab]\n"
                           "server = ami://lab\n"
                           "[all]\n"
                           "group = office, branch\n"
                           "[some]\n"
                           "group = l*, o*\n"
                           "[nested]\n"
                           "group = lab, all\n"
                           "[listed]\n"
                           "group = @list\n";

static struct profiles profiles;
static struct members m;
static struct err err;

static void
setup(void)
{
	struct options o = {0};

	unsetenv("AMSH_SERVER");
	folder_make();
	profiles = (struct profiles){0};
	m = (struct members){0};
	err = (struct err){0};
	o.config = folder_write("amsh.conf", str_of(text), 0600);
	ck_assert_msg(profiles_read(&profiles, &o, &err) == 0, "%s", err.text);
}

static void
teardown(void)
{
	members_clear(&m);
	profiles_clear(&profiles);
	folder_remove();
}

/* "name=server name=server". */
static void
print(struct buf *out)
{
	for (size_t i = 0; i < m.n; i++)
		buf_addf(out, "%s%s=%s", i ? " " : "", m.v[i].name, m.v[i].server);
}

#define EXPECT_MEMBERS(want)                                                                       \
	do {                                                                                       \
		struct buf out_ = BUF_INIT(BUF_MAX_LINE);                                          \
		print(&out_);                                                                      \
		EXPECT_STR(buf_str(&out_), str_of(want));                                          \
		buf_clear(&out_);                                                                  \
	} while (0)

static const struct {
	const char *list, *members;
} good[] = {
    {"ami://a,ami://b", "a=ami://a b=ami://b"},
    {"ami://a:1, amis://u@b:2", "a=ami://a:1 b=amis://u@b:2"},
    {"ami://h:1,ami://h:2,ami://i", "h:1=ami://h:1 h:2=ami://h:2 i:5038=ami://i"},
    {"ami://u@h,ami://v@h", "u@h:5038=ami://u@h v@h:5038=ami://v@h"},
    {"ami://[::1]:1,ami://[::1]:2", "[::1]:1=ami://[::1]:1 [::1]:2=ami://[::1]:2"},
    {"office,ami://x", "office=office x=ami://x"},
    {"all", "office=office branch=branch"},
    {"ALL,ami://x", "office=office branch=branch x=ami://x"},
    {"*", "office=office branch=branch lab=lab"},
    {"b*", "branch=branch"},
    {"[BL]*,ami://x", "branch=branch lab=lab x=ami://x"},
    {"b*,*,branch", "branch=branch office=office lab=lab"},
    {"lab,?*", "lab=lab office=office branch=branch"},
    {"some", "lab=lab office=office"},
    {"all,*", "office=office branch=branch lab=lab"},
    {"replay:a.log,replay:b.log", "a.log=replay:a.log b.log=replay:b.log"},
};

START_TEST(lists_are_read_and_named)
{
	ck_assert_msg(members_read(&m, str_of(good[_i].list), &profiles, &err) == 0, "%s: %s",
	    good[_i].list, err.text);
	EXPECT_MEMBERS(good[_i].members);
}
END_TEST

static const struct {
	const char *list, *why;
} bad[] = {
    {"ami://a,", "a name in the list of servers is empty"},
    {",", "a name in the list of servers is empty"},
    {"ami://a,nowhere", "no such section in amsh.conf: nowhere"},
    {"ami://a,offcie", "no such section in amsh.conf: offcie (did you mean office?)"},
    {"ami://a,ami://a", "the server a:5038 is given twice"},
    {"all,office", "the server office is given twice"},
    {"x*", "no server's section in amsh.conf matches x*"},
    {"base*", "no server's section in amsh.conf matches base*"},
    {"all*", "no server's section in amsh.conf matches all*"},
    {"[::1],lab", "a server is a URL or a section of amsh.conf: use ami://[::1], or amis://… for TLS"},
};

START_TEST(what_is_wrong_is_said)
{
	ck_assert_int_eq(members_read(&m, str_of(bad[_i].list), &profiles, &err), -1);
	EXPECT_STR(str_of(err.text), str_of(bad[_i].why));
	ck_assert_int_eq(err.kind, ERR_USAGE);
}
END_TEST

START_TEST(there_are_many)
{
	struct buf list = BUF_INIT(BUF_MAX_LINE);
	enum { MANY = 5000 };

	for (int i = 0; i < MANY; i++)
		buf_addf(&list, "%sami://h%d", i ? "," : "", i);
	ck_assert_int_eq(members_read(&m, buf_str(&list), NULL, &err), 0);
	ck_assert_uint_eq(m.n, MANY);
	ck_assert_str_eq(m.v[MANY - 1].name, "h4999");
	members_clear(&m);
	buf_addz(&list, ",ami://h0");
	ck_assert_int_eq(members_read(&m, buf_str(&list), NULL, &err), -1);
	EXPECT_STR(str_of(err.text), STR("the server h0:5038 is given twice"));
	buf_clear(&list);
}
END_TEST

/* What a group's file holds, and the members or the error after the file's name. */
static const struct {
	const char *text, *members, *why;
} lists[] = {
    {"lab\noffice\n", "lab=lab office=office", NULL},
    {"\xef\xbb\xbf; ours\r\n\r\n\t LAB ; far\r\n# old\nb* # all", "LAB=LAB branch=branch", NULL},
    {"lab\nami://x\n*\n", "lab=lab x=ami://x office=office branch=branch", NULL},
    {"lab\n\nlabb\n", NULL, ":3: no such section in amsh.conf: labb (did you mean lab?)"},
    {"x*\n", NULL, ":1: no server's section in amsh.conf matches x*"},
    {"lab\nall\n", NULL, ":2: all is a group, which cannot be in a group"},
    {"; nothing\n", NULL, ": there is no name in it"},
    {"", NULL, ": there is no name in it"},
    {"lab\nlab\n", NULL, NULL},
};

START_TEST(a_group_is_a_file)
{
	const char *path = folder_write("list", str_of(lists[_i].text), 0600);
	int failed = members_read(&m, STR("listed"), &profiles, &err);
	struct buf why = BUF_INIT(BUF_MAX_LINE);

	if (lists[_i].members) {
		ck_assert_msg(failed == 0, "%s", err.text);
		EXPECT_MEMBERS(lists[_i].members);
		return;
	}
	ck_assert_int_eq(failed, -1);
	if (lists[_i].why)
		buf_addf(&why, "%s%s", path, lists[_i].why);
	else
		buf_addz(&why, "the server lab is given twice");
	EXPECT_STR(str_of(err.text), buf_str(&why));
	buf_clear(&why);
}
END_TEST

/* The errors of a group say where it stands. */
START_TEST(a_group_is_wrong)
{
	ck_assert_int_eq(members_read(&m, STR("listed"), &profiles, &err), -1);
	ck_assert_msg(strstr(err.text, "amsh.conf: group of [listed]: cannot read /") != NULL, "%s",
	    err.text);
	members_clear(&m);
	ck_assert_int_eq(members_read(&m, STR("nested"), &profiles, &err), -1);
	ck_assert_msg(strstr(err.text, "amsh.conf: group of [nested]: all is a group") != NULL, "%s",
	    err.text);
}
END_TEST

/* What the options and the environment say, and which members that means. */
static const struct {
	const char *server, *host, *environment, *members;
} found[] = {
    {"ami://a,ami://b", NULL, "ami://c,ami://d", "a=ami://a b=ami://b"},
    {NULL, NULL, "ami://c,ami://d", "c=ami://c d=ami://d"},
    {NULL, NULL, "", "office=office branch=branch"},
    {NULL, NULL, NULL, "office=office branch=branch"},
    {"all", NULL, NULL, "office=office branch=branch"},
    {"office", NULL, "ami://c,ami://d", ""},
    {"off*", NULL, "ami://c,ami://d", "office=office"},
    {NULL, NULL, "b*", "branch=branch"},
    {"[::1]", NULL, NULL, ""},
    {"ami://a", NULL, NULL, ""},
    {"nowhere", NULL, NULL, ""},
    {NULL, "pbx", "ami://c,ami://d", ""},
};

START_TEST(one_server_is_no_list)
{
	struct options o = {
	    .server = found[_i].server,
	    .host = found[_i].host,
	    .profiles = &profiles,
	};

	if (found[_i].environment)
		setenv("AMSH_SERVER", found[_i].environment, 1);
	ck_assert_msg(members_find(&m, &o, &err) == 0, "%s", err.text);
	EXPECT_MEMBERS(found[_i].members);
}
END_TEST

START_TEST(pieces_are_for_one)
{
	struct options o = {.server = "ami://a,ami://b", .port = "5", .profiles = &profiles};

	ck_assert_int_eq(members_find(&m, &o, &err), -1);
	EXPECT_STR(
	    str_of(err.text), STR("--host and --port are for a single server: ami://a,ami://b"));
}
END_TEST

static const struct {
	const char *names, *picked;
} picks[] = {
    {"office", "x.."},
    {"OFFICE", "x.."},
    {"branch,x", ".xx"},
    {"*", "xxx"},
    {"[bo]*", "xx."},
    {"x,x", "..x"},
    {"nobody", NULL},
    {"x,nobody", NULL},
    {"", NULL},
};

START_TEST(names_pick)
{
	bool picked[3];

	ck_assert_int_eq(members_read(&m, STR("all,ami://x"), &profiles, &err), 0);
	int failed = members_pick(&m, str_of(picks[_i].names), picked, &err);
	ck_assert_msg(failed == (picks[_i].picked ? 0 : -1), "%s", picks[_i].names);
	if (failed) {
		ck_assert_msg(strncmp(err.text, "no such server: ", 16) == 0, "%s", err.text);
		return;
	}
	for (size_t i = 0; i < 3; i++)
		ck_assert_msg(picked[i] == (picks[_i].picked[i] == 'x'), "%s", picks[_i].names);
	members_keep(&m, picked);
	for (size_t i = 0; i < m.n; i++)
		ck_assert_ptr_nonnull(m.v[i].name);
}
END_TEST

/* Where the first is moved to, and its new name; NULL: it stays. */
static const struct {
	const char *to, *name, *why;
} moves[] = {
    {"lab", "lab", NULL},
    {"ami://y", "y", NULL},
    {"ami://x:7", "x:7", NULL},
    {"", "office", NULL},
    {"BRANCH", NULL, "the server BRANCH is already one of these: @BRANCH"},
    {"all", NULL, "all is a group of servers, not a single one"},
    {"labb", NULL, "no such section in amsh.conf: labb (did you mean lab?)"},
};

START_TEST(a_name_follows)
{
	bool picked[3];

	ck_assert_int_eq(members_read(&m, STR("office,branch,ami://x:5038"), &profiles, &err), 0);
	free(m.v[2].name);
	m.v[2].name = strdup("x");
	int failed = members_move(&m, 0, str_of(moves[_i].to), &profiles, &err);
	ck_assert_msg(failed == (moves[_i].name ? 0 : -1), "%s: %s", moves[_i].to, err.text);
	ck_assert_str_eq(m.v[0].name, moves[_i].name ? moves[_i].name : "office");
	if (moves[_i].why)
		EXPECT_STR(str_of(err.text), str_of(moves[_i].why));
	if (failed)
		return;
	ck_assert_int_eq(members_move(&m, 0, STR("ami://elsewhere"), &profiles, &err), 0);
	ck_assert_int_eq(members_pick(&m, STR("office"), picked, &err), -1);
	ck_assert_int_eq(members_pick(&m, STR("elsewhere"), picked, &err), 0);
	ck_assert_int_eq(members_move(&m, 0, STR(""), &profiles, &err), 0);
	ck_assert_str_eq(m.v[0].name, "office");
}
END_TEST

START_TEST(the_widest_is_as_shown)
{
	ck_assert_int_eq(members_read(&m, STR("ami://a,ami://\303\244\303\266"), NULL, &err), 0);
	ck_assert_uint_eq(members_width(&m), 2);
}
END_TEST

#define COUNT(rows) (int)(sizeof(rows) / sizeof((rows)[0]))

Suite *
suite_members(void)
{
	Suite *s = suite_create("members");
	TCase *t = tcase_create("members");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, lists_are_read_and_named, 0, COUNT(good));
	tcase_add_loop_test(t, what_is_wrong_is_said, 0, COUNT(bad));
	tcase_add_loop_test(t, a_name_follows, 0, COUNT(moves));
	tcase_add_test(t, there_are_many);
	tcase_add_loop_test(t, a_group_is_a_file, 0, COUNT(lists));
	tcase_add_test(t, a_group_is_wrong);
	tcase_add_loop_test(t, one_server_is_no_list, 0, COUNT(found));
	tcase_add_test(t, pieces_are_for_one);
	tcase_add_loop_test(t, names_pick, 0, COUNT(picks));
	tcase_add_test(t, the_widest_is_as_shown);
	suite_add_tcase(s, t);
	return s;
}
