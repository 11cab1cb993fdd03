/* SPDX-License-Identifier: ISC */
/* Packed copies of messages: all raw bytes in one place, all fields in another. */
#include "view/kept.h"

#include <stdlib.h>

#include "base/mem.h"

struct kept_msg {
	enum msg_kind kind;
	size_t raw, raw_n;
	size_t fields, fields_n;
};

void
kept_init(struct kept *k)
{
	*k = (struct kept){.bytes = BUF_INIT(BUF_MAX_TEXT)};
}

void
kept_clear(struct kept *k)
{
	buf_clear(&k->bytes);
	free(k->fields);
	free(k->msgs);
	kept_init(k);
}

void
kept_reset(struct kept *k)
{
	buf_reset(&k->bytes);
	k->n = k->fields_n = 0;
}

/* The capacity that holds n: twice the old one when that was too small. */
static size_t
enough(size_t cap, size_t n)
{
	if (cap == 0)
		cap = 64;
	while (cap < n)
		cap *= 2;
	return cap;
}

bool
kept_add(struct kept *k, const struct msg *m)
{
	struct kept_msg copy = {m->kind, k->bytes.n, m->raw.n, k->fields_n, m->n};

	if (buf_adds(&k->bytes, m->raw))
		return false;
	if (k->n + 1 > k->cap) {
		k->cap = enough(k->cap, k->n + 1);
		k->msgs = mem_grow(k->msgs, k->cap, sizeof(*k->msgs));
	}
	if (k->fields_n + m->n > k->fields_cap) {
		k->fields_cap = enough(k->fields_cap, k->fields_n + m->n);
		k->fields = mem_grow(k->fields, k->fields_cap, sizeof(*k->fields));
	}
	if (m->n)
		memcpy(k->fields + k->fields_n, m->fields, m->n * sizeof(*m->fields));
	k->fields_n += m->n;
	k->msgs[k->n++] = copy;
	return true;
}

struct msg
kept_get(const struct kept *k, size_t i)
{
	const struct kept_msg *copy = &k->msgs[i];

	return (struct msg){
	    .kind = copy->kind,
	    .raw = str_from(buf_str(&k->bytes).p + copy->raw, copy->raw_n),
	    .fields = k->fields + copy->fields,
	    .n = copy->fields_n,
	};
}
