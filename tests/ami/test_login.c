/* SPDX-License-Identifier: ISC */
/* Logins, played with real answers of servers: each method, each refusal, each end. */
#include "ami/login.h"

#include <check.h>
#include <stdio.h>

#include "ami/action.h"
#include "transcript.h"

Suite *suite_login(void);

#define BANNER        "Asterisk Call Manager/11.0.0\r\n"
#define REFUSAL(text) "Response: Error\r\nMessage: " text "\r\n\r\n"

static struct login login;
static struct login_options options;
static struct buf out;
static struct err err;

static void
setup(void)
{
	options = (struct login_options){
	    .user = STR("hello"),
	    .secret = STR("world"),
	    .id = STR("amsh-1-"),
	};
	buf_init_secret(&out, 4096);
	login_init(&login, &options);
	err_clear(&err);
}

static void
teardown(void)
{
	buf_clear(&out);
}

/* Feed one message, unless the login is over; out holds what is sent then. */
static void
feed(void *arg, const struct msg *m)
{
	enum login_step *step = arg;

	if (*step == LOGIN_DONE || *step == LOGIN_FAILED)
		return;
	buf_reset(&out);
	*step = login_feed(&login, m, &out, &err);
}

/* Feed the server's messages; returns the step after the last one. */
static enum login_step
hear_all(struct str bytes)
{
	struct parse *parse = parse_new(BUF_MAX_MESSAGE, false);
	enum login_step step = LOGIN_WAIT;
	struct err broken;

	ck_assert_msg(
	    transcript_feed(parse, bytes, SIZE_MAX, feed, &step, &broken) == 0, "%s", broken.text);
	parse_free(parse);
	return step;
}

static enum login_step
hear(const char *text)
{
	return hear_all(str_of(text));
}

static void
expect(const char *text, enum login_step step, const char *sent)
{
	enum login_step got = hear(text);

	ck_assert_msg(got == step, "expected step %d, came %d: %s", step, got, err.text);
	ck_assert_str_eq(buf_z(&out), sent);
}

static void
expect_failure(const char *text, enum err_kind kind, const char *why)
{
	expect(text, LOGIN_FAILED, "");
	ck_assert_str_eq(err.text, why);
	ck_assert_int_eq(err.kind, kind);
}

static const char challenge[] =
    "Action: Challenge\r\nActionID: amsh-1-challenge\r\nAuthType: MD5\r\n\r\n";
static const char plain[] =
    "Action: Login\r\nActionID: amsh-1-login\r\nUsername: hello\r\nSecret: world\r\n\r\n";

/* Challenge, key and answers are those of the capture ast22/login-md5-ok. */
START_TEST(logs_in_with_md5)
{
	options.auth = _i ? AUTH_MD5 : AUTH_AUTO;
	expect(BANNER, LOGIN_SEND, challenge);
	expect("Response: Success\r\nActionID: amsh-1-challenge\r\nChallenge: 102273405\r\n\r\n",
	    LOGIN_SEND,
	    "Action: Login\r\nActionID: amsh-1-login\r\nUsername: hello\r\n"
	    "AuthType: MD5\r\nKey: e7a237b42d9c4df546ecf46b4adfe294\r\n\r\n");
	expect("Response: Success\r\nActionID: amsh-1-login\r\nMessage: Authentication accepted\r\n"
	       "\r\n",
	    LOGIN_DONE, "");
}
END_TEST

START_TEST(logs_in_plain_when_told)
{
	options.auth = AUTH_PLAIN;
	expect(BANNER, LOGIN_SEND, plain);
	expect("Response: Success\r\nMessage: Authentication accepted\r\n\r\n", LOGIN_DONE, "");
}
END_TEST

START_TEST(asks_for_events)
{
	options.auth = AUTH_PLAIN;
	options.events = STR("call,agent");
	expect(BANNER, LOGIN_SEND,
	    "Action: Login\r\nActionID: amsh-1-login\r\nUsername: hello\r\n"
	    "Secret: world\r\nEvents: call,agent\r\n\r\n");
}
END_TEST

START_TEST(asks_for_events_with_md5)
{
	options.events = STR("off");
	hear(BANNER);
	hear("Response: Success\r\nChallenge: 102273405\r\n\r\n");
	ck_assert_msg(
	    str_ends(buf_str(&out), STR("\r\nEvents: off\r\n\r\n")), "sent: %s", buf_z(&out));
}
END_TEST

START_TEST(needs_no_id)
{
	options.id = STR("");
	expect(BANNER, LOGIN_SEND, "Action: Challenge\r\nAuthType: MD5\r\n\r\n");
}
END_TEST

START_TEST(sends_after_what_waits)
{
	const struct msg banner = {.kind = MSG_BANNER};

	buf_addz(&out, "before ");
	ck_assert_int_eq(login_feed(&login, &banner, &out, &err), LOGIN_SEND);
	ck_assert_msg(str_starts(buf_str(&out), STR("before Action: ")), "sent: %s", buf_z(&out));
}
END_TEST

START_TEST(skips_events)
{
	static const char event[] = "Event: FullyBooted\r\nPrivilege: system,all\r\n\r\n";

	hear(BANNER);
	expect(event, LOGIN_WAIT, "");
	hear("Response: Success\r\nChallenge: 1\r\n\r\n");
	expect(event, LOGIN_WAIT, "");
	expect("raw line\r\n\r\n", LOGIN_WAIT, "");
	expect("Response: Success\r\n\r\n", LOGIN_DONE, "");
}
END_TEST

START_TEST(takes_a_second_login)
{
	options.auth = AUTH_PLAIN;
	hear(BANNER);
	expect("Response: Success\r\nMessage: Already authenticated\r\n\r\n", LOGIN_DONE, "");
}
END_TEST

static const char *const without_challenge[] = {
    "Must specify AuthType",
    "Invalid/unknown command",
    "Invalid/unknown command: Challenge. Use Action: ListCommands to show available commands.",
    "Permission denied",
};
#define WITHOUT_CHALLENGE (int)(sizeof(without_challenge) / sizeof(without_challenge[0]))

/* Play the login up to a refused Challenge. */
static enum login_step
hear_no_challenge(int i)
{
	struct buf text = BUF_INIT(1024);

	hear(BANNER);
	buf_addf(&text, "Response: Error\r\nMessage: %s\r\n\r\n", without_challenge[i]);
	enum login_step step = hear(buf_z(&text));
	buf_clear(&text);
	return step;
}

START_TEST(falls_back_where_nobody_listens)
{
	options.private = true;
	ck_assert_int_eq(hear_no_challenge(_i), LOGIN_SEND);
	ck_assert_str_eq(buf_z(&out), plain);
	expect("Response: Success\r\n\r\n", LOGIN_DONE, "");
}
END_TEST

START_TEST(never_falls_back_in_the_open)
{
	char why[512];

	ck_assert_int_eq(hear_no_challenge(_i), LOGIN_FAILED);
	snprintf(why, sizeof(why),
	    "login as hello: plain over an unencrypted connection is refused unless --auth plain "
	    "asks for it (no MD5 challenge: %s)",
	    without_challenge[_i]);
	ck_assert_str_eq(err.text, why);
	ck_assert_int_eq(err.kind, ERR_LOGIN);
	ck_assert_str_eq(buf_z(&out), "");
}
END_TEST

START_TEST(never_falls_back_from_md5)
{
	options.auth = AUTH_MD5;
	options.private = true;
	hear(BANNER);
	expect_failure(REFUSAL("Permission denied"), ERR_LOGIN,
	    "login as hello refused: no MD5 challenge: Permission denied");
}
END_TEST

START_TEST(never_falls_back_for_another_reason)
{
	options.private = true;
	hear(BANNER);
	expect_failure(REFUSAL("Login Already In Use"), ERR_LOGIN,
	    "login as hello refused: Login Already In Use");
}
END_TEST

START_TEST(needs_a_challenge)
{
	options.private = true;
	hear(BANNER);
	expect_failure("Response: Success\r\n\r\n", ERR_LOGIN,
	    "login as hello refused: the server's challenge is empty");
}
END_TEST

START_TEST(tells_refusals)
{
	static const struct {
		const char *text, *why;
		enum err_kind kind;
	} refusals[] = {
	    {REFUSAL("Authentication failed"), "login as hello refused: Authentication failed",
	        ERR_LOGIN},
	    {REFUSAL("Login Already In Use"), "login as hello refused: Login Already In Use",
	        ERR_LOGIN},
	    {REFUSAL("Asterisk is shutting down"), "Asterisk is shutting down, try again",
	        ERR_CONNECT},
	    {"Response: Error\r\n\r\n", "login as hello refused: Error", ERR_LOGIN},
	    {"Response: Error\r\nMessage: \r\n\r\n", "login as hello refused: Error", ERR_LOGIN},
	    {"Response: Goodbye\r\n\r\n", "login as hello refused: Goodbye", ERR_LOGIN},
	};

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		teardown();
		setup();
		options.auth = AUTH_PLAIN;
		hear(BANNER);
		expect_failure(refusals[i].text, refusals[i].kind, refusals[i].why);
	}
}
END_TEST

START_TEST(tells_a_shutdown_at_the_challenge)
{
	hear(BANNER);
	expect_failure(REFUSAL("Asterisk is shutting down"), ERR_CONNECT,
	    "Asterisk is shutting down, try again");
}
END_TEST

START_TEST(needs_a_banner)
{
	expect_failure("Response: Success\r\n\r\n", ERR_CONNECT,
	    "the server answered before its banner: not an AMI server?");
}
END_TEST

START_TEST(refuses_what_cannot_be_sent)
{
	options.auth = AUTH_PLAIN;
	options.secret = STR("two\nlines");
	expect_failure(BANNER, ERR_USAGE, "value of Secret holds a line break");
}
END_TEST

START_TEST(refuses_a_bad_user)
{
	options.auth = AUTH_PLAIN;
	options.user = STR("two\nlines");
	expect_failure(BANNER, ERR_USAGE, "value of Username holds a line break");
}
END_TEST

START_TEST(refuses_a_bad_mask)
{
	options.auth = AUTH_PLAIN;
	options.events = STR(" call");
	expect_failure(BANNER, ERR_USAGE,
	    "value of Events begins with a blank or control character; the server drops it");
}
END_TEST

START_TEST(refuses_a_long_prefix)
{
	char id[ACTION_MAX_ID];

	memset(id, 'x', sizeof(id));
	options.id = str_from(id, sizeof(id));
	expect_failure(BANNER, ERR_USAGE, "ActionID has 76 bytes, the server takes at most 67");
}
END_TEST

START_TEST(refuses_a_full_buffer)
{
	buf_clear(&out);
	buf_init_secret(&out, strlen(plain) - 1);
	options.auth = AUTH_PLAIN;
	expect_failure(BANNER, ERR_USAGE, "the login is too long to send");
}
END_TEST

/* MD5 takes any bytes: a secret that cannot be sent in a line still makes a key. */
START_TEST(hashes_any_secret)
{
	options.secret = STR(" wor\nld");
	hear(BANNER);
	expect("Response: Success\r\nChallenge: 42\r\n\r\n", LOGIN_SEND,
	    "Action: Login\r\nActionID: amsh-1-login\r\nUsername: hello\r\nAuthType: MD5\r\n"
	    "Key: d17157ed040752a783187e8da21f5067\r\n\r\n");
}
END_TEST

static void
expect_eof(enum err_kind kind, const char *why)
{
	ck_assert_int_eq(login_eof(&login, &err), -1);
	ck_assert_str_eq(err.text, why);
	ck_assert_int_eq(err.kind, kind);
}

START_TEST(tells_ends)
{
	expect_eof(ERR_CONNECT, "the server closed the connection before its banner: it has too "
	                        "many open logins or is shutting down, try again");
	hear(BANNER);
	expect_eof(ERR_CONNECT,
	    "the server closed the connection before it answered the challenge, try again");
	hear("Response: Success\r\nChallenge: 42\r\n\r\n");
	expect_eof(ERR_CONNECT,
	    "the server closed the connection before it answered the login, try again");
}
END_TEST

static const struct {
	const char *capture;
	enum auth auth;
	enum login_step end;
	const char *why;
} captures[] = {
    {"ast22/login-ok-events-on", AUTH_PLAIN, LOGIN_DONE, ""},
    {"ast22/login-ok-events-off", AUTH_PLAIN, LOGIN_DONE, ""},
    {"ast22/login-md5-ok", AUTH_AUTO, LOGIN_DONE, ""},
    {"ast16/login-md5-ok", AUTH_MD5, LOGIN_DONE, ""},
    {"ast13/login-md5-ok", AUTH_MD5, LOGIN_DONE, ""},
    {"ast11/login-md5-ok", AUTH_AUTO, LOGIN_DONE, ""},
    {"ast22/login-fail-acl", AUTH_PLAIN, LOGIN_FAILED,
        "login as hello refused: Authentication failed"},
    {"ast22/login-already-in-use", AUTH_PLAIN, LOGIN_FAILED,
        "login as hello refused: Login Already In Use"},
    {"ast22/challenge-already-in-use", AUTH_AUTO, LOGIN_FAILED,
        "login as hello refused: Login Already In Use"},
};

START_TEST(replays_captures)
{
	struct buf path = BUF_INIT(256), bytes = BUF_INIT(BUF_MAX_FILE);

	options.auth = captures[_i].auth;
	buf_addf(&path, "tests/captures/%s.s2c", captures[_i].capture);
	ck_assert_msg(transcript_read(&bytes, buf_z(&path)), "cannot read %s", buf_z(&path));
	ck_assert_int_eq(hear_all(buf_str(&bytes)), captures[_i].end);
	ck_assert_str_eq(err.text, captures[_i].why);
	buf_clear(&path);
	buf_clear(&bytes);
}
END_TEST

Suite *
suite_login(void)
{
	Suite *s = suite_create("login");
	TCase *t = tcase_create("login");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, logs_in_with_md5, 0, 2);
	tcase_add_test(t, logs_in_plain_when_told);
	tcase_add_test(t, asks_for_events);
	tcase_add_test(t, asks_for_events_with_md5);
	tcase_add_test(t, needs_no_id);
	tcase_add_test(t, sends_after_what_waits);
	tcase_add_test(t, skips_events);
	tcase_add_test(t, takes_a_second_login);
	tcase_add_loop_test(t, falls_back_where_nobody_listens, 0, WITHOUT_CHALLENGE);
	tcase_add_loop_test(t, never_falls_back_in_the_open, 0, WITHOUT_CHALLENGE);
	tcase_add_test(t, never_falls_back_from_md5);
	tcase_add_test(t, never_falls_back_for_another_reason);
	tcase_add_test(t, needs_a_challenge);
	tcase_add_test(t, tells_refusals);
	tcase_add_test(t, tells_a_shutdown_at_the_challenge);
	tcase_add_test(t, needs_a_banner);
	tcase_add_test(t, refuses_what_cannot_be_sent);
	tcase_add_test(t, refuses_a_bad_user);
	tcase_add_test(t, refuses_a_bad_mask);
	tcase_add_test(t, refuses_a_long_prefix);
	tcase_add_test(t, refuses_a_full_buffer);
	tcase_add_test(t, hashes_any_secret);
	tcase_add_test(t, tells_ends);
	tcase_add_loop_test(t, replays_captures, 0, (int)(sizeof(captures) / sizeof(captures[0])));
	suite_add_tcase(s, t);
	return s;
}
