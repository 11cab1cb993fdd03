/* SPDX-License-Identifier: ISC */
/* Paths of HTTP servers as the pages about them write them, and places of ARI. */
#include <check.h>

#include "../expect.h"
#include "net/endpoint.h"

Suite *suite_endpoint_http(void);

static const struct {
	const char *url;
	const char *path;
	bool says_login, digest, says_encoding, mxml;
} servers[] = {
    {"http://pbx/manager", "", true, false, false, false},
    {"http://pbx/amanager", "", true, true, false, false},
    {"http://pbx/rawman", "", true, false, true, false},
    {"http://pbx/arawman/", "", true, true, true, false},
    {"http://pbx/mxml", "", true, false, true, true},
    {"http://pbx/AMXML", "", true, true, true, true},
    {"http://pbx/asterisk/a/rawman", "asterisk/a/", true, false, true, false},
    {"http://pbx/rawman/rawman", "rawman/", true, false, true, false},
    {"http://pbx/ari", "", false, false, false, false},
    {"https://pbx/asterisk/ari/", "asterisk/", false, false, false, false},
    {"http://pbx/ari/rawman", "ari/", true, false, true, false},
    {"http://pbx/arid", "arid/", false, false, false, false},
    {"http://pbx/managers", "managers/", false, false, false, false},
};

START_TEST(names_of_ami_are_understood)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_msg(endpoint_parse(&e, str_of(servers[_i].url), &err) == 0, "%s", err.text);
	ck_assert_str_eq(e.path, servers[_i].path);
	ck_assert_int_eq(e.http.says_login, servers[_i].says_login);
	ck_assert_int_eq(e.http.digest, servers[_i].digest);
	ck_assert_int_eq(e.http.says_encoding, servers[_i].says_encoding);
	ck_assert_int_eq(e.http.mxml, servers[_i].mxml);
	endpoint_clear(&e);
}
END_TEST

#define IS_A_REQUEST "URL is that of a request: write "
#define HOLDS_A_SECRET "URL holds a secret, which others can see: write "
#define SAFE ", and give the secret with --secret-file, AMSH_SECRET or secret_command"

static const struct {
	const char *url;
	const char *why;
} requests[] = {
    {"http://pbx/rawman?action=Ping", IS_A_REQUEST "http://pbx:8088/, and the line Ping"},
    {"https://pbx:1/x/mxml?ActionID=1&Action=corestatus",
        IS_A_REQUEST "https://pbx:1/x/, and the line corestatus"},
    {"http://pbx/rawman?action=a%20b", "URL of a server ends before the ?: write http://pbx:8088/"},
    {"http://pbx/rawman?", "URL of a server ends before the ?: write http://pbx:8088/"},
    {"http://pbx/manager?action=login&username=hello&secret=w0rld",
        HOLDS_A_SECRET "http://pbx:8088/" SAFE},
    {"http://pbx/rawman?action=login&username=hello&Key=w0rld",
        HOLDS_A_SECRET "http://pbx:8088/" SAFE},
    {"http://pbx/rawman?action=login&username=hello",
        "URL of a server ends before the ?: write http://pbx:8088/"},
    {"http://pbx/ari/channels", IS_A_REQUEST "http://pbx:8088/, and the line ari get channels"},
    {"http://pbx/ari/channels?api_key=hello:w0rld", HOLDS_A_SECRET "http://pbx:8088/" SAFE},
    {"http://pbx/x/ari/events?app=foo", IS_A_REQUEST "http://pbx:8088/x/, and the line ari tail foo"},
    {"http://[::1]/ari/events", IS_A_REQUEST "http://[::1]:8088/, and the line ari tail"},
    {"ws://pbx:8088/ari/events?app=foo", "ws:// is where the events of ARI come from: write "
                                         "http://pbx:8088/, and the line ari tail foo"},
    {"WSS://pbx/x/ari/events?api_key=hello:w0rld&app=a%0ab",
        "wss:// is where the events of ARI come from, and it holds a secret, which others can see: "
        "write https://pbx/x/, and the line ari tail"},
    {"ws://hello:w0rld@pbx/ari/events", "ws:// is where the events of ARI come from: write "
                                        "http://HOST:PORT/, and the line ari tail"},
};

START_TEST(requests_are_no_servers)
{
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_int_eq(endpoint_parse(&e, str_of(requests[_i].url), &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, requests[_i].why);
	ck_assert_msg(!strstr(err.text, "w0rld"), "%s", err.text);
	endpoint_clear(&e);
}
END_TEST

static const struct {
	const char *url;
	const char *printed;
} places[] = {
    {"http://pbx/ari", "http://pbx:8088/ari/"},
    {"https://me@pbx/ari/", "https://pbx:8089/ari/"},
    {"https://pbx:1", "https://pbx:1/ari/"},
    {"http://[::1]/asterisk", "http://[::1]:8088/asterisk/ari/"},
    {"http://pbx/asterisk/ari", "http://pbx:8088/asterisk/ari/"},
    {"http://pbx/rawman", "http://pbx:8088/ari/"},
};

START_TEST(places_of_ari_are_read)
{
	struct endpoint e = {0};
	struct err err = {0};
	struct buf printed = BUF_INIT(BUF_MAX_LINE);

	ck_assert_int_eq(endpoint_check_ari(places[_i].url, &err), 0);
	ck_assert_msg(endpoint_parse_ari(&e, str_of(places[_i].url), &err) == 0, "%s", err.text);
	endpoint_print(&printed, &e);
	EXPECT_STR(buf_str(&printed), str_of(places[_i].printed));
	buf_clear(&printed);
	endpoint_clear(&e);
}
END_TEST

static const struct {
	const char *url;
	const char *why;
} bad_places[] = {
    {"pbx:8088", "not a URL such as http://host:8088/ari: pbx:8088"},
    {"a:w0rld@pbx", "not a URL such as http://host:8088/ari (and a secret is not part of it)"},
    {"ami://pbx", "ARI is at http:// or https://, not at ami://: write http://HOST:8088/ari"},
    {"http://a:w0rld@pbx/ari", "URL holds a secret, which others can see: use --ari-secret-file, "
                               "AMSH_ARI_SECRET or ari_secret_command, or type it when asked"},
    {"http://pbx/ari/events?app=a&api_key=a:w0rld",
        HOLDS_A_SECRET "http://pbx:8088/ari, and give the secret with --ari-secret-file, "
                       "AMSH_ARI_SECRET or ari_secret_command"},
    {"ws://pbx:8088/ari/events?app=a", "ws:// is where the events of ARI come from: write "
                                       "http://pbx:8088/ari, and the line ari tail a"},
};

START_TEST(bad_places_of_ari_are_refused)
{
	struct err err = {0};

	ck_assert_int_eq(endpoint_check_ari("", &err), 0);
	ck_assert_int_eq(endpoint_check_ari(bad_places[_i].url, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	ck_assert_str_eq(err.text, bad_places[_i].why);
}
END_TEST

static const struct {
	const char *server;
	const char *ari;
	bool is_private;
} turned[] = {
    {"ami://pbx:7", "http://pbx:8088/ari/", false},
    {"ami://localhost", "http://localhost:8088/ari/", true},
    {"amis://pbx:7", "https://pbx:8089/ari/", true},
    {"http://127.0.0.2:7/x", "http://127.0.0.2:7/x/ari/", true},
    {"https://pbx:7", "https://pbx:7/ari/", true},
};

START_TEST(servers_have_their_ari)
{
	struct endpoint e = {0};
	struct err err = {0};
	struct buf printed = BUF_INIT(BUF_MAX_LINE);

	ck_assert_int_eq(endpoint_parse(&e, str_of(turned[_i].server), &err), 0);
	endpoint_to_ari(&e);
	endpoint_print(&printed, &e);
	EXPECT_STR(buf_str(&printed), str_of(turned[_i].ari));
	ck_assert_int_eq(endpoint_is_private(&e), turned[_i].is_private);
	e.here = true;
	ck_assert(endpoint_is_private(&e));
	buf_clear(&printed);
	endpoint_clear(&e);
}
END_TEST

#define COUNT(rows) sizeof(rows) / sizeof(rows[0])

Suite *
suite_endpoint_http(void)
{
	Suite *suite = suite_create("endpoint_http");
	TCase *tests = tcase_create("all");

	tcase_add_loop_test(tests, names_of_ami_are_understood, 0, COUNT(servers));
	tcase_add_loop_test(tests, requests_are_no_servers, 0, COUNT(requests));
	tcase_add_loop_test(tests, places_of_ari_are_read, 0, COUNT(places));
	tcase_add_loop_test(tests, bad_places_of_ari_are_refused, 0, COUNT(bad_places));
	tcase_add_loop_test(tests, servers_have_their_ari, 0, COUNT(turned));
	suite_add_tcase(suite, tests);
	return suite;
}
