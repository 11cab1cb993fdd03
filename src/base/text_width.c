/* SPDX-License-Identifier: ISC */
/* Columns of a terminal: measuring, cutting and padding text that is already printable. */
#include "base/range.h"
#include "base/scan.h"
#include "base/text.h"
#include "base/text_table.h"

#define ELLIPSIS STR("\xe2\x80\xa6")

/* Columns of the character that s begins with; *n gets its bytes. A byte that is not valid UTF-8 is
 * drawn as one replacement character. */
static size_t
char_width(struct str s, size_t *n)
{
	uint32_t code;

	*n = text_decode(s, &code);
	if (*n == 0) {
		*n = 1;
		return 1;
	}
	if (code < text_zero[0].first)
		return code >= ' ' && (code < 0x7f || code >= 0xa0);
	if (RANGE_HAS(text_zero, code))
		return 0;
	return RANGE_HAS(text_wide, code) ? 2 : 1;
}

struct str
text_fit(struct str s, size_t columns, size_t *used)
{
	size_t i = 0, at = 0;

	while (i < s.n) {
		struct str rest = str_from_at(s, i);
		size_t n = scan_plain(str_head(rest, columns - at), 0, 0), width = n;
		if (n == 0)
			width = char_width(rest, &n);
		if (width > columns - at)
			break;
		i += n;
		at += width;
	}
	*used = at;
	return str_head(s, i);
}

size_t
text_width(struct str s)
{
	size_t used;

	text_fit(s, SIZE_MAX, &used);
	return used;
}

/* The shortest tail of s that leaves out all beyond columns, s being width wide. Combining
 * characters of what is left out are left out as well. */
static struct str
tail_of(struct str s, size_t width, size_t columns)
{
	size_t used, n;
	struct str head = text_fit(s, width - columns, &used), tail = str_from_at(s, head.n);

	for (bool wide = used < width - columns; tail.n; wide = false) {
		size_t taken = char_width(tail, &n);
		if (taken > 0 && !wide)
			break;
		tail = str_from_at(tail, n);
	}
	return tail;
}

size_t
text_cut(struct buf *out, struct str s, size_t columns, size_t tail)
{
	size_t used, width;
	struct str head = text_fit(s, columns, &used);

	if (head.n == s.n || columns == 0) {
		buf_adds(out, head);
		return used;
	}
	width = used + text_width(str_from_at(s, head.n));
	tail = tail < columns ? tail : columns - 1;
	head = text_fit(s, columns - 1 - tail, &used);
	struct str end = tail ? tail_of(s, width, tail) : STR("");
	buf_adds(out, head);
	buf_adds(out, ELLIPSIS);
	buf_adds(out, end);
	return used + 1 + text_width(end);
}

void
text_cell(struct buf *out, struct str s, size_t columns)
{
	size_t used = text_cut(out, s, columns, 0);

	buf_pad(out, ' ', columns - used);
}
