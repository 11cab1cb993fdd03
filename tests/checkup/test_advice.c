/* SPDX-License-Identifier: ISC */
/* What is advised where, with the values of the server. */
#include "checkup/advice.h"

#include <check.h>

#include "../expect.h"
#include "net/endpoint.h"

Suite *suite_advice(void);

static const struct {
	const char *url;
	enum stage_kind stage;
	const char *text;
	const char *advice; /* how it begins */
} rows[] = {
    {"ami://h@pbx", STAGE_NAME, "no such host name",
        "check the spelling, or give the address: amsh -s ami://ADDRESS check"},
    {"http://h@pbx", STAGE_NAME, "Could not resolve host: pbx",
        "check the spelling, or give the address: amsh -s http://ADDRESS check"},
    {"ami://h@pbx", STAGE_NAME, "no name server answers", "check the name server of this machine"},
    {"ami://h@127.0.0.1:5040", STAGE_TCP, "connection refused",
        "nothing listens there: is Asterisk running? In [general] of manager.conf: enabled = yes, "
        "port = 5040; then: asterisk -rx 'manager reload'"},
    {"ami://h@pbx", STAGE_TCP, "connection refused",
        "nothing listens there: on the PBX, in [general] of manager.conf: enabled = yes, port = "
        "5038, bindaddr"},
    {"amis://h@pbx", STAGE_TCP, "192.0.2.1: connection refused, ::1: timed out",
        "nothing listens there: on the PBX, in [general] of manager.conf: tlsenable = yes, "
        "tlsbindaddr = ADDRESS:5039"},
    {"http://h@pbx", STAGE_TCP, "connection refused",
        "nothing listens there: on the PBX, in [general] of http.conf: enabled = yes, bindport = "
        "8088"},
    {"https://h@pbx", STAGE_TCP, "connection refused",
        "nothing listens there: on the PBX, in [general] of http.conf: tlsenable"},
    {"ami://h@pbx", STAGE_TCP, "timed out", "is the host up? A firewall may drop it"},
    {"ami://h@192.0.2.1", STAGE_TCP, "no route to host",
        "check the address, and the way there: ip route get 192.0.2.1"},
    {"ami://h@pbx", STAGE_COMMAND, "ended", "make this work by itself first: ?"},
    {"amis://h@pbx", STAGE_TLS, "the server does not speak TLS: …", "write ami:// for a port"},
    {"https://h@pbx", STAGE_TLS, "no TLS at this port?", "write http:// for a port"},
    {"amis://h@pbx", STAGE_TLS, "certificate is self-signed: …", "compare it on the PBX"},
    {"amis://h@pbx", STAGE_TLS, "certificate was issued by an unknown CA, CN=x", "have the file"},
    {"amis://h@pbx", STAGE_TLS, "certificate is for x, not for pbx", "use a name that it is for"},
    {"amis://h@pbx", STAGE_TLS, "certificate expired on …", "put a new one into the file"},
    {"amis://h@pbx", STAGE_TLS, "certificate is not valid before …", "check the clocks"},
    {"amis://h@pbx", STAGE_TLS, "certificate does not match the pin", "if the PBX has a new"},
    {"amis://h@pbx", STAGE_TLS, "TLSv1.3, certificate for pbx …, not verified (--insecure)",
        "give --tls-ca or --tls-pin instead of --insecure"},
    {"amis://h@pbx", STAGE_TLS, "TLSv1.3, certificate for pbx …, verified", "it ends soon"},
    {"amis://h@pbx", STAGE_TLS, "something else", "see what the port says: openssl s_client "
                                                   "-connect pbx:5039"},
    {"http://h@pbx", STAGE_HTTP, "no AMI over HTTP at …", "on the PBX set enabled = yes and web"},
    {"http://h@pbx:1", STAGE_HTTP, "without an answer: a port with TLS (https://)?",
        "if it is: write https://pbx:1; else"},
    {"http://h@pbx:1", STAGE_HTTP, "Received HTTP/0.9: not an HTTP server?",
        "the port of AMI? Write ami://pbx:1."},
    {"http://h@pbx", STAGE_HTTP, "the server closed it", "is it Asterisk's web server?"},
    {"ami://h@pbx", STAGE_BANNER, "no banner within 10 s",
        "a port with TLS? Write amis://pbx:5038. Of HTTP? http://pbx:5038. Else on the PBX: "},
    {"amis://h@pbx", STAGE_BANNER, "no banner within 10 s", "it is not the port of AMI"},
    {"ami://h@pbx", STAGE_BANNER, "closed the connection before its banner", "Asterisk closes so"},
    {"ami://h@pbx", STAGE_LOGIN, "login as h refused: Authentication failed (secret from file)",
        "no [h] in manager.conf, another secret, or its deny and permit leave out this machine"},
    {"ami://h@pbx", STAGE_LOGIN, "Authentication failed (secret from secret, /x/manager.conf:4)",
        "has Asterisk read that file since"},
    {"ami://h@pbx", STAGE_LOGIN, "Authentication failed (secret from file: it ends with a blank)",
        "Asterisk reads a secret of manager.conf without blanks around it"},
    {"ami://h@pbx", STAGE_LOGIN, "Login Already In Use", "somebody is logged in as h"},
    {"ami://h@pbx", STAGE_LOGIN, "no reply to the login within 10 s", "is Asterisk stuck?"},
};

START_TEST(fits)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	struct endpoint e = {0};
	struct err err = {0};

	ck_assert_msg(endpoint_parse(&e, str_of(rows[_i].url), &err) == 0, "%s", err.text);
	advice_add(&out, &e, rows[_i].stage, str_of(rows[_i].text));
	EXPECT_STR(str_head(buf_str(&out), strlen(rows[_i].advice)), str_of(rows[_i].advice));
	endpoint_clear(&e);
	buf_clear(&out);
}
END_TEST

Suite *
suite_advice(void)
{
	Suite *suite = suite_create("advice");
	TCase *t = tcase_create("advice");

	tcase_add_loop_test(t, fits, 0, (int)(sizeof(rows) / sizeof(rows[0])));
	suite_add_tcase(suite, t);
	return suite;
}
