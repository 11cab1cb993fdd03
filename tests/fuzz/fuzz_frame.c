/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as frames of a server, in two pieces, give the same messages as in one; and any bytes
 * as the answer to the handshake end. The first byte says where they are cut.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ari/frame.h"
#include "ari/handshake.h"

#define MAX_MESSAGE 4096 /* so that the limit is reached */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What comes out, and how that ended. */
static void
read_frames(struct str bytes, size_t cut, struct buf *got)
{
	struct frames f;
	struct frame one;
	struct err err = {0};
	int n = 0;

	frames_init(&f, MAX_MESSAGE);
	for (unsigned part = 0; part < 2 && n == 0; part++) {
		frames_feed(&f, part ? str_from_at(bytes, cut) : str_head(bytes, cut));
		while ((n = frames_next(&f, &one, &err)) == 1) {
			if (one.data.n > MAX_MESSAGE)
				abort();
			buf_addf(got, "%d %u %zu ", one.kind, one.code, one.data.n);
			buf_adds(got, one.data);
		}
		if (f.in.n - f.at > 14 + FRAME_MAX_CONTROL && n == 0)
			abort(); /* it keeps more than a head and a control frame */
	}
	buf_addf(got, "%d %u %s", n, f.code, err.text);
	frames_clear(&f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf whole = BUF_INIT(BUF_MAX_TEXT), cut = BUF_INIT(BUF_MAX_TEXT);
	struct handshake_options options = {.url = STR("http://pbx")};
	struct err err;
	size_t used = 0;

	if (n < 1)
		return 0;
	struct str bytes = str_from((const char *)data + 1, n - 1);
	read_frames(bytes, bytes.n, &whole);
	read_frames(bytes, data[0] < bytes.n ? data[0] : bytes.n, &cut);
	if (!str_eq(buf_str(&whole), buf_str(&cut))) {
		fprintf(stderr, "as a whole: %s\nin two: %s\n", buf_z(&whole), buf_z(&cut));
		abort();
	}
	if (handshake_answer(bytes, &options, STR("key"), &used, &err) == 1 && used > bytes.n)
		abort();
	buf_clear(&whole);
	buf_clear(&cut);
	return 0;
}
