/* SPDX-License-Identifier: ISC */
/*
 * Candidates above the line that is being typed: never more than the screen holds, since events
 * continue and there is no paging. What is left out is counted.
 */
#ifndef SHELL_LISTING_H
#define SHELL_LISTING_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct completion;

/* Print candidates: with what they mean, one a row, if that is wanted and fits, else in columns. */
void listing_print(const struct completion *c, bool explained);

/* Append the same for a screen of this many columns (at least 1) and rows. */
void listing_lay_out(struct buf *out, const struct completion *c, bool explained, size_t columns,
    size_t rows);

#endif
