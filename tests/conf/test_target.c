/* SPDX-License-Identifier: ISC */
/* Which server, user and secret: their order, and what is refused. */
#include "conf/target.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/streams.h"
#include "../expect.h"

Suite *suite_target(void);

static struct options o;
static struct target t;
static struct err err;
static char folder[] = "/tmp/amsh-target-XXXXXX";
static char file[64];

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
	unsetenv("XDG_CONFIG_HOME");
	strcpy(folder, "/tmp/amsh-target-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("HOME", folder, 1);
	snprintf(file, sizeof(file), "%s/secret", folder);
	o = (struct options){.no_config = true};
	option("user", "me");
	t = (struct target){0};
	streams_save();
	streams_to_file(STDERR_FILENO);
}

static void
teardown(void)
{
	target_clear(&t);
	target_forget();
	unlink(file);
	rmdir(folder);
	streams_restore();
}

static void
resolve(const char *server)
{
	target_clear(&t);
	ck_assert_msg(target_resolve(&t, &o, server, NULL, &err) == 0, "%s", err.text);
}

static void
refuse(const char *server, const char *why)
{
	target_clear(&t);
	ck_assert_int_eq(target_resolve(&t, &o, server, NULL, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, why);
}

static void
expect_server(enum scheme scheme, const char *host, const char *port, const char *user)
{
	const struct endpoint *e = &t.endpoint;

	ck_assert_int_eq(e->scheme, scheme);
	ck_assert_str_eq(e->host, host);
	ck_assert_str_eq(e->port, port);
	ck_assert_str_eq(e->user, user);
}

START_TEST(falls_back_to_loopback)
{
	resolve(NULL);
	expect_server(SCHEME_AMI, "127.0.0.1", "5038", "me");
	ck_assert(!t.has_secret);
	option("tls", "yes");
	resolve(NULL);
	expect_server(SCHEME_AMIS, "127.0.0.1", "5039", "me");
}
END_TEST

START_TEST(takes_the_option_before_the_environment)
{
	setenv("AMSH_SERVER", "ami://env@environment:1000", 1);
	setenv("AMSH_USER", "envuser", 1);
	options_reset(&o, &o.user);
	resolve(NULL);
	expect_server(SCHEME_AMI, "environment", "1000", "envuser");
	option("server", "amis://option");
	resolve(NULL);
	expect_server(SCHEME_AMIS, "option", "5039", "envuser");
	option("user", "optionuser");
	resolve(NULL);
	expect_server(SCHEME_AMIS, "option", "5039", "optionuser");
	option("server", "ami://inurl@option");
	resolve(NULL);
	expect_server(SCHEME_AMI, "option", "5038", "optionuser");
}
END_TEST

START_TEST(takes_pieces_over_the_url)
{
	option("server", "ami://a@h:1");
	option("host", "[::1]");
	option("port", "2");
	option("tls", "yes");
	resolve(NULL);
	expect_server(SCHEME_AMIS, "::1", "2", "me");
	option("host", "::2");
	resolve(NULL);
	ck_assert_str_eq(t.endpoint.host, "::2");
}
END_TEST

START_TEST(takes_what_connect_was_told)
{
	option("server", "ami://a@h:1");
	option("host", "piece");
	option("port", "2");
	resolve("amis://other@elsewhere");
	expect_server(SCHEME_AMIS, "elsewhere", "5039", "other");
	resolve("ami://elsewhere");
	expect_server(SCHEME_AMI, "elsewhere", "5038", "me");
}
END_TEST

START_TEST(hands_tls_options_on)
{
	option("tls_ca", "ca");
	option("tls_cert", "cert");
	option("tls_key", "key");
	option("tls_name", "name");
	option("insecure", "yes");
	option("server", "amis://h");
	resolve(NULL);
	ck_assert_str_eq(t.endpoint.tls.ca, "ca");
	ck_assert_str_eq(t.endpoint.tls.cert, "cert");
	ck_assert_str_eq(t.endpoint.tls.key, "key");
	ck_assert_str_eq(t.endpoint.tls.name, "name");
	ck_assert(t.endpoint.tls.insecure);
}
END_TEST

/* Options for every server are allowed; those for this one would be ignored in plain text. */
START_TEST(refuses_tls_options_in_plain_text)
{
	const struct origin everywhere = {.source = SOURCE_GENERAL};

	option("server", "ami://h");
	ck_assert_int_eq(options_set(&o, STR("tls_pin"), "sha256:00", everywhere, &err), 0);
	option("insecure", "no");
	resolve(NULL);
	option("insecure", "yes");
	refuse(NULL, "--insecure is for TLS, which the server does not use: ami://h:5038, write "
	    "amis://");
	option("tls_name", "name");
	refuse(NULL, "--tls-name is for TLS, which the server does not use: ami://h:5038, write "
	    "amis://");
	option("server", "http://h");
	option("tls_ca", "ca");
	refuse(NULL,
	    "--tls-ca is for TLS, which the server does not use: http://h:8088/, write https://");
	resolve("ami://elsewhere");
	option("tls", "yes");
	resolve(NULL);
	ck_assert_int_eq(t.endpoint.scheme, SCHEME_HTTPS);
}
END_TEST

START_TEST(refuses)
{
	option("port", "0");
	refuse(NULL, "--port must be a number from 1 to 65535: 0");
	option("port", "65536");
	refuse(NULL, "--port must be a number from 1 to 65535: 65536");
	options_reset(&o, &o.port);
	option("host", "");
	refuse(NULL, "--host is empty");
	options_reset(&o, &o.host);
	options_reset(&o, &o.user);
	refuse("ami://h", "no user: give one with -u, AMSH_USER or user@ in the server's URL");
	option("user", "");
	refuse(NULL, "no user: give one with -u, AMSH_USER or user@ in the server's URL");
}
END_TEST

START_TEST(shows_no_secret_of_a_url)
{
	target_clear(&t);
	ck_assert_int_eq(target_resolve(&t, &o, "ami://a:hunter2@h", NULL, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_msg(!strstr(err.text, "hunter2"), "%s", err.text);
	ck_assert_msg(strstr(err.text, "AMSH_SECRET") != NULL, "%s", err.text);
}
END_TEST

START_TEST(takes_the_secret_out_of_the_environment)
{
	setenv("AMSH_SECRET", "hunter2", 1);
	const char *place = getenv("AMSH_SECRET");
	target_take_environment();
	ck_assert_ptr_null(getenv("AMSH_SECRET"));
	ck_assert_int_eq(place[0], '\0');
	resolve(NULL);
	ck_assert(t.has_secret);
	EXPECT_STR(buf_str(&t.secret), STR("hunter2"));
	target_forget();
	resolve(NULL);
	ck_assert(!t.has_secret);
}
END_TEST

START_TEST(takes_no_empty_secret_from_the_environment)
{
	setenv("AMSH_SECRET", "", 1);
	target_take_environment();
	resolve(NULL);
	ck_assert(!t.has_secret);
}
END_TEST

START_TEST(refuses_a_long_secret_of_the_environment)
{
	char secret[BUF_MAX_SECRET + 2];

	memset(secret, 'x', sizeof(secret) - 1);
	secret[sizeof(secret) - 1] = '\0';
	setenv("AMSH_SECRET", secret, 1);
	target_take_environment();
	refuse(NULL, "the secret in AMSH_SECRET is longer than 1024 bytes");
}
END_TEST

static void
write_file(const char *text, size_t n, mode_t mode)
{
	unlink(file); /* an ordinary user cannot write to one that is 0400 */
	FILE *f = fopen(file, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, n, f), n);
	fclose(f);
	ck_assert_int_eq(chmod(file, mode), 0);
}

START_TEST(reads_secret_files)
{
	static const struct {
		const char *text;
		const char *secret;
	} all[] = {
	    {"hunter2", "hunter2"},
	    {"hunter2\n", "hunter2"},
	    {"hunter2\r\n", "hunter2"},
	    {"\xef\xbb\xbfhunter2\r\n", "hunter2"},
	    {"hunter2\nmore\n", "hunter2"},
	    {" h \t\n", " h \t"},
	    {"#;'\"\n", "#;'\""},
	};

	option("secret_file", file);
	setenv("AMSH_SECRET", "environment", 1);
	target_take_environment();
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		write_file(all[i].text, strlen(all[i].text), 0600);
		resolve(NULL);
		EXPECT_STR(buf_str(&t.secret), str_of(all[i].secret));
	}
	struct buf said = streams_written(STDERR_FILENO);
	EXPECT_STR(buf_str(&said), STR(""));
	buf_clear(&said);
}
END_TEST

START_TEST(reads_secrets_up_to_the_limit)
{
	char text[BUF_MAX_SECRET + 16];
	char why[128];

	memset(text, 'x', sizeof(text));
	option("secret_file", file);
	write_file(text, BUF_MAX_SECRET - 1, 0600);
	resolve(NULL);
	ck_assert_uint_eq(t.secret.n, BUF_MAX_SECRET - 1);
	write_file(text, BUF_MAX_SECRET, 0600);
	snprintf(why, sizeof(why), "secret file %s: the first line is longer than 1023 bytes", file);
	refuse(NULL, why);
	text[5] = '\n';
	write_file(text, sizeof(text), 0600);
	resolve(NULL);
	ck_assert_uint_eq(t.secret.n, 5);
}
END_TEST

START_TEST(refuses_bad_secret_files)
{
	char why[160];

	option("secret_file", file);
	snprintf(why, sizeof(why), "cannot read the secret file %s: No such file or directory", file);
	refuse(NULL, why);
	snprintf(why, sizeof(why), "secret file %s: the first line is empty", file);
	write_file("", 0, 0600);
	refuse(NULL, why);
	write_file("\r\nsecond\n", 9, 0600);
	refuse(NULL, why);
	option("secret_file", folder);
	snprintf(why, sizeof(why), "cannot read the secret file %s: Is a directory", folder);
	refuse(NULL, why);
}
END_TEST

START_TEST(warns_of_readable_secret_files)
{
	static const struct {
		mode_t mode;
		bool warns;
	} all[] = {{0600, false}, {0400, false}, {0640, true}, {0604, true}, {0620, true}, {0602, true}};

	option("secret_file", file);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		streams_to_file(STDERR_FILENO);
		write_file("hunter2", 7, all[i].mode);
		resolve(NULL);
		struct buf said = streams_written(STDERR_FILENO);
		ck_assert_msg((said.n > 0) == all[i].warns, "mode %o: %s", (unsigned)all[i].mode,
		    buf_z(&said));
		ck_assert_msg(!strstr(buf_z(&said), "hunter2"), "%s", buf_z(&said));
		buf_clear(&said);
	}
}
END_TEST

Suite *
suite_target(void)
{
	Suite *suite = suite_create("target");
	TCase *c = tcase_create("target");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, falls_back_to_loopback);
	tcase_add_test(c, takes_the_option_before_the_environment);
	tcase_add_test(c, takes_pieces_over_the_url);
	tcase_add_test(c, takes_what_connect_was_told);
	tcase_add_test(c, hands_tls_options_on);
	tcase_add_test(c, refuses_tls_options_in_plain_text);
	tcase_add_test(c, refuses);
	tcase_add_test(c, shows_no_secret_of_a_url);
	tcase_add_test(c, takes_the_secret_out_of_the_environment);
	tcase_add_test(c, takes_no_empty_secret_from_the_environment);
	tcase_add_test(c, refuses_a_long_secret_of_the_environment);
	tcase_add_test(c, reads_secret_files);
	tcase_add_test(c, reads_secrets_up_to_the_limit);
	tcase_add_test(c, refuses_bad_secret_files);
	tcase_add_test(c, warns_of_readable_secret_files);
	suite_add_tcase(suite, c);
	return suite;
}
