/* SPDX-License-Identifier: ISC */
/* Commands that print secrets: the first line counts, and how they fail. (Files: test_target.c.) */
#include <check.h>

#include "../expect.h"
#include "conf/secret.h"

static const struct {
	const char *command;
	const char *secret; /* or the error, after "secret_command " */
	bool bad;
} commands[] = {
    {"echo hunter2", "hunter2", false},
    {"printf hunter2", "hunter2", false},
    {"printf 'hunter2\\r\\nmore\\n'", "hunter2", false},
    {"echo hunter2; yes | head -n 100000", "hunter2", false},
    {"printf ' a b \\n'", " a b ", false},
    {"cat; echo nothing to read", "nothing to read", false},
    {"exit 3", "failed with exit status 3", true},
    {"echo hunter2; exit 1", "failed with exit status 1", true},
    {"kill -9 $$", "was killed by signal 9", true},
    {"/no/such/command 2>/dev/null", "failed with exit status 127", true},
};

START_TEST(commands_print_secrets)
{
	struct buf secret;
	struct err err = {0};

	buf_init_secret(&secret, BUF_MAX_SECRET);
	int got = secret_run(&secret, commands[_i].command, &err);
	ck_assert_msg(got == (commands[_i].bad ? -1 : 0), "%s: %s", commands[_i].command, err.text);
	if (commands[_i].bad)
		EXPECT_STR(str_from_at(str_of(err.text), strlen("secret_command ")),
		    str_of(commands[_i].secret));
	else
		EXPECT_STR(buf_str(&secret), str_of(commands[_i].secret));
	buf_clear(&secret);
}
END_TEST

START_TEST(output_must_be_a_secret)
{
	struct buf secret;
	struct err err = {0};

	buf_init_secret(&secret, BUF_MAX_SECRET);
	ck_assert_int_eq(secret_run(&secret, "true", &err), -1);
	ck_assert_str_eq(err.text, "output of secret_command: the first line is empty");
	ck_assert_int_eq(secret_run(&secret, "printf %1023d 1", &err), 0);
	ck_assert_uint_eq(secret.n, BUF_MAX_SECRET - 1);
	buf_reset(&secret);
	ck_assert_int_eq(secret_run(&secret, "printf %1024d 1", &err), -1);
	ck_assert_str_eq(err.text,
	    "output of secret_command: the first line is longer than 1023 bytes");
	buf_clear(&secret);
}
END_TEST

Suite *suite_conf_secret(void);

Suite *
suite_conf_secret(void)
{
	Suite *s = suite_create("conf_secret");
	TCase *t = tcase_create("secret");

	tcase_add_loop_test(t, commands_print_secrets, 0, sizeof(commands) / sizeof(commands[0]));
	tcase_add_test(t, output_must_be_a_secret);
	suite_add_tcase(s, t);
	return s;
}
