/* SPDX-License-Identifier: ISC */
/*
 * Untrusted bytes made fit for a terminal, and how wide they are there. Nothing that a server sends
 * may control a terminal, or be invisible so that two names look equal: C0, DEL, C1, bidirectional
 * and other invisible format controls, fillers, line and paragraph separators, and bytes that are
 * not valid UTF-8 are shown as \x1b (a byte), \u202e or \U000e0041. A backslash stays as it is. One
 * rule for every sink; in JSON the escapes are JSON's.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdint.h>

#include "base/buf.h"

/* Decode the first character of s (n > 0). Returns its length in bytes and sets *code, or returns
 * 0 when the bytes are not valid UTF-8 (overlong forms, surrogates and > U+10FFFF included). */
size_t text_decode(struct str s, uint32_t *code);

/* Length of what text_decode refused at the front of s (n > 0): the bytes of a character that broke
 * off, at least 1. One U+FFFD replaces them, as the Unicode standard recommends. */
size_t text_broken(struct str s);

/* Append code as UTF-8. */
void text_encode(struct buf *out, uint32_t code);

/* Is this code never shown as itself: does it control a terminal (C0, DEL, C1, the direction of
 * text), or is it invisible? */
bool text_is_unsafe(uint32_t code);

/* Would text_escape append s as it is? */
bool text_is_printable(struct str s);

/* Append s in printable form; newlines and tabs are escaped too (\n and \t). */
void text_escape(struct buf *out, struct str s);

/* As text_escape, but newlines are kept, and tabs become blanks up to the next multiple of eight:
 * for CLI output. */
void text_escape_lines(struct buf *out, struct str s);

/* As text_escape, but newlines and tabs are kept: the same for a file or a pipe. */
void text_escape_file(struct buf *out, struct str s);

/* Columns that already printable text takes; wide characters count two, combining ones none. */
size_t text_width(struct str s);

/* The longest head of printable s that fits into columns; *used gets the columns it takes. */
struct str text_fit(struct str s, size_t columns, size_t *used);

/* Append printable s; if it is wider than columns, its head, an ellipsis, and that many columns of
 * its end. Returns the columns that this takes. */
size_t text_cut(struct buf *out, struct str s, size_t columns, size_t tail);

/* Append s padded with blanks to columns, or cut to columns with an ellipsis at the end. */
void text_cell(struct buf *out, struct str s, size_t columns);

/* Append words, filled to columns, and a line end. Each line is indented; the first begins at
 * column `at`, which what stands before it has reached. A long word begins further left. */
void text_fill(struct buf *out, struct str text, size_t at, size_t indent, size_t columns);

#endif
