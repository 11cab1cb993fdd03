/* SPDX-License-Identifier: ISC */
/* Views of bytes: comparing and cutting them. Allocates nothing. */
#include "base/str.h"

#include <stdlib.h>

#define DOUBLE_MAX 64 /* bytes of one */

bool
str_ieq(struct str a, struct str b)
{
	return str_eq(a, b) || (a.n == b.n && str_istarts(a, b));
}

bool
str_istarts(struct str s, struct str prefix)
{
	if (s.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (str_lower(s.p[i]) != str_lower(prefix.p[i]))
			return false;
	return true;
}

int
str_icmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	for (size_t i = 0; i < n; i++) {
		int d = (unsigned char)str_lower(a.p[i]) - (unsigned char)str_lower(b.p[i]);
		if (d)
			return d;
	}
	return (a.n > b.n) - (a.n < b.n);
}

int
str_icmp_row(const void *key, const void *row)
{
	const struct str *name = key;
	const char *const *row_name = row;

	return str_icmp(*name, str_of(*row_name));
}

size_t
str_first_row(struct str name, const void *rows, size_t n, size_t size)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_icmp_row(&name, (const char *)rows + middle * size) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool
str_in(struct str s, const char *const *list)
{
	while (*list)
		if (str_ieq(s, str_of(*list++)))
			return true;
	return false;
}

bool
str_is_name_char(char c)
{
	return (str_lower(c) >= 'a' && str_lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
	       c == '_';
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_head(s, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from_at(s, s.n - suffix.n), suffix);
}

bool
str_iends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_ieq(str_from_at(s, s.n - suffix.n), suffix);
}

size_t
str_find(struct str s, struct str what)
{
	if (what.n == 0)
		return 0;
	for (size_t i = 0; i + what.n <= s.n; i++) {
		i += str_chr(str_from(s.p + i, s.n - i), what.p[0]);
		if (i + what.n > s.n)
			break;
		if (memcmp(s.p + i, what.p, what.n) == 0)
			return i;
	}
	return s.n;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str
str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_from_at(s, 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_cut(struct str *rest, char sep, struct str *part)
{
	if (!rest->p)
		return false;
	size_t at = str_chr(*rest, sep);
	*part = str_head(*rest, at);
	*rest = at < rest->n ? str_from_at(*rest, at + 1) : (struct str){NULL, 0};
	return true;
}

bool
str_cut_line(struct str *rest, struct str *line)
{
	if (!str_cut(rest, '\n', line))
		return false;
	line->n -= str_ends(*line, STR("\r"));
	return true;
}

/* The value of a hex digit of either case, or -1. */
static int
hex(char c)
{
	char low = str_lower(c);

	if (c >= '0' && c <= '9')
		return c - '0';
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

int
str_hex_byte(struct str s)
{
	int high = s.n > 1 ? hex(s.p[0]) : -1, low = high >= 0 ? hex(s.p[1]) : -1;

	return low >= 0 ? high << 4 | low : -1;
}

bool
str_in_slashes(struct str s, struct str *inside)
{
	*inside = s.n < 2 ? STR("") : str_from(s.p + 1, s.n - 2);
	return s.n > 1 && s.p[0] == '/' && s.p[s.n - 1] == '/';
}

bool
str_number(struct str s, long min, long max, long *number)
{
	bool negative = s.n && s.p[0] == '-';
	long value = 0;

	if (negative)
		s = str_from_at(s, 1);
	if (s.n == 0 || s.n > 18)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		value = value * 10 + (s.p[i] - '0');
	}
	if (negative)
		value = -value;
	if (value < min || value > max)
		return false;
	*number = value;
	return true;
}

double
str_double(struct str s)
{
	char text[DOUBLE_MAX + 1] = "";

	s = str_head(s, DOUBLE_MAX);
	if (s.n)
		memcpy(text, s.p, s.n);
	return strtod(text, NULL);
}

int
str_yes(struct str value)
{
	static const char *const yes[] = {"yes", "true", "y", "t", "1", "on", NULL};
	static const char *const no[] = {"no", "false", "n", "f", "0", "off", NULL};

	return str_in(value, yes) ? 1 : str_in(value, no) ? 0 : -1;
}

struct str
str_skip_mark(struct str s)
{
	const struct str mark = STR("\xef\xbb\xbf");

	return str_starts(s, mark) ? str_from_at(s, mark.n) : s;
}
