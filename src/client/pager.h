/* SPDX-License-Identifier: ISC */
/* Answers longer than the screen go through $AMSH_PAGER, else $PAGER, else less or more, in the
 * interactive shell. */
#ifndef CLIENT_PAGER_H
#define CLIENT_PAGER_H

#include <stdbool.h>

#include "base/str.h"

/* Could an answer go to the pager here? Then it must be collected first. */
bool pager_wants(bool interactive);

/* Print text, through the pager if it is longer than the screen. */
void pager_print(bool interactive, struct str text);

#endif
