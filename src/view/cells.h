/* SPDX-License-Identifier: ISC */
/* Finds which fields of a message belong to which columns, in one pass whatever their number. */
#ifndef VIEW_CELLS_H
#define VIEW_CELLS_H

#include "base/buf.h"
#include "view/header_names.h"

/* In the order of the columns, and of the fields where one column has several. Zeroed is empty; the
 * memory is reused from message to message. */
struct cells {
	struct cell {
		size_t column; /* index among the names */
		size_t field;  /* of the message */
	} *p;
	size_t n, cap;
};

void cells_clear(struct cells *cells);

/* Find the cells of a message whose columns have these names. */
void cells_find(struct cells *cells, struct header_names *names, const struct msg *m);

/* The same for names that were asked for: a column that the message lacks has what means the same
 * (ami/alias.h). */
void cells_find_fields(struct cells *cells, struct header_names *names, const struct msg *m);

/* Append the values of the cells of one column, made printable, with ", " between them. *at is the
 * first cell that is not of an earlier column, and then the first that is of a later one. */
void cells_join(const struct cells *cells, size_t *at, size_t column, const struct msg *m,
    struct buf *out);

#endif
