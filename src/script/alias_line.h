/* SPDX-License-Identifier: ISC */
/* The text of an alias, made of words whose ${…} is replaced already. */
#ifndef SCRIPT_ALIAS_LINE_H
#define SCRIPT_ALIAS_LINE_H

#include "lang/split.h"

struct buf;
struct err;

/* Append words[from..] as a line that means the same whenever it is read: a value from ${…} is in
 * quotes, one word or part of one. ERR_USAGE if quotes do not keep it from being more than that. */
int alias_line(struct buf *line, const struct words *words, size_t from, struct err *err);

#endif
