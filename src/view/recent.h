/* SPDX-License-Identifier: ISC */
/* Lines that were printed lately, so that no later one looks like one of them and is not. */
#ifndef VIEW_RECENT_H
#define VIEW_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define RECENT_LINES 256 /* how far back: events that come in one millisecond are fewer */

/* Hashes of how a line looks and of the text that it was made of. Zeroed is empty. */
struct recent {
	struct recent_line {
		uint64_t look, text;
	} lines[RECENT_LINES];
	size_t n, next;
};

/* Does a line look like one before that was made of another text? If none looks like it, it is
 * remembered. */
bool recent_misleads(struct recent *r, struct str look, struct str text);

#endif
