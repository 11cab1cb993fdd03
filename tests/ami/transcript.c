/* SPDX-License-Identifier: ISC */
/* Feeding a parser, and saying in text what it made of it. */
#include "transcript.h"

#include <stdio.h>

#include "base/text.h"

int
transcript_feed(struct parse *p, struct str bytes, size_t piece,
    void (*take)(void *arg, const struct msg *m), void *arg, struct err *err)
{
	while (bytes.n) {
		struct str now = str_head(bytes, piece);
		struct msg m;
		size_t room;
		int got;
		memcpy(parse_room(p, now.n, &room), now.p, now.n);
		parse_fed(p, now.n);
		while ((got = parse_next(p, &m, err)) == 1)
			take(arg, &m);
		if (got == -1)
			return -1;
		bytes = str_from_at(bytes, now.n);
	}
	return 0;
}

void
transcript_describe(struct buf *out, const struct msg *m)
{
	static const char *const kinds[] = {
	    [MSG_BANNER] = "banner",
	    [MSG_RESPONSE] = "response",
	    [MSG_EVENT] = "event",
	    [MSG_OTHER] = "other",
	};

	buf_addz(out, kinds[m->kind]);
	for (size_t i = 0; i < m->n; i++) {
		buf_addc(out, i ? '|' : ' ');
		text_escape(out, msg_name(m, i));
		buf_addc(out, '=');
		text_escape(out, msg_value(m, i));
	}
	buf_addc(out, '\n');
}

static void
describe(void *arg, const struct msg *m)
{
	transcript_describe(arg, m);
}

void
transcript_text(struct buf *out, struct str stream, size_t piece, size_t max, bool banner)
{
	struct parse *p = parse_new(max, banner);
	struct err err;

	if (transcript_feed(p, stream, piece, describe, out, &err) == -1)
		buf_addf(out, "error %d: %s\n", (int)err.kind, err.text);
	else if (parse_left(p))
		buf_addf(out, "left %zu\n", parse_left(p));
	parse_free(p);
}

bool
transcript_read(struct buf *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	char bytes[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(out, bytes, n);
	bool ok = !ferror(f) && !buf_full(out);
	fclose(f);
	return ok;
}
