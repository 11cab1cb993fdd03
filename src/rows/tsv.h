/* SPDX-License-Identifier: ISC */
/* Tab-separated values as this program prints them: \t, \n, \r, \0 and \\ stand for what cannot be
 * in a field. Pure. */
#ifndef ROWS_TSV_H
#define ROWS_TSV_H

#include "rows/fields.h"

/* Split a line without its end. A \ before anything else stands for itself. */
void tsv_split(struct str line, struct fields *out);

/* Append a value so that tsv_split gives it back. */
void tsv_escape(struct buf *out, struct str value);

#endif
