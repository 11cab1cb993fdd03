/* SPDX-License-Identifier: ISC */
/* What candidates have in common. */
#include <check.h>
#include <stdlib.h>

#include "complete/candidates.h"

Suite *suite_candidates(void);

/* A character of which only some bytes are common is not part of it. */
START_TEST(common_beginning)
{
	static const struct {
		const char *one, *other;
		size_t common;
	} rows[] = {
	    {"alice-1", "alice-2", 6},
	    {"Alice", "aLbert", 2},
	    {"a", "b", 0},
	    {"caf\xc3\xa9", "caf\xc3\xaa", 3},
	    {"caf\xc3\xa9" "1", "caf\xc3\xa9" "2", 5},
	    {"caf\xe9" "1", "caf\xe9" "2", 4},
	    {"caf\xe9" "1", "caf\xea" "2", 3},
	    {"\xe4\xb8\xad", "\xe4\xb8\xae", 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct completion c = {0};
		completion_word(&c, str_of(rows[i].one), STR(""));
		completion_word(&c, str_of(rows[i].other), STR(""));
		size_t common = completion_common(&c);
		ck_assert_msg(common == rows[i].common, "%s and %s: expected %zu, came %zu",
		    rows[i].one, rows[i].other, rows[i].common, common);
		completion_clear(&c);
	}
}
END_TEST

/* A command and an action of one name are one; files and keys that differ in case are not. */
START_TEST(duplicates)
{
	static const char *const texts[] = {"QueueAdd", "b", "queueadd", "B", "b"};

	for (int any_case = 0; any_case < 2; any_case++) {
		struct completion c = {.any_case = any_case};
		for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
			completion_word(&c, str_of(texts[i]), STR(""));
		completion_tidy(&c);
		ck_assert_uint_eq(c.n, any_case ? 2 : 4);
		ck_assert_str_eq(c.v[0].text, "b");
		ck_assert_str_eq(c.v[any_case ? 1 : 2].text, "queueadd");
		completion_clear(&c);
	}
}
END_TEST

Suite *
suite_candidates(void)
{
	Suite *suite = suite_create("candidates");
	TCase *tests = tcase_create("candidates");

	tcase_add_test(tests, common_beginning);
	tcase_add_test(tests, duplicates);
	suite_add_tcase(suite, tests);
	return suite;
}
