/* SPDX-License-Identifier: ISC */
/* Copies of messages: the struct, its fields and its raw bytes in one allocation. */
#include "ami/keep.h"

#include "base/mem.h"

size_t
msg_keep_size(const struct msg *m)
{
	return sizeof(struct msg) + m->n * sizeof(struct field) + m->raw.n;
}

struct msg *
msg_keep(const struct msg *m)
{
	char *p = mem_alloc(msg_keep_size(m));
	struct msg *copy = (struct msg *)(void *)p;
	struct field *fields = (struct field *)(void *)(p + sizeof(*copy));
	char *raw = p + sizeof(*copy) + m->n * sizeof(*fields);

	if (m->n)
		memcpy(fields, m->fields, m->n * sizeof(*fields));
	if (m->raw.n)
		memcpy(raw, m->raw.p, m->raw.n);
	*copy = (struct msg){
	    .kind = m->kind,
	    .raw = str_from(raw, m->raw.n),
	    .fields = fields,
	    .n = m->n,
	    .time = m->time,
	    .composed = m->composed,
	};
	return copy;
}
