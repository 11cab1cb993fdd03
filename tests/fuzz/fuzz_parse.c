/* SPDX-License-Identifier: ISC */
/*
 * Any two-way split of any bytes gives the same messages and the same error, and the raw bytes of
 * the messages are what was fed. The last byte says whether a banner must come, the two before it
 * where the rest is cut: a transcript is good input as it is.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../ami/transcript.h"

#define MAX_MESSAGE 2048

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct heard {
	struct buf text;
	struct str rest; /* of what was fed, after the last message */
};

static void
take(void *arg, const struct msg *m)
{
	struct heard *h = arg;

	if (m->raw.n == 0 || !str_starts(h->rest, m->raw))
		abort();
	h->rest = str_from_at(h->rest, m->raw.n);
	buf_adds(&h->text, m->raw);
	transcript_describe(&h->text, m);
}

static struct buf
hear(struct str bytes, bool banner, size_t cut)
{
	struct heard h = {.text = BUF_INIT(BUF_MAX_TEXT), .rest = bytes};
	struct parse *p = parse_new(MAX_MESSAGE, banner);
	struct err err;

	if (transcript_feed(p, str_head(bytes, cut), SIZE_MAX, take, &h, &err) == -1 ||
	    transcript_feed(p, str_from_at(bytes, cut), SIZE_MAX, take, &h, &err) == -1)
		buf_addf(&h.text, "%d %s", (int)err.kind, err.text);
	else
		buf_addf(&h.text, "left %zu", transcript_left(h.rest));
	parse_free(p);
	return h.text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 3)
		return 0;
	struct str bytes = str_from((const char *)data, n - 3);
	const uint8_t *last = data + bytes.n;
	size_t cut = (size_t)(last[0] << 8 | last[1]) % (bytes.n + 1);
	struct buf whole = hear(bytes, last[2] & 1, bytes.n);
	struct buf split = hear(bytes, last[2] & 1, cut);
	if (!str_eq(buf_str(&whole), buf_str(&split))) {
		fprintf(stderr, "cut at %zu\nexpected %s\n", cut, buf_z(&whole));
		fprintf(stderr, "got %s\n", buf_z(&split));
		abort();
	}
	buf_clear(&whole);
	buf_clear(&split);
	return 0;
}
