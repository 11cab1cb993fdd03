/* SPDX-License-Identifier: ISC */
/* The items of a list as tables: one for each kind of item that it holds. */
#ifndef VIEW_LIST_TABLE_H
#define VIEW_LIST_TABLE_H

#include "view/list_items.h"
#include "view/render.h"

/* Append the tables, an empty line between them. Items of unknown kinds get every header that is
 * not empty in all of them; if these are too many columns, lines instead of a table. */
void list_table_print(struct buf *out, const struct list_items *items,
    const struct render_options *options);

#endif
