/* SPDX-License-Identifier: ISC */
/* manager.conf: where the local Asterisk listens, and which account is used. */
#include <check.h>
#include <stdio.h>

#include "../expect.h"
#include "conf/manager.h"
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

#define ON "[general]\nenabled=yes\n"

static const struct {
	const char *text;
	const char *asked; /* user */
	const char *server, *user, *secret;
} files[] = {
    {"", NULL, NULL, NULL, NULL},
    {"[general]\nenabled=no\n[a]\nwrite=all\n", NULL, NULL, NULL, NULL},
    {"[general]\n[a]\nwrite=all\n", NULL, NULL, NULL, NULL},
    {ON, NULL, "ami://127.0.0.1:5038", NULL, NULL},
    {ON "port=5039\nbindaddr=0.0.0.0\n", NULL, "ami://127.0.0.1:5039", NULL, NULL},
    {ON "bindaddr=::\n", NULL, "ami://[::1]:5038", NULL, NULL},
    {ON "bindaddr=192.0.2.1\n", NULL, "ami://192.0.2.1:5038", NULL, NULL},
    {ON "bindaddr=2001:db8::1\n", NULL, "ami://[2001:db8::1]:5038", NULL, NULL},
    {ON "[a]\nsecret=s\nwrite=all\n", NULL, "ami://127.0.0.1:5038", "a", "s"},
    {ON "[r]\nsecret=s\nread=all\n[n]\nsecret=s\nwrite=\n[o]\nwrite=no\n[p]\nwrite=none\n"
        "[w]\nsecret = t;c\nwrite = system,call\n[x]\nwrite=all\n",
        NULL, "ami://127.0.0.1:5038", "w", "t"},
    {ON "[r]\nsecret=s\nread=all\n", "R", "ami://127.0.0.1:5038", "r", "s"},
    {ON "[r]\nsecret=s\nwrite=all\n", "other", "ami://127.0.0.1:5038", NULL, NULL},
    {ON "[t](!)\nsecret=s\nwrite=all\n[a](t)\n", NULL, "ami://127.0.0.1:5038", "a", "s"},
    {"[general]\ntlsenable=yes\n", NULL, "amis://127.0.0.1:5039", NULL, NULL},
    {"[general]\nsslenable=1\ntlsbindaddr=0.0.0.0:7000\n", NULL, "amis://127.0.0.1:7000", NULL,
        NULL},
    {"[general]\ntlsenable=on\ntlsbindaddr=[::]:7000\n", NULL, "amis://[::1]:7000", NULL, NULL},
    {"[general]\ntlsenable=on\ntlsbindaddr=[::1]\ntlsbindport=99\n", NULL, "amis://[::1]:99",
        NULL, NULL},
    {ON "tlsenable=yes\ntlsbindaddr=0.0.0.0:7000\n", NULL, "ami://127.0.0.1:5038", NULL, NULL},
};

static void
expect_text(const char *text, const char *got, const char *want)
{
	ck_assert_msg(got && want ? strcmp(got, want) == 0 : got == want, "%s: expected %s, came %s",
	    text, want ? want : "nothing", got ? got : "nothing");
}

START_TEST(files_are_read)
{
	struct manager m = {0};
	struct err err = {0};
	const char *text = files[_i].text;
	const char *file = folder_write("manager.conf", str_of(text), 0600);

	ck_assert_msg(manager_read(&m, file, files[_i].asked, &err) == 0, "%s", err.text);
	expect_text(text, m.port.url, files[_i].server);
	expect_text(text, m.user, files[_i].user);
	expect_text(text, m.secret, files[_i].secret);
	manager_clear(&m);
}
END_TEST

START_TEST(includes_are_found_beside_it)
{
	struct manager m = {0};
	struct err err = {0};

	folder_write("more.conf", STR("[a]\nsecret=s\nwrite=all\n"), 0600);
	const char *file = folder_write("manager.conf", STR(ON "#include more.conf\n"), 0600);
	ck_assert_int_eq(manager_read(&m, file, NULL, &err), 0);
	ck_assert_str_eq(m.user, "a");
	ck_assert_uint_eq(m.account_line, 2);
	manager_clear(&m);
}
END_TEST

START_TEST(certificates_are_pinned)
{
	static const char pem[] =
	    "-----BEGIN CERTIFICATE-----\n"
	    "MIIBczCCARmgAwIBAgIUfC6oCwrEHdKyZ8LnmUnXm6UKyXwwCgYIKoZIzj0EAwIw\n"
	    "-----END CERTIFICATE-----\n";
	struct manager m = {0};
	struct err err = {0};
	char text[500];

	const char *file = folder_write("cert.pem", str_of(pem), 0600);
	snprintf(text, sizeof(text), "[general]\ntlsenable=yes\ntlscertfile=%s\n", file);
	file = folder_write("manager.conf", str_of(text), 0600);
	ck_assert_int_eq(manager_read(&m, file, NULL, &err), -1);
	ck_assert_msg(strstr(err.text, "manager.conf:3: cannot read a certificate from") != NULL,
	    "%s", err.text);
	manager_clear(&m);
}
END_TEST

START_TEST(bad_files_are_refused)
{
	struct manager m = {0};
	struct err err = {0};

	ck_assert_int_eq(manager_read(&m, "/nowhere/manager.conf", NULL, &err), -1);
	ck_assert_str_eq(err.text, "cannot read /nowhere/manager.conf: No such file or directory");
	manager_clear(&m);
	const char *file = folder_write("manager.conf", STR("secret = hunter2\n"), 0600);
	ck_assert_int_eq(manager_read(&m, file, NULL, &err), -1);
	ck_assert_ptr_null(strstr(err.text, "hunter2"));
	manager_clear(&m);
}
END_TEST

/* Why the file is not usable, after its name. */
static const struct {
	const char *text;
	const char *asked; /* user */
	const char *why;
} useless[] = {
    {"[general]\nenabled = no\n[a]\nsecret=s\nwrite=all\n", NULL,
        ":2: enabled = no: this Asterisk accepts no manager connections"},
    {"[general]\nport = 5038\n", "a",
        ": [general] has no enabled = yes: this Asterisk accepts no manager connections"},
    {"", NULL, ": [general] has no enabled = yes: this Asterisk accepts no manager connections"},
    {ON "[a]\nsecret=s\nread=all\n", NULL,
        ": no account has write permission, choose one with -u: [a]"},
    {ON, NULL, ": it has no account: man amsh shows one, at First steps"},
    {ON "[a](!)\nsecret=s\nwrite=all\n", NULL,
        ": it has no account: man amsh shows one, at First steps"},
    {ON "[a]\nsecret=s\nwrite=all\n", "b", ": no such account: [b], but [a]"},
    {ON "[t](!)\nread=all\n[a](t)\n[A]\nwrite=all\n[c](t)\n", "b",
        ": no such account: [b], but [a], [c]"},
    {ON "[a]\n[b]\n[c]\n[d]\n[e]\n[f]\n[g]\n[h]\n[i]\n[j]\n", "x",
        ": no such account: [x], but [a], [b], [c], [d], [e], [f], [g], [h] and 2 more"},
    {ON, "x", ": it has no account: man amsh shows one, at First steps"},
    {ON "[a]\nwrite=all\n", NULL, ":3: the account [a] has no secret"},
    {ON "[a]\nsecret=s\nread=all\n", "a", NULL},
    {ON "[a]\nsecret=s\nwrite=all\n", NULL, NULL},
};

START_TEST(says_why_it_is_of_no_help)
{
	struct manager m = {0};
	struct err err = {0};
	const char *file =
	    folder_write("manager.conf", str_of(useless[_i].text), 0600);

	ck_assert_msg(manager_read(&m, file, useless[_i].asked, &err) == 0, "%s", err.text);
	if (useless[_i].why) {
		ck_assert_ptr_nonnull(m.why);
		ck_assert(str_starts(str_of(m.why), str_of(file)));
		ck_assert_str_eq(m.why + strlen(file), useless[_i].why);
	} else {
		ck_assert_ptr_null(m.why);
	}
	manager_clear(&m);
}
END_TEST

Suite *suite_manager(void);

Suite *
suite_manager(void)
{
	Suite *s = suite_create("manager");
	TCase *t = tcase_create("manager");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, files_are_read, 0, sizeof(files) / sizeof(files[0]));
	tcase_add_loop_test(t, says_why_it_is_of_no_help, 0,
	    sizeof(useless) / sizeof(useless[0]));
	tcase_add_test(t, includes_are_found_beside_it);
	tcase_add_test(t, certificates_are_pinned);
	tcase_add_test(t, bad_files_are_refused);
	suite_add_tcase(s, t);
	return s;
}
