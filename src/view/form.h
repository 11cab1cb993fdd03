/* SPDX-License-Identifier: ISC */
/*
 * Forms: how a message is told in a few words. A form is text in which {Header} stands for that
 * header's value, made printable, and [ … ] for a part that is left out when a header in it has no
 * value. Forms are data of this program; they never come from outside.
 *
 *	{Exten}              the value; empty, "<unknown>" and "(null)" count as none
 *	{Status:device}      the value said in words: see the table in form.c
 *	{Variable:all}       every value of a header that repeats
 *	{StatusText|Status}  the first of them that has a value
 *	{*}                  the headers that tell something, as Name=value
 */
#ifndef VIEW_FORM_H
#define VIEW_FORM_H

#include "ami/msg.h"
#include "base/buf.h"

void form_print(struct buf *out, const char *form, const struct msg *m);

/* Is this a value, or one of the ways in which Asterisk says that there is none? */
bool form_has_value(struct str value);

#endif
