/* SPDX-License-Identifier: ISC */
/* Buffers: growing, the maximum and one byte beyond it, and the wiping of secrets. */
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

#include "../expect.h"
#include "base/buf.h"

Suite *suite_buf(void);

#define SECRET "correct horse battery staple 0123456789 0123456789"

START_TEST(is_empty_at_birth)
{
	struct buf b;

	buf_init(&b, 10);
	EXPECT_STR(buf_str(&b), STR(""));
	ck_assert_str_eq(buf_z(&b), "");
	ck_assert(!buf_full(&b));
	buf_drop(&b, 5);
	buf_reset(&b);
	buf_clear(&b);
}
END_TEST

START_TEST(adds_all_kinds)
{
	struct buf b = BUF_INIT(100);

	ck_assert_int_eq(buf_add(&b, "a\0b", 3), 0);
	ck_assert_int_eq(buf_adds(&b, STR("cd")), 0);
	ck_assert_int_eq(buf_adds(&b, (struct str){0}), 0);
	ck_assert_int_eq(buf_addz(&b, "ef"), 0);
	ck_assert_int_eq(buf_addc(&b, 'g'), 0);
	ck_assert_int_eq(buf_pad(&b, '.', 3), 0);
	ck_assert_int_eq(buf_pad(&b, '.', 0), 0);
	ck_assert_int_eq(buf_addf(&b, "%s=%d", "n", 7), 0);
	EXPECT_STR(buf_str(&b), STR("a\0bcdefg...n=7"));
	buf_clear(&b);
}
END_TEST

START_TEST(grows_over_many_sizes)
{
	struct buf b = BUF_INIT(5000);

	for (int i = 0; i < 5000; i++) {
		ck_assert_int_eq(buf_addc(&b, (char)('a' + i % 26)), 0);
		ck_assert_uint_lt(b.n, b.cap); /* a NUL fits after it */
	}
	for (int i = 0; i < 5000; i++)
		ck_assert_int_eq(b.p[i], 'a' + i % 26);
	ck_assert_uint_eq(strlen(buf_z(&b)), 5000);
	buf_clear(&b);
}
END_TEST

/* Each way to add: what fits at the limit is refused one byte beyond, and nothing changes then. */
START_TEST(stops_at_the_maximum)
{
	struct buf b = BUF_INIT(8);

	ck_assert_int_eq(buf_addz(&b, "12345678"), 0);
	ck_assert(!buf_full(&b));
	ck_assert_int_eq(buf_add(&b, "", 0), 0);
	ck_assert_int_eq(buf_addc(&b, '9'), -1);
	ck_assert(buf_full(&b));
	EXPECT_STR(buf_str(&b), STR("12345678"));
	ck_assert_str_eq(buf_z(&b), "12345678");

	buf_reset(&b);
	ck_assert(!buf_full(&b));
	ck_assert_int_eq(buf_addf(&b, "%08d", 5), 0);
	buf_drop(&b, 1);
	ck_assert_int_eq(buf_addf(&b, "%02d", 5), -1);
	EXPECT_STR(buf_str(&b), STR("0000005"));
	ck_assert_int_eq(buf_pad(&b, ' ', 2), -1);
	ck_assert_int_eq(buf_pad(&b, ' ', 1), 0);
	ck_assert(buf_full(&b));
	EXPECT_STR(buf_str(&b), STR("0000005 "));
	buf_clear(&b);
	ck_assert(!buf_full(&b));
}
END_TEST

START_TEST(gives_room_up_to_the_maximum)
{
	struct buf b = BUF_INIT(100);

	buf_addz(&b, "ab");
	char *room = buf_room(&b, 98);
	ck_assert_ptr_nonnull(room);
	memset(room, 'x', 98);
	b.n += 98;
	ck_assert_uint_eq(strlen(buf_z(&b)), 100);
	ck_assert_ptr_nonnull(buf_room(&b, 0));
	ck_assert_ptr_null(buf_room(&b, 1));
	ck_assert_ptr_null(buf_room(&b, SIZE_MAX));
	ck_assert(buf_full(&b));
	buf_clear(&b);
}
END_TEST

START_TEST(decodes_percent_signs)
{
	struct buf b = BUF_INIT(100);

	ck_assert(buf_add_decoded(&b, STR("a%3ab%C3%a9")));
	ck_assert_str_eq(buf_z(&b), "a:b\303\251");
	buf_reset(&b);
	ck_assert(!buf_add_decoded(&b, STR("%4%zz%41%4")));
	ck_assert_str_eq(buf_z(&b), "%4%zzA%4");
	buf_clear(&b);
}
END_TEST

START_TEST(drops_from_the_front)
{
	struct buf b = BUF_INIT(100);

	buf_addz(&b, "abcdef");
	buf_drop(&b, 0);
	buf_drop(&b, 2);
	EXPECT_STR(buf_str(&b), STR("cdef"));
	buf_drop(&b, 4);
	EXPECT_STR(buf_str(&b), STR(""));
	buf_addz(&b, "gh");
	buf_drop(&b, 3);
	EXPECT_STR(buf_str(&b), STR(""));
	buf_clear(&b);
}
END_TEST

START_TEST(wipes_a_secret_on_reset)
{
	struct buf b;

	buf_init_secret(&b, BUF_MAX_SECRET);
	buf_addz(&b, SECRET);
	buf_drop(&b, 3);
	buf_reset(&b);
	for (size_t i = 0; i < b.cap; i++)
		ck_assert_int_eq(b.p[i], 0);
	buf_clear(&b);
}
END_TEST

/* Does memory that went back to the heap still hold a piece of the secret? The kernel reads it
 * for us: the program itself may not look there any more. */
static bool
heap_remembers(uintptr_t address)
{
	char bytes[sizeof(SECRET) - 1];
	int fd = open("/proc/self/mem", O_RDONLY);

	ck_assert_int_ge(fd, 0);
	ssize_t n = pread(fd, bytes, sizeof(bytes), (off_t)address);
	close(fd);
	ck_assert_int_eq(n, sizeof(bytes));
	return str_find(str_from(bytes, sizeof(bytes)), STR("0123456789")) < sizeof(bytes);
}

START_TEST(leaves_no_secret_in_the_heap)
{
	struct buf b;

	buf_init_secret(&b, BUF_MAX_SECRET);
	buf_addz(&b, SECRET);
	uintptr_t first = (uintptr_t)b.p;
	ck_assert(heap_remembers(first));
	buf_pad(&b, ' ', 500);
	ck_assert_uint_ne((uintptr_t)b.p, first);
	ck_assert(!heap_remembers(first));
	uintptr_t second = (uintptr_t)b.p;
	ck_assert(heap_remembers(second));
	buf_clear(&b);
	ck_assert(!heap_remembers(second));
}
END_TEST

START_TEST(keeps_a_secret_buffer_secret)
{
	struct buf b;

	buf_init_secret(&b, 4);
	buf_clear(&b);
	ck_assert(b.secret);
	ck_assert_int_eq(buf_addz(&b, "1234"), 0);
	ck_assert_int_eq(buf_addc(&b, '5'), -1);
	buf_clear(&b);
}
END_TEST

Suite *
suite_buf(void)
{
	Suite *s = suite_create("buf");
	TCase *t = tcase_create("buf");

	tcase_add_test(t, is_empty_at_birth);
	tcase_add_test(t, adds_all_kinds);
	tcase_add_test(t, grows_over_many_sizes);
	tcase_add_test(t, stops_at_the_maximum);
	tcase_add_test(t, gives_room_up_to_the_maximum);
	tcase_add_test(t, decodes_percent_signs);
	tcase_add_test(t, drops_from_the_front);
	tcase_add_test(t, wipes_a_secret_on_reset);
	tcase_add_test(t, leaves_no_secret_in_the_heap);
	tcase_add_test(t, keeps_a_secret_buffer_secret);
	suite_add_tcase(s, t);
	return s;
}
