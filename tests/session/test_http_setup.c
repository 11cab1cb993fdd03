/* SPDX-License-Identifier: ISC */
/* URLs of endpoints, and what HTTP refuses of them before anything is connected. */
#include "session/http_setup.h"

#include <check.h>
#include <stdlib.h>

#include "../expect.h"

Suite *suite_http_setup(void);

/* An endpoint from a URL. */
static struct endpoint
endpoint_of(const char *url)
{
	struct endpoint e = {0};
	struct err err;

	ck_assert_msg(endpoint_parse(&e, str_of(url), &err) == 0, "%s", err.text);
	return e;
}

START_TEST(makes_urls)
{
	static const struct {
		const char *server;
		bool digest, mxml;
		const char *url;
	} all[] = {
	    {"http://hello@pbx", false, false, "http://pbx:8088/rawman"},
	    {"http://pbx:80/asterisk", false, true, "http://pbx:80/asterisk/mxml"},
	    {"https://pbx/a/b/", true, false, "https://pbx:8089/a/b/arawman"},
	    {"https://[::1]", true, true, "https://[::1]:8089/amxml"},
	    {"http://[fe80::1%eth0]:1", false, false, "http://[fe80::1%25eth0]:1/rawman"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct endpoint e = endpoint_of(all[i].server);
		struct buf url = BUF_INIT(BUF_MAX_LINE);
		e.http.digest = all[i].digest;
		e.http.mxml = all[i].mxml;
		http_url(&url, &e, NULL);
		EXPECT_STR(buf_str(&url), str_of(all[i].url));
		buf_clear(&url);
		endpoint_clear(&e);
	}
}
END_TEST

START_TEST(puts_another_name_in)
{
	struct endpoint e = endpoint_of("https://192.0.2.1");
	struct buf url = BUF_INIT(BUF_MAX_LINE);

	http_url(&url, &e, "pbx.example");
	EXPECT_STR(buf_str(&url), STR("https://pbx.example:8089/rawman"));
	buf_clear(&url);
	endpoint_clear(&e);
}
END_TEST

/* Refused: the member to set, its value, and what the error says. */
static const struct {
	size_t at;
	const char *value, *text;
} refused[] = {
    {offsetof(struct endpoint, tls.key), "/dev/null", "it needs a certificate"},
    {offsetof(struct endpoint, tls.ca), "/no/such/file", "/no/such/file: No such file"},
    {offsetof(struct endpoint, tls.cert), "/no/such/file", "/no/such/file: No such file"},
    {offsetof(struct endpoint, tls.pin), "sha256:00", "not sha256: and 64"},
};

START_TEST(refuses)
{
	struct endpoint e = endpoint_of("https://pbx");
	struct err err = {0};

	ck_assert_int_eq(http_check(&e, &err), 0);
	char **member = (char **)(void *)((char *)&e + refused[_i].at);
	*member = strdup(refused[_i].value);
	ck_assert_int_eq(http_check(&e, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	EXPECT_ROW(strstr(err.text, refused[_i].text), str_of(refused[_i].text), str_of(err.text));
	endpoint_clear(&e);
}
END_TEST

Suite *
suite_http_setup(void)
{
	Suite *suite = suite_create("http_setup");
	TCase *all = tcase_create("all");

	tcase_add_test(all, makes_urls);
	tcase_add_test(all, puts_another_name_in);
	tcase_add_loop_test(all, refuses, 0, sizeof(refused) / sizeof(refused[0]));
	suite_add_tcase(suite, all);
	return suite;
}
