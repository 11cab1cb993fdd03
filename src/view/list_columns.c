/* SPDX-License-Identifier: ISC */
/* Finds the columns of a list. */
#include "view/list_columns.h"

#include <stdlib.h>

#include "layout/render_table.h"

static const struct list_columns rows[] = {
#include "view/list_columns.inc"
};

#define ROWS (sizeof(rows) / sizeof(*rows))

const struct list_columns *
list_columns(struct str event)
{
	return bsearch(&event, rows, ROWS, sizeof(*rows), str_icmp_row);
}
