/* SPDX-License-Identifier: ISC */
/* Messages as positions in a stream. */
#include "heard.h"

#include <stdio.h>

#include "../ami/transcript.h"
#include "base/mem.h"

void
heard_reset(struct heard *h)
{
	h->n = h->fields_n = 0;
	h->begun = false;
	h->err.kind = ERR_NONE;
}

void
heard_begun(struct heard *h, const struct msg *m, size_t at)
{
	if (h->n == h->size) {
		h->size = h->size ? 2 * h->size : 64;
		h->messages = mem_grow(h->messages, h->size, sizeof(*h->messages));
	}
	if (h->fields_n + m->n > h->fields_size) {
		h->fields_size = 2 * (h->fields_n + m->n);
		h->fields = mem_grow(h->fields, h->fields_size, sizeof(*h->fields));
	}
	if (m->n)
		memcpy(h->fields + h->fields_n, m->fields, m->n * sizeof(*m->fields));
	h->messages[h->n] = (struct heard_message){m->kind, at, m->raw.n, h->fields_n, m->n};
	h->begun = true;
}

void
heard_add(struct heard *h, const struct msg *m, size_t at)
{
	heard_begun(h, m, at);
	h->begun = false;
	h->n++;
	h->fields_n += m->n;
}

bool
heard_is(const struct heard *h, size_t i, struct str stream, const struct msg *m)
{
	const struct heard_message *want = &h->messages[i];

	return m->kind == want->kind && m->n == want->n && m->raw.n == want->raw_n &&
	       memcmp(m->raw.p, stream.p + want->at, m->raw.n) == 0 &&
	       memcmp(m->fields, h->fields + want->first, m->n * sizeof(*m->fields)) == 0;
}

void
heard_print(const struct heard *h, size_t i, struct str stream)
{
	const struct heard_message *at = &h->messages[i];
	struct buf text = BUF_INIT(BUF_MAX_TEXT);
	const struct msg m = {
	    .kind = at->kind,
	    .raw = str_from(stream.p + at->at, at->raw_n),
	    .fields = h->fields + at->first,
	    .n = at->n,
	};

	transcript_describe(&text, &m);
	fprintf(stderr, "message %zu at byte %zu: %s", i, at->at, buf_z(&text));
	buf_clear(&text);
}
