/* SPDX-License-Identifier: ISC */
/* Columns: measuring, cutting and padding. */
#include "../expect.h"
#include "base/text.h"

Suite *suite_text_width(void);

#define CJK   "\xe4\xb8\xad" /* two columns */
#define ACUTE "\xcc\x81"     /* combining: none */
#define DOTS  "\xe2\x80\xa6" /* the ellipsis */

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

START_TEST(measures)
{
	static const struct {
		const char *text;
		size_t width;
	} rows[] = {
	    {"", 0},
	    {"abc", 3},
	    {"PJSIP/alice-00000001", 20},
	    {"M\xc3\xbcller", 6},
	    {"e" ACUTE, 1},
	    {ACUTE, 0},
	    {CJK CJK, 4},
	    {"a" CJK "b", 4},
	    {"\xed\x95\x9c", 2},                 /* Hangul syllable */
	    {"\xe1\x84\x92\xe1\x85\xa1", 2},     /* the same as jamo */
	    {"\xef\xbc\xa1", 2},                 /* fullwidth A */
	    {"\xef\xbd\xb1", 1},                 /* halfwidth katakana */
	    {"\xe3\x80\x80", 2},                 /* ideographic space */
	    {"\xe3\x81\x8b\xe3\x82\x99", 2},     /* hiragana and its combining sound mark */
	    {"\xf0\x9f\x98\x80", 2},             /* emoji */
	    {"\xe2\x98\x8e\xef\xb8\x8f", 1},     /* telephone, variation selector */
	    {"\xf0\xa0\x80\x80", 2},             /* plane 2 */
	    {"\xd7\xa9\xd7\x81", 1},             /* Hebrew letter and point */
	    {"\xe0\xb8\x81\xe0\xb8\xb4", 1},     /* Thai consonant and vowel */
	    {DOTS, 1},
	    {"\xc2\xa0", 1},
	    {"\xff\xfe", 2},                     /* drawn as two replacements */
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(text_width(str_of(rows[i].text)) == rows[i].width,
		    "\"%s\": expected %zu, came %zu", rows[i].text, rows[i].width,
		    text_width(str_of(rows[i].text)));
}
END_TEST

START_TEST(fits)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *head;
		size_t used;
	} rows[] = {
	    {"", 0, "", 0},
	    {"", 5, "", 0},
	    {"abc", 0, "", 0},
	    {"abc", 2, "ab", 2},
	    {"abc", 3, "abc", 3},
	    {"abc", 4, "abc", 3},
	    {"abcdefghijklmnopqrst", 17, "abcdefghijklmnopq", 17},
	    {CJK CJK, 1, "", 0},
	    {CJK CJK, 2, CJK, 2},
	    {CJK CJK, 3, CJK, 2},
	    {CJK CJK, 4, CJK CJK, 4},
	    {"a" CJK, 2, "a", 1},
	    {"e" ACUTE "e" ACUTE, 1, "e" ACUTE, 1},
	    {"e" ACUTE "e" ACUTE, 2, "e" ACUTE "e" ACUTE, 2},
	    {"abe" ACUTE "c", 3, "abe" ACUTE, 3},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t used = 99;
		struct str head = text_fit(str_of(rows[i].text), rows[i].columns, &used);
		EXPECT_ROW(str_eq(head, str_of(rows[i].head)), str_of(rows[i].text), head);
		ck_assert_msg(used == rows[i].used, "\"%s\" in %zu: expected %zu, came %zu",
		    rows[i].text, rows[i].columns, rows[i].used, used);
	}
}
END_TEST

START_TEST(fills_cells)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *cell;
	} rows[] = {
	    {"", 0, ""},
	    {"", 3, "   "},
	    {"abc", 0, ""},
	    {"abc", 1, DOTS},
	    {"abc", 2, "a" DOTS},
	    {"abc", 3, "abc"},
	    {"abc", 5, "abc  "},
	    {CJK CJK, 4, CJK CJK},
	    {CJK CJK, 5, CJK CJK " "},
	    {CJK CJK, 3, CJK DOTS},
	    {CJK CJK, 2, DOTS " "},
	    {CJK CJK, 1, DOTS},
	    {CJK, 1, DOTS},
	    {"a" CJK CJK, 4, "a" CJK DOTS},
	    {"ab" CJK CJK, 4, "ab" DOTS " "},
	    {"e" ACUTE, 2, "e" ACUTE " "},
	    {"e" ACUTE "e" ACUTE "e", 2, "e" ACUTE DOTS},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(100);
		text_cell(&b, str_of(rows[i].text), rows[i].columns);
		EXPECT_ROW(str_eq(buf_str(&b), str_of(rows[i].cell)), str_of(rows[i].text),
		    buf_str(&b));
		ck_assert_uint_eq(text_width(buf_str(&b)), rows[i].columns);
		buf_clear(&b);
	}
}
END_TEST

START_TEST(takes_the_zeroed_view)
{
	struct buf b = BUF_INIT(100);
	size_t used;

	ck_assert_uint_eq(text_width((struct str){0}), 0);
	EXPECT_STR(text_fit((struct str){0}, 3, &used), STR(""));
	text_cell(&b, (struct str){0}, 2);
	text_escape(&b, (struct str){0});
	text_escape_lines(&b, (struct str){0});
	EXPECT_STR(buf_str(&b), STR("  "));
	buf_clear(&b);
}
END_TEST

START_TEST(cuts_where_it_is_told)
{
	static const struct {
		const char *text;
		size_t columns, tail;
		const char *want;
	} rows[] = {
	    {"", 0, 0, ""},
	    {"", 3, 1, ""},
	    {"abc", 0, 0, ""},
	    {"abc", 3, 1, "abc"},
	    {"abcdef", 1, 0, DOTS},
	    {"abcdef", 1, 1, DOTS},
	    {"abcdef", 1, 9, DOTS},
	    {"abcdef", 2, 1, DOTS "f"},
	    {"abcdef", 4, 2, "a" DOTS "ef"},
	    {"abcdef", 4, 3, DOTS "def"},
	    {"abcdef", 4, 9, DOTS "def"},
	    {"abcdef", 5, 0, "abcd" DOTS},
	    {CJK CJK CJK, 5, 2, CJK DOTS CJK},
	    {CJK CJK CJK, 4, 2, DOTS CJK},
	    {CJK CJK CJK, 4, 1, CJK DOTS},
	    {"a" CJK "bc", 4, 2, "a" DOTS "bc"},
	    {"abcde" ACUTE "f", 4, 2, "a" DOTS "e" ACUTE "f"},
	    {"abcde" ACUTE "f", 4, 1, "ab" DOTS "f"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(100);
		size_t used = text_cut(&b, str_of(rows[i].text), rows[i].columns, rows[i].tail);
		EXPECT_ROW(str_eq(buf_str(&b), str_of(rows[i].want)), str_of(rows[i].text),
		    buf_str(&b));
		ck_assert_uint_eq(used, text_width(buf_str(&b)));
		buf_clear(&b);
	}
}
END_TEST

Suite *
suite_text_width(void)
{
	Suite *s = suite_create("text_width");
	TCase *t = tcase_create("text_width");

	tcase_set_tags(t, "blocks");
	tcase_add_test(t, measures);
	tcase_add_test(t, fits);
	tcase_add_test(t, fills_cells);
	tcase_add_test(t, takes_the_zeroed_view);
	tcase_add_test(t, cuts_where_it_is_told);
	suite_add_tcase(s, t);
	return s;
}
