/* SPDX-License-Identifier: ISC */
/* Counts brackets and steps over strings. */
#include "ari/cut.h"

#include "base/scan.h"
#include "base/text.h"

#define SURROGATE_HIGH 0xd800
#define SURROGATE_LOW  0xdc00
#define SURROGATE_END  0xe000

/* Length of the string that s begins with, quotes included. */
static size_t
string_length(struct str s)
{
	size_t i = 1;

	while (i < s.n && s.p[i] != '"') {
		size_t plain = scan_plain(str_from_at(s, i), '"', '\\');
		i += plain ? plain : 1u + (s.p[i] == '\\');
	}
	return i < s.n ? i + 1 : s.n;
}

/* Length of the object or array that s begins with. */
static size_t
nest_length(struct str s)
{
	size_t i = 0, depth = 0;

	while (i < s.n) {
		if (s.p[i] == '"') {
			i += string_length(str_from_at(s, i));
			continue;
		}
		depth += s.p[i] == '{' || s.p[i] == '[';
		depth -= s.p[i] == '}' || s.p[i] == ']';
		i++;
		if (depth == 0)
			break;
	}
	return i;
}

static size_t
value_length(struct str s)
{
	size_t i = 0;

	if (cut_is(s, '"'))
		return string_length(s);
	if (cut_is(s, '{') || cut_is(s, '['))
		return nest_length(s);
	while (i < s.n && s.p[i] != ',' && s.p[i] != '}' && s.p[i] != ']')
		i++;
	return i;
}

struct str
cut_inside(struct str value)
{
	return value.n < 2 ? STR("") : str_from(value.p + 1, value.n - 2);
}

bool
cut_element(struct str *inside, struct str *value)
{
	if (inside->n == 0)
		return false;
	*value = str_head(*inside, value_length(*inside));
	*inside = str_from_at(*inside, value->n + 1); /* and the comma */
	return true;
}

bool
cut_member(struct str *inside, struct str *name, struct str *value)
{
	if (inside->n == 0)
		return false;
	*name = str_head(*inside, cut_is(*inside, '"') ? string_length(*inside) : 0);
	*inside = str_from_at(*inside, name->n + 1); /* and the colon */
	if (!cut_element(inside, value))
		*value = STR("");
	return true;
}

bool
cut_plain(struct str string, struct str *text)
{
	if (string.n < 2 || string.p[0] != '"')
		return false;
	*text = cut_inside(string);
	return str_chr(*text, '\\') == text->n;
}

/* The four hex digits of a \u escape that s begins with; -1: it is none. */
static long
unit(struct str s)
{
	int high, low;

	if (s.n < 6 || s.p[0] != '\\' || s.p[1] != 'u')
		return -1;
	high = str_hex_byte(str_from_at(s, 2));
	low = str_hex_byte(str_from_at(s, 4));
	return high < 0 || low < 0 ? -1 : high << 8 | low;
}

/* Append what the escape that s begins with stands for; returns its length. */
static size_t
add_escaped(struct buf *out, struct str s)
{
	static const char shorts[] = "b\bf\fn\nr\rt\t";
	long code = unit(s), low = unit(str_from_at(s, 6));

	if (code >= SURROGATE_HIGH && code < SURROGATE_LOW && low >= SURROGATE_LOW &&
	    low < SURROGATE_END) {
		uint32_t high = (uint32_t)code & 0x3ff;
		text_encode(out, 0x10000 + (high << 10 | ((uint32_t)low & 0x3ff)));
		return 12;
	}
	if (code >= 0) {
		bool half = code >= SURROGATE_HIGH && code < SURROGATE_END;
		text_encode(out, half ? 0xfffd : (uint32_t)code);
		return 6;
	}
	if (s.n < 2)
		return s.n;
	const char *at = strchr(shorts, s.p[1]);
	buf_addc(out, at && at[0] && (at - shorts) % 2 == 0 ? at[1] : s.p[1]);
	return 2;
}

void
cut_text(struct buf *out, struct str value)
{
	if (!cut_is(value, '"')) {
		buf_adds(out, cut_is(value, 'n') ? STR("") : value);
		return;
	}
	struct str s = cut_inside(value);
	while (s.n && !buf_full(out)) {
		size_t plain = str_chr(s, '\\');
		buf_adds(out, str_head(s, plain));
		s = str_from_at(s, plain);
		if (s.n)
			s = str_from_at(s, add_escaped(out, s));
	}
}
