/* SPDX-License-Identifier: ISC */
/* UTF-8 and wide characters, and the wrapping of rows as libedit's refresh.c does it. */
#include "shell/wide.h"

#include "base/text.h"

#define RAW 0xdc00u /* plus a byte: half of a pair of UTF-16, which no UTF-8 can be */

size_t
wide_from(wchar_t *to, size_t max, struct str text)
{
	size_t n = 0;

	while (text.n && n + 1 < max) {
		uint32_t code;
		size_t used = text_decode(text, &code);
		to[n++] = (wchar_t)(used ? code : RAW + (unsigned char)text.p[0]);
		text = str_from_at(text, used ? used : 1);
	}
	to[n] = L'\0';
	return n;
}

void
wide_to(struct buf *to, const wchar_t *from, size_t n)
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
wide_width(wchar_t c)
{
	int width = wcwidth(c);

	if (c < 0x20 || c == 0x7f)
		return 2;
	if (width >= 0)
		return (size_t)width;
	return c > 0xffff ? 8 : 7;
}

void
wide_step(size_t *row, size_t *column, wchar_t c, size_t columns)
{
	size_t width = wide_width(c);

	if (c == L'\n') {
		++*row;
		*column = 0;
		return;
	}
	if (c == L'\t')
		width = 8 - *column % 8;
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

/* Can these bytes become a character of UTF-8 with more behind them? */
static bool
is_beginning(struct str s)
{
	unsigned char first = (unsigned char)s.p[0];
	size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;

	return first >= 0xc2 && first <= 0xf4 && s.n < length && text_broken(s) == s.n;
}

bool
wide_take(struct wide_bytes *b, wchar_t *c)
{
	struct str s = str_from(b->bytes, b->n);
	uint32_t code;
	size_t used = s.n ? text_decode(s, &code) : 0;

	if (s.n == 0 || (used == 0 && is_beginning(s)))
		return false;
	*c = used ? (wchar_t)code : 0xfffd;
	if (used == 0)
		used = text_broken(s);
	b->n -= used;
	memmove(b->bytes, b->bytes + used, b->n);
	return true;
}
