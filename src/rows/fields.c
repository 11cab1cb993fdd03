/* SPDX-License-Identifier: ISC */
/* One buffer for the bytes of all, and where each ends. */
#include "rows/fields.h"

#include <stdlib.h>

#include "base/mem.h"

void
fields_reset(struct fields *f)
{
	buf_reset(&f->text);
	f->n = 0;
}

void
fields_clear(struct fields *f)
{
	buf_clear(&f->text);
	free(f->ends);
	f->ends = NULL;
	f->n = f->room = 0;
}

void
fields_end(struct fields *f)
{
	if (f->n == f->room) {
		f->room = f->room ? 2 * f->room : 16;
		f->ends = mem_grow(f->ends, f->room, sizeof(*f->ends));
	}
	f->ends[f->n++] = f->text.n;
}

void
fields_add(struct fields *f, struct str value)
{
	buf_adds(&f->text, value);
	fields_end(f);
}

struct str
fields_at(const struct fields *f, size_t i)
{
	size_t start = i ? f->ends[i - 1] : 0;

	return str_from((f->text.p ? f->text.p : "") + start, f->ends[i] - start);
}
