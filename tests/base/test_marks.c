/* SPDX-License-Identifier: ISC */
/* Marks of bytes: all forms give the same as a byte-by-byte look, for every byte at every place. */
#include "../expect.h"
#include "base/marks.h"

Suite *suite_marks(void);

#define LONGEST 150

static uint64_t
look(const char *p, char c)
{
	uint64_t marks = 0;

	for (size_t i = 0; i < MARKS_BYTES; i++)
		marks |= (uint64_t)(p[i] == c) << i;
	return marks;
}

/* Beside each byte stands one that differs from it in one bit: no borrow or carry may reach it. */
START_TEST(agrees_with_the_slow_way)
{
	char bytes[MARKS_BYTES];

	for (int c = 0; c < 256; c++)
		for (unsigned bit = 0; bit < 8; bit++)
			for (size_t at = 0; at < MARKS_BYTES; at++) {
				memset(bytes, c ^ (1 << bit), sizeof(bytes));
				bytes[at] = (char)c;
				bytes[(at * 7 + 3) % MARKS_BYTES] = (char)c;
				uint64_t want = look(bytes, (char)c);
				if (marks_of(bytes, (char)c) != want ||
				    (marks_wide() && marks_of_wide(bytes, (char)c) != want) ||
				    marks_by_words(bytes, (char)c) != want)
					ck_abort_msg("byte %02x at %zu, bit %u", c, at, bit);
			}
}
END_TEST

/* Bytes before and after the view are as those that are sought: they must not count. */
START_TEST(keeps_to_the_view)
{
	char bytes[LONGEST + 2 * MARKS_BYTES];

	memset(bytes, ':', sizeof(bytes));
	for (size_t n = 1; n <= LONGEST; n++)
		for (size_t at = 0; at < n; at++) {
			size_t left = n - at < MARKS_BYTES ? n - at : MARKS_BYTES;
			uint64_t want = UINT64_MAX >> (MARKS_BYTES - left);
			struct str s = str_from(bytes + MARKS_BYTES, n);
			if (marks_in(s, at, ':') != want || marks_in(s, at, ';') != 0)
				ck_abort_msg("%zu bytes from %zu on", n, at);
		}
}
END_TEST

START_TEST(finds_the_first)
{
	for (size_t i = 0; i < MARKS_BYTES; i++) {
		ck_assert_uint_eq(marks_first(UINT64_C(1) << i), i);
		ck_assert_uint_eq(marks_first(UINT64_MAX << i), i);
	}
}
END_TEST

Suite *
suite_marks(void)
{
	Suite *s = suite_create("marks");
	TCase *t = tcase_create("marks");

	tcase_set_tags(t, "blocks");
	tcase_add_test(t, agrees_with_the_slow_way);
	tcase_add_test(t, keeps_to_the_view);
	tcase_add_test(t, finds_the_first);
	suite_add_tcase(s, t);
	return s;
}
