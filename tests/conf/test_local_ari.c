/* SPDX-License-Identifier: ISC */
/* http.conf and ari.conf: where the local Asterisk has ARI, and which account is used. */
#include "conf/local_ari.h"

#include <check.h>
#include <stdio.h>

#include "folder.h"

Suite *suite_local_ari(void);

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

#define ON    "[general]\nenabled=yes\nbindaddr=127.0.0.1\n"
#define USER  "[hello]\ntype=user\npassword=w0rld\n"
#define BROKE ": this Asterisk has no HTTP server, which ARI needs"

static const struct {
	const char *http, *ari; /* the files; NULL: there is none */
	const char *asked;      /* user */
	bool required;
	const char *url, *user, *secret, *why; /* what comes; why from the file's name on */
} files[] = {
    {NULL, NULL, NULL, false, NULL, NULL, NULL, "http.conf: there is no such file" BROKE},
    {NULL, USER, NULL, false, NULL, NULL, NULL, "http.conf: there is no such file" BROKE},
    {ON, USER, NULL, false, "http://127.0.0.1:8088/ari", "hello", "w0rld", NULL},
    {ON "bindaddr=0.0.0.0\nbindport=80\nprefix=asterisk\n", USER, NULL, false,
        "http://127.0.0.1:80/asterisk/ari", "hello", "w0rld", NULL},
    {ON "bindaddr=[::]:81\nbindport=80\nprefix=/a/b/\n", NULL, NULL, false, "http://[::1]:81/a/b/ari",
        NULL, NULL, NULL},
    {"[general]\ntlsenable=yes\ntlsbindaddr=0.0.0.0:99\n", USER, NULL, false,
        "https://127.0.0.1:99/ari", "hello", "w0rld", NULL},
    {ON "tlsenable=yes\n", NULL, NULL, false, "http://127.0.0.1:8088/ari", NULL, NULL, NULL},
    {"[general]\nbindaddr=::\n", USER, NULL, false, NULL, NULL, NULL,
        "http.conf: [general] has no enabled = yes" BROKE},
    {"[general]\nenabled=no\nbindaddr=::\n", USER, NULL, false, NULL, NULL, NULL,
        "http.conf:2: enabled = no" BROKE},
    {"[general]\nenabled=yes\n", USER, NULL, false, NULL, NULL, NULL,
        "http.conf: [general] has no bindaddr" BROKE},
    {ON, "[general]\nenabled=no\n" USER, NULL, false, "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf:2: enabled = no: this Asterisk has no ARI"},
    {ON, "[general]\nenabled=yes\n", NULL, false, "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf: no section has type = user and a password"},
    {ON, "[a]\npassword=p\n[b](!)\ntype=user\npassword=p\n[c]\ntype=outbound_websocket\n", NULL,
        false, "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf: no section has type = user and a password"},
    {ON, "[r]\ntype=user\nread_only=yes\npassword=p\n[c]\ntype=user\npassword=q\n"
         "password_format=crypt\n" USER, NULL, false, "http://127.0.0.1:8088/ari", "hello", "w0rld",
        NULL},
    {ON, "[r]\ntype=user\nread_only=yes\npassword=p;x\npassword_format=PLAIN\n", NULL, false,
        "http://127.0.0.1:8088/ari", "r", "p", NULL},
    {ON, "[r]\ntype=user\nread_only=yes\npassword=p\n" USER, "R", false, "http://127.0.0.1:8088/ari",
        "r", "p", NULL},
    {ON, USER, "bob", false, "http://127.0.0.1:8088/ari", "hello", "w0rld", NULL},
    {ON, USER, "bob", true, "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf: no such user: [bob]"},
    {ON, "[c]\ntype=user\npassword=q\npassword_format=crypt\n", "c", true,
        "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf:1: the password of [c] is encrypted (ari_secret_command can give it)"},
    {ON, "[c]\ntype=user\n", "c", true, "http://127.0.0.1:8088/ari", NULL, NULL,
        "ari.conf:1: the password of [c] is missing"},
};

static void
expect_text(const char *what, const char *got, const char *want)
{
	ck_assert_msg(got && want ? strcmp(got, want) == 0 : got == want,
	    "%s: expected %s, came %s", what, want ? want : "nothing", got ? got : "nothing");
}

START_TEST(files_are_read)
{
	struct local_ari a = {0};
	struct err err = {0};

	if (files[_i].http)
		folder_write("http.conf", str_of(files[_i].http), 0600);
	if (files[_i].ari)
		folder_write("ari.conf", str_of(files[_i].ari), 0600);
	ck_assert_msg(local_ari_read(&a, folder, files[_i].asked, files[_i].required, &err) == 0,
	    "%s", err.text);
	expect_text("url", a.url, files[_i].url);
	expect_text("user", a.user, files[_i].user);
	expect_text("secret", a.secret, files[_i].secret);
	expect_text("why", a.why ? a.why + strlen(folder) + 1 : NULL, files[_i].why);
	local_ari_clear(&a);
}
END_TEST

START_TEST(bad_files_are_refused)
{
	struct local_ari a = {0};
	struct err err = {0};
	char text[500];

	const char *file = folder_write("http.conf", STR("enabled = yes\n"), 0600);
	ck_assert_int_eq(local_ari_read(&a, folder, NULL, false, &err), -1);
	ck_assert_msg(str_starts(str_of(err.text), str_of(file)), "%s", err.text);
	local_ari_clear(&a);
	snprintf(text, sizeof(text), "[general]\ntlsenable=yes\ntlscertfile=%s/none\n", folder);
	folder_write("http.conf", str_of(text), 0600);
	ck_assert_int_eq(local_ari_read(&a, folder, NULL, false, &err), -1);
	ck_assert_msg(strstr(err.text, "http.conf:3: ") != NULL, "%s", err.text);
	local_ari_clear(&a);
	folder_write("http.conf", STR(ON), 0600);
	file = folder_write("ari.conf", STR("password = w0rld\n"), 0600);
	ck_assert_int_eq(local_ari_read(&a, folder, NULL, false, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_msg(str_starts(str_of(err.text), str_of(file)), "%s", err.text);
	ck_assert_msg(!strstr(err.text, "w0rld"), "%s", err.text);
	local_ari_clear(&a);
}
END_TEST

Suite *
suite_local_ari(void)
{
	Suite *s = suite_create("local_ari");
	TCase *t = tcase_create("local_ari");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, files_are_read, 0, sizeof(files) / sizeof(files[0]));
	tcase_add_test(t, bad_files_are_refused);
	suite_add_tcase(s, t);
	return s;
}
