/* SPDX-License-Identifier: ISC */
/* One pass over the text: plain runs are copied at once. */
#include "ari/tidy.h"

#include "base/json.h"
#include "base/scan.h"
#include "base/text.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* Is this \u followed by hex digits from first to last (of the second one: d8 to db)? */
static bool
is_surrogate(struct str s, int first, int last)
{
	if (s.n < 6 || s.p[0] != '\\' || s.p[1] != 'u')
		return false;
	int high = str_hex_byte(str_from_at(s, 2));
	return high >= first && high <= last;
}

/* Copy the escape that s begins with; returns its length. */
static size_t
escape(struct buf *out, struct str s)
{
	size_t n = 2;

	if (is_surrogate(s, 0xd8, 0xdb) && is_surrogate(str_from_at(s, 6), 0xdc, 0xdf)) {
		n = 12;
	} else if (is_surrogate(s, 0xd8, 0xdf)) {
		buf_addz(out, "\\ufffd");
		return 6;
	}
	buf_adds(out, str_head(s, n));
	return str_head(s, n).n;
}

/* Copy a character that is no plain ASCII; returns its length. */
static size_t
character(struct buf *out, struct str s)
{
	uint32_t code;
	size_t n = text_decode(s, &code);

	if (n == 0) {
		buf_addz(out, REPLACEMENT);
		return text_broken(s);
	}
	if (code > ' ' && text_is_unsafe(code))
		json_escape(out, code);
	else
		buf_adds(out, str_head(s, n));
	return n;
}

/* Copy the string that s begins with; returns its length. */
static size_t
string(struct buf *out, struct str s)
{
	size_t i = 1;

	buf_addc(out, '"');
	while (i < s.n && s.p[i] != '"') {
		struct str rest = str_from_at(s, i);
		size_t plain = scan_plain(rest, '"', '\\');
		buf_adds(out, str_head(rest, plain));
		i += plain;
		if (plain == 0)
			i += s.p[i] == '\\' ? escape(out, rest) : character(out, rest);
	}
	if (i < s.n)
		buf_addc(out, '"');
	return i < s.n ? i + 1 : s.n;
}

int
tidy(struct buf *out, struct str text, struct err *err)
{
	size_t depth = 0;

	text = str_skip_mark(text);
	for (size_t i = 0; i < text.n && depth <= TIDY_DEPTH;) {
		char c = text.p[i];
		if (c == '"') {
			i += string(out, str_from_at(text, i));
			continue;
		}
		depth += c == '{' || c == '[';
		depth -= depth && (c == '}' || c == ']');
		i++;
		if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			buf_addc(out, c);
	}
	if (depth > TIDY_DEPTH)
		return err_set(
		    err, ERR_FAILED, "it is nested more than %d levels deep", TIDY_DEPTH);
	if (buf_full(out))
		return err_set(err, ERR_FAILED, "it is bigger than %zu MiB", out->max >> 20);
	return 0;
}
