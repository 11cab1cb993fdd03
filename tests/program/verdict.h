/* SPDX-License-Identifier: ISC */
/* Whether text is what a case expects, and how the two differ. */
#ifndef TESTS_PROGRAM_VERDICT_H
#define TESTS_PROGRAM_VERDICT_H

#include "play.h"

/* Append both texts, printable, as a diff. dir is for files on the way. */
void verdict_diff(struct buf *report, const char *dir, const char *what, struct str expected,
    struct str got);

/* Judge the program after its end: everything that is wrong is added to p->report. */
void verdict_program(struct play *p, int status);

/* The same for a case that is played at a width: it ended as it should, and printed nothing that a
 * terminal may not have. */
void verdict_width(struct play *p, int status);

#endif
