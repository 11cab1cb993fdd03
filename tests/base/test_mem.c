/* SPDX-License-Identifier: ISC */
/* Allocation, its end, and wiping. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../expect.h"
#include "base/mem.h"
#include "streams.h"

Suite *suite_mem(void);

START_TEST(gives_zeroed_memory)
{
	char *a = mem_alloc(100), *b = mem_array(10, 10);

	for (int i = 0; i < 100; i++)
		ck_assert(a[i] == 0 && b[i] == 0);
	free(a);
	free(b);
}
END_TEST

START_TEST(gives_a_pointer_for_nothing)
{
	char *p[] = {mem_alloc(0), mem_array(0, 8), mem_grow(NULL, 0, 8)};

	for (size_t i = 0; i < sizeof(p) / sizeof(*p); i++) {
		ck_assert_ptr_nonnull(p[i]);
		free(p[i]);
	}
}
END_TEST

START_TEST(grows_with_its_bytes)
{
	int *p = mem_grow(NULL, 2, sizeof(*p));

	p[0] = 7;
	p[1] = 8;
	p = mem_grow(p, 1000, sizeof(*p));
	p[999] = 9;
	ck_assert(p[0] == 7 && p[1] == 8);
	free(p);
}
END_TEST

START_TEST(copies_text)
{
	char *a = mem_strdup("abc"), *b = mem_strndup(STR("abcd")), *c = mem_strndup(str_of(NULL)),
	     *d = mem_strndup((struct str){0});

	ck_assert_str_eq(a, "abc");
	ck_assert_str_eq(b, "abcd");
	ck_assert_str_eq(c, "");
	ck_assert_str_eq(d, "");
	free(a);
	free(b);
	free(c);
	free(d);
}
END_TEST

START_TEST(replaces_text)
{
	char *a = NULL;

	mem_replace(&a, STR("hello"));
	ck_assert_str_eq(a, "hello");
	mem_replace(&a, str_from(a + 1, 3));
	ck_assert_str_eq(a, "ell");
	free(a);
}
END_TEST

START_TEST(wipes)
{
	char bytes[] = "xsecretx";

	mem_wipe(bytes + 1, 6);
	EXPECT_STR(str_from(bytes, 8), STR("x\0\0\0\0\0\0x"));
	mem_wipe(bytes, 0);
	ck_assert_int_eq(bytes[0], 'x');
}
END_TEST

static void
restore(void)
{
	ck_assert_int_eq(write(STDERR_FILENO, "restored\n", 9), 9);
}

static void
ask_too_much(void)
{
	mem_on_exhaustion(restore);
	free(mem_grow(NULL, SIZE_MAX / 2, 4));
}

START_TEST(ends_the_process_when_there_is_none)
{
	streams_to_file(STDERR_FILENO);
	int status = streams_child(ask_too_much);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 2);
	struct buf b = streams_written(STDERR_FILENO);
	EXPECT_STR(buf_str(&b), STR("restored\namsh: out of memory\n"));
	buf_clear(&b);
}
END_TEST

Suite *
suite_mem(void)
{
	Suite *s = suite_create("mem");
	TCase *t = tcase_create("mem");

	tcase_add_checked_fixture(t, streams_save, streams_restore);
	tcase_add_test(t, gives_zeroed_memory);
	tcase_add_test(t, gives_a_pointer_for_nothing);
	tcase_add_test(t, grows_with_its_bytes);
	tcase_add_test(t, copies_text);
	tcase_add_test(t, replaces_text);
	tcase_add_test(t, wipes);
	tcase_add_test(t, ends_the_process_when_there_is_none);
	suite_add_tcase(s, t);
	return s;
}
