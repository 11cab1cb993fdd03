/* SPDX-License-Identifier: ISC */
/*
 * Laying out what is long ends when a signal asks the program to end what it does. The loops over
 * rows and headers ask; render.c then drops what there is of the text, since it is not whole.
 * One thread.
 */
#ifndef VIEW_STOP_H
#define VIEW_STOP_H

#include <stdbool.h>
#include <stddef.h>

/* Is this loop to end? Looks once in many rounds, and says true from then on. */
bool stop_asked(size_t round);

/* Did it say true since the last call of this? */
bool stop_taken(void);

#endif
