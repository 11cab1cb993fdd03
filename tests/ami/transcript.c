/* SPDX-License-Identifier: ISC */
/* Feeds a parser, and prints its messages as text. */
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

size_t
transcript_left(struct str rest)
{
	struct str lines = rest, line;

	while (str_chr(lines, '\n') < lines.n && str_cut(&lines, '\n', &line))
		if (line.n && !str_eq(line, STR("\r")))
			return rest.n;
	return lines.n ? rest.n : 0;
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

struct described {
	struct buf *out;
	struct str rest;
};

static void
describe(void *arg, const struct msg *m)
{
	struct described *d = arg;

	d->rest = str_from_at(d->rest, m->raw.n);
	transcript_describe(d->out, m);
}

void
transcript_text(struct buf *out, struct str stream, size_t piece, size_t max, bool banner)
{
	struct parse *p = parse_new(max, banner);
	struct described d = {out, stream};
	struct err err;

	if (transcript_feed(p, stream, piece, describe, &d, &err) == -1)
		buf_addf(out, "error %d: %s\n", (int)err.kind, err.text);
	else if (transcript_left(d.rest))
		buf_addf(out, "left %zu\n", transcript_left(d.rest));
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
