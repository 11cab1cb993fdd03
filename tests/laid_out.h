/* SPDX-License-Identifier: ISC */
/* What everything that is laid out for a terminal has to be, whatever it was made of. */
#ifndef TESTS_LAID_OUT_H
#define TESTS_LAID_OUT_H

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

/* Length of one of our own colour sequences at the front of s, else 0. */
static inline size_t
laid_out_color(struct str s)
{
	static const char *const ours[] = {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m",
	    "\x1b[33m", "\x1b[1;34m", "\x1b[35m", "\x1b[36m", "\x1b[1;31m"};

	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++)
		if (str_starts(s, str_of(ours[i])))
			return strlen(ours[i]);
	return 0;
}

/* What is wrong with the text: not UTF-8, a control that is no newline and (color) no sequence of
 * ours, colour that does not end with its line, or a line wider than columns (0: any width). NULL:
 * nothing is. */
static inline const char *
laid_out_fault(struct str s, size_t columns, bool color)
{
	struct buf line = BUF_INIT(BUF_MAX_TEXT);
	const char *fault = NULL;
	bool colored = false;

	while (s.n && !fault) {
		size_t n = color ? laid_out_color(s) : 0;
		uint32_t code;
		if (n) {
			colored = !str_starts(s, STR("\x1b[0m"));
		} else if ((n = text_decode(s, &code)) == 0) {
			fault = "no valid UTF-8";
		} else if (code == '\n') {
			if (columns && text_width(buf_str(&line)) > columns)
				fault = "a line is too wide";
			else if (colored)
				fault = "colour goes on in the next line";
			buf_reset(&line);
		} else if (text_is_unsafe(code)) {
			fault = "a character that is never shown as itself";
		} else {
			buf_add(&line, s.p, n);
		}
		s = str_from_at(s, n);
	}
	if (!fault && line.n)
		fault = "the last line does not end";
	buf_clear(&line);
	return fault;
}

/* Take the next row of a table in colour off the text: its line, and the dim ones below it. */
static inline struct str
laid_out_row(struct str *rest)
{
	struct str row = *rest, line;

	str_cut(rest, '\n', &line);
	while (str_starts(*rest, STR("\x1b[2m")))
		str_cut(rest, '\n', &line);
	row.n -= rest->n;
	return row;
}

/* End the program, saying so, if anything is wrong. */
static inline void
laid_out_must(struct str s, size_t columns, bool color)
{
	const char *fault = laid_out_fault(s, columns, color);

	if (!fault)
		return;
	fprintf(stderr, "%zu columns, %s: %s:\n%.*s\n", columns, color ? "colour" : "plain", fault,
	    STR_ARG(s));
	abort();
}

#endif
