/* SPDX-License-Identifier: ISC */
/* The headers of a message as aligned lines for people, and by name. */
#ifndef VIEW_HEADER_LINES_H
#define VIEW_HEADER_LINES_H

#include "ami/msg.h"
#include "base/buf.h"

struct header_style {
	size_t indent;
	bool color;
	struct str fields;       /* "A,B": only these, in this order; empty: all but skip */
	const char *const *skip; /* names that are not printed, NULL at the end */
};

/* Append "Name  value" lines, names padded to the longest. A line without a colon is printed as it
 * came. Everything is made printable. */
void header_lines_print(struct buf *out, const struct msg *m, const struct header_style *style);

/* Append every value of that header, or of one that means the same (ami/alias.h), made printable,
 * with ", " between them; false without any. */
bool header_join(struct buf *out, const struct msg *m, struct str name);

#endif
