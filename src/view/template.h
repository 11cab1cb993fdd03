/* SPDX-License-Identifier: ISC */
/*
 * A line of one's own making, as parts: "%{Channel}\t%{Cause:-none}" is a header, a tab, and a
 * header with what stands in for it. %q{…} is the same, quoted for a POSIX shell; %j is the whole
 * message as JSON, %T when it came, %s the server. \t \n \0 \\ and %% are characters.
 */
#ifndef VIEW_TEMPLATE_H
#define VIEW_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "view/header_names.h"

enum part_kind { PART_TEXT, PART_HEADER, PART_QUOTED, PART_JSON, PART_TIME, PART_SERVER };

struct template_part {
	enum part_kind kind;
	size_t column;  /* of the header, among the names */
	bool or_else;   /* the text stands in for a header that is missing or empty */
	size_t at, n;   /* the text, among the texts */
};

struct template {
	struct template_part *parts;
	size_t n;
	struct header_names names; /* views into source */
	char *source;
	struct buf texts;
	bool ends; /* with a line end or a NUL of its own */
	bool asks; /* headers, none with a stand-in: without any a message has nothing to say */
};

/* Read a template. ERR_USAGE shows what is wrong and says what there is. Clear in any case. */
int template_init(struct template *t, struct str source, struct err *err);
void template_clear(struct template *t);

/* Is it one? */
int template_check(const char *source, struct err *err);

/* The text of a part. */
struct str template_text(const struct template *t, const struct template_part *part);

#endif
