/* SPDX-License-Identifier: ISC */
/* A ring of hashes. */
#include "view/recent.h"

#include "base/hash.h"

bool
recent_misleads(struct recent *r, struct str look, struct str text)
{
	static const uint64_t no_key[2];
	struct recent_line line = {
	    .look = hash_bytes(no_key, look, false), .text = hash_bytes(no_key, text, false)};

	for (size_t i = 0; i < r->n; i++)
		if (r->lines[i].look == line.look)
			return r->lines[i].text != line.text;
	r->lines[r->next] = line;
	r->next = (r->next + 1) % RECENT_LINES;
	r->n += r->n < RECENT_LINES;
	return false;
}
