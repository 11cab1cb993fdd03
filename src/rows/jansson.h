/* SPDX-License-Identifier: ISC */
/* A line of JSON as names and values, read by jansson, which is opened for the first one. */
#ifndef ROWS_JANSSON_H
#define ROWS_JANSSON_H

#include "base/err.h"
#include "rows/fields.h"

/* Is there a jansson? ERR_USAGE. */
int jansson_open(struct err *err);

/*
 * Read an object, after jansson_open: strings as they are, numbers as JSON writes them,
 * true and false, nothing for null; arrays and objects as JSON text. NULL, or what is wrong with
 * it, which the caller frees.
 */
char *jansson_object(struct str line, struct fields *names, struct fields *values);

#endif
