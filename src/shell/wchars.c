/* SPDX-License-Identifier: ISC */
/* UTF-8 and wide characters, and the wrapping of rows as libedit's refresh.c does it. */
#include "shell/wchars.h"

#include "base/text.h"

#define RAW 0xdc00u /* plus a byte: half of a UTF-16 pair, which is never valid UTF-8 */

/* Decode the first character, or the first byte if it is not one. Returns its length. */
static size_t
decode(struct str s, wchar_t *c)
{
	uint32_t code;
	size_t used = text_decode(s, &code);

	*c = (wchar_t)(used ? code : RAW + (unsigned char)s.p[0]);
	return used ? used : 1;
}

size_t
wchars_from(wchar_t *to, size_t max, struct str text)
{
	size_t n = 0;

	while (text.n && n + 1 < max)
		text = str_from_at(text, decode(text, &to[n++]));
	to[n] = L'\0';
	return n;
}

void
wchars_to(struct buf *to, const wchar_t *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t code = (uint32_t)from[i];
		if (code >= RAW + 0x80 && code <= RAW + 0xff)
			buf_addc(to, (char)(code - RAW));
		else
			text_encode(to, code);
	}
}

size_t
wchars_count(const wchar_t *from, size_t n, size_t bytes)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);
	size_t count = 0;

	while (count < n && text.n < bytes)
		wchars_to(&text, from + n - ++count, 1);
	buf_clear(&text);
	return count;
}

size_t
wchars_width(wchar_t c)
{
	int width = wcwidth(c);

	if (c < 0x20 || c == 0x7f)
		return 2;
	if (width >= 0)
		return (size_t)width;
	return c > 0xffff ? 8 : 7;
}

/* A glyph this wide is drawn in one piece. */
static void
step(size_t *row, size_t *column, size_t width, size_t columns)
{
	if (*column + width > columns) {
		++*row;
		*column = 0;
	}
	*column += width;
	if (*column >= columns) {
		++*row;
		*column = 0;
	}
}

void
wchars_step(size_t *row, size_t *column, wchar_t c, size_t columns)
{
	if (c == L'\n') {
		++*row;
		*column = 0;
	} else if (c == L'\t') {
		do
			step(row, column, 1, columns);
		while (*column % 8);
	} else if (wcwidth(c) < 0) {
		for (size_t n = wchars_width(c); n > 0; n--)
			step(row, column, 1, columns);
	} else {
		step(row, column, wchars_width(c), columns);
	}
}

bool
wchars_leaps(wchar_t c, size_t column, size_t columns)
{
	int width = wcwidth(c);

	return width > 1 && column + (size_t)width > columns;
}

/* Can these bytes become a character of UTF-8 when more follow? */
static bool
is_beginning(struct str s)
{
	unsigned char first = (unsigned char)s.p[0];
	size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

	return first >= 0xc2 && first <= 0xf4 && s.n < length && text_broken(s) == s.n;
}

bool
wchars_take(struct wchars_typed *b, wchar_t *c)
{
	struct str s = str_from(b->bytes, b->n);
	uint32_t code;

	if (s.n == 0 || (text_decode(s, &code) == 0 && is_beginning(s)))
		return false;
	size_t used = decode(s, c);
	b->n -= used;
	memmove(b->bytes, b->bytes + used, b->n);
	return true;
}
