/* SPDX-License-Identifier: ISC */
/* Finds what texts begin with, up to the word in which they differ. */
#include "view/abridge.h"

#include "base/text.h"

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

size_t
abridge_print(const struct abridge *a, struct buf *out, struct str text)
{
	size_t width = a->skip || !a->columns ? text_width(text) : 0;

	if (!a->columns) {
		buf_adds(out, text);
		return width;
	}
	if (!a->skip || width <= a->columns)
		return text_cut(out, text, a->columns, a->tail);
	if (width - a->width < a->columns)
		return text_cut(out, text, a->columns, width - a->width);
	buf_addz(out, ELLIPSIS);
	return 1 + text_cut(out, str_from_at(text, a->skip), a->columns - 1,
		       a->tail ? (a->columns - 1) / 2 : 0);
}
