/* SPDX-License-Identifier: ISC */
/*
 * Phrases: a message in a few words. A phrase is text in which {Header} is replaced with that
 * header's value, made printable, and [ … ] is left out when a header in it has no value. Phrases
 * are data of this program; they never come from outside.
 *
 * 	{Exten}              the value, by that name or one that means the same (ami/alias.h);
 * 	                     empty, "<unknown>" and "(null)" count as none
 * 	{Status:device}      the value said in words: see the table in phrase.c
 * 	{channels:count}     how many elements an array has, which is shown as "a, b" elsewhere
 * 	{Variable:all}       every value of a header that repeats
 * 	{StatusText|Status}  the first of them that has a value
 * 	{*}                  the headers that tell something, as Name=value; those that tell
 * 	                     how it went are key words
 * 	{~Channel}           a name: on a narrow terminal it is cut, in its middle
 * 	<{DialStatus}>       the words that matter most: they are cut last
 */
#ifndef VIEW_PHRASE_H
#define VIEW_PHRASE_H

#include "ami/msg.h"
#include "base/buf.h"

#define PHRASE_MARKS 12

enum phrase_kind { PHRASE_TEXT, PHRASE_NAME, PHRASE_KEY };

/* The parts of a filled phrase, in bytes of the buffer; between marks is PHRASE_TEXT. */
struct phrase_marks {
	struct {
		enum phrase_kind kind;
		size_t start, end;
	} v[PHRASE_MARKS];
	size_t n;
};

/* Does a header of that name tell how something is or went, as Status does? */
bool phrase_is_telling(struct str name);

/* Append the phrase, filled in. */
void phrase_print(struct buf *out, const char *phrase, const struct msg *m);

/* The same, and return which names and key words it holds; marks are added after the others. */
void phrase_print_marked(struct buf *out, const char *phrase, const struct msg *m,
    struct phrase_marks *marks);

#endif
