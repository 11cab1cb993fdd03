/* SPDX-License-Identifier: ISC */
/* Which headers repeat: few, many, and so many that comparing each with each would not end. */
#include <stdlib.h>

#include "shown.h"
#include "view/header_repeats.h"

Suite *suite_header_repeats(void);

START_TEST(links_fields_of_one_name)
{
	struct msg *m = shown_one("Event: X\nA: 1\nB: 2\nA: 3\na: 4\nA: 5\n\n");
	struct header_repeats r = {0};

	header_repeats_find(&r, m);
	ck_assert_uint_eq(r.fields[1].next, 3);
	ck_assert_uint_eq(r.fields[3].next, 5);
	ck_assert_uint_eq(r.fields[5].next, HEADER_REPEATS_NONE);
	ck_assert_uint_eq(r.fields[4].next, HEADER_REPEATS_NONE);
	ck_assert(r.fields[0].first && r.fields[1].first && r.fields[2].first);
	ck_assert(!r.fields[3].first && !r.fields[5].first);
	ck_assert_msg(r.fields[4].first, "case must count");
	header_repeats_clear(&r);
	free(m);
}
END_TEST

/* Names that differ only in their middle, as GetConfig's do. */
START_TEST(is_quick_with_many_names)
{
	struct buf stream = BUF_INIT(BUF_MAX_TEXT);
	struct header_repeats r = {0};
	const size_t count = 60000;

	buf_addz(&stream, "Response: Success\n");
	for (size_t i = 0; i < count; i++)
		buf_addf(&stream, "Line-%06zu-000000: x\n", i);
	buf_addz(&stream, "Line-000007-000000: again\n\n");
	struct msg *m = shown_one(buf_z(&stream));
	header_repeats_find(&r, m);
	ck_assert_uint_eq(r.fields[8].next, count + 1);
	for (size_t i = 0; i <= count; i++)
		ck_assert_msg(r.fields[i].first, "field %zu is not the first of its name", i);
	ck_assert(!r.fields[count + 1].first);
	header_repeats_clear(&r);
	buf_clear(&stream);
	free(m);
}
END_TEST

START_TEST(starts_anew_with_each_message)
{
	struct msg *first = shown_one("Event: X\nA: 1\nA: 2\n\n");
	struct msg *second = shown_one("Event: Y\nB: 1\nA: 2\n\n");
	struct header_repeats r = {0};

	header_repeats_find(&r, first);
	header_repeats_find(&r, second);
	for (size_t i = 0; i < second->n; i++)
		ck_assert(r.fields[i].first && r.fields[i].next == HEADER_REPEATS_NONE);
	header_repeats_clear(&r);
	free(first);
	free(second);
}
END_TEST

Suite *
suite_header_repeats(void)
{
	Suite *suite = suite_create("header_repeats");
	TCase *tests = tcase_create("header_repeats"), *volume = tcase_create("volume");

	tcase_add_test(tests, links_fields_of_one_name);
	tcase_add_test(tests, starts_anew_with_each_message);
	suite_add_tcase(suite, tests);
	tcase_set_tags(volume, "volume");
	tcase_set_timeout(volume, 60);
	tcase_add_test(volume, is_quick_with_many_names);
	suite_add_tcase(suite, volume);
	return suite;
}
