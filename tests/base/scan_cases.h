/* SPDX-License-Identifier: ISC */
/*
 * Runs of plain bytes: every byte at every place of every length gives the same as a byte-by-byte
 * scan. Each form of base/scan.h has a file that includes this.
 */
#ifndef TESTS_BASE_SCAN_CASES_H
#define TESTS_BASE_SCAN_CASES_H

#include "../expect.h"
#include "base/scan.h"

#define LONGEST 43 /* two blocks and most of a third */

static bool
is_plain(unsigned char c, char a, char b)
{
	return c >= 0x20 && c <= 0x7e && c != (unsigned char)a && c != (unsigned char)b;
}

/* Has the copy as many bytes, and is nothing written after the room? Without a check of its own for
 * each, since there are two million. */
static bool
copies(struct str s, const char stop[2], size_t want)
{
	char copy[LONGEST + 1];

	memset(copy, '*', sizeof(copy));
	return scan_copy(copy, s, stop[0], stop[1]) == want && memcmp(copy, s.p, want) == 0 &&
	       copy[s.n] == '*';
}

/* The same of s in the midst of more, which does not count. */
static bool
copies_over(struct str s, const char stop[2], size_t want)
{
	char bytes[LONGEST + SCAN_BLOCK], copy[LONGEST + SCAN_BLOCK + 1];
	bool good = true;

	for (int more = 'x'; more; more = more == 'x' ? '\r' : 0) {
		memset(bytes, more, sizeof(bytes));
		memset(copy, '*', sizeof(copy));
		if (s.n)
			memcpy(bytes, s.p, s.n);
		good &= scan_copy_over(copy, str_from(bytes, s.n), stop[0], stop[1]) == want;
		good &= memcmp(copy, bytes, want) == 0 && copy[s.n + SCAN_BLOCK] == '*';
	}
	return good;
}

START_TEST(agrees_with_the_slow_way)
{
	static const char stops[][2] = {{0, 0}, {'"', '\\'}, {' ', '~'}};
	const char *stop = stops[_i];

	for (size_t n = 0; n <= LONGEST; n++)
		for (size_t at = 0; at < n; at++)
			for (int c = 0; c < 256; c++) {
				char bytes[LONGEST];
				memset(bytes, 'x', n);
				bytes[at] = (char)c;
				size_t want = is_plain((unsigned char)c, stop[0], stop[1]) ? n : at;
				size_t came = scan_plain(str_from(bytes, n), stop[0], stop[1]);
				if (came != want || !copies(str_from(bytes, n), stop, want) ||
				    !copies_over(str_from(bytes, n), stop, want))
					ck_abort_msg("byte %02x at %zu of %zu: came %zu", c, at, n,
					    came);
			}
}
END_TEST

/* Two bytes side by side: a borrow or carry of one must not hide the other. */
START_TEST(finds_the_first_of_two)
{
	for (int c = 0; c < 256; c++)
		for (int d = 0; d < 256; d++) {
			char bytes[] = "xxxxxxxxxxxxxxx";
			bytes[4] = (char)c;
			bytes[5] = (char)d;
			size_t want = !is_plain((unsigned char)c, '"', '\\')   ? 4
			              : !is_plain((unsigned char)d, '"', '\\') ? 5
			                                                       : 15;
			if (scan_plain(str_from(bytes, 15), '"', '\\') != want)
				ck_abort_msg("bytes %02x %02x: expected %zu", c, d, want);
		}
}
END_TEST

START_TEST(takes_nothing)
{
	ck_assert_uint_eq(scan_plain((struct str){0}, 0, 0), 0);
	ck_assert(copies_over(STR(""), "\"\\", 0));
}
END_TEST

START_TEST(tells_what_is_the_same)
{
	char a[LONGEST], b[LONGEST];

	memset(a, 'x', sizeof(a));
	for (size_t n = 0; n <= LONGEST; n++)
		for (size_t at = 0; at < LONGEST; at++) {
			memcpy(b, a, sizeof(b));
			b[at] = 'y';
			ck_assert(scan_same(a, b, n) == (at >= n));
		}
}
END_TEST

static Suite *
scan_suite(const char *name)
{
	Suite *s = suite_create(name);
	TCase *scan = tcase_create("scan"), *all = tcase_create("all");

	tcase_add_test(scan, finds_the_first_of_two);
	tcase_add_test(scan, takes_nothing);
	tcase_add_test(scan, tells_what_is_the_same);
	suite_add_tcase(s, scan);
	tcase_set_tags(all, "exhaustive");
	tcase_set_timeout(all, 60);
	tcase_add_loop_test(all, agrees_with_the_slow_way, 0, 3);
	suite_add_tcase(s, all);
	return s;
}

#endif
