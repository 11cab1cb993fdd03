/* SPDX-License-Identifier: ISC */
/*
 * What can come next in a line. Pure: line and what is known in, candidates out; the keys Tab and ?
 * and `amsh --complete` share it.
 */
#ifndef COMPLETE_COMPLETE_H
#define COMPLETE_COMPLETE_H

#include "complete/candidates.h"
#include "complete/source.h"

/* Candidates for the last word of line (the text up to the cursor), sorted within their kinds, each
 * once. Clear it. */
void complete_line(struct completion *c, struct str line, const struct complete_source *source);

/* Candidates for the words after `amsh`, options included; the last one is being typed. */
void complete_argv(struct completion *c, char *const *words, size_t n);

#endif
