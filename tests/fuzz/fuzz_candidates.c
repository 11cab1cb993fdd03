/* SPDX-License-Identifier: ISC */
/*
 * Candidates of any bytes, in columns or explained, fit every screen. Each line is one, and what
 * follows a tab is its meaning; the last three bytes are the screen.
 */
#include <stdint.h>

#include "../laid_out.h"
#include "complete/candidates.h"
#include "shell/listing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct completion c = {0};
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	if (n < 3)
		return 0;
	struct str rest = str_from((const char *)data, n - 3), line, text;
	while (str_cut(&rest, '\n', &line)) {
		str_cut(&line, '\t', &text);
		completion_add(&c, text, line, CANDIDATE_WORD);
	}
	const uint8_t *last = data + n - 3;
	for (size_t i = 0; i < 16; i++) {
		size_t columns = 1 + (last[0] + i * last[1]) % 300;
		buf_reset(&out);
		listing_lay_out(&out, &c, i % 2, columns, last[2]);
		laid_out_must(buf_str(&out), columns, false);
	}
	completion_clear(&c);
	buf_clear(&out);
	return 0;
}
