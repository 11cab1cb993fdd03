/* SPDX-License-Identifier: ISC */
/* Strings in order, which own their bytes: the names of columns, the values of a row. */
#ifndef ROWS_FIELDS_H
#define ROWS_FIELDS_H

#include "base/buf.h"

struct fields {
	struct buf text;
	size_t *ends; /* of each, in text */
	size_t n, room;
};

#define FIELDS_INIT ((struct fields){.text = {.max = BUF_MAX_MESSAGE}})

void fields_reset(struct fields *f);
void fields_clear(struct fields *f);

/* What is added to text from now on is one more, until fields_end. */
void fields_end(struct fields *f);
void fields_add(struct fields *f, struct str value);

/* Field i (i < f->n), good until the next change. */
struct str fields_at(const struct fields *f, size_t i);

#endif
