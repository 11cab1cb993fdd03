/* SPDX-License-Identifier: ISC */
/* The ring of calls: order, growth while it is wrapped around, and finding by ActionID. */
#include "ami/ring.h"

#include <check.h>
#include <stdio.h>

#include "base/mem.h"

Suite *suite_ring(void);

static struct ring r;

static void
setup(void)
{
	r = (struct ring){0};
}

static void
teardown(void)
{
	ring_clear(&r);
}

static void
add(uint32_t number)
{
	char id[16];

	snprintf(id, sizeof(id), "id-%u", number);
	ring_add(&r, (struct sent){
	                 .number = number,
	                 .action = mem_strdup("Ping"),
	                 .id = mem_strdup(id),
	             });
}

static void
expect_oldest(uint32_t number)
{
	struct sent c = ring_take(&r, 0);

	ck_assert_uint_eq(c.number, number);
	sent_clear(&c);
	ck_assert_ptr_null(c.id);
}

START_TEST(keeps_order_while_it_grows)
{
	uint32_t added = 0, taken = 0;

	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 3; i++)
			add(++added);
		expect_oldest(++taken);
	}
	ck_assert_uint_eq(r.n, added - taken);
	for (size_t i = 0; i < r.n; i++)
		ck_assert_uint_eq(ring_at(&r, i)->number, taken + 1 + i);
	while (r.n)
		expect_oldest(++taken);
	ck_assert_uint_eq(taken, added);
}
END_TEST

START_TEST(holds_its_size_and_one_more)
{
	for (uint32_t i = 0; i < 16; i++)
		add(i);
	ck_assert_uint_eq(r.size, 16);
	add(16);
	ck_assert_uint_eq(r.size, 32);
	expect_oldest(0);
}
END_TEST

START_TEST(finds_the_oldest)
{
	add(1);
	add(2);
	add(3);
	add(2);
	ck_assert_uint_eq(ring_find(&r, STR("id-1")), 0);
	ck_assert_uint_eq(ring_find(&r, STR("id-2")), 1);
	ck_assert_uint_eq(ring_find(&r, STR("id-4")), r.n);
	ck_assert_uint_eq(ring_find(&r, STR("ID-1")), r.n);
	ck_assert_uint_eq(ring_find(&r, STR("id-")), r.n);
	expect_oldest(1);
	ck_assert_uint_eq(ring_find(&r, STR("id-2")), 0);
}
END_TEST

START_TEST(finds_nothing_when_empty)
{
	ck_assert_uint_eq(ring_find(&r, STR("id-1")), 0);
	ck_assert_uint_eq(r.n, 0);
}
END_TEST

START_TEST(can_be_used_after_clear)
{
	add(1);
	ring_clear(&r);
	ck_assert_uint_eq(r.n, 0);
	add(2);
	expect_oldest(2);
}
END_TEST

Suite *
suite_ring(void)
{
	Suite *s = suite_create("ring");
	TCase *t = tcase_create("ring");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, keeps_order_while_it_grows);
	tcase_add_test(t, holds_its_size_and_one_more);
	tcase_add_test(t, finds_the_oldest);
	tcase_add_test(t, finds_nothing_when_empty);
	tcase_add_test(t, can_be_used_after_clear);
	suite_add_tcase(s, t);
	return s;
}
