/* SPDX-License-Identifier: ISC */
/* UTF-8, and the escaping of what may not reach a terminal. Widths are text_width.c's. */
#include "base/text.h"

#include "base/range.h"
#include "base/scan.h"

/* How a character continues after its first byte. The range of the second byte excludes overlong
 * forms, surrogates and codes beyond U+10FFFF. */
struct lead {
	unsigned char first, last; /* the first bytes this row is for */
	unsigned char length;
	unsigned char low, high; /* the second byte */
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 2, 0x80, 0xbf},
    {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf},
    {0xed, 0xed, 3, 0x80, 0x9f},
    {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf},
    {0xf1, 0xf3, 4, 0x80, 0xbf},
    {0xf4, 0xf4, 4, 0x80, 0x8f},
};

/* What is never shown as itself: controls of the terminal, what changes the direction of text,
 * unusual line breaks, and what is invisible. By Unicode's categories Cc, Cf, Zl and Zp and the
 * property Default_Ignorable_Code_Point, less the Arabic and Kaithi signs that are drawn. */
static const struct range unsafe[] = {
    {0x0000, 0x001f},
    {0x007f, 0x009f},
    {0x00ad, 0x00ad},   /* soft hyphen */
    {0x034f, 0x034f},   /* combining grapheme joiner */
    {0x061c, 0x061c},   /* Arabic letter mark */
    {0x115f, 0x1160},   /* Hangul fillers */
    {0x17b4, 0x17b5},   /* Khmer inherent vowels */
    {0x180b, 0x180f},   /* Mongolian variation selectors */
    {0x200b, 0x200f},   /* zero width, direction */
    {0x2028, 0x202e},   /* line and paragraph separators, direction */
    {0x2060, 0x206f},
    {0x3164, 0x3164},   /* Hangul filler */
    {0xfe00, 0xfe0f},   /* variation selectors */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xffa0, 0xffa0},   /* halfwidth Hangul filler */
    {0xfff0, 0xfffb},   /* interlinear annotation */
    {0x13430, 0x1343f}, /* Egyptian format controls */
    {0x1bca0, 0x1bca3}, /* shorthand format controls */
    {0x1d173, 0x1d17a}, /* musical format controls */
    {0xe0000, 0xe0fff}, /* tags, variation selectors */
};

/* Follow a character as far as it is well formed: the number of such bytes, at least 1; *length
 * gets how many it should have, 0 when no character starts so. */
static size_t
follow(struct str s, size_t *length, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *)s.p;
	const struct lead *lead = leads, *end = leads + sizeof(leads) / sizeof(*leads);

	*code = p[0];
	*length = p[0] < 0x80;
	if (p[0] < 0x80)
		return 1;
	while (lead < end && p[0] > lead->last)
		lead++;
	if (lead == end || p[0] < lead->first)
		return 1;
	*length = lead->length;
	*code = p[0] & (0x7fu >> lead->length);
	size_t n = 1;
	for (; n < lead->length && n < s.n; n++) {
		unsigned char low = n == 1 ? lead->low : 0x80, high = n == 1 ? lead->high : 0xbf;
		if (p[n] < low || p[n] > high)
			break;
		*code = *code << 6 | (p[n] & 0x3f);
	}
	return n;
}

size_t
text_decode(struct str s, uint32_t *code)
{
	size_t length, n = follow(s, &length, code);

	return n == length ? n : 0;
}

size_t
text_broken(struct str s)
{
	size_t length;
	uint32_t code;

	return follow(s, &length, &code);
}

void
text_encode(struct buf *out, uint32_t code)
{
	static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	char bytes[4];

	for (size_t i = n - 1; i > 0; i--, code >>= 6)
		bytes[i] = (char)(0x80 | (code & 0x3f));
	bytes[0] = (char)(marks[n] | code);
	buf_add(out, bytes, n);
}

bool
text_is_unsafe(uint32_t code)
{
	return RANGE_HAS(unsafe, code);
}

/* Length of the head of s that is shown as it is. */
static size_t
printable(struct str s)
{
	size_t i = 0;

	while ((i += scan_plain(str_from_at(s, i), 0, 0)) < s.n) {
		uint32_t code;
		size_t n = text_decode(str_from_at(s, i), &code);
		if (n == 0 || text_is_unsafe(code))
			break;
		i += n;
	}
	return i;
}

bool
text_is_printable(struct str s)
{
	return printable(s) == s.n;
}

/* Append the head of s that needs no escape; returns what follows. */
static struct str
add_printable(struct buf *out, struct str s)
{
	size_t n = printable(s);

	buf_adds(out, str_head(s, n));
	return str_from_at(s, n);
}

/* Append a backslash, a letter and that many hex digits. */
static void
add_hex(struct buf *out, char letter, uint32_t code, size_t digits)
{
	char text[10] = {'\\', letter};

	for (size_t i = digits; i > 0; i--, code >>= 4)
		text[1 + i] = "0123456789abcdef"[code & 0xf];
	buf_add(out, text, 2 + digits);
}

/* Append the escapes of the control characters that s begins with, \n and \t left out: as many as
 * come in a row, up to a thousand. Returns what follows. */
static struct str
add_controls(struct buf *out, struct str s)
{
	size_t n = 0;

	while (n < s.n && n < 1000 && (unsigned char)s.p[n] < ' ' && s.p[n] != '\n' &&
	       s.p[n] != '\t')
		n++;
	char *to = buf_room(out, 4 * n);
	for (size_t i = 0; to && i < n; i++) {
		to[4 * i] = '\\';
		to[4 * i + 1] = 'x';
		to[4 * i + 2] = "01"[s.p[i] >> 4];
		to[4 * i + 3] = "0123456789abcdef"[s.p[i] & 0xf];
	}
	out->n += to ? 4 * n : 0;
	return str_from_at(s, n);
}

/* Append the escape of the character that s begins with; returns what follows. */
static struct str
add_escape(struct buf *out, struct str s)
{
	uint32_t code;
	struct str rest = add_controls(out, s);

	if (rest.n < s.n)
		return rest;
	size_t n = text_decode(s, &code);
	if (n == 0) {
		add_hex(out, 'x', (unsigned char)s.p[0], 2);
		return str_from_at(s, 1);
	}
	if (code == '\n' || code == '\t')
		buf_addz(out, code == '\n' ? "\\n" : "\\t");
	else if (code < 0x80)
		add_hex(out, 'x', code, 2); /* DEL */
	else if (code < 0x10000)
		add_hex(out, 'u', code, 4);
	else
		add_hex(out, 'U', code, 8);
	return str_from_at(s, n);
}

void
text_escape(struct buf *out, struct str s)
{
	for (s = add_printable(out, s); s.n; s = add_printable(out, s))
		s = add_escape(out, s);
}

void
text_escape_lines(struct buf *out, struct str s)
{
	size_t column = 0, measured = out->n; /* the column of out->p[measured] */

	for (s = add_printable(out, s); s.n; s = add_printable(out, s)) {
		if (s.p[0] == '\n') {
			buf_addc(out, '\n');
			column = 0;
			measured = out->n;
		} else if (s.p[0] == '\t') {
			column += text_width(str_from_at(buf_str(out), measured));
			buf_pad(out, ' ', 8 - column % 8);
			column = 0; /* for tab stops: only its remainder by eight matters */
			measured = out->n;
		} else {
			s = add_escape(out, s);
			continue;
		}
		s = str_from_at(s, 1);
	}
}

void
text_escape_file(struct buf *out, struct str s)
{
	for (s = add_printable(out, s); s.n; s = add_printable(out, s)) {
		if (s.p[0] == '\n' || s.p[0] == '\t') {
			buf_addc(out, s.p[0]);
			s = str_from_at(s, 1);
		} else {
			s = add_escape(out, s);
		}
	}
}

void
text_fill(struct buf *out, struct str text, size_t at, size_t indent, size_t columns)
{
	bool begins = true;
	struct str word;

	while (str_cut(&text, ' ', &word)) {
		size_t width = text_width(word);
		if (!begins && at + 1 + width > columns) {
			buf_addc(out, '\n');
			at = 0;
			begins = true;
		}
		bool long_word = width <= columns && indent + width > columns;
		size_t left = long_word ? columns - width : indent;
		size_t gap = !begins ? 1 : left > at ? left - at : 0;
		buf_pad(out, ' ', gap);
		buf_adds(out, word);
		at += gap + width;
		begins = false;
	}
	buf_addc(out, '\n');
}
