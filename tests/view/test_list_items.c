/* SPDX-License-Identifier: ISC */
/* Kept messages outlive what they were copied from, up to a maximum. */
#include <stdio.h>
#include <stdlib.h>

#include "shown.h"
#include "view/list_items.h"

Suite *suite_list_items(void);

START_TEST(keeps_copies_in_order)
{
	struct list_items k = {0};
	char stream[64];

	for (int i = 0; i < 200; i++) {
		snprintf(stream, sizeof(stream), "Event: E\nN: %d\n\n", i);
		struct msg *m = shown_one(stream);
		ck_assert(list_items_add(&k, m));
		memset(m, 0, sizeof(*m));
		free(m);
	}
	ck_assert_uint_eq(k.n, 200);
	EXPECT_STR(msg_get(k.p[0], STR("N")), STR("0"));
	EXPECT_STR(msg_get(k.p[199], STR("N")), STR("199"));
	list_items_clear(&k);
	ck_assert_uint_eq(k.n, 0);
}
END_TEST

START_TEST(refuses_beyond_its_maximum)
{
	struct msg *m = shown_one("Event: E\n\n");
	struct list_items k = {0};

	ck_assert(list_items_add(&k, m));
	size_t size = k.bytes;
	k.bytes = LIST_ITEMS_MAX - size;
	ck_assert_msg(list_items_add(&k, m), "refused at the maximum");
	ck_assert_msg(!list_items_add(&k, m), "kept beyond the maximum");
	ck_assert_uint_eq(k.n, 2);
	list_items_clear(&k);
	free(m);
}
END_TEST

Suite *
suite_list_items(void)
{
	Suite *suite = suite_create("list_items");
	TCase *tests = tcase_create("list_items");

	tcase_add_test(tests, keeps_copies_in_order);
	tcase_add_test(tests, refuses_beyond_its_maximum);
	suite_add_tcase(suite, tests);
	return suite;
}
