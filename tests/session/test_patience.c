/* SPDX-License-Identifier: ISC */
/* Which actions take their time, and how much. */
#include "session/patience.h"

#include <check.h>

Suite *suite_patience(void);

START_TEST(knows_slow_actions)
{
	static const struct {
		const char *action;
		const char *headers;
		msec patience;
	} rows[] = {
	    {"Ping", "Timeout: 5\r\n", 0},
	    {"Originate", "", 30000},
	    {"originate", "timeout: 60000\r\n", 60000},
	    {"Originate", "Timeout: 60000\r\nAsync: true\r\n", 0},
	    {"Originate", "Async: ON\r\n", 0},
	    {"Originate", "Async: 1\r\n", 0},
	    {"Originate", "Async: no\r\nTimeout: 1\r\n", 1},
	    {"Originate", "Async:\r\n", 30000},
	    {"Originate", "Timeout: soon\r\n", 30000},
	    {"Originate", "Timeout: -1\r\n", 30000},
	    {"Originate", "Timeout: 2147483647\r\n", 2147483647},
	    {"WaitEvent", "Timeout: 20\r\n", 20000},
	    {"WaitEvent", "Timeout: 2147483647\r\n", 2147483647000},
	    {"WaitEvent", "Timeout: -1\r\n", 0},
	    {"WaitEvent", "", 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(patience_of(str_of(rows[i].action), str_of(rows[i].headers)) ==
		                  rows[i].patience,
		    "%s %s: %lld", rows[i].action, rows[i].headers,
		    (long long)patience_of(str_of(rows[i].action), str_of(rows[i].headers)));
}
END_TEST

Suite *
suite_patience(void)
{
	Suite *suite = suite_create("patience");
	TCase *t = tcase_create("patience");

	tcase_add_test(t, knows_slow_actions);
	suite_add_tcase(suite, t);
	return suite;
}
