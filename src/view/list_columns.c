/* SPDX-License-Identifier: ISC */
/* Finds the columns of a list. */
#include "view/list_columns.h"

#include <stdlib.h>

#include "layout/render_table.h"

static const struct list_columns rows[] = {
#include "view/list_columns.inc"
};

#define ROWS (sizeof(rows) / sizeof(*rows))

/* The members that make an object one of that kind. */
static const struct {
	const char *members;
	struct list_columns columns;
} shapes[] = {
#include "view/ari_columns.inc"
};

static bool
has_members(const struct msg *item, const char *members)
{
	struct str rest = str_of(members), name, value;

	while (str_cut(&rest, ',', &name))
		if (!msg_find(item, name, &value))
			return false;
	return true;
}

const struct list_columns *
list_columns(struct str event)
{
	return bsearch(&event, rows, ROWS, sizeof(*rows), str_icmp_row);
}

const struct list_columns *
list_columns_of(const struct msg *item)
{
	if (!item->json)
		return list_columns(msg_title(item));
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (has_members(item, shapes[i].members))
			return &shapes[i].columns;
	return NULL;
}
