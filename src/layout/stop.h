/* SPDX-License-Identifier: ISC */
/*
 * Stops the layout of long messages when a signal stops the command. The loops over rows and
 * headers check this; render.c then drops the incomplete text. One thread only.
 */
#ifndef LAYOUT_STOP_H
#define LAYOUT_STOP_H

#include <stdbool.h>
#include <stddef.h>

/* Must this loop end? Checks once in many rounds, and returns true from then on. */
bool stop_asked(size_t round);

/* Did it return true since the last call of this? */
bool stop_taken(void);

#endif
