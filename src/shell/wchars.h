/* SPDX-License-Identifier: ISC */
/*
 * Wide characters, which libedit uses: from and to UTF-8, and their width on the screen when
 * libedit draws them. Uses no terminal.
 */
#ifndef SHELL_WCHARS_H
#define SHELL_WCHARS_H

#include <wchar.h>

#include "base/str.h"

struct buf;

/* UTF-8 to at most max - 1 wide characters and a zero. A byte that is not UTF-8 becomes U+DC00 plus
 * the byte, which libedit shows as \U+DCFF: the line keeps the byte. Returns how many. */
size_t wchars_from(wchar_t *to, size_t max, struct str text);

/* Append n wide characters as UTF-8, and bytes that were not UTF-8 unchanged. */
void wchars_to(struct buf *to, const wchar_t *from, size_t n);

/* How many of the last of n wide characters does wchars_to convert to this many bytes? */
size_t wchars_count(const wchar_t *from, size_t n, size_t bytes);

/* Columns that libedit uses for a character: ^X for a control, \U+1234 for what cannot be shown. */
size_t wchars_width(wchar_t c);

/* Move the position (row, column) past one character, wrapping as libedit does. */
void wchars_step(size_t *row, size_t *column, wchar_t c, size_t columns);

/* Does the character at that column not fit, so that it and a cursor on it go into the next row? */
bool wchars_leaps(wchar_t c, size_t column, size_t columns);

/* Typed bytes that are not a character yet. */
struct wchars_typed {
	char bytes[16];
	size_t n;
};

/* Take a character off the bytes, as wchars_from does. False: more bytes are needed. */
bool wchars_take(struct wchars_typed *b, wchar_t *c);

#endif
