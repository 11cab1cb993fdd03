/* SPDX-License-Identifier: ISC */
/* The terminal model itself: what it shows for given bytes, however they are cut. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "screen.h"

Suite *suite_screen(void);

#define LENGTH(array) (int)(sizeof(array) / sizeof(array[0]))

/* Input, and what 6 rows of 10 columns show: the rows joined by |, without blank ones at the end.
 */
static const struct shown {
	const char *input;
	const char *rows;
	int y, x;
} shown[] = {
    {"", "", 0, 0},
    {"abc", "abc", 0, 3},
    {"ab  ", "ab", 0, 4},
    {"a\nb\r\nc", "a| b|c", 2, 1},
    {"abc\b\bX", "aXc", 0, 2},
    {"\b\b\rX", "X", 0, 1},
    {"a\tb", "a       b", 0, 9},
    {"a\t\t\tb", "a        b", 0, 9},
    {"a\a\aq", "aq", 0, 2},
    /* wrapping: the last column is written before the cursor leaves it */
    {"0123456789", "0123456789", 0, 9},
    {"0123456789a", "0123456789|a", 1, 1},
    {"0123456789\r\nb", "0123456789|b", 1, 1},
    {"0123456789\rb", "b123456789", 0, 1},
    {"0123456789\bX", "01234567X9", 0, 9},
    {"0123456789\033[KX", "012345678X", 0, 9},
    {"0123456789\033[DX", "01234567X9", 0, 9},
    {"0123456789\033[1mX", "0123456789|X", 1, 1},
    {"0123456789\t\tX", "0123456789|X", 1, 1},
    {"0123456789\0337\033[H\0338X", "0123456789|X", 1, 1},
    {"\033[?7l0123456789XY", "012345678Y", 0, 9},
    {"\033[?7l\033[?7h0123456789X", "0123456789|X", 1, 1},
    /* characters of several bytes, wide ones and marks */
    {"grüße", "grüße", 0, 5},
    {"漢x", "漢x", 0, 3},
    {"📞.", "📞.", 0, 3},
    {"e\u0301x", "e\u0301x", 0, 2},
    {"012345678漢", "012345678|漢", 1, 2},
    {"01234567漢", "01234567漢", 0, 9},
    {"01234567漢x", "01234567漢|x", 1, 1},
    {"012345678e\u0301x", "012345678e\u0301|x", 1, 1},
    {"漢\u0301x", "漢\u0301x", 0, 3},
    {"漢字\r\033[Cx", " x字", 0, 2},
    {"漢字\rx", "x 字", 0, 1},
    {"a漢z\r字", "字 z", 0, 2},
    {"漢z\r\033[C\033[P", " z", 0, 1},
    {"\u0301x", "x", 0, 1},
    /* moving */
    {"\033[3;4Hx", "||   x", 2, 4},
    {"\033[3;4fx", "||   x", 2, 4},
    {"\033[;4Hx", "   x", 0, 4},
    {"\033[99;99Hx", "|||||         x", 5, 9},
    {"\033[3;4H\033[Ax", "|   x", 1, 4},
    {"\033[3;4H\033[2Ax", "   x", 0, 4},
    {"\033[3;4H\033[9Ax", "   x", 0, 4},
    {"\033[2Bx\033[9By", "||x||| y", 5, 2},
    {"\033[3Cx\033[99Cy", "   x     y", 0, 9},
    {"abcd\033[2Dx\033[99Dy", "ybxd", 0, 1},
    {"ab\033[2Ex", "ab||x", 2, 1},
    {"\033[4;4Hab\033[2Fx", "|x||   ab", 1, 1},
    {"abcdef\033[3Gx", "abxdef", 0, 3},
    {"abc\033[4dx", "abc|||   x", 3, 4},
    {"\033[0;0Hx", "x", 0, 1},
    {"a\033[Ib\033[Z\033[Zc", "c       b", 0, 1},
    /* erasing, inserting, deleting */
    {"abcdef\033[3G\033[K", "ab", 0, 2},
    {"abcdef\033[3G\033[1K", "   def", 0, 2},
    {"abcdef\033[3G\033[2K", "", 0, 2},
    {"ab\r\ncd\r\nef\033[2;2H\033[J", "ab|c", 1, 1},
    {"ab\r\ncd\r\nef\033[2;1H\033[1J", "| d|ef", 1, 0},
    {"ab\r\ncd\033[2J", "", 1, 2},
    {"abcdef\033[3G\033[2X", "ab  ef", 0, 2},
    {"abcdef\033[3G\033[@", "ab cdef", 0, 2},
    {"abcdef\033[3G\033[99@", "ab", 0, 2},
    {"0123456789\033[3G\033[2@", "01  234567", 0, 2},
    {"01234567漢\r\033[@", " 01234567", 0, 0},
    {"abcdef\033[3G\033[2P", "abef", 0, 2},
    {"abcdef\033[3G\033[99P", "ab", 0, 2},
    {"abc\r\033[4hXY\033[4lZ", "XYZbc", 0, 3},
    {"a\r\nb\r\nc\033[2;1H\033[L", "a||b|c", 1, 0},
    {"a\r\nb\r\nc\033[2;1H\033[M", "a|c", 1, 0},
    {"a\r\nb\r\nc\033[1;1H\033[99M", "", 0, 0},
    {"x\033[3b", "xxxx", 0, 4},
    /* scrolling */
    {"a\r\nb\r\nc\r\nd\r\ne\r\nf\r\ng", "b|c|d|e|f|g", 5, 1},
    {"a\r\nb\033[S", "b", 1, 1},
    {"a\r\nb\033[T", "|a|b", 1, 1},
    {"a\033[H\033Mb", "b|a", 0, 1},
    {"a\033Db\033Ec", "a| b|c", 2, 1},
    {"a\r\nb\r\nc\r\nd\033[2;3r\033[3;1H\r\nX", "a|c|X|d", 2, 1},
    {"a\r\nb\r\nc\r\nd\033[2;3r\033[2;1H\033MX", "a|X|b|d", 1, 1},
    {"a\r\nb\r\nc\r\nd\033[2;3r\033[4;1H\r\nX", "a|b|c|d|X", 4, 1},
    {"a\r\nb\033[2;3rX", "X|b", 0, 1},
    {"a\r\nb\033[3;2rX", "a|bX", 1, 2},
    {"a\r\nb\r\nc\r\nd\033[2;3r\033[r\033[6;1H\nX", "b|c|d|||X", 5, 1},
    {"\033[2;3r\033[3;1H\033[9Bx", "||x", 2, 1},
    /* save and restore; the other screen; resets */
    {"ab\0337\033[4;4H\0338c", "abc", 0, 3},
    {"ab\033[s\033[4;4H\033[uc", "abc", 0, 3},
    {"ab\033[?1049h\033[Hxyz\033[?1049lc", "abc", 0, 3},
    {"ab\033[?1049h\033[Hx", "x", 0, 1},
    {"ab\033[?1049hx\033[?1049h\033[?1049l\033[?1049lc", "abc", 0, 3},
    {"ab\033cx", "x", 0, 1},
    {"\033[4h\033[!pab\rc", "cb", 0, 1},
    /* swallowed and broken */
    {"a\033]0;title\ab", "ab", 0, 2},
    {"a\033]0;title\033\\b", "ab", 0, 2},
    {"a\033Pq#0\033\\b", "ab", 0, 2},
    {"a\033(Bb", "ab", 0, 2},
    {"a\033[1\033[2Cb", "a  b", 0, 4},
    {"a\033[1\n2Cb", "a|         b", 1, 9},
    {"a\xff,", "a\ufffd,", 0, 3},
    {"a\xe6\xbc,", "a\ufffd,", 0, 3},
    {"a\xc0\xaf", "a\ufffd\ufffd", 0, 3},
    {"a\xed\xa0\x80", "a\ufffd", 0, 2},
    {"a\xc2\x9bK", "a\ufffdK", 0, 3},
};

/* Return the rows joined by |, without blank ones at the end; free it. */
static char *
rows_of(const struct screen *s)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);
	size_t end = 0;

	for (int y = 0; y < screen_rows(s); y++) {
		char *row = screen_row(s, y);

		if (y > 0)
			buf_addc(&out, '|');
		buf_addz(&out, row);
		if (row[0] != '\0')
			end = out.n;
		free(row);
	}
	out.n = end;
	buf_addc(&out, '\0');
	return out.p;
}

/* Fail unless the screen shows the rows and has its cursor there. */
static void
expect_shown(const struct screen *s, const char *rows, int y, int x, const char *input, size_t cut)
{
	char *got = rows_of(s);

	if (strcmp(got, rows) != 0 || screen_cursor_y(s) != y || screen_cursor_x(s) != x)
		ck_abort_msg("input '%s' cut at %zu: expected '%s' cursor %d,%d; got '%s' %d,%d",
		    input, cut, rows, y, x, got, screen_cursor_y(s), screen_cursor_x(s));
	free(got);
}

START_TEST(shows_at_every_cut)
{
	const struct shown *c = &shown[_i];
	size_t len = strlen(c->input);

	for (size_t cut = 0; cut <= len; cut++) {
		struct screen *s = screen_new(6, 10);

		screen_feed(s, c->input, cut);
		screen_feed(s, c->input + cut, len - cut);
		expect_shown(s, c->rows, c->y, c->x, c->input, cut);
		screen_free(s);
	}
}
END_TEST

START_TEST(shows_byte_by_byte)
{
	const struct shown *c = &shown[_i];
	struct screen *s = screen_new(6, 10);

	for (const char *p = c->input; *p != '\0'; p++)
		screen_feed(s, p, 1);
	expect_shown(s, c->rows, c->y, c->x, c->input, 0);
	screen_free(s);
}
END_TEST

/* Make a screen that has taken the text. */
static struct screen *
screen_with(int rows, int cols, const char *text)
{
	struct screen *s = screen_new(rows, cols);

	screen_feed(s, text, strlen(text));
	return s;
}

/* Inputs, how many unknown things they hold, and the words for the first. */
static const struct odd {
	const char *input;
	unsigned long unknown;
	const char *first;
} odd[] = {
    {"plain\r\n\t\b\a\033[1;31m\033[K\033[?25l\033[?2004h\033[?1h\033=", 0, ""},
    {"\033]0;title\a", 0, ""},
    {"\033[5y", 1, "ESC [5y"},
    {"\033[>4;1m", 1, "ESC [>4;1m"},
    {"\033[?9999h", 1, "ESC [?9999h"},
    {"\033[9J", 1, "ESC [9J"},
    {"\033[9K", 1, "ESC [9K"},
    {"\033[77m", 1, "ESC [77m"},
    {"\033[7n", 1, "ESC [7n"},
    {"\033 F", 1, "ESC \\x20"},
    {"\016\017", 2, "control \\x0e"},
    {"\013", 1, "control \\x0b"},
    {"\177", 1, "control \\x7f"},
    {"\x9b;m", 1, "invalid UTF-8 at \\x9b"},
    {"\xc3\xc3\xa4", 1, "invalid UTF-8 at \\xc3"},
    {"\xf5", 1, "invalid UTF-8 at \\xf5"},
    {"\xf0\x80\x80\x80", 1, "invalid UTF-8 at \\x80"},
    {"\033[1\0302m", 1, "control \\x18"},
};

START_TEST(counts_unknown)
{
	struct screen *s = screen_with(6, 10, odd[_i].input);

	ck_assert_uint_eq(screen_unknown(s), odd[_i].unknown);
	ck_assert_str_eq(screen_unknown_first(s), odd[_i].first);
	screen_free(s);
}
END_TEST

START_TEST(counts_nul_and_c1)
{
	struct screen *s = screen_new(6, 10);

	screen_feed(s, "\0", 1);
	ck_assert_uint_eq(screen_unknown(s), 1);
	screen_feed(s, "\xc2\x9b", 2);
	ck_assert_uint_eq(screen_unknown(s), 2);
	screen_free(s);
}
END_TEST

START_TEST(counts_bells_and_strings)
{
	struct screen *s = screen_with(6, 10, "\a\a\033]0;x\a\033Px\033\\\033_x\033\\");

	ck_assert_uint_eq(screen_bells(s), 2);
	ck_assert_uint_eq(screen_strings(s), 3);
	screen_free(s);
}
END_TEST

/* Renditions and what a cell written after them has. */
static const struct rendered {
	const char *sequence;
	struct attr attr;
} rendered[] = {
    {"", {0, -1, -1}},
    {"\033[1m", {STYLE_BOLD, -1, -1}},
    {"\033[1;4;7m", {STYLE_BOLD | STYLE_UNDERLINE | STYLE_REVERSE, -1, -1}},
    {"\033[1;4;7m\033[22;27m", {STYLE_UNDERLINE, -1, -1}},
    {"\033[1;31;42m\033[m", {0, -1, -1}},
    {"\033[1;31;42m\033[0m", {0, -1, -1}},
    {"\033[31m", {0, 1, -1}},
    {"\033[;31m", {0, 1, -1}},
    {"\033[91;104m", {0, 9, 12}},
    {"\033[31;42m\033[39;49m", {0, -1, -1}},
    {"\033[38;5;200;1m", {STYLE_BOLD, 200, -1}},
    {"\033[48;5;7m", {0, -1, 7}},
    {"\033[38;2;1;2;3;4m", {STYLE_UNDERLINE, COLOUR_DIRECT, -1}},
    {"\033[1m\0337\033[0m\0338", {STYLE_BOLD, -1, -1}},
};

START_TEST(renders)
{
	const struct rendered *c = &rendered[_i];
	struct screen *s = screen_with(2, 10, c->sequence);
	struct attr got;

	screen_feed(s, "x", 1);
	got = screen_attr(s, 0, 0);
	ck_assert_uint_eq(got.style, c->attr.style);
	ck_assert_int_eq(got.fg, c->attr.fg);
	ck_assert_int_eq(got.bg, c->attr.bg);
	ck_assert_uint_eq(screen_unknown(s), 0);
	screen_free(s);
}
END_TEST

START_TEST(remembers_that_there_was_colour)
{
	struct screen *s = screen_with(2, 10, "\033[m\033[39;49m\033[0m");

	ck_assert(!screen_styled(s) && !screen_coloured(s));
	screen_feed(s, "\033[7m\033[27m", 9);
	ck_assert(screen_styled(s) && !screen_coloured(s));
	screen_feed(s, "\033[32m\033[m\033[2J", 13);
	ck_assert(screen_coloured(s));
	screen_free(s);
}
END_TEST

START_TEST(keeps_what_scrolls_off)
{
	struct screen *s = screen_with(2, 4, "one\r\ntwo\r\nabcdefgh\r\nx");
	char *text = screen_text(s);

	ck_assert_str_eq(text, "one\ntwo\nabcdefgh\nx\n");
	ck_assert_uint_eq(screen_scrolled(s), 3);
	free(text);
	screen_feed(s, "\033[3J", 4);
	text = screen_text(s);
	ck_assert_str_eq(text, "efgh\nx\n");
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(keeps_no_more_than_its_maximum)
{
	struct screen *s = screen_new(2, 10);
	char line[20], *text;

	for (int i = 0; i < GRID_KEPT + 10; i++)
		screen_feed(s, line, (size_t)snprintf(line, sizeof(line), "%d\r\n", i));
	ck_assert_uint_eq(screen_scrolled(s), GRID_KEPT + 9);
	text = screen_text(s);
	ck_assert_msg(strncmp(text, "9\n10\n", 5) == 0, "the text begins with %.10s", text);
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(joins_a_wide_character_that_wrapped)
{
	struct screen *s = screen_with(3, 4, "abc漢d");
	char *text = screen_text(s);

	ck_assert_str_eq(text, "abc漢d\n");
	ck_assert(screen_wraps(s, 0));
	ck_assert(!screen_wraps(s, 1));
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(does_not_join_what_was_erased_and_written_anew)
{
	struct screen *s = screen_with(3, 4, "abcdef\033[A\r\033[Jabcd\r\nef");
	char *text = screen_text(s);

	ck_assert_str_eq(text, "abcd\nef\n");
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(deleted_lines_are_not_kept)
{
	struct screen *s = screen_with(2, 4, "one\r\ntwo\033[H\033[M");
	char *text = screen_text(s);

	ck_assert_str_eq(text, "two\n");
	ck_assert_uint_eq(screen_scrolled(s), 0);
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(other_screen_keeps_nothing)
{
	struct screen *s = screen_with(2, 4, "a\033[?1049h1\r\n2\r\n3\r\n4\033[?1049l");
	char *text = screen_text(s);

	ck_assert_str_eq(text, "a\n");
	ck_assert(!screen_alternate(s));
	free(text);
	screen_free(s);
}
END_TEST

START_TEST(knows_its_modes)
{
	struct screen *s = screen_with(2, 4, "");

	ck_assert(screen_cursor_visible(s) && !screen_bracketed_paste(s) && !screen_alternate(s));
	screen_feed(s, "\033[?25l\033[?2004;1049h", 19);
	ck_assert(!screen_cursor_visible(s) && screen_bracketed_paste(s) && screen_alternate(s));
	screen_feed(s, "\033[?25h\033[?2004l\033[?1049l", 22);
	ck_assert(screen_cursor_visible(s) && !screen_bracketed_paste(s) && !screen_alternate(s));
	screen_free(s);
}
END_TEST

/* What a program may leave switched on, and what it must not be blamed for. */
static const struct {
	const char *input, *left;
} leaves[] = {
    {"", NULL},
    {"text\033[1mbold\033[0m\033[?1049h\033[31m\033[m\033[?1049l", NULL},
    {"\033[?1000h\033[?1000l\033[?1h\033=\033>\033[?1l\033(0q\033(B", NULL},
    {"\033[1m", "text has style 0x1 and colours -1 on -1"},
    {"\033[31;44m\033[22m", "text has style 0 and colours 1 on 4"},
    {"\033[?1049h", "the other screen is shown"},
    {"\033[?25l\033[?2004h", "the cursor is hidden, pastes are bracketed"},
    {"\033[?1002;1006h", "the mouse sends bytes"},
    {"\033[?1h\033=", "the cursor's keys send other bytes, the keypad sends other bytes"},
    {"\033[?7l\033[4h", "characters are inserted, long lines do not wrap"},
    {"\033(0", "letters are drawn as lines"},
    {"\033[2;3r", "only rows 1 to 2 scroll"},
    {"\033[?1004h\033[?5h", "the focus sends bytes, the screen is inverted"},
    {"\033[", "a sequence is unfinished"},
};

START_TEST(tells_what_is_left)
{
	struct screen *s = screen_with(4, 20, leaves[_i].input);
	char *left = screen_left(s);

	ck_assert_pstr_eq(left, leaves[_i].left);
	free(left);
	screen_free(s);
}
END_TEST

static void
collect(void *arg, const char *bytes, size_t len)
{
	struct buf *out = arg;

	buf_add(out, bytes, len);
}

START_TEST(answers_queries)
{
	struct screen *s = screen_new(5, 10);
	struct buf out = BUF_INIT(100);

	screen_on_answer(s, collect, &out);
	screen_feed(s, "\033[3;4H\033[6n\033[5n\033[c", 17);
	ck_assert_str_eq(buf_z(&out), "\033[3;4R\033[0n\033[?1;2c");
	buf_clear(&out);
	screen_free(s);
}
END_TEST

/* What row 0 held each time the screen was looked at, joined by |. */
struct looks {
	struct screen *s;
	struct buf rows;
};

static void
look(void *arg)
{
	struct looks *l = arg;
	char *row = screen_row(l->s, 0);

	buf_addf(&l->rows, "%s|", row);
	free(row);
}

START_TEST(is_watched_before_it_changes)
{
	struct looks l = {screen_new(2, 10), BUF_INIT(100)};

	screen_watch(l.s, look, &l);
	screen_feed(l.s, "ab\rX\033[Kc", 8);
	screen_watch(l.s, NULL, NULL);
	screen_feed(l.s, "\r", 1);
	ck_assert_str_eq(buf_z(&l.rows), "ab|Xb|");
	buf_clear(&l.rows);
	screen_free(l.s);
}
END_TEST

/* Text on 4 rows of 6 columns, the new size, and what is then shown. */
static const struct resized {
	const char *input;
	int rows, cols;
	const char *shown;
	int y, x;
	unsigned long scrolled;
} resized[] = {
    {"ab\r\ncd", 4, 6, "ab|cd", 1, 2, 0},
    {"ab\r\ncd", 6, 8, "ab|cd", 1, 2, 0},
    {"ab\r\ncd", 2, 6, "ab|cd", 1, 2, 0},
    {"ab\r\ncd", 1, 6, "cd", 0, 2, 1},
    {"a\r\nb\r\nc\r\nd\033[2;1H", 3, 6, "a|b|c", 1, 0, 0},
    {"a\r\nb\r\nc\r\nd", 2, 6, "c|d", 1, 1, 2},
    {"abcdef", 4, 3, "abc", 0, 2, 0},
    {"ab漢", 4, 3, "ab", 0, 2, 0},
    {"ab漢", 4, 4, "ab漢", 0, 3, 0},
    {"", 1, 1, "", 0, 0, 0},
};

START_TEST(resizes)
{
	const struct resized *c = &resized[_i];
	struct screen *s = screen_with(4, 6, c->input);

	screen_resize(s, c->rows, c->cols);
	ck_assert_int_eq(screen_rows(s), c->rows);
	ck_assert_int_eq(screen_cols(s), c->cols);
	expect_shown(s, c->shown, c->y, c->x, c->input, 0);
	ck_assert_uint_eq(screen_scrolled(s), c->scrolled);
	screen_feed(s, "\033[99;99H\r\n\n\nz", 13);
	ck_assert_int_eq(screen_cursor_y(s), c->rows - 1);
	screen_free(s);
}
END_TEST

START_TEST(survives_noise)
{
	struct screen *s = screen_new(3, 5);
	unsigned seed = 1;

	for (int i = 0; i < 200000; i++) {
		char c;

		seed = seed * 1103515245 + 12345;
		c = (seed >> 16) % 4 == 0   ? '\033'
		    : (seed >> 16) % 4 == 1 ? '['
		                            : (char)(seed >> 20);
		screen_feed(s, &c, 1);
		if (i % 1000 == 0)
			screen_resize(s, 1 + (int)((seed >> 8) % 7), 1 + (int)((seed >> 12) % 9));
	}
	ck_assert_uint_gt(screen_unknown(s), 0);
	screen_free(s);
}
END_TEST

START_TEST(draws_a_picture)
{
	struct screen *s = screen_with(2, 4, "abcdX\033[5y");
	char *picture = screen_picture(s);

	ck_assert_str_eq(picture, "2 rows of 4 columns, cursor at row 1 column 1, 1 unknown, "
	                          "the first: ESC [5y\n  0 |abcd\\\n  1>|X\n");
	ck_assert_ptr_null(screen_row(s, 2));
	ck_assert_ptr_null(screen_row(s, -1));
	free(picture);
	screen_free(s);
}
END_TEST

Suite *
suite_screen(void)
{
	Suite *suite = suite_create("screen");
	TCase *tc = tcase_create("screen");

	tcase_add_loop_test(tc, shows_at_every_cut, 0, LENGTH(shown));
	tcase_add_loop_test(tc, shows_byte_by_byte, 0, LENGTH(shown));
	tcase_add_loop_test(tc, counts_unknown, 0, LENGTH(odd));
	tcase_add_loop_test(tc, renders, 0, LENGTH(rendered));
	tcase_add_loop_test(tc, resizes, 0, LENGTH(resized));
	tcase_add_test(tc, counts_nul_and_c1);
	tcase_add_test(tc, counts_bells_and_strings);
	tcase_add_test(tc, remembers_that_there_was_colour);
	tcase_add_test(tc, keeps_what_scrolls_off);
	tcase_add_test(tc, keeps_no_more_than_its_maximum);
	tcase_add_test(tc, joins_a_wide_character_that_wrapped);
	tcase_add_test(tc, does_not_join_what_was_erased_and_written_anew);
	tcase_add_test(tc, deleted_lines_are_not_kept);
	tcase_add_test(tc, other_screen_keeps_nothing);
	tcase_add_test(tc, knows_its_modes);
	tcase_add_loop_test(tc, tells_what_is_left, 0, LENGTH(leaves));
	tcase_add_test(tc, answers_queries);
	tcase_add_test(tc, is_watched_before_it_changes);
	tcase_add_test(tc, survives_noise);
	tcase_add_test(tc, draws_a_picture);
	suite_add_tcase(suite, tc);
	return suite;
}
