/* SPDX-License-Identifier: ISC */
/* Writes headers and remembers their places. */
#include "ami/compose.h"

#include <stdlib.h>

#include "base/mem.h"

void
compose_init(struct compose *c)
{
	*c = (struct compose){.raw = BUF_INIT(BUF_MAX_MESSAGE)};
}

void
compose_clear(struct compose *c)
{
	buf_clear(&c->raw);
	free(c->fields);
	c->fields = NULL;
	c->n = c->cap = 0;
}

static void
begin(struct compose *c, enum msg_kind kind)
{
	buf_reset(&c->raw);
	c->n = 0;
	c->kind = kind;
}

void
compose_event(struct compose *c, struct str name)
{
	begin(c, MSG_EVENT);
	compose_add(c, STR("Event"), name);
}

void
compose_reply(struct compose *c)
{
	begin(c, MSG_RESPONSE);
}

void
compose_add(struct compose *c, struct str name, struct str value)
{
	struct field f = {.name_n = (uint32_t)name.n, .value_n = (uint32_t)value.n};
	size_t before = c->raw.n;

	f.name = (uint32_t)c->raw.n;
	buf_adds(&c->raw, name);
	buf_addz(&c->raw, ": ");
	f.value = (uint32_t)c->raw.n;
	buf_adds(&c->raw, value);
	buf_addz(&c->raw, "\r\n");
	if (buf_full(&c->raw)) {
		c->raw.n = before;
		c->raw.full = false;
		return;
	}
	if (c->n == c->cap)
		c->fields = mem_grow(c->fields, c->cap = c->cap ? c->cap * 2 : 16, sizeof(f));
	c->fields[c->n++] = f;
}

/* Copy the bytes of a message of ARI, whose fields may be anywhere in them. */
static void
copy_fields(struct compose *c, const struct msg *m)
{
	size_t n = m->n + m->hidden;

	if (n > c->cap)
		c->fields = mem_grow(c->fields, c->cap = n + 16, sizeof(*c->fields));
	if (n)
		memcpy(c->fields, m->fields, n * sizeof(*c->fields));
	c->n = n;
	c->raw.max = m->raw.n + BUF_MAX_MESSAGE;
	buf_adds(&c->raw, m->raw);
}

void
compose_copy(struct compose *c, const struct msg *m, bool (*dropped)(struct str name))
{
	begin(c, m->kind);
	if (m->json) {
		copy_fields(c, m);
		return;
	}
	for (size_t i = 0; i < m->n; i++)
		if (i == 0 || !dropped(msg_name(m, i)))
			compose_add(c, msg_name(m, i), msg_value(m, i));
}

struct msg
compose_msg(struct compose *c)
{
	buf_addz(&c->raw, "\r\n");
	return (struct msg){
	    .kind = c->kind,
	    .raw = buf_str(&c->raw),
	    .fields = c->fields,
	    .n = c->n,
	    .composed = true,
	};
}
