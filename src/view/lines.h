/* SPDX-License-Identifier: ISC */
/* The lines of a message that has no headers (MSG_OTHER), or that must be shown as it came. */
#ifndef VIEW_LINES_H
#define VIEW_LINES_H

#include "base/str.h"

/* Take the next line, without its end, off the front of *rest; false when nothing is left. */
static inline bool
lines_next(struct str *rest, struct str *line)
{
	if (rest->n == 0 || !str_cut(rest, '\n', line))
		return false;
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

#endif
