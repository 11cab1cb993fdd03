/* SPDX-License-Identifier: ISC */
/* The important columns of known lists, as data. */
#ifndef VIEW_LIST_COLUMNS_H
#define VIEW_LIST_COLUMNS_H

#include "base/str.h"

#define LIST_COLUMNS 10

struct list_column {
	const char *title;
	const char *phrase;
	unsigned flags; /* of render_table.h */
};

/* The items of one event name. The most important columns come first: on a narrow terminal those
 * at the end are left out. */
struct list_columns {
	const char *name;
	const char *noun; /* one of them, for "(3 channels)" */
	struct list_column columns[LIST_COLUMNS]; /* up to a NULL title */
};

/* The columns for the items of that event name (case ignored), or NULL. */
const struct list_columns *list_columns(struct str event);

#endif
