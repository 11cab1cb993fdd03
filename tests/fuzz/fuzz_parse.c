/* SPDX-License-Identifier: ISC */
/*
 * Any two-way split of any bytes, and a byte at a time, where nothing is framed, gives the same
 * messages and the same error, and the raw bytes of the messages are what was fed. The last byte
 * says whether a banner must come and how long a message may be, the two before it where the rest
 * is cut: a transcript is good input as it is.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../ami/transcript.h"

#define MAX_MESSAGE 2048u
#define MAX_LONG    (64u << 10)

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

/* How the bytes are heard. */
struct way {
	uint8_t flags;
	size_t cut;
	size_t piece;
};

static struct buf
hear(struct str bytes, struct way way)
{
	struct heard h = {.text = BUF_INIT(BUF_MAX_TEXT), .rest = bytes};
	struct parse *p = parse_new(way.flags & 2 ? MAX_MESSAGE : MAX_LONG, way.flags & 1);
	struct err err;

	if (transcript_feed(p, str_head(bytes, way.cut), way.piece, take, &h, &err) == -1 ||
	    transcript_feed(p, str_from_at(bytes, way.cut), way.piece, take, &h, &err) == -1)
		buf_addf(&h.text, "%d %s", (int)err.kind, err.text);
	else
		buf_addf(&h.text, "left %zu", transcript_left(h.rest));
	parse_free(p);
	return h.text;
}

/* Both must give the same. */
static void
compare(struct str bytes, struct way one, struct way other)
{
	struct buf want = hear(bytes, one), got = hear(bytes, other);

	if (!str_eq(buf_str(&want), buf_str(&got))) {
		fprintf(stderr, "cut at %zu, pieces of %zu\nexpected %s\n", other.cut,
		    other.piece, buf_z(&want));
		fprintf(stderr, "got %s\n", buf_z(&got));
		abort();
	}
	buf_clear(&want);
	buf_clear(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 3)
		return 0;
	struct str bytes = str_from((const char *)data, n - 3);
	const uint8_t *last = data + bytes.n;
	size_t cut = (size_t)(last[0] << 8 | last[1]) % (bytes.n + 1);
	struct way by_bytes = {last[2], bytes.n, 1};
	compare(bytes, by_bytes, (struct way){last[2], bytes.n, SIZE_MAX});
	compare(bytes, by_bytes, (struct way){last[2], cut, SIZE_MAX});
	return 0;
}
