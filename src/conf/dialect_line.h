/* SPDX-License-Identifier: ISC */
/*
 * Lines of a configuration file, as Asterisk takes them from it (main/config.c): at most 8,190
 * bytes each, comments cut out. Works inside the text that it is given and allocates nothing.
 */
#ifndef CONF_DIALECT_LINE_H
#define CONF_DIALECT_LINE_H

#include "base/str.h"

struct lines {
	char *text; /* of the whole file; changed where comments are cut out */
	size_t n;
	size_t at;
	size_t number;       /* of the line that lines_next gave last, from 1 */
	int depth;           /* of block comments; Asterisk lets it fall below 0 */
	const char *problem; /* what Asterisk would only warn of in that line, or NULL */
};

/* Begin at the start of a text. A byte order mark is skipped. */
void lines_begin(struct lines *l, char *text, size_t n);

/* The next line without comments and surrounding blanks, often empty; false at the end. */
bool lines_next(struct lines *l, struct str *line);

/* Without the blanks and control characters at both ends that Asterisk strips. */
struct str lines_strip(struct str s);

#endif
