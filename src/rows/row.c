/* SPDX-License-Identifier: ISC */
/* Makes a message of names and values. */
#include "rows/row.h"

#include <stdlib.h>

#include "base/mem.h"

struct msg *
row_msg(const struct fields *names, const struct fields *values)
{
	size_t n = names->n < values->n ? names->n : values->n;
	struct field *fields = mem_array(n + 1, sizeof(*fields));
	struct buf raw = BUF_INIT(2 * BUF_MAX_MESSAGE);
	struct msg m = {.kind = MSG_EVENT, .fields = fields, .n = n, .composed = true};

	for (size_t i = 0; i < n; i++) {
		struct str name = fields_at(names, i), value = fields_at(values, i);
		fields[i].name = (uint32_t)raw.n;
		fields[i].name_n = (uint32_t)name.n;
		buf_adds(&raw, name);
		fields[i].value = (uint32_t)raw.n;
		fields[i].value_n = (uint32_t)value.n;
		buf_adds(&raw, value);
	}
	m.raw = str_from(buf_z(&raw), raw.n);
	struct msg *kept = msg_keep(&m);
	buf_clear(&raw);
	free(fields);
	return kept;
}
