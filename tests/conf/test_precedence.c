/* SPDX-License-Identifier: ISC */
/* Which of several sources counts, for each pair of them, and what connect changes. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../expect.h"
#include "conf/precedence.h"
#include "conf/target.h"
#include "folder.h"

static struct profiles profiles;
static struct options o;
static struct target t;
static struct err err;

static const char text[] = "[general]\n"
                           "default = office\n"
                           "user = general\n"
                           "timeout = 30\n"
                           "[office]\n"
                           "server = ami://url@office:1\n"
                           "timeout = 20\n"
                           "secret = office-secret\n"
                           "events = call\n"
                           "[branch]\n"
                           "server = amis://branch\n"
                           "user = branch\n"
                           "secret_command = echo branch-secret; echo more\n"
                           "tls_pin = branch-pin\n"
                           "jump = root@branch\n"
                           "[bare]\n"
                           "timeout = 10\n"
                           "[all]\n"
                           "group = office,branch\n";

static void
setup(void)
{
	unsetenv("AMSH_SERVER");
	unsetenv("AMSH_USER");
	unsetenv("AMSH_SECRET");
	folder_make();
	err = (struct err){0};
	t = (struct target){0};
	profiles = (struct profiles){0};
	o = (struct options){.config = folder_write("amsh.conf", str_of(text), 0600)};
	ck_assert_msg(profiles_read(&profiles, &o, &err) == 0, "%s", err.text);
	o = (struct options){.no_config = true, .profiles = &profiles};
}

static void
teardown(void)
{
	target_clear(&t);
	target_forget();
	profiles_clear(&profiles);
	folder_remove();
}

static void
option(const char *name, const char *value)
{
	struct origin from = {.source = SOURCE_OPTION};

	ck_assert_msg(options_set(&o, str_of(name), value, from, &err) == 0, "%s", err.text);
}

/* Resolve, twice in a row as a second connection does, and expect "user@host:port secret". */
static void
expect_as(const char *present, const char *server, const char *want)
{
	struct buf got = BUF_INIT(BUF_MAX_LINE);
	const struct options given = o;

	for (int i = 0; i < 2; i++) {
		target_clear(&t);
		buf_reset(&got);
		ck_assert_msg(target_resolve(&t, &o, server, present, &err) == 0, "%s: %s",
		    want, err.text);
		buf_addf(&got, "%s@%s:%s ", t.endpoint.user, t.endpoint.host, t.endpoint.port);
		if (t.runs_command)
			ck_assert_int_eq(target_run_command(&t, &err), 0);
		buf_adds(&got, t.has_secret ? buf_str(&t.secret) : STR("asked"));
		EXPECT_STR(buf_str(&got), str_of(want));
		if (!server)
			ck_assert_int_eq(precedence_apply(&o, NULL, &err), 0);
	}
	buf_clear(&got);
	o = given;
}

static void
expect(const char *server, const char *want)
{
	expect_as(NULL, server, want);
}

START_TEST(the_preset_section_applies)
{
	expect(NULL, "url@office:1 office-secret");
	ck_assert_int_eq(t.options.timeout, 20000);
	ck_assert_str_eq(t.options.events, "call");
	ck_assert_uint_eq(options_origin(&t.options, &t.options.timeout)->line, 7);
}
END_TEST

START_TEST(a_named_section_applies)
{
	option("server", "branch");
	expect(NULL, "branch@branch:5039 branch-secret");
	ck_assert_int_eq(t.options.timeout, 30000);
	ck_assert_str_eq(t.endpoint.proxy, "ssh -W 'branch:5039' -- 'root@branch'");
}
END_TEST

START_TEST(a_url_takes_no_section)
{
	option("server", "ami://h");
	expect(NULL, "general@h:5038 asked");
	ck_assert_int_eq(t.options.timeout, 30000);
	ck_assert_ptr_null(t.options.events);
}
END_TEST

START_TEST(a_host_takes_no_section)
{
	option("host", "h");
	expect(NULL, "general@h:5038 asked");
}
END_TEST

START_TEST(pieces_change_a_section)
{
	option("port", "99");
	option("user", "me");
	expect(NULL, "me@office:99 office-secret");
}
END_TEST

START_TEST(the_environment_comes_before_sections)
{
	setenv("AMSH_USER", "env", 1);
	expect(NULL, "env@office:1 office-secret");
	setenv("AMSH_SERVER", "branch", 1);
	setenv("AMSH_SECRET", "env-secret", 1);
	target_take_environment();
	expect(NULL, "env@branch:5039 env-secret");
	setenv("AMSH_SERVER", "ami://there@env", 1);
	expect(NULL, "env@env:5038 env-secret");
	unsetenv("AMSH_USER");
	expect(NULL, "there@env:5038 env-secret");
}
END_TEST

START_TEST(options_come_before_the_environment)
{
	setenv("AMSH_USER", "env", 1);
	setenv("AMSH_SERVER", "ami://env", 1);
	setenv("AMSH_SECRET", "env-secret", 1);
	target_take_environment();
	option("server", "office");
	option("user", "me");
	option("secret_file", folder_write("secret", STR("file-secret\n"), 0600));
	expect(NULL, "me@office:1 file-secret");
}
END_TEST

START_TEST(connect_comes_before_all)
{
	setenv("AMSH_USER", "env", 1);
	option("server", "ami://h");
	option("user", "me");
	option("port", "99");
	option("jump", "gate");
	expect("branch", "branch@branch:5039 branch-secret");
	ck_assert_str_eq(t.endpoint.proxy, "ssh -W 'branch:5039' -- 'root@branch'");
	expect("office", "url@office:1 office-secret");
	ck_assert_ptr_null(t.endpoint.proxy);
	expect("ami://x", "me@x:5038 asked");
	expect("bare", "me@127.0.0.1:5038 asked");
	expect(NULL, "me@h:99 asked");
	ck_assert_str_eq(t.endpoint.proxy, "ssh -W 'h:99' -- 'gate'");
}
END_TEST

/* The secret of the start, from a file or the environment, is for its host, port and user alone. */
START_TEST(secrets_stay_with_their_server)
{
	static const char *const others[][2] = {
	    {"ami://me@other:99", "me@other:99 asked"},
	    {"ami://me@home", "me@home:5038 asked"},
	    {"ami://you@home:99", "you@home:99 asked"},
	    {"amis://me@home:99", "me@home:99 asked"},
	    {"bare", "me@127.0.0.1:5038 asked"},
	    {"office", "url@office:1 office-secret"},
	};

	option("server", "ami://home:99");
	option("user", "me");
	for (int from_file = 0; from_file < 2; from_file++) {
		if (from_file)
			option("secret_file", folder_write("file", STR("own\n"), 0600));
		setenv("AMSH_SECRET", "own", 1);
		target_take_environment();
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
			expect(others[i][0], others[i][1]);
		expect("ami://HOME:99", "me@HOME:99 own");
		expect(NULL, "me@home:99 own");
		target_forget();
	}
	option("jump", "gate"); /* then home is home as seen from there */
	expect("ami://home:99", "me@home:99 asked");
}
END_TEST

/* [general] is for every server, and the command line's own secret hides none of it. */
START_TEST(a_secret_for_all_servers_stays)
{
	struct setting all = {.name = (char[]){"secret"}, .value = (char[]){"for-all"}};
	struct profiles general = {.general = {.v = &all, .n = 1}};

	o.profiles = &general;
	option("server", "ami://me@home");
	option("secret_file", folder_write("file", STR("own\n"), 0600));
	expect(NULL, "me@home:5038 own");
	expect("ami://me@other", "me@other:5038 for-all");
}
END_TEST

START_TEST(what_proves_a_server_stays_with_it)
{
	option("server", "amis://home");
	option("user", "me");
	option("tls_name", "name");
	option("tls_pin", "pin");
	option("insecure", "yes");
	option("tls_ca", "ca");
	option("tls_cert", "cert");
	option("tls_key", "key");
	expect("amis://you@home", "you@home:5039 asked");
	ck_assert_str_eq(t.endpoint.tls.name, "name");
	ck_assert_str_eq(t.endpoint.tls.pin, "pin");
	ck_assert(t.endpoint.tls.insecure);
	expect("branch", "branch@branch:5039 branch-secret");
	ck_assert_str_eq(t.endpoint.tls.pin, "branch-pin");
	expect("amis://home:1", "me@home:1 asked");
	ck_assert_ptr_null(t.endpoint.tls.name);
	ck_assert_ptr_null(t.endpoint.tls.pin);
	ck_assert(!t.endpoint.tls.insecure);
	ck_assert_str_eq(t.endpoint.tls.ca, "ca");
	ck_assert_str_eq(t.endpoint.tls.cert, "cert");
	ck_assert_str_eq(t.endpoint.tls.key, "key");
}
END_TEST

START_TEST(who_is_logged_in_stays)
{
	struct profiles none = {0};

	option("user", "me");
	expect_as("now", "ami://x", "now@x:5038 asked");
	expect_as("now", "ami://you@x", "you@x:5038 asked");
	expect_as("now", "bare", "me@127.0.0.1:5038 asked");
	expect_as("now", "branch", "branch@branch:5039 branch-secret");
	expect_as("now", NULL, "me@office:1 office-secret");
	options_reset(&o, &o.user);
	expect_as("now", "bare", "general@127.0.0.1:5038 asked");
	o.profiles = &none;
	expect_as("now", "ami://x", "now@x:5038 asked");
}
END_TEST

/* What ssh takes as options is taken out of the host; what is for nobody's eyes asks nobody. */
START_TEST(jumps_have_ports)
{
	static const struct {
		const char *jump, *command;
	} all[] = {
	    {"gate", "-W 'branch:5039' -- 'gate'"},
	    {"root@gate:2299", "-p 2299 -W 'branch:5039' -- 'root@gate'"},
	    {"root@[::1]:2299", "-p 2299 -W 'branch:5039' -- 'root@::1'"},
	    {"[::1]", "-W 'branch:5039' -- '::1'"},
	    {"::1", "-W 'branch:5039' -- '::1'"},
	    {"ssh://root@gate:2299", "-W 'branch:5039' -- 'ssh://root@gate:2299'"},
	    {"a@b:22,c", "-J 'a@b:22' -W 'branch:5039' -- 'c'"},
	    {"gate:x", "-W 'branch:5039' -- 'gate:x'"},
	};

	option("server", "branch");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf asked = BUF_INIT(256), unasked = BUF_INIT(256);
		option("jump", all[i].jump);
		expect(NULL, "branch@branch:5039 branch-secret");
		buf_addf(&asked, "ssh %s", all[i].command);
		buf_addf(&unasked, "ssh -o BatchMode=yes %s", all[i].command);
		EXPECT_STR(str_of(t.endpoint.proxy), buf_str(&asked));
		EXPECT_STR(str_of(t.endpoint.proxy_unasked), buf_str(&unasked));
		buf_clear(&asked);
		buf_clear(&unasked);
	}
}
END_TEST

/* A secret in a jump is refused and not shown, wherever it stands. */
START_TEST(jumps_hold_no_secret)
{
	static const char *const all[] = {"hello:SECRET@gate", "a,hello:SECRET@gate:22",
	    "hello:SECRET@gate,b", "ssh://hello:SECRET@gate", "hello:SEC,RET@gate",
	    "hello:SEC@RET@gate", "hello:@gate"};
	char config[256];

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		option("jump", all[i]);
		target_clear(&t);
		ck_assert_int_eq(target_resolve(&t, &o, NULL, NULL, &err), -1);
		ck_assert_int_eq(err.kind, ERR_USAGE);
		ck_assert_str_eq(err.text, "jump holds a secret, which others can see: ssh uses a "
		    "key or asks for a password");
		snprintf(config, sizeof(config), "[general]\ndefault = x\n[x]\nserver = ami://x\njump = %s\n", all[i]);
		options_reset(&o, &o.jump);
		profiles_clear(&profiles);
		struct options from = {.config = folder_write("jump.conf", str_of(config), 0600)};
		ck_assert_msg(profiles_read(&profiles, &from, &err) == 0, "%s", err.text);
		target_clear(&t);
		ck_assert_int_eq(target_resolve(&t, &o, NULL, NULL, &err), -1);
		ck_assert_ptr_nonnull(strstr(err.text, "jump.conf:5: jump holds a secret"));
		ck_assert_ptr_null(strstr(err.text, "SEC"));
	}
}
END_TEST

START_TEST(ways_exclude_each_other)
{
	option("proxy_command", "nc pbx 5038");
	expect(NULL, "url@office:1 office-secret");
	ck_assert_str_eq(t.endpoint.proxy, "nc pbx 5038");
	option("server", "branch");
	expect(NULL, "branch@branch:5039 branch-secret");
	ck_assert_str_eq(t.endpoint.proxy, "nc pbx 5038");
	option("proxy_command", "");
	expect(NULL, "branch@branch:5039 branch-secret");
	ck_assert_ptr_null(t.endpoint.proxy);
	option("jump", "it's-[a]-gate");
	option("host", "::1");
	target_clear(&t);
	ck_assert_int_eq(target_resolve(&t, &o, NULL, NULL, &err), -1);
	ck_assert_str_eq(err.text, "jump and proxy_command are both given: it's-[a]-gate, ");
	target_clear(&t);
	options_reset(&o, &o.proxy_command);
	expect(NULL, "branch@::1:5039 branch-secret");
	ck_assert_str_eq(t.endpoint.proxy, "ssh -W '[::1]:5039' -- 'it'\\''s-[a]-gate'");
}
END_TEST

static void
refuse(const char *server, const char *why)
{
	target_clear(&t);
	ck_assert_int_eq(target_resolve(&t, &o, server, NULL, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, why);
}

START_TEST(unknown_sections_are_refused)
{
	refuse("ofice", "not a server: ofice (ami://[user@]host[:port], amis://… or a section of "
	                "amsh.conf) (did you mean office?)");
	refuse("all", "all is a group, give one of its servers: office,branch");
	option("server", "all");
	refuse(NULL, "all is a group, give one of its servers: office,branch");
}
END_TEST

START_TEST(the_local_asterisk_comes_last)
{
	static const char conf[] = "[general]\nenabled=yes\nport=7\n[m]\nsecret=m-secret\nwrite=all\n"
	                           "[n]\nsecret=n-secret\n";
	struct profiles none = {0};

	o.profiles = &none;
	option("manager_conf", folder_write("manager.conf", str_of(conf), 0600));
	expect(NULL, "m@127.0.0.1:7 m-secret");
	option("port", "8");
	option("user", "n");
	expect(NULL, "n@127.0.0.1:8 n-secret");
	option("jump", "gate");
	expect(NULL, "n@127.0.0.1:8 asked");
	options_reset(&o, &o.jump);
	option("host", "h");
	expect(NULL, "n@h:8 asked");
}
END_TEST

START_TEST(everything_can_be_shown)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	option("output", "json");
	option("server", "branch");
	ck_assert_int_eq(target_show(&out, &o, &err), 0);
	ck_assert_ptr_nonnull(strstr(buf_z(&out), "amis://branch:5039"));
	ck_assert_ptr_nonnull(strstr(buf_z(&out), "amsh.conf:11"));
	ck_assert_ptr_nonnull(strstr(buf_z(&out), "secret_command   (hidden)"));
	ck_assert_ptr_null(strstr(buf_z(&out), "branch-secret"));
	ck_assert_ptr_nonnull(strstr(buf_z(&out), "option"));
	buf_reset(&out);
	option("server", "office");
	ck_assert_int_eq(target_show(&out, &o, &err), 0);
	ck_assert_ptr_nonnull(strstr(buf_z(&out), "secret           (hidden)"));
	ck_assert_ptr_null(strstr(buf_z(&out), "office-secret"));
	buf_clear(&out);
}
END_TEST

Suite *suite_precedence(void);

Suite *
suite_precedence(void)
{
	Suite *s = suite_create("precedence");
	TCase *c = tcase_create("precedence");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, the_preset_section_applies);
	tcase_add_test(c, a_named_section_applies);
	tcase_add_test(c, a_url_takes_no_section);
	tcase_add_test(c, a_host_takes_no_section);
	tcase_add_test(c, pieces_change_a_section);
	tcase_add_test(c, the_environment_comes_before_sections);
	tcase_add_test(c, options_come_before_the_environment);
	tcase_add_test(c, connect_comes_before_all);
	tcase_add_test(c, secrets_stay_with_their_server);
	tcase_add_test(c, a_secret_for_all_servers_stays);
	tcase_add_test(c, what_proves_a_server_stays_with_it);
	tcase_add_test(c, who_is_logged_in_stays);
	tcase_add_test(c, ways_exclude_each_other);
	tcase_add_test(c, jumps_have_ports);
	tcase_add_test(c, jumps_hold_no_secret);
	tcase_add_test(c, unknown_sections_are_refused);
	tcase_add_test(c, the_local_asterisk_comes_last);
	tcase_add_test(c, everything_can_be_shown);
	suite_add_tcase(s, c);
	return s;
}
