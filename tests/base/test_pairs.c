/* SPDX-License-Identifier: ISC */
/* Named values in order. */
#include <stdio.h>

#include "../expect.h"
#include "base/pairs.h"

Suite *suite_pairs(void);

/* The value of name, or "(none)". */
static struct str
value_of(const struct pairs *p, const char *name)
{
	struct str value = STR("(none)");

	pairs_find(p, str_of(name), &value);
	return value;
}

START_TEST(finds_what_was_set)
{
	struct pairs p = {0};

	ck_assert(!pairs_find(&p, STR("a"), &(struct str){0}));
	pairs_set(&p, STR("Alpha"), STR("1"));
	pairs_set(&p, STR("b"), STR("x\0y"));
	pairs_set(&p, STR("empty"), (struct str){0});
	EXPECT_STR(value_of(&p, "aLPHA"), STR("1"));
	EXPECT_STR(value_of(&p, "b"), STR("x\0y"));
	EXPECT_STR(value_of(&p, "empty"), STR(""));
	EXPECT_STR(value_of(&p, "Alph"), STR("(none)"));
	pairs_clear(&p);
	EXPECT_STR(value_of(&p, "b"), STR("(none)"));
	pairs_clear(&p);
}
END_TEST

START_TEST(replaces_in_place)
{
	struct pairs p = {0};
	struct str value;

	pairs_set(&p, STR("a"), STR("1"));
	pairs_set(&p, STR("b"), STR("2"));
	pairs_set(&p, STR("A"), STR("three"));
	ck_assert_uint_eq(p.n, 2);
	ck_assert_str_eq(p.v[0].name, "a");
	EXPECT_STR(value_of(&p, "a"), STR("three"));

	ck_assert(pairs_find(&p, STR("a"), &value));
	pairs_set(&p, STR("a"), str_from_at(value, 2));
	EXPECT_STR(value_of(&p, "a"), STR("ree"));
	pairs_clear(&p);
}
END_TEST

/* Gaps are closed from time to time: the rest stays in order, and is found. */
START_TEST(removes_many)
{
	struct pairs p = {0};
	char name[16];

	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		pairs_set(&p, str_of(name), str_of(name));
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "N%d", i);
		ck_assert(i % 10 == 3 || pairs_remove(&p, str_of(name)));
	}
	ck_assert_uint_lt(p.n, 210);
	size_t at = 0;
	for (int i = 3; i < 1000; i += 10) {
		snprintf(name, sizeof(name), "n%d", i);
		ck_assert_str_eq(pairs_next(&p, &at)->name, name);
		EXPECT_STR(value_of(&p, name), str_of(name));
	}
	ck_assert_ptr_null(pairs_next(&p, &at));
	pairs_clear(&p);
}
END_TEST

START_TEST(removes_and_keeps_the_order)
{
	struct pairs p = {0};

	pairs_set(&p, STR("a"), STR("1"));
	pairs_set(&p, STR("b"), STR("2"));
	pairs_set(&p, STR("c"), STR("3"));
	ck_assert(pairs_remove(&p, STR("B")));
	ck_assert(!pairs_remove(&p, STR("b")));
	size_t i = 0;
	ck_assert_str_eq(pairs_next(&p, &i)->name, "a");
	ck_assert_str_eq(pairs_next(&p, &i)->name, "c");
	ck_assert_ptr_null(pairs_next(&p, &i));
	ck_assert(pairs_remove(&p, STR("c")) && pairs_remove(&p, STR("a")));
	ck_assert_uint_eq(p.n, 0);
	pairs_clear(&p);
}
END_TEST

Suite *
suite_pairs(void)
{
	Suite *s = suite_create("pairs");
	TCase *t = tcase_create("pairs");

	tcase_add_test(t, finds_what_was_set);
	tcase_add_test(t, replaces_in_place);
	tcase_add_test(t, removes_and_keeps_the_order);
	tcase_add_test(t, removes_many);
	suite_add_tcase(s, t);
	return s;
}
