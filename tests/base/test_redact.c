/* SPDX-License-Identifier: ISC */
/* What is a secret, and what of a text is hidden. */
#include "base/redact.h"

#include "../expect.h"

Suite *suite_redact(void);

START_TEST(knows_secrets)
{
	static const char *const yes[] = {"Secret", "SECRET", "key", "Password", "Pass", "Passwd",
	    "RemoteSecret", "AuthKey", "MD5Secret", "Md5Cred", "md5_cred", "OauthSecret",
	    "oauth_secret", "RefreshToken", "refresh_token", "PasswordDigest", "password_digest",
	    "DB_PASSWORD", "__API_KEY", "SIP_PASS", "Authorization", "PJSIP_HEADER(add, Authorization)",
	    "HASH(account,password)", "DB(auth/Secret)", "ENV(DB_PASSWORD)"};
	static const char *const no[] = {"", "Secrets", "Keys", "Username", "Variable", "Val",
	    "AuthType", "SecretExist", "Value", "Value-000001", "Monkey", "Bypass", "Compass",
	    "secret_command", ")", "()", "DB(auth/key)", "HASH(password,name)",
	    "CHANNEL(secure_bridge_media)"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		ck_assert_msg(redact_is_secret(str_of(yes[i])), "%s is a secret", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		ck_assert_msg(!redact_is_secret(str_of(no[i])), "%s is no secret", no[i]);
}
END_TEST

static const struct {
	const char *block, *shown;
} blocks[] = {
    {"Action: Login\r\nUsername: hello\r\nSecret: world\r\n\r\n",
        "Action: Login\r\nUsername: hello\r\nSecret: ***\r\n\r\n"},
    {"Action: Login\nsecret:world\nKEY:  e7a2\n\n", "Action: Login\nsecret:***\nKEY:  ***\n\n"},
    {" Secret : world\r\n", " Secret : ***\r\n"},
    {"Secret: wor: ld\r\n", "Secret: ***\r\n"},
    {"Secret: \r\n", "Secret: \r\n"},
    {"Secret: no line end", "Secret: ***"},
    {"Secret: wor\rld\r\n", "Secret: ***\r\n"},
    {"Line-000001-000002: secret=world\r\n", "Line-000001-000002: secret=***\r\n"},
    {"Variable: PASSWORD = x\r\n", "Variable: PASSWORD = ***\r\n"},
    {"Variable: key=x\r\nVariable: A=key=x\r\n", "Variable: key=***\r\nVariable: A=key=x\r\n"},
    {"Action: Setvar\nVariable: PJSIP_HEADER(add,Authorization)\nValue: Basic eA==\n",
        "Action: Setvar\nVariable: PJSIP_HEADER(add,Authorization)\nValue: ***\n"},
    {"AppData: DB(auth/password)=x y\nVariable: HASH(a,secret)=x\n",
        "AppData: DB(auth/password)=***\nVariable: HASH(a,secret)=***\n"},
    {"Variable: A=B=secret\r\n", "Variable: A=B=secret\r\n"},
    {"Variable: __H=Authorization: Basic eA==\r\n", "Variable: __H=Authorization: ***\r\n"},
    {"Action: DBPut\r\nKey: cfim\r\nSecret: x\r\n\r\nAction: Login\r\nKey: e7\r\n\r\n",
        "Action: DBPut\r\nKey: cfim\r\nSecret: ***\r\n\r\nAction: Login\r\nKey: ***\r\n\r\n"},
    {"Event: DBGetResponse\nFamily: a\nKey: bob/password\nVal: x\n\n",
        "Event: DBGetResponse\nFamily: a\nKey: bob/password\nVal: ***\n\n"},
    {"Event: DBGetResponse\nFamily: a\nKey: bob/name\nVal: x\n\n",
        "Event: DBGetResponse\nFamily: a\nKey: bob/name\nVal: x\n\n"},
    {"Action: DBPut\nFamily: a\nKey: key\nVal: x\n\n",
        "Action: DBPut\nFamily: a\nKey: key\nVal: x\n\n"},
    /* A value and its name, wherever the name stands in the same block. */
    {"Event: VarSet\r\nVariable: PASSWORD\r\nValue: zzz9\r\n\r\n",
        "Event: VarSet\r\nVariable: PASSWORD\r\nValue: ***\r\n\r\n"},
    {"Event: VarSet\r\nVariable: X\r\nValue: PASSWORD=zzz9\r\n\r\nValue: y\r\n",
        "Event: VarSet\r\nVariable: X\r\nValue: PASSWORD=***\r\n\r\nValue: y\r\n"},
    {"Value: zzz9\nChannel: a\nVariable: API_TOKEN\n\n",
        "Value: ***\nChannel: a\nVariable: API_TOKEN\n\n"},
    {"Var-000000: mailbox\nValue-000000: 100\nVar-000001: secret\nValue-000001: x\n",
        "Var-000000: mailbox\nValue-000000: 100\nVar-000001: secret\nValue-000001: ***\n"},
    {"Value-000000: x\nVar-000001: mailbox\nVar-000000: secret\n",
        "Value-000000: ***\nVar-000001: mailbox\nVar-000000: secret\n"},
    {"Value-000000: s3cret\r\n", "Value-000000: ***\r\n"},
    /* What consoles print, today and before Output was. */
    {"Output:  password             : x y\r\n", "Output:  password             : ***\r\n"},
    {"Response: Follows\n  Secret  : x\n  Name : y\npassword = a:b\n",
        "Response: Follows\n  Secret  : ***\n  Name : y\npassword = ***\n"},
    {"Output: {\"user\":\"a\",\"password\":\"b\"}\n", "Output: {\"user\":\"a\",\"password\":***\n"},
    {"Command: database put a password x\nCommand: SET VARIABLE SIP_PASS \"x y\"\n",
        "Command: database put a password ***\nCommand: SET VARIABLE SIP_PASS ***\n"},
    {"Command: pjsip show auth password\n", "Command: pjsip show auth password\n"},
    {"AppData: https://a:b@h/x,https://c:d@h,http://h:8088/\n",
        "AppData: https://a:***@h/x,https://c:***@h,http://h:8088/\n"},
    {"no colon\r\n\r\n", "no colon\r\n\r\n"},
    {"\r\n\r\n\n", "\r\n\r\n\n"},
    {"", ""},
};

START_TEST(hides_in_blocks)
{
	struct buf out = BUF_INIT(4096);

	buf_addz(&out, "> ");
	redact_blocks(&out, str_of(blocks[_i].block));
	EXPECT_STR(str_from_at(buf_str(&out), 2), str_of(blocks[_i].shown));
	buf_clear(&out);
}
END_TEST

START_TEST(hides_in_text)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
	    {"missing closing \": \"PASSWORD=x", "missing closing \": \"PASSWORD=***"},
	    {"no such command or action: Secret=x", "no such command or action: Secret=***"},
	    {"bad URL ami://u:p@h: x", "bad URL ami://u:***@h: x"},
	    {"value of Secret holds a line break", "value of Secret holds a line break"},
	    {"Secret:a\nb", "Secret:***\nb"},
	    {"secret file secret: the first line is empty",
		"secret file secret: the first line is empty"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf out = BUF_INIT(4096);
		redact_text(&out, str_of(rows[i].text));
		EXPECT_STR(buf_str(&out), str_of(rows[i].shown));
		buf_clear(&out);
	}
}
END_TEST

/* Key counts where a line begins; its blanks are not scanned again for each word. */
START_TEST(blanks_are_looked_at_once)
{
	const size_t n = 1 << 19;
	struct buf text = BUF_INIT(BUF_MAX_TEXT), shown = BUF_INIT(BUF_MAX_TEXT);

	buf_pad(&text, ' ', n);
	for (size_t i = 0; i < n; i++)
		buf_addz(&text, "a ");
	redact_text(&shown, buf_str(&text));
	ck_assert(str_eq(buf_str(&shown), buf_str(&text)));
	buf_clear(&text);
	buf_clear(&shown);
}
END_TEST

Suite *
suite_redact(void)
{
	Suite *s = suite_create("redact");
	TCase *t = tcase_create("redact");

	tcase_add_test(t, knows_secrets);
	tcase_add_loop_test(t, hides_in_blocks, 0, (int)(sizeof(blocks) / sizeof(blocks[0])));
	tcase_add_test(t, hides_in_text);
	tcase_add_test(t, blanks_are_looked_at_once);
	suite_add_tcase(s, t);
	return s;
}
