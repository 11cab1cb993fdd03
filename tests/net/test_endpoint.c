/* SPDX-License-Identifier: ISC */
/* URLs of servers: what is accepted, what is refused and how, what is printed. */
#include <check.h>

#include "net/endpoint.h"

static const struct {
	const char *url;
	enum scheme scheme;
	const char *user, *host, *port, *path, *printed;
} good[] = {
    {"ami://pbx", SCHEME_AMI, NULL, "pbx", "5038", "", "ami://pbx:5038"},
    {"AMI://PBX", SCHEME_AMI, NULL, "PBX", "5038", "", "ami://PBX:5038"},
    {"ami://pbx/", SCHEME_AMI, NULL, "pbx", "5038", "", "ami://pbx:5038"},
    {"ami://pbx:1", SCHEME_AMI, NULL, "pbx", "1", "", "ami://pbx:1"},
    {"ami://pbx:065535", SCHEME_AMI, NULL, "pbx", "65535", "", "ami://pbx:65535"},
    {"amis://hello@pbx.example.net", SCHEME_AMIS, "hello", "pbx.example.net", "5039", "",
        "amis://pbx.example.net:5039"},
    {"ami://a@b@pbx", SCHEME_AMI, "a@b", "pbx", "5038", "", "ami://pbx:5038"},
    {"ami://a%3ab%40%C3%A9@pbx", SCHEME_AMI, "a:b@\303\251", "pbx", "5038", "", "ami://pbx:5038"},
    {"ami://[::1]", SCHEME_AMI, NULL, "::1", "5038", "", "ami://[::1]:5038"},
    {"amis://u@[2001:db8::7]:99", SCHEME_AMIS, "u", "2001:db8::7", "99", "",
        "amis://[2001:db8::7]:99"},
    {"ami://[fe80::1%eth0]", SCHEME_AMI, NULL, "fe80::1%eth0", "5038", "",
        "ami://[fe80::1%eth0]:5038"},
    {"http://pbx", SCHEME_HTTP, NULL, "pbx", "8088", "", "http://pbx:8088/"},
    {"http://pbx/asterisk", SCHEME_HTTP, NULL, "pbx", "8088", "asterisk/",
        "http://pbx:8088/asterisk/"},
    {"https://u@pbx:443/a/b/", SCHEME_HTTPS, "u", "pbx", "443", "a/b/", "https://pbx:443/a/b/"},
    {"replay:day.log", SCHEME_REPLAY, NULL, "day.log", "", NULL, "replay:day.log"},
    {"replay:/tmp/a:b@c", SCHEME_REPLAY, NULL, "/tmp/a:b@c", "", NULL, "replay:/tmp/a:b@c"},
};

static void
assert_text(const char *url, const char *what, const char *got, const char *want)
{
	bool same = got && want ? strcmp(got, want) == 0 : got == want;

	ck_assert_msg(
	    same, "%s: %s is %s, not %s", url, what, got ? got : "NULL", want ? want : "NULL");
}

START_TEST(urls_are_read_and_printed)
{
	struct endpoint e = {0};
	struct err err = {0};
	struct buf out = BUF_INIT(1000);

	ck_assert_msg(
	    endpoint_parse(&e, str_of(good[_i].url), &err) == 0, "%s: %s", good[_i].url, err.text);
	ck_assert_int_eq(e.scheme, good[_i].scheme);
	assert_text(good[_i].url, "user", e.user, good[_i].user);
	assert_text(good[_i].url, "host", e.host, good[_i].host);
	assert_text(good[_i].url, "port", e.port, good[_i].port);
	assert_text(good[_i].url, "path", e.path, good[_i].path);
	endpoint_print(&out, &e);
	assert_text(good[_i].url, "print", buf_z(&out), good[_i].printed);
	ck_assert(endpoint_is_url(str_of(good[_i].url)));
	buf_clear(&out);
	endpoint_clear(&e);
}
END_TEST

static const struct {
	const char *url;
	const char *text;
} bad[] = {
    {"", "not a URL: it must begin with a scheme, such as ami://"},
    {"pbx", "not a URL: it must begin with a scheme, such as ami://"},
    {"ami:pbx", "not a URL: it must begin with a scheme, such as ami://"},
    {"://pbx", "not a URL: it must begin with a scheme, such as ami://"},
    {"ftp://pbx", "unknown scheme: ftp, could be: ami, amis, http, https, replay"},
    {"ami://", "host name is missing"},
    {"ami://:5038", "host name is missing"},
    {"ami://u@", "host name is missing"},
    {"ami://@pbx", "user of the URL is not a name: \"\""},
    {"ami://a/b@pbx", "user of the URL is not a name: \"a/b\""},
    {"ami://a%2@pbx", "user of the URL holds a % without two hexadecimal digits after it: a%2"},
    {"ami://a%@pbx", "user of the URL holds a % without two hexadecimal digits after it: a%"},
    {"ami://a%0d@pbx", "user of the URL holds a control character"},
    {"ami://%00@pbx", "user of the URL is not a name: \"%00\""},
    {"ami://pbx:", "port is not a number from 1 to 65535: \"\""},
    {"ami://pbx:0", "port is not a number from 1 to 65535: \"0\""},
    {"ami://pbx:65536", "port is not a number from 1 to 65535: \"65536\""},
    {"ami://pbx:5038x", "port is not a number from 1 to 65535: \"5038x\""},
    {"ami://::1", "IPv6 address has no brackets: ::1, write [::1]"},
    {"ami://hello@::1:5038", "IPv6 address has no brackets: ::1:5038, write [::1]:5038 if it ends "
                             "with a port, else [::1:5038]"},
    {"ami://1:2:3:4:5:6:7:8:5038", "IPv6 address has no brackets: 1:2:3:4:5:6:7:8:5038, write "
                                   "[1:2:3:4:5:6:7:8]:5038 if it ends with a port"},
    {"ami://[::1", "brackets do not hold an IPv6 address: [::1"},
    {"ami://[pbx]", "brackets do not hold an IPv6 address: [pbx]"},
    {"ami://[::1]5038", "brackets do not hold an IPv6 address: [::1]5038"},
    {"ami://p bx", "not a host name: \"p bx\""},
    {"ami://pbx/admin", "a URL of ami:// ends after the port: remove /admin"},
    {"http://pbx/a?b", "URL of a server ends before the ?: write http://pbx:8088/a/"},
    {"http://pbx/a b", "not a prefix of an HTTP server: \"a b\""},
    {"replay:", "replay: needs a file name, replay:FILE"},
};

START_TEST(bad_urls_are_refused)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_msg(
	    endpoint_parse(&e, str_of(bad[_i].url), &err) == -1, "%s was read", bad[_i].url);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad[_i].text);
	endpoint_clear(&e);
}
END_TEST

static const char *const with_secret[] = {
    "ami://hello:w0rld@pbx",
    "ami://hello:@pbx",
    "amis://hello:w0r/ld@pbx:1",
    "ami://hello:w0r@ld@pbx",
    "https://hello:w0rld@pbx/asterisk",
    "ami://hello:w0rld@pbx:999999",
};

START_TEST(secrets_in_urls_are_refused_and_not_shown)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_int_eq(endpoint_parse(&e, str_of(with_secret[_i]), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, "URL holds a secret, which others can see: use --secret-file,"
	                           " AMSH_SECRET or secret_command, or type it when asked");
	endpoint_clear(&e);
}
END_TEST

START_TEST(urls_differ_from_names_of_profiles)
{
	ck_assert(endpoint_is_url(STR("ami://pbx")));
	ck_assert(endpoint_is_url(STR("ftp://pbx")));
	ck_assert(endpoint_is_url(STR("replay:x")));
	ck_assert(!endpoint_is_url(STR("office")));
	ck_assert(!endpoint_is_url(STR("replay")));
	ck_assert(!endpoint_is_url(STR("pbx:5038")));
	ck_assert(!endpoint_is_url(STR("")));
}
END_TEST

static const struct {
	const char *text, *host, *port;
} hosts[] = {
    {"pbx", "pbx", NULL},
    {"pbx:5038", "pbx", "5038"},
    {"192.0.2.1", "192.0.2.1", NULL},
    {"192.0.2.1:5039", "192.0.2.1", "5039"},
    {"::1", "::1", NULL},
    {"[::1]", "::1", NULL},
    {"[::1]:5038", "::1", "5038"},
    {"fe80::1%eth0", "fe80::1%eth0", NULL},
};

START_TEST(hosts_are_set_as_people_write_them)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_msg(endpoint_set_host(&e, str_of(hosts[_i].text), &err) == 0, "%s", err.text);
	assert_text(hosts[_i].text, "host", e.host, hosts[_i].host);
	assert_text(hosts[_i].text, "port", e.port, hosts[_i].port);
	endpoint_clear(&e);
}
END_TEST

START_TEST(bad_hosts_and_ports_leave_the_old_ones)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_int_eq(endpoint_parse(&e, STR("ami://pbx:77"), &err), 0);
	ck_assert_int_eq(endpoint_set_host(&e, STR("a b"), &err), -1);
	ck_assert_int_eq(endpoint_set_host(&e, STR(""), &err), -1);
	ck_assert_int_eq(endpoint_set_host(&e, STR("u@pbx"), &err), -1);
	ck_assert_int_eq(endpoint_set_host(&e, STR("u:w0rld@pbx"), &err), -1);
	ck_assert_ptr_null(strstr(err.text, "w0rld"));
	ck_assert_int_eq(endpoint_set_port(&e, STR("0"), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(e.host, "pbx");
	ck_assert_str_eq(e.port, "77");
	endpoint_clear(&e);
}
END_TEST

START_TEST(copies_are_deep)
{
	struct endpoint e = {0}, copy;
	struct err err = {0};

	ck_assert_int_eq(endpoint_parse(&e, STR("https://u@pbx/x"), &err), 0);
	e.tls.pin = e.user;
	e.tls.insecure = true;
	endpoint_copy(&copy, &e);
	e.tls.pin = NULL;
	endpoint_clear(&e);
	ck_assert_ptr_null(e.host);
	ck_assert_str_eq(copy.user, "u");
	ck_assert_str_eq(copy.host, "pbx");
	ck_assert_str_eq(copy.port, "8089");
	ck_assert_str_eq(copy.path, "x/");
	ck_assert_str_eq(copy.tls.pin, "u");
	ck_assert_ptr_null(copy.tls.ca);
	ck_assert(copy.tls.insecure);
	endpoint_clear(&copy);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} pairs[] = {
    {"ami://pbx", "ami://me@PBX:5038/", true},
    {"https://pbx/a", "https://pbx/a/", true},
    {"ami://pbx", "ami://pbx2", false},
    {"ami://pbx", "ami://pbx:5039", false},
    {"ami://pbx:5039", "amis://pbx", false},
    {"https://pbx/a", "https://pbx/b", false},
};

START_TEST(servers_are_compared)
{
	struct endpoint a = {0}, b = {0};
	struct err err;
	char text[] = "nc pbx 5038";

	ck_assert_int_eq(endpoint_parse(&a, str_of(pairs[_i].a), &err), 0);
	ck_assert_int_eq(endpoint_parse(&b, str_of(pairs[_i].b), &err), 0);
	ck_assert_msg(endpoint_same(&a, &b) == pairs[_i].same, "%s and %s are%s the same",
	    pairs[_i].a, pairs[_i].b, pairs[_i].same ? " not" : "");
	a.proxy = text;
	ck_assert_msg(!endpoint_same(&a, &b), "%s by way of a command is %s", pairs[_i].a,
	    pairs[_i].b);
	a.proxy = NULL;
	endpoint_clear(&a);
	endpoint_clear(&b);
}
END_TEST

static const struct {
	const char *url;
	bool loopback;
} loopbacks[] = {
    {"ami://localhost", true},
    {"ami://LocalHost", true},
    {"ami://127.0.0.1", true},
    {"ami://127.9.9.9", true},
    {"ami://[::1]", true},
    {"ami://128.0.0.1", false},
    {"ami://[::2]", false},
    {"ami://127.0.0.1.example.net", false},
    {"ami://localhost.example.net", false},
    {"replay:localhost", false},
};

START_TEST(loopback_is_known)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_int_eq(endpoint_parse(&e, str_of(loopbacks[_i].url), &err), 0);
	ck_assert_msg(endpoint_is_loopback(&e) == loopbacks[_i].loopback, "%s: loopback is not %d",
	    loopbacks[_i].url, loopbacks[_i].loopback);
	endpoint_clear(&e);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

Suite *suite_endpoint(void);

Suite *
suite_endpoint(void)
{
	Suite *suite = suite_create("endpoint");
	TCase *tc = tcase_create("endpoint");

	tcase_add_loop_test(tc, urls_are_read_and_printed, 0, ROWS(good));
	tcase_add_loop_test(tc, bad_urls_are_refused, 0, ROWS(bad));
	tcase_add_loop_test(tc, secrets_in_urls_are_refused_and_not_shown, 0, ROWS(with_secret));
	tcase_add_test(tc, urls_differ_from_names_of_profiles);
	tcase_add_loop_test(tc, hosts_are_set_as_people_write_them, 0, ROWS(hosts));
	tcase_add_test(tc, bad_hosts_and_ports_leave_the_old_ones);
	tcase_add_test(tc, copies_are_deep);
	tcase_add_loop_test(tc, servers_are_compared, 0, ROWS(pairs));
	tcase_add_loop_test(tc, loopback_is_known, 0, ROWS(loopbacks));
	suite_add_tcase(suite, tc);
	return suite;
}
