/* SPDX-License-Identifier: ISC */
/* A row of input: its columns are the headers of a message, so that ${name} finds a column as it
 * finds a header. */
#ifndef ROWS_ROW_H
#define ROWS_ROW_H

#include "ami/msg.h"
#include "rows/fields.h"

/* A new message with these names and values, as many as there are of both. The caller frees it. */
struct msg *row_msg(const struct fields *names, const struct fields *values);

#endif
