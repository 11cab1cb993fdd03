/* SPDX-License-Identifier: ISC */
/* Lines that the history must not keep, and lines that it should. */
#include "lang/secret.h"

#include <check.h>

Suite *suite_secret(void);

static const char *const secret[] = {
    "Login hello world",
    "action login hello world",
    "UserEvent X Secret=hunter2",
    "UserEvent X 'Secret=hunter2'",
    "secret: hunter2",
    "Secret:hunter2",
    "Action: Login Secret=x",
    "AuthKey=abc",
    "Key: 0123",
    "set password hunter2",
    "setvar PASSWORD hunter2 PJSIP/a",
    "Setvar Variable=PASSWORD Value=hunter2",
    "Originate Variable=Secret=hunter2",
    "Originate Variable=H=Authorization: Basic aHVudGVyMg==",
    "setvar SIP_PASS hunter2",
    "db put cred password hunter2",
    "UpdateConfig Var-000000=secret Value-000000=hunter2",
    "Line-000000-000000: secret=x",
    "!export SECRET=x",
    "alias in 'connect ami://hello:world@pbx'",
    "connect ami://hello:world@pbx",
    "connect amis://pbx1 amis://a:b@pbx2:5039/",
};

static const char *const harmless[] = {
    "",
    "ping",
    "help Login",
    "db get family key",
    "DBGet Family=a Key=b",
    "action DBPut a Key=b Val=c",
    "db put secrets a b",
    "connect ami://hello@pbx:5038",
    "connect ami://[::1]:5038",
    "!curl http://host:8080/a@b",
    "tail AgentLogin Channel=PJSIP/a",
    "getvar SECRET",
    "UpdateConfig Var-000000=mailbox Value-000000=100",
    "command pjsip show endpoint alice",
    "hangup Local/pass@x",
};

START_TEST(keeps_out)
{
	ck_assert_msg(secret_in_line(str_of(secret[_i])), "kept: %s", secret[_i]);
}
END_TEST

START_TEST(keeps)
{
	ck_assert_msg(!secret_in_line(str_of(harmless[_i])), "not kept: %s", harmless[_i]);
}
END_TEST

Suite *
suite_secret(void)
{
	Suite *suite = suite_create("secret");
	TCase *t = tcase_create("secret");

	tcase_add_loop_test(t, keeps_out, 0, (int)(sizeof(secret) / sizeof(secret[0])));
	tcase_add_loop_test(t, keeps, 0, (int)(sizeof(harmless) / sizeof(harmless[0])));
	suite_add_tcase(suite, t);
	return suite;
}
