/* SPDX-License-Identifier: ISC */
/* Finds what texts begin with, up to the word in which they differ. */
#include "layout/abridge.h"

#include "base/text.h"

#define LEAST    6 /* columns of a channel's name before the last digits of its number */
#define ELLIPSIS "\xe2\x80\xa6"

/* Bytes that two texts begin with, whole characters of them. */
static size_t
common_to(struct str a, struct str b)
{
	size_t most = a.n < b.n ? a.n : b.n, n = 0;

	while (n < most && a.p[n] == b.p[n])
		n++;
	while (n > 0 && n < most && (a.p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void
abridge_note(struct abridge *a, struct str text)
{
	size_t width = text_width(text);

	if (width <= a->columns)
		return;
	if (!a->first.p) {
		a->first = text;
		a->common = text.n;
	}
	size_t common = common_to(str_head(a->first, a->common), text);
	a->differ |= common < text.n || common < a->first.n;
	a->common = common;
	a->widest = width > a->widest ? width : a->widest;
}

static bool
is_of_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (unsigned char)c >= 0x80;
}

/* Where the word begins in which the texts differ. */
static size_t
word_start(struct str text, size_t at)
{
	while (at > 0 && is_of_word(text.p[at - 1]))
		at--;
	return at;
}

void
abridge_end(struct abridge *a)
{
	struct str text = str_head(a->first, a->common);
	size_t word = word_start(text, text.n);
	size_t width = text_width(str_head(text, word));

	/* A word that does not fit is cut in front, too. */
	if (a->columns && a->widest - width >= a->columns && text_width(text) - width > 2) {
		word = text.n;
		width = text_width(text);
	}
	/* Of names all that differs is wanted, of other texts the beginning if it differs. */
	bool wanted = a->tail ? a->widest - width < a->columns || width >= a->columns / 2
	                      : width + 2 >= a->columns;
	a->width = width;
	a->skip = a->differ && word && wanted ? word : 0;
}

size_t
abridge_needs(const struct abridge *a)
{
	return a->differ && a->width ? 1 + a->widest - a->width : a->widest;
}

/* What follows the zeros of the number at the end of a channel's name (main/channel.c); empty if
 * there is none. zeros gets how many these are. */
static struct str
after_zeros(struct str name, size_t *zeros)
{
	size_t start = name.n, end;

	*zeros = 0;
	while (start > 0 && name.p[start - 1] != '-')
		start--;
	if (start == 0)
		return STR("");
	for (end = start; end < name.n && name.p[end] == '0'; end++)
		;
	*zeros = end - start;
	return str_from_at(name, *zeros ? end : name.n);
}

size_t
abridge_name(struct buf *out, struct str name, size_t columns)
{
	size_t width = text_width(name), zeros, slash = str_chr(name, '/') + 1;
	struct str number = after_zeros(name, &zeros);
	size_t tail = text_width(number);

	if (width <= columns || tail == 0 || columns < tail + LEAST)
		return text_cut(out, name, columns, columns / 2);
	if (width - columns < zeros)
		return text_cut(out, name, columns, tail);
	struct str rest = str_from_at(name, slash < name.n ? slash : 0);
	size_t left = text_width(rest), used = 1;
	if (left < columns)
		return text_cut(out, name, columns, left);
	if (left - columns + 1 < zeros) {
		buf_addz(out, ELLIPSIS);
		return used + text_cut(out, rest, columns - 1, tail);
	}
	struct str head = str_head(name, name.n - number.n - zeros);
	used += text_cut(out, head, columns - 1 - tail, columns - 2 - tail);
	buf_addz(out, ELLIPSIS);
	buf_adds(out, number);
	return used + tail;
}

/* Append a text that is cut alone. */
static size_t
print_alone(const struct abridge *a, struct buf *out, struct str text, size_t columns)
{
	return a->tail && a->tail == a->columns / 2 ? abridge_name(out, text, columns)
	                                            : text_cut(out, text, columns, a->tail);
}

size_t
abridge_print(const struct abridge *a, struct buf *out, struct str text)
{
	size_t width = a->skip || !a->columns ? text_width(text) : 0;

	if (!a->columns) {
		buf_adds(out, text);
		return width;
	}
	if (!a->skip || width <= a->columns)
		return print_alone(a, out, text, a->columns);
	if (width - a->width < a->columns)
		return text_cut(out, text, a->columns, width - a->width);
	buf_addz(out, ELLIPSIS);
	return 1 + print_alone(a, out, str_from_at(text, a->skip), a->columns - 1);
}
