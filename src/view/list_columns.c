/* SPDX-License-Identifier: ISC */
/* Finds the columns of a list. */
#include "view/list_columns.h"

#include <stdlib.h>

#include "view/render_table.h"

static const struct list_columns rows[] = {
#include "view/list_columns.inc"
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static int
compare(const void *key, const void *row)
{
	const struct str *name = key;
	const struct list_columns *columns = row;

	return str_icmp(*name, str_of(columns->name));
}

const struct list_columns *
list_columns(struct str event)
{
	return bsearch(&event, rows, ROWS, sizeof(*rows), compare);
}
