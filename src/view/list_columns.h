/* SPDX-License-Identifier: ISC */
/* The important columns of known lists, as data. */
#ifndef VIEW_LIST_COLUMNS_H
#define VIEW_LIST_COLUMNS_H

#include "ami/msg.h"

#define LIST_COLUMNS 10

struct list_column {
	const char *title;
	const char *phrase;
	unsigned flags; /* of render_table.h */
};

/* The items of one event name, or objects of one kind. The most important columns come first: on a
 * narrow terminal those at the end are left out. */
struct list_columns {
	const char *name; /* NULL: objects of ARI */
	const char *noun; /* one of them, for "(3 channels)" */
	struct list_column columns[LIST_COLUMNS]; /* up to a NULL title */
};

/* The columns for the items of that event name (case ignored), and for items like this one, which
 * may be an object of ARI. NULL: they are not known. */
const struct list_columns *list_columns(struct str event);
const struct list_columns *list_columns_of(const struct msg *item);

#endif
