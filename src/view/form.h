/* SPDX-License-Identifier: ISC */
/*
 * Forms: how a message is told in a few words. A form is text in which {Header} stands for that
 * header's value, made printable, and [ … ] for a part that is left out when a header in it has no
 * value. Forms are data of this program; they never come from outside.
 *
 *	{Exten}              the value, by that name or one that means the same (ami/alias.h);
 *	                     empty, "<unknown>" and "(null)" count as none
 *	{Status:device}      the value said in words: see the table in form.c
 *	{Variable:all}       every value of a header that repeats
 *	{StatusText|Status}  the first of them that has a value
 *	{*}                  the headers that tell something, as Name=value
 *	{~Channel}           a name: on a narrow terminal it is cut, in its middle
 *	<{DialStatus}>       the words that matter most: they are cut last
 */
#ifndef VIEW_FORM_H
#define VIEW_FORM_H

#include "ami/msg.h"
#include "base/buf.h"

#define FORM_MARKS 8

enum form_kind { FORM_TEXT, FORM_NAME, FORM_KEY };

/* What stands where in a filled form, in bytes of the buffer; between the marks is FORM_TEXT. */
struct form_marks {
	struct {
		enum form_kind kind;
		size_t start, end;
	} v[FORM_MARKS];
	size_t n;
};

/* Append the form, filled in. */
void form_print(struct buf *out, const char *form, const struct msg *m);

/* The same, and tell what names and what key words it holds; marks are added behind the others. */
void form_print_marked(struct buf *out, const char *form, const struct msg *m,
    struct form_marks *marks);

/* Is this a value, or one of the ways in which Asterisk says that there is none? */
bool form_has_value(struct str value);

#endif
