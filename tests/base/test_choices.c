/* SPDX-License-Identifier: ISC */
/* Lists of words as one text. */
#include "../expect.h"
#include "base/choices.h"

Suite *suite_choices(void);

START_TEST(walks_words)
{
	struct str one;

	ck_assert(choices_at("in|out|all", 0, &one) && str_eq(one, STR("in")));
	ck_assert(choices_at("in|out|all", 2, &one) && str_eq(one, STR("all")));
	ck_assert(!choices_at("in|out|all", 3, &one));
	ck_assert(choices_at("in", 0, &one) && str_eq(one, STR("in")));
	ck_assert(!choices_at("in", CHOICES_NONE, &one));
	ck_assert(!choices_at(NULL, 0, &one));
}
END_TEST

START_TEST(finds_words)
{
	ck_assert_uint_eq(choices_find("in|out|all", STR("OUT")), 1);
	ck_assert_uint_eq(choices_find("in|out|all", STR("o")), CHOICES_NONE);
	ck_assert_uint_eq(choices_find("in|out|all", STR("")), CHOICES_NONE);
	ck_assert_uint_eq(choices_find(NULL, STR("in")), CHOICES_NONE);
	ck_assert(choices_have("in|out|all", STR("all")));
	ck_assert(!choices_have("in|out|all", STR("in|out")));
}
END_TEST

Suite *
suite_choices(void)
{
	Suite *s = suite_create("choices");
	TCase *tests = tcase_create("choices");

	tcase_add_test(tests, walks_words);
	tcase_add_test(tests, finds_words);
	suite_add_tcase(s, tests);
	return s;
}
