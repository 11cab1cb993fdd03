/* SPDX-License-Identifier: ISC */
/* Codes as errors: the kind decides the exit status. */
#include "session/http_error.h"

#include <check.h>

#include "../expect.h"

Suite *suite_http_error(void);

START_TEST(codes)
{
	static const struct {
		CURLcode code;
		const char *detail;
		enum err_kind kind;
		const char *text;
	} all[] = {
	    {CURLE_COULDNT_CONNECT, "no way", ERR_CONNECT, "no way"},
	    {CURLE_COULDNT_RESOLVE_HOST, "", ERR_CONNECT, "the reason"},
	    {CURLE_OPERATION_TIMEDOUT, "after 1001 milliseconds", ERR_CONNECT, "timed out"},
	    {CURLE_OUT_OF_MEMORY, "Out of memory", ERR_CONNECT,
	        "the headers of the server's answer are too long: not an AMI server?"},
	    {(CURLcode)100, "A value or data field grew larger than allowed", ERR_CONNECT,
	        "the headers of the server's answer are too long: not an AMI server?"},
	    {CURLE_RECV_ERROR, "Too large response headers: 307205 > 307200", ERR_CONNECT,
	        "the headers of the server's answer are too long: not an AMI server?"},
	    {CURLE_RECV_ERROR,
	        "OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required",
	        ERR_CONNECT,
	        "the server requires a client certificate: give one with --tls-cert and --tls-key"},
	    {CURLE_SSL_CONNECT_ERROR, "error:0A000418:SSL routines::tlsv1 alert unknown ca",
	        ERR_CONNECT, "the server refuses the client certificate"},
	    {CURLE_WEIRD_SERVER_REPLY, "odd", ERR_CONNECT, "odd: not an HTTP server?"},
	    {CURLE_SSL_CACERT_BADFILE, "bad", ERR_USAGE, "bad (see --tls-ca)"},
	    {CURLE_GOT_NOTHING, "x", ERR_LOST, "the server closed the connection without an answer"},
	    {CURLE_SEND_FAIL_REWIND, "x", ERR_LOST,
	        "the server closed the connection without an answer"},
	    {CURLE_RECV_ERROR, "reset", ERR_LOST, "reset"},
	    {CURLE_RECV_ERROR, "CONNECT tunnel failed, response 407", ERR_CONNECT,
	        "the proxy requires a login (HTTP 407): the URL in https_proxy may hold one"},
	    {CURLE_RECV_ERROR, "Received HTTP code 407 from proxy after CONNECT", ERR_CONNECT,
	        "the proxy requires a login (HTTP 407): the URL in https_proxy may hold one"},
	    {CURLE_RECV_ERROR, "CONNECT tunnel failed, response 403", ERR_CONNECT,
	        "CONNECT tunnel failed, response 403"},
	    {CURLE_RECV_ERROR, "Received HTTP code 503 from proxy after CONNECT", ERR_CONNECT,
	        "Received HTTP code 503 from proxy after CONNECT"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct err err;
		ck_assert_int_eq(http_curl_error(&err, all[i].code, all[i].detail, "the reason"), -1);
		ck_assert_str_eq(err.text, all[i].text);
		ck_assert_int_eq(err.kind, all[i].kind);
	}
}
END_TEST

START_TEST(statuses)
{
	static const struct {
		long status;
		enum err_kind kind;
		const char *text;
	} all[] = {
	    {400, ERR_USAGE, "the server at URL does not understand the request (HTTP 400)"},
	    {401, ERR_LOGIN, "login refused by URL (HTTP 401)"},
	    {403, ERR_LOGIN, "login refused by URL (HTTP 403: is this address allowed to log in?)"},
	    {404, ERR_CONNECT,
	        "no AMI over HTTP at URL (see webenabled in manager.conf, enabled and prefix in "
	        "http.conf)"},
	    {413, ERR_USAGE, "the server at URL does not accept an action of that size (HTTP 413)"},
	    {500, ERR_CONNECT, "the server at URL answers with HTTP 500"},
	    {503, ERR_CONNECT, "the server at URL is shutting down, try again (HTTP 503)"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct err err;
		ck_assert_int_eq(http_status_error(&err, all[i].status, "URL"), -1);
		ck_assert_str_eq(err.text, all[i].text);
		ck_assert_int_eq(err.kind, all[i].kind);
	}
}
END_TEST

Suite *
suite_http_error(void)
{
	Suite *suite = suite_create("http_error");
	TCase *all = tcase_create("all");

	tcase_add_test(all, codes);
	tcase_add_test(all, statuses);
	suite_add_tcase(suite, all);
	return suite;
}
