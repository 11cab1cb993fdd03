/* SPDX-License-Identifier: ISC */
/* What the server's answers say of an account, and of its clock. */
#include "checkup/account.h"

#include <check.h>

#include "../expect.h"
#include "ami/compose.h"

Suite *suite_account(void);

/* The list of these actions, ended by NULL. */
static void
expect_abilities(const char *const actions[], const char *text, const char *need)
{
	struct buf said = BUF_INIT(BUF_MAX_LINE), lacks = BUF_INIT(BUF_MAX_LINE);
	struct compose c;

	compose_init(&c);
	compose_reply(&c);
	for (size_t i = 0; actions[i]; i++)
		compose_add(&c, str_of(actions[i]), STR("what it does (Priv: all)"));
	struct msg m = compose_msg(&c);
	account_abilities(&m, &said, &lacks);
	EXPECT_STR(buf_str(&said), str_of(text));
	EXPECT_STR(buf_str(&lacks), str_of(need));
	compose_clear(&c);
	buf_clear(&said);
	buf_clear(&lacks);
}

START_TEST(abilities)
{
	expect_abilities((const char *const[]){"CoreShowChannels", "Originate", "Redirect", "Hangup",
	                     "QueueAdd", "QueueStatus", "Command", "DBPut", "UpdateConfig", NULL},
	    "may list channels, place calls, move calls, hang up, change queues, run console "
	    "commands, change the database, change configuration files", "");
	expect_abilities((const char *const[]){"Ping", "Originate", "Hangup", NULL},
	    "may place calls, hang up; may not list channels, move calls, run console commands, "
	    "change the database, change configuration files",
	    "reporting,call,command,system,config");
}
END_TEST

/* Without app_queue nobody can change queues; with it and without the right it is named. One class
 * is named once. */
START_TEST(what_is_missing)
{
	expect_abilities((const char *const[]){"Ping", NULL},
	    "may not list channels, place calls, move calls, hang up, run console commands, change "
	    "the database, change configuration files",
	    "reporting,originate,call,command,system,config");
	expect_abilities((const char *const[]){"QueueStatus", "CoreShowChannels", "Originate",
	                     "Redirect", "Hangup", "Command", "DBPut", "UpdateConfig", NULL},
	    "may list channels, place calls, move calls, hang up, run console commands, change the "
	    "database, change configuration files; may not change queues", "agent");
}
END_TEST

/* The lines of `manager show user`. */
START_TEST(lines_of_the_console)
{
	struct compose c;

	compose_init(&c);
	compose_reply(&c);
	compose_add(&c, STR("Output"), STR("          username: read perm"));
	compose_add(&c, STR("Output"), STR("         read perm: system,call"));
	compose_add(&c, STR("Output"), STR("        write perm: <none>"));
	compose_add(&c, STR("Output"), STR("no colon"));
	struct msg m = compose_msg(&c);
	EXPECT_STR(account_line(&m, STR("read perm")), STR("system,call"));
	EXPECT_STR(account_line(&m, STR("write perm")), STR("<none>"));
	EXPECT_STR(account_line(&m, STR("perm")), STR(""));
	EXPECT_STR(account_line(&m, STR("no colon")), STR(""));
	compose_clear(&c);
}
END_TEST

static const struct {
	double server, before, after;
	bool off;
	const char *text;
} clocks[] = {
    {1000.0005, 1000, 1000.001, false, "the same here and there (round trip 1.0 ms)"},
    {1000.09, 1000, 1000, false, "the same here and there (round trip 0.0 ms)"},
    {1001, 1000, 1000, false,
        "compared with this machine's the server's is 1.0 s fast (round trip 0.0 ms)"},
    {1002, 1000, 1000, false,
        "compared with this machine's the server's is 2.0 s fast (round trip 0.0 ms)"},
    {997.5, 1000, 1000, true,
        "compared with this machine's the server's is 2.5 s slow (round trip 0.0 ms)"},
    /* Of a slow answer not more is known. */
    {1001, 1000, 1004, false, "the same here and there (round trip 4000.0 ms)"},
    {1007, 1000, 1004, false,
        "compared with this machine's the server's is 5.0 s fast (round trip 4000.0 ms)"},
};

START_TEST(clock_differs)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	ck_assert(account_clock(&text, clocks[_i].server, clocks[_i].before, clocks[_i].after) ==
	          clocks[_i].off);
	EXPECT_STR(buf_str(&text), str_of(clocks[_i].text));
	buf_clear(&text);
}
END_TEST

Suite *
suite_account(void)
{
	Suite *suite = suite_create("account");
	TCase *t = tcase_create("account");

	tcase_add_test(t, abilities);
	tcase_add_test(t, what_is_missing);
	tcase_add_test(t, lines_of_the_console);
	tcase_add_loop_test(t, clock_differs, 0, (int)(sizeof(clocks) / sizeof(clocks[0])));
	suite_add_tcase(suite, t);
	return suite;
}
