/* SPDX-License-Identifier: ISC */
/* Where a server's ARI is, who logs in there, and where no secret may go. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../expect.h"
#include "conf/profile.h"
#include "conf/target.h"
#include "folder.h"

Suite *suite_target_ari(void);

static struct options o;
static struct target t;
static struct err err;
static struct profiles profiles;
static const char *folder;

/* Set a member as the command line does. */
static void
option(const char *name, const char *value)
{
	struct origin from = {.source = SOURCE_OPTION};

	ck_assert_msg(options_set(&o, str_of(name), value, from, &err) == 0, "%s", err.text);
}

static void
setup(void)
{
	unsetenv("AMSH_SERVER");
	unsetenv("AMSH_USER");
	unsetenv("AMSH_SECRET");
	unsetenv("AMSH_ARI_SECRET");
	folder = folder_make();
	o = (struct options){.no_config = true};
	t = (struct target){0};
	profiles = (struct profiles){0};
}

static void
teardown(void)
{
	target_clear(&t);
	target_forget();
	profiles_clear(&profiles);
	folder_remove();
}

/* Read an amsh.conf. */
static void
configure(const char *text)
{
	static char path[200];

	snprintf(path, sizeof(path), "%s", folder_write("amsh.conf", str_of(text), 0600));
	o.config = path;
	ck_assert_msg(profiles_read(&profiles, &o, &err) == 0, "%s", err.text);
	o.profiles = &profiles;
}

static void
environment(const char *variable, const char *secret)
{
	setenv(variable, secret, 1);
	target_take_environment();
	ck_assert_ptr_null(getenv(variable));
}

/* What comes: "USER SECRET URL"; secret ! is a command's, ? has to be asked for. */
static void
expect_from(const char *server, const char *want)
{
	struct buf got = BUF_INIT(BUF_MAX_LINE);

	target_clear(&t);
	ck_assert_msg(target_resolve_ari(&t, &o, server, NULL, &err) == 0, "%s", err.text);
	buf_addf(&got, "%s ", t.endpoint.user);
	if (t.has_secret)
		buf_adds(&got, buf_str(&t.secret));
	else
		buf_addz(&got, t.runs_command ? "!" : "?");
	buf_addc(&got, ' ');
	endpoint_print(&got, &t.endpoint);
	EXPECT_STR(buf_str(&got), str_of(want));
	buf_clear(&got);
}

static void
expect(const char *want)
{
	expect_from(NULL, want);
}

static void
refuse(enum err_kind kind, const char *why)
{
	target_clear(&t);
	ck_assert_int_eq(target_resolve_ari(&t, &o, NULL, NULL, &err), -1);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_str_eq(err.text, why);
}

START_TEST(ari_is_where_the_server_is)
{
	environment("AMSH_SECRET", "s");
	option("user", "me");
	option("auth", "plain");
	expect("me s http://127.0.0.1:8088/ari/");
	option("server", "ami://you@pbx:7");
	option("user", "you");
	expect("you s http://pbx:8088/ari/");
	option("server", "amis://pbx:7");
	option("tls_ca", "ca");
	expect("you s https://pbx:8089/ari/");
	ck_assert_str_eq(t.endpoint.tls.ca, "ca");
	option("server", "https://pbx:7/x/amxml");
	expect("you s https://pbx:7/x/ari/");
	ck_assert(!t.endpoint.http.digest && !t.endpoint.http.mxml);
	option("host", "other");
	expect("you s https://other:7/x/ari/");
}
END_TEST

START_TEST(settings_come_first)
{
	environment("AMSH_SECRET", "s");
	option("server", "ami://me@pbx");
	option("ari", "https://pbx:1/x/ari");
	expect("me s https://pbx:1/x/ari/");
	option("ari", "https://bob@pbx:1");
	expect("bob ? https://pbx:1/ari/");
	ck_assert_int_eq(t.account, ACCOUNT_ARI);
	environment("AMSH_ARI_SECRET", "a");
	expect("bob a https://pbx:1/ari/");
	option("ari_user", "eve");
	expect("eve a https://pbx:1/ari/");
	ck_assert_str_eq(buf_z(&t.secret_from), "AMSH_ARI_SECRET");
	option("ari_secret_file", folder_write("secret", STR("f\n"), 0600));
	expect("eve f https://pbx:1/ari/");
}
END_TEST

#define SECTIONS                                                                                   \
	"[general]\nari = https://general/ari\n"                                                   \
	"[a]\nserver = ami://me@127.0.0.1\nsecret = s\n"                                           \
	"[b]\nserver = ami://me@127.0.0.1\nsecret = s\nari = https://away/ari\n"                   \
	"[c]\nserver = ami://me@127.0.0.1\nsecret = s\nari_user = x\nari_secret_command = true\n"  \
	"[d]\nserver = ami://me@127.0.0.1\nsecret = s\nari_secret = t\n"

START_TEST(sections_have_their_own)
{
	configure(SECTIONS);
	option("server", "a");
	expect("me s http://127.0.0.1:8088/ari/");
	option("server", "b");
	expect("me s https://away:8089/ari/");
	option("server", "c");
	expect("x ! http://127.0.0.1:8088/ari/");
	option("server", "d");
	expect("me t http://127.0.0.1:8088/ari/");
	expect_from("b", "me s https://away:8089/ari/");
	expect_from("c", "x ! http://127.0.0.1:8088/ari/");
}
END_TEST

/* What is said of all servers leads elsewhere than this one. */
START_TEST(another_servers_ari_is_not_this_ones)
{
	configure(SECTIONS);
	option("user", "me");
	option("server", "ami://127.0.0.1");
	expect("me ? http://127.0.0.1:8088/ari/");
	options_reset(&o, &o.server);
	expect("me ? https://general:8089/ari/");
}
END_TEST

START_TEST(secrets_go_to_their_own_host)
{
	environment("AMSH_SECRET", "s");
	option("server", "ami://me@pbx");
	option("ari", "https://away/ari");
	expect("me ? https://away:8089/ari/");
	option("ari", "https://PBX/ari");
	expect("me s https://PBX:8089/ari/");
	option("ari_user", "other");
	expect("other ? https://PBX:8089/ari/");
}
END_TEST

START_TEST(connect_leaves_the_command_lines_ari)
{
	environment("AMSH_ARI_SECRET", "a");
	option("server", "amis://me@pbx");
	option("ari", "https://away/ari");
	option("ari_user", "x");
	option("ari_secret_file", folder_write("secret", STR("f\n"), 0600));
	expect("x f https://away:8089/ari/");
	expect_from("amis://me@other", "me ? https://other:8089/ari/");
	expect_from("amis://me@pbx", "x f https://away:8089/ari/");
	options_reset(&o, &o.ari_secret_file);
	expect_from("amis://me@other", "me ? https://other:8089/ari/");
	expect_from("amis://me@pbx", "x a https://away:8089/ari/");
}
END_TEST

START_TEST(certificates_are_those_of_the_host)
{
	option("server", "amis://me@pbx");
	option("insecure", "yes");
	option("tls_cert", "cert");
	expect("me ? https://pbx:8089/ari/");
	ck_assert(t.endpoint.tls.insecure);
	option("ari", "https://away/ari");
	expect("me ? https://away:8089/ari/");
	ck_assert(!t.endpoint.tls.insecure);
	ck_assert_str_eq(t.endpoint.tls.cert, "cert");
	option("server", "ami://me@pbx");
	expect("me ? https://away:8089/ari/");
	ck_assert(t.endpoint.tls.insecure);
}
END_TEST

START_TEST(secrets_are_not_shown_on_the_way)
{
	option("server", "ami://me@pbx");
	refuse(ERR_LOGIN, "http://pbx:8088/ari/: the secret over an unencrypted connection is refused "
	    "unless --auth plain asks for it: use https://, or --jump to a server at 127.0.0.1");
	option("auth", "md5");
	option("ari", "http://localhost:1");
	expect("me ? http://localhost:1/ari/");
	option("ari", "http://pbx:1");
	option("auth", "plain");
	expect("me ? http://pbx:1/ari/");
}
END_TEST

START_TEST(jumps_lead_there)
{
	option("server", "ami://me@127.0.0.1");
	option("jump", "gate");
	expect("me ? http://127.0.0.1:8088/ari/");
	ck_assert_str_eq(t.endpoint.proxy, "ssh -W '127.0.0.1:8088' -- 'gate'");
	options_reset(&o, &o.jump);
	option("proxy_command", "nc a 1");
	refuse(ERR_USAGE, "proxy_command leads to 127.0.0.1:5038, but ARI is at 127.0.0.1:8088: "
	    "--jump can lead to both");
	option("server", "http://me@127.0.0.1");
	expect("me ? http://127.0.0.1:8088/ari/");
	ck_assert_str_eq(t.endpoint.proxy, "nc a 1");
}
END_TEST

#define MANAGER "[general]\nenabled=yes\n[m]\nsecret=s\nwrite=all\n"
#define HTTP    "[general]\nenabled=yes\nbindaddr=192.0.2.1\nprefix=x\n"
#define ARI     "[r]\ntype=user\nread_only=yes\npassword=1\n[w]\ntype=user\npassword=2\n"

START_TEST(the_local_asterisk_says_it)
{
	static char file[200];

	snprintf(file, sizeof(file), "%s", folder_write("manager.conf", STR(MANAGER), 0600));
	option("manager_conf", file);
	expect("m s http://127.0.0.1:8088/ari/");
	folder_write("http.conf", STR(HTTP), 0600);
	expect("m s http://192.0.2.1:8088/x/ari/");
	folder_write("ari.conf", STR(ARI), 0600);
	expect("w 2 http://192.0.2.1:8088/x/ari/");
	ck_assert_ptr_null(t.why);
	option("user", "r");
	expect("r 1 http://192.0.2.1:8088/x/ari/");
	option("user", "m");
	expect("w 2 http://192.0.2.1:8088/x/ari/");
	option("ari_user", "r");
	expect("r 1 http://192.0.2.1:8088/x/ari/");
	option("ari_user", "m");
	expect("m s http://192.0.2.1:8088/x/ari/");
	ck_assert_msg(t.why && strstr(t.why, "ari.conf: no such user: [m]"), "%s", t.why);
	environment("AMSH_ARI_SECRET", "a");
	expect("m a http://192.0.2.1:8088/x/ari/");
}
END_TEST

START_TEST(the_local_secrets_stay_here)
{
	static char file[200];

	snprintf(file, sizeof(file), "%s", folder_write("manager.conf", STR(MANAGER), 0600));
	folder_write("http.conf", STR(HTTP), 0600);
	folder_write("ari.conf", STR(ARI), 0600);
	option("manager_conf", file);
	option("ari", "https://away/ari");
	expect("m ? https://away:8089/ari/");
	option("ari_user", "w");
	expect("w ? https://away:8089/ari/");
	options_reset(&o, &o.ari);
	options_reset(&o, &o.ari_user);
	option("server", "amis://u@pbx");
	expect("u ? https://pbx:8089/ari/");
}
END_TEST

START_TEST(says_what_is_missing)
{
	refuse(ERR_USAGE, "no user of ARI: give one with --ari-user, -u or user@ in the URL of ari");
	option("server", "ami://me@127.0.0.1");
	expect("me ? http://127.0.0.1:8088/ari/");
	ck_assert_int_eq(target_refuse(&t, &err), -1);
	ck_assert_str_eq(err.text, "no secret: set AMSH_SECRET or use --secret-file");
	option("ari_user", "x");
	expect("x ? http://127.0.0.1:8088/ari/");
	ck_assert_int_eq(target_refuse(&t, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(
	    err.text, "no secret for ARI: set AMSH_ARI_SECRET or use --ari-secret-file");
}
END_TEST

Suite *
suite_target_ari(void)
{
	Suite *suite = suite_create("target_ari");
	TCase *tests = tcase_create("target_ari");

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, ari_is_where_the_server_is);
	tcase_add_test(tests, settings_come_first);
	tcase_add_test(tests, sections_have_their_own);
	tcase_add_test(tests, another_servers_ari_is_not_this_ones);
	tcase_add_test(tests, secrets_go_to_their_own_host);
	tcase_add_test(tests, connect_leaves_the_command_lines_ari);
	tcase_add_test(tests, certificates_are_those_of_the_host);
	tcase_add_test(tests, secrets_are_not_shown_on_the_way);
	tcase_add_test(tests, jumps_lead_there);
	tcase_add_test(tests, the_local_asterisk_says_it);
	tcase_add_test(tests, the_local_secrets_stay_here);
	tcase_add_test(tests, says_what_is_missing);
	suite_add_tcase(suite, tests);
	return suite;
}
