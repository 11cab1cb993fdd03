/* SPDX-License-Identifier: ISC */
/*
 * A byte b that XML does not allow becomes the character U+F700 + b. Characters already in that
 * range are escaped byte by byte, so that nothing is lost or confused.
 */
#include "session/http_xml_escape.h"

#define ATTRIBUTES_MAX 256 /* of an element: libxml2 compares each with all others */

/* U+F700 to U+F7FF are EF 9C 80 to EF 9F BF. */
#define RANGE_FIRST 0xEF
#define RANGE_LOW   0x9C
#define RANGE_HIGH  0x9F

static void
add_stand_in(struct buf *out, unsigned char b)
{
	char c[] = {(char)RANGE_FIRST, (char)(RANGE_LOW + (b >> 6)), (char)(0x80 | (b & 0x3f))};

	buf_add(out, c, sizeof(c));
}

static bool
is_range(const unsigned char *p)
{
	return p[0] == RANGE_FIRST && p[1] >= RANGE_LOW && p[1] <= RANGE_HIGH;
}

static bool
is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* How many of the n bytes at p the character there has; 0 if XML does not allow it. */
static size_t
character(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return p[0] >= 0x20 ? 1 : 0;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		return n >= 2 && is_tail(p[1]) ? 2 : 0;
	if (p[0] >= 0xe0 && p[0] <= 0xef) {
		if (n < 3 || !is_tail(p[1]) || !is_tail(p[2]))
			return 0;
		bool too_long = p[0] == 0xe0 && p[1] < 0xa0;
		bool surrogate = p[0] == 0xed && p[1] > 0x9f;
		bool none = p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe;
		return too_long || surrogate || none || is_range(p) ? 0 : 3;
	}
	if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		if (n < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
			return 0;
		bool too_long = p[0] == 0xf0 && p[1] < 0x90;
		bool beyond = p[0] == 0xf4 && p[1] > 0x8f;
		return too_long || beyond ? 0 : 4;
	}
	return 0;
}

size_t
http_xml_escape(struct buf *out, struct str xml)
{
	const unsigned char *p = (const unsigned char *)xml.p;
	size_t odd = 0, attributes = 0, n;
	bool tag = false;
	char quote = '\0';

	for (size_t i = 0; i < xml.n; i += n) {
		char c = xml.p[i];
		n = quote ? character(p + i, xml.n - i) : 1;
		if (n == 0) {
			n = 1;
			odd += c != '\n' && c != '\r' && c != '\t';
			add_stand_in(out, p[i]);
			continue;
		}
		buf_add(out, xml.p + i, n);
		if (quote) {
			if (c != quote)
				continue;
			quote = '\0';
			bool full = ++attributes % ATTRIBUTES_MAX == 0;
			if (full && i + 1 < xml.n && xml.p[i + 1] == ' ')
				buf_addz(out, "/><" HTTP_XML_MORE);
		} else if (tag && (c == '\'' || c == '"')) {
			quote = c;
		} else if (c == '<' || c == '>') {
			tag = c == '<';
			attributes = 0;
		}
	}
	return odd;
}

void
http_xml_unescape(struct buf *out, struct str text)
{
	const unsigned char *p = (const unsigned char *)text.p;

	for (size_t i = 0; i < text.n; i++) {
		bool stand_in = i + 2 < text.n && is_range(p + i);
		if (!stand_in) {
			buf_addc(out, text.p[i]);
			continue;
		}
		buf_addc(out, (char)((p[i + 1] - RANGE_LOW) << 6 | (p[i + 2] & 0x3f)));
		i += 2;
	}
}
