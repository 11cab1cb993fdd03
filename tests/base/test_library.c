/* SPDX-License-Identifier: ISC */
/* Libraries opened at run time, with the C library as the one that is always there. */
#include "base/library.h"

#include <check.h>
#include <stddef.h>

#include "../expect.h"

Suite *suite_library(void);

struct functions {
	size_t (*length)(const char *text);
	int (*compare)(const char *a, const char *b);
};

static const char *const names[] = {"libnosuch.so.9", "libc.so.6", NULL};
static const char *const none[] = {"libnosuch.so.9", NULL};

static const struct library_symbol symbols[] = {
    {"strlen", offsetof(struct functions, length)},
    {"strcmp", offsetof(struct functions, compare)},
    {"no_such_function", 0},
};

START_TEST(fills_the_table)
{
	struct functions f = {0};
	struct err err;
	struct library l = {
	    .what = "libc", .names = names, .symbols = symbols, .n = 2, .table = &f};

	ck_assert_msg(library_open(&l, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(f.length("four"), 4);
	ck_assert_int_eq(f.compare("a", "a"), 0);
}
END_TEST

START_TEST(says_which_library_is_missing)
{
	struct functions f;
	struct err err;
	struct library l = {
	    .what = "libnosuch", .names = none, .symbols = symbols, .n = 2, .table = &f};

	ck_assert_int_eq(library_open(&l, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	EXPECT_ROW(strstr(err.text, "libnosuch.so.9"), STR("the library"), str_of(err.text));
}
END_TEST

START_TEST(says_which_function_is_missing)
{
	struct functions f;
	struct err err;
	struct library l = {
	    .what = "libc", .names = names, .symbols = symbols, .n = 3, .table = &f};

	ck_assert_int_eq(library_open(&l, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	EXPECT_ROW(strstr(err.text, "no_such_function"), STR("the function"), str_of(err.text));
}
END_TEST

START_TEST(opens_once)
{
	struct functions f = {0};
	struct err err;
	struct library l = {
	    .what = "libc", .names = names, .symbols = symbols, .n = 2, .table = &f};

	ck_assert_msg(library_open(&l, &err) == 0, "%s", err.text);
	ck_assert_uint_eq(f.length("four"), 4);
	l.names = none;
	ck_assert_int_eq(library_open(&l, &err), 0);
}
END_TEST

static unsigned starts;

static int
start(struct err *err)
{
	return starts++ ? 0 : err_set(err, ERR_USAGE, "does not start");
}

START_TEST(is_started_once)
{
	struct functions f = {0};
	struct err err;
	struct library l = {.what = "libc", .names = names, .symbols = symbols, .n = 2,
	    .table = &f, .start = start};

	starts = 0;
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(library_open(&l, &err), -1);
		ck_assert_str_eq(err.text, "does not start");
	}
	ck_assert_uint_eq(starts, 1);
}
END_TEST

START_TEST(fails_in_the_same_way_again)
{
	struct err err, again;
	struct library l = {.what = "libnosuch", .names = none};

	ck_assert_int_eq(library_open(&l, &err), -1);
	ck_assert_int_eq(err.kind, ERR_USAGE);
	l.names = names;
	ck_assert_int_eq(library_open(&l, &again), -1);
	ck_assert_str_eq(again.text, err.text);
}
END_TEST

Suite *
suite_library(void)
{
	Suite *suite = suite_create("library");
	TCase *all = tcase_create("all");

	tcase_add_test(all, fills_the_table);
	tcase_add_test(all, says_which_library_is_missing);
	tcase_add_test(all, says_which_function_is_missing);
	tcase_add_test(all, opens_once);
	tcase_add_test(all, is_started_once);
	tcase_add_test(all, fails_in_the_same_way_again);
	suite_add_tcase(suite, all);
	return suite;
}
