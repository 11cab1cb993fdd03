/* SPDX-License-Identifier: ISC */
/* Wide characters from bytes that come one by one, and their place on the screen. */
#include "shell/wchars.h"

#include <check.h>
#include <locale.h>

#include "../expect.h"

Suite *suite_wchars(void);

/* Feed bytes one by one, as a terminal sends them; append the characters that come of them. */
static void
type(struct buf *out, struct str bytes)
{
	struct wchars_typed b = {0};
	wchar_t c;

	for (size_t i = 0; i < bytes.n; i++) {
		b.bytes[b.n++] = bytes.p[i];
		while (wchars_take(&b, &c))
			wchars_to(out, &c, 1);
		ck_assert_uint_lt(b.n, sizeof(b.bytes));
	}
}

START_TEST(takes_characters_off_bytes)
{
	static const struct {
		struct str bytes;
		const char *want;
	} rows[] = {
	    {STR("abc"), "abc"},
	    {STR("\xc3\xbc\xe4\xb8\xad\xf0\x9f\x98\x80"), "\xc3\xbc\xe4\xb8\xad\xf0\x9f\x98\x80"},
	    {STR("\xff" "a"), "\xff" "a"},
	    {STR("\xe4\xb8" "a"), "\xe4\xb8" "a"},
	    {STR("\xf0\x9f\x98" "a"), "\xf0\x9f\x98" "a"},
	    {STR("\xe4\xb8\xc3\xbc"), "\xe4\xb8\xc3\xbc"},
	    {STR("\xed\xb3\xa9"), "\xed\xb3\xa9"},
	    {STR("\xc3"), ""},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf came = BUF_INIT(100);
		type(&came, rows[i].bytes);
		EXPECT_STR(buf_str(&came), str_of(rows[i].want));
		buf_clear(&came);
	}
}
END_TEST

START_TEST(goes_there_and_back)
{
	wchar_t wide[6];
	struct buf back = BUF_INIT(100);
	size_t n = wchars_from(wide, 6, STR("a\xc3\xbc\xff\xe4\xb8\xad!?"));

	ck_assert_uint_eq(n, 5);
	ck_assert(wide[5] == L'\0');
	wchars_to(&back, wide, n);
	ck_assert(wide[2] == 0xdcff && wchars_width(wide[2]) == 7);
	EXPECT_STR(buf_str(&back), STR("a\xc3\xbc\xff\xe4\xb8\xad!"));
	buf_clear(&back);
}
END_TEST

START_TEST(keeps_every_byte)
{
	char bytes[2 * 255];
	wchar_t wide[sizeof(bytes) + 1];
	struct buf back = BUF_INIT(sizeof(bytes));

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i % 2 ? 'a' : 1 + i / 2);
	struct str text = str_from(bytes, sizeof(bytes));
	wchars_to(&back, wide, wchars_from(wide, sizeof(wide) / sizeof(*wide), text));
	EXPECT_STR(buf_str(&back), text);
	for (const wchar_t *c = wide; *c; c++)
		ck_assert_msg(*c < 0x80 || wchars_width(*c) == 7, "%ld", (long)*c);
	buf_clear(&back);
}
END_TEST

START_TEST(counts_from_the_end)
{
	static const wchar_t line[] = L"a\xfc\x4e2d" L"b";

	ck_assert_uint_eq(wchars_count(line, 4, 0), 0);
	ck_assert_uint_eq(wchars_count(line, 4, 1), 1);
	ck_assert_uint_eq(wchars_count(line, 4, 4), 2);
	ck_assert_uint_eq(wchars_count(line, 4, 6), 3);
	ck_assert_uint_eq(wchars_count(line, 4, 99), 4);
	ck_assert_uint_eq(wchars_count((const wchar_t[]){0xdcc3, 0xdcbc}, 2, 2), 2);
}
END_TEST

/* Ten columns: where the cursor is after each of these lines. */
START_TEST(wraps_rows)
{
	static const struct {
		const wchar_t *line;
		size_t row, column;
	} rows[] = {
	    {L"", 0, 0},
	    {L"123456789", 0, 9},
	    {L"1234567890", 1, 0},
	    {L"12345678901", 1, 1},
	    {L"12345678\x4e2d", 1, 0},
	    {L"123456789\x4e2d", 1, 2},
	    {L"ab\tc", 0, 9},
	    {L"ab\ncd", 1, 2},
	    {L"\x01\x7f", 0, 4},
	    {L"123456789\x01", 1, 1},
	    {L"12345678\t", 1, 0},
	    {L"12345\xdce9", 1, 2},
	    {L"123\xdce9", 1, 0},
	};

	setlocale(LC_ALL, "C.UTF-8");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		size_t row = 0, column = 0;
		for (const wchar_t *c = rows[i].line; *c; c++)
			wchars_step(&row, &column, *c, 10);
		ck_assert_msg(row == rows[i].row && column == rows[i].column,
		    "line %zu: expected %zu,%zu, came %zu,%zu", i, rows[i].row, rows[i].column, row,
		    column);
	}
	ck_assert(wchars_leaps(0x4e2d, 9, 10) && !wchars_leaps(0x4e2d, 8, 10));
	ck_assert(!wchars_leaps(0xdce9, 9, 10) && !wchars_leaps(L'x', 9, 10));
}
END_TEST

Suite *
suite_wchars(void)
{
	Suite *suite = suite_create("wchars");
	TCase *tests = tcase_create("wide");

	tcase_add_test(tests, takes_characters_off_bytes);
	tcase_add_test(tests, goes_there_and_back);
	tcase_add_test(tests, keeps_every_byte);
	tcase_add_test(tests, counts_from_the_end);
	tcase_add_test(tests, wraps_rows);
	suite_add_tcase(suite, tests);
	return suite;
}
