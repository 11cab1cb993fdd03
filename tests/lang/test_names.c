/* SPDX-License-Identifier: ISC */
/* Names from the server, and their summaries. */
#include <check.h>

#include "../expect.h"
#include "lang/names.h"

Suite *suite_names(void);

START_TEST(summaries_are_one_line)
{
	static const struct {
		const char *told, *shown;
	} all[] = {
	    {"Send text.", "Send text."},
	    {"Sends\ta\r\n\t\ttext  message.", "Sends a text message."},
	    {"\tIndented", "Indented"},
	    {"red\x1b[31m", "red\\x1b[31m"},
	    {"", ""},
	};
	struct names names = {0};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		names_add(&names, STR("SendText"), str_of(all[i].told));
		EXPECT_STR(str_of(names.v[i].summary), str_of(all[i].shown));
	}
	names_clear(&names);
}
END_TEST

Suite *
suite_names(void)
{
	Suite *s = suite_create("names");
	TCase *t = tcase_create("names");

	tcase_add_test(t, summaries_are_one_line);
	suite_add_tcase(s, t);
	return s;
}
