/* SPDX-License-Identifier: ISC */
/* UTF-8 in all its right and wrong forms, and the escaping of what may not reach a terminal. */
#include "../expect.h"
#include "base/text.h"

Suite *suite_text(void);

/* A case of escaping; bytes may hold NUL. */
struct row {
	struct str bytes;
	const char *shown;
};

#define ROW(bytes, shown)         \
	{                         \
		STR(bytes), shown \
	}
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

START_TEST(decodes_what_it_encodes)
{
	struct buf b = BUF_INIT(4);

	for (uint32_t code = 0; code <= 0x10ffff; code++) {
		uint32_t came = UINT32_MAX;
		size_t want = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		buf_reset(&b);
		text_encode(&b, code);
		size_t n = text_decode(buf_str(&b), &came);
		if (n != want || b.n != want || came != code)
			ck_abort_msg("%x: %zu bytes written, %zu read as %x", code, b.n, n, came);
	}
	buf_clear(&b);
}
END_TEST

START_TEST(encodes_the_edges)
{
	static const struct {
		uint32_t code;
		struct str bytes;
	} rows[] = {
	    {0x00, STR("\0")},
	    {0x7f, STR("\x7f")},
	    {0x80, STR("\xc2\x80")},
	    {0x7ff, STR("\xdf\xbf")},
	    {0x800, STR("\xe0\xa0\x80")},
	    {0xd7ff, STR("\xed\x9f\xbf")},
	    {0xe000, STR("\xee\x80\x80")},
	    {0xffff, STR("\xef\xbf\xbf")},
	    {0x10000, STR("\xf0\x90\x80\x80")},
	    {0x10ffff, STR("\xf4\x8f\xbf\xbf")},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(4);
		text_encode(&b, rows[i].code);
		EXPECT_STR(buf_str(&b), rows[i].bytes);
		buf_clear(&b);
	}
}
END_TEST

/* Each invalid form: text_decode refuses it, text_broken returns the length of its valid
 * beginning. */
START_TEST(refuses_what_is_no_character)
{
	static const struct {
		struct str bytes;
		size_t broken;
	} rows[] = {
	    {STR("\x80"), 1},             /* goes on without a start */
	    {STR("\xbf\xbf"), 1},
	    {STR("\xc0\x80"), 1},         /* overlong forms */
	    {STR("\xc1\xbf"), 1},
	    {STR("\xe0\x80\x80"), 1},
	    {STR("\xe0\x9f\xbf"), 1},
	    {STR("\xf0\x80\x80\x80"), 1},
	    {STR("\xf0\x8f\xbf\xbf"), 1},
	    {STR("\xed\xa0\x80"), 1},     /* surrogates */
	    {STR("\xed\xbf\xbf"), 1},
	    {STR("\xf4\x90\x80\x80"), 1}, /* beyond U+10FFFF */
	    {STR("\xf5\x80\x80\x80"), 1},
	    {STR("\xf8\x88\x80\x80\x80"), 1},
	    {STR("\xfe"), 1},
	    {STR("\xff\x80"), 1},
	    {STR("\xc3"), 1},             /* broken off at the end of the text */
	    {STR("\xe2\x82"), 2},
	    {STR("\xf0\x9f"), 2},
	    {STR("\xf0\x9f\x98"), 3},
	    {STR("\xc3x"), 1},            /* broken off by something else */
	    {STR("\xe2\x82x"), 2},
	    {STR("\xe2x\x82"), 1},
	    {STR("\xf0\x9f\x98\xe2"), 3},
	    {STR("\xf0\x9f\x98\xf0\x9f\x98\x80"), 3},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t code;
		size_t n = text_decode(rows[i].bytes, &code), broken = text_broken(rows[i].bytes);
		ck_assert_msg(n == 0 && broken == rows[i].broken,
		    "\"%s\": decoded %zu, expected %zu broken, came %zu",
		    expect_shown(rows[i].bytes), n, rows[i].broken, broken);
	}
}
END_TEST

/* The sets once more, in other words than the tables: a range too short or too long shows. */
START_TEST(knows_what_is_unsafe)
{
	static const struct {
		uint32_t first, last;
		bool unsafe;
	} rows[] = {
	    {0x00, 0x1f, true},
	    {0x20, 0x7e, false},
	    {0x7f, 0x9f, true},
	    {0xa0, 0xac, false},
	    {0xad, 0xad, true},
	    {0xae, 0x34e, false},
	    {0x34f, 0x34f, true},
	    {0x350, 0x61b, false},
	    {0x61c, 0x61c, true},
	    {0x61d, 0x115e, false},
	    {0x115f, 0x1160, true},
	    {0x1161, 0x17b3, false},
	    {0x17b4, 0x17b5, true},
	    {0x17b6, 0x180a, false},
	    {0x180b, 0x180f, true},
	    {0x1810, 0x200a, false},
	    {0x200b, 0x200f, true},
	    {0x2010, 0x2027, false},
	    {0x2028, 0x202e, true},
	    {0x202f, 0x205f, false},
	    {0x2060, 0x206f, true},
	    {0x2070, 0x3163, false},
	    {0x3164, 0x3164, true},
	    {0x3165, 0xfdff, false},
	    {0xfe00, 0xfe0f, true},
	    {0xfe10, 0xfefe, false},
	    {0xfeff, 0xfeff, true},
	    {0xff00, 0xff9f, false},
	    {0xffa0, 0xffa0, true},
	    {0xffa1, 0xffef, false},
	    {0xfff0, 0xfffb, true},
	    {0xfffc, 0x1342f, false},
	    {0x13430, 0x1343f, true},
	    {0x13440, 0x1bc9f, false},
	    {0x1bca0, 0x1bca3, true},
	    {0x1bca4, 0x1d172, false},
	    {0x1d173, 0x1d17a, true},
	    {0x1d17b, 0xdffff, false},
	    {0xe0000, 0xe0fff, true},
	    {0xe1000, 0x10ffff, false},
	};
	uint32_t next = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_uint_eq(rows[i].first, next);
		next = rows[i].last + 1;
		for (uint32_t code = rows[i].first; code <= rows[i].last; code++)
			if (text_is_unsafe(code) != rows[i].unsafe)
				ck_abort_msg("U+%04X", code);
	}
	ck_assert_uint_eq(next, 0x110000);
}
END_TEST

START_TEST(escapes)
{
	static const struct row rows[] = {
	    ROW("", ""),
	    ROW("PJSIP/alice-00000001", "PJSIP/alice-00000001"),
	    ROW("C:\\x1b", "C:\\x1b"),
	    ROW("M\xc3\xbcller \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80", NULL),
	    ROW("e\xcc\x81", NULL),
	    ROW("\0", "\\x00"),
	    ROW("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
	    ROW("a\nb\tc\r\n", "a\\nb\\tc\\x0d\\n"),
	    ROW("\a\b\v\f\x0e\x1f", "\\x07\\x08\\x0b\\x0c\\x0e\\x1f"),
	    ROW("\x7f", "\\x7f"),
	    ROW("\xc2\x80\xc2\x9b\xc2\x9f", "\\u0080\\u009b\\u009f"),
	    ROW("\xc2\xa0", NULL),
	    ROW("\x9b\x33m", "\\x9b3m"),
	    ROW("\xe2\x80\xae" "cba", "\\u202ecba"),
	    ROW("\xe2\x81\xa6\xe2\x81\xa9", "\\u2066\\u2069"),
	    ROW("\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "\\u200e\\u200f\\u061c"),
	    ROW("\xe2\x80\x8b\xe2\x80\x8d\xe2\x81\xa0", "\\u200b\\u200d\\u2060"),
	    ROW("\xef\xbb\xbfx", "\\ufeffx"),
	    ROW("\xe2\x80\xa8\xe2\x80\xa9", "\\u2028\\u2029"),
	    ROW("\xef\xbf\xb9\xef\xbf\xbb", "\\ufff9\\ufffb"),
	    ROW("\xc2\xad", "\\u00ad"),
	    ROW("\xf3\xa0\x80\x80\xf3\xa0\x81\x81\xf3\xa0\x81\xbf",
	        "\\U000e0000\\U000e0041\\U000e007f"),
	    ROW("\xed\xa0\xbd\xed\xb8\x80", "\\xed\\xa0\\xbd\\xed\\xb8\\x80"),
	    ROW("\xc0\x9b\xc1\xbf", "\\xc0\\x9b\\xc1\\xbf"),
	    ROW("\xe2\x82", "\\xe2\\x82"),
	    ROW("\xf0\x9f\x98\xc3\xbc", "\\xf0\\x9f\\x98\xc3\xbc"),
	    ROW("\xff", "\\xff"),
	    ROW("\xef\xbf\xbd", NULL),
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(1000);
		struct str want = rows[i].shown ? str_of(rows[i].shown) : rows[i].bytes;
		text_escape(&b, rows[i].bytes);
		EXPECT_ROW(str_eq(buf_str(&b), want), rows[i].bytes, buf_str(&b));
		ck_assert_int_eq(
		    text_is_printable(rows[i].bytes), str_eq(want, rows[i].bytes));
		buf_clear(&b);
	}
}
END_TEST

/* Whatever comes in, the output is complete characters that are safe to print. */
START_TEST(lets_nothing_through)
{
	uint32_t random = 1;

	for (int round = 0; round < 20000; round++) {
		static const unsigned char likely[] = {0x1b, 0x9b, 0xc2, 0xe2, 0x80, 0xae, 0xf3, 0xa0};
		unsigned char bytes[24];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			random = random * 1103515245 + 12345;
			unsigned char byte = (unsigned char)(random >> 16);
			bytes[i] = round % 2 ? byte : likely[byte % sizeof(likely)];
		}
		struct buf b = BUF_INIT(1000);
		text_escape(&b, str_from((const char *)bytes, sizeof(bytes)));
		for (struct str rest = buf_str(&b); rest.n;) {
			uint32_t code;
			size_t n = text_decode(rest, &code);
			if (n == 0 || text_is_unsafe(code))
				ck_abort_msg("%02x in round %d", (unsigned char)rest.p[0], round);
			rest = str_from_at(rest, n);
		}
		buf_clear(&b);
	}
}
END_TEST

START_TEST(escapes_after_what_is_there)
{
	struct buf b = BUF_INIT(100);

	buf_addz(&b, "> ");
	text_escape(&b, STR("a\x1b"));
	EXPECT_STR(buf_str(&b), STR("> a\\x1b"));
	buf_clear(&b);
}
END_TEST

START_TEST(escapes_lines)
{
	static const struct row rows[] = {
	    ROW("", ""),
	    ROW("a\nb\n", "a\nb\n"),
	    ROW("\n\n", "\n\n"),
	    ROW("a\r\n", "a\\x0d\n"),
	    ROW("\x1b[2J\n\xe2\x80\xae", "\\x1b[2J\n\\u202e"),
	    ROW("\t|", "        |"),
	    ROW("1234567\t|", "1234567 |"),
	    ROW("12345678\t|", "12345678        |"),
	    ROW("a\tb\tc", "a       b       c"),
	    ROW("a\n\tb", "a\n        b"),
	    ROW("abc\nd\te", "abc\nd       e"),
	    ROW("\xc3\xbc\t|", "\xc3\xbc       |"),
	    ROW("\xe4\xb8\xad\t|", "\xe4\xb8\xad      |"),
	    ROW("e\xcc\x81\t|", "e\xcc\x81       |"),
	    ROW("\x1b\t|", "\\x1b    |"),
	    ROW("\x1b\x1b\t|", "\\x1b\\x1b        |"),
	    ROW("\xff\t\t|", "\\xff            |"),
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf b = BUF_INIT(1000);
		buf_addz(&b, "x");
		text_escape_lines(&b, rows[i].bytes);
		struct str came = str_from_at(buf_str(&b), 1);
		EXPECT_ROW(str_eq(came, str_of(rows[i].shown)), rows[i].bytes, came);
		buf_clear(&b);
	}
}
END_TEST

START_TEST(lets_tabs_pass_to_a_file)
{
	struct buf b = BUF_INIT(1000);

	text_escape_file(&b, STR("\ta\x1b[2J\tb\r\n\t\xff\n"));
	EXPECT_STR(buf_str(&b), STR("\ta\\x1b[2J\tb\\x0d\n\t\\xff\n"));
	buf_clear(&b);
}
END_TEST

/* Measuring each line again at each of its tabs would take hours. */
START_TEST(expands_many_tabs_fast)
{
	struct buf tabs = BUF_INIT(1u << 20), b = BUF_INIT(BUF_MAX_TEXT);

	buf_pad(&tabs, '\t', 1u << 20);
	text_escape_lines(&b, buf_str(&tabs));
	ck_assert_uint_eq(b.n, 8u << 20);
	buf_clear(&tabs);
	buf_clear(&b);
}
END_TEST

START_TEST(ends_when_the_buffer_is_full)
{
	struct buf b = BUF_INIT(10);

	text_escape(&b, STR("123456789\x1b\x1b\xe2\x80\xae\n"));
	ck_assert(buf_full(&b));
	buf_reset(&b);
	text_escape_lines(&b, STR("123456789\t\x1b\n\t\t"));
	ck_assert(buf_full(&b));
	buf_clear(&b);
}
END_TEST

START_TEST(fills_text)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	text_fill(&out, STR("one two three fo\xc3\xbcr five"), 0, 2, 9);
	EXPECT_STR(buf_str(&out), STR("  one two\n  three\n  fo\xc3\xbcr\n  five\n"));
	buf_reset(&out);
	text_fill(&out, STR("overlongword"), 0, 2, 5);
	EXPECT_STR(buf_str(&out), STR("  overlongword\n"));
	buf_reset(&out);
	text_fill(&out, STR("one two three"), 4, 5, 12);
	EXPECT_STR(buf_str(&out), STR(" one two\n     three\n"));
	buf_reset(&out);
	text_fill(&out, STR("one sha256:12 x"), 0, 4, 10);
	EXPECT_STR(buf_str(&out), STR("    one\n sha256:12\n    x\n"));
	buf_clear(&out);
}
END_TEST

Suite *
suite_text(void)
{
	Suite *s = suite_create("text");
	TCase *t = tcase_create("text");

	tcase_set_tags(t, "blocks");
	tcase_set_timeout(t, 60);
	tcase_add_test(t, decodes_what_it_encodes);
	tcase_add_test(t, encodes_the_edges);
	tcase_add_test(t, refuses_what_is_no_character);
	tcase_add_test(t, knows_what_is_unsafe);
	tcase_add_test(t, escapes);
	tcase_add_test(t, lets_nothing_through);
	tcase_add_test(t, escapes_after_what_is_there);
	tcase_add_test(t, escapes_lines);
	tcase_add_test(t, lets_tabs_pass_to_a_file);
	tcase_add_test(t, expands_many_tabs_fast);
	tcase_add_test(t, ends_when_the_buffer_is_full);
	tcase_add_test(t, fills_text);
	suite_add_tcase(s, t);
	return s;
}
