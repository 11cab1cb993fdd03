/* SPDX-License-Identifier: ISC */
/* A text some of whose bytes came from elsewhere than the rest. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include "base/str.h"

/* Bytes from this one on, up to that one. */
struct span {
	size_t from;
	size_t to;
};

/* Everything is borrowed; the spans are in order and do not overlap. */
struct mixed {
	struct str text;
	const struct span *given; /* what the user has not typed */
	size_t given_n;
};

/* The next run of bytes that are all typed or all given, from *at on, which it moves: false at the
 * end. An empty span is none. */
static inline bool
mixed_next(const struct mixed *m, size_t *at, struct str *run, bool *given)
{
	size_t end = m->text.n;

	if (*at >= m->text.n)
		return false;
	*given = false;
	for (size_t i = 0; i < m->given_n; i++) {
		const struct span *s = &m->given[i];
		if (s->from <= *at && *at < s->to) {
			*given = true;
			end = s->to;
			break;
		}
		if (s->from > *at && s->from < end && s->from < s->to)
			end = s->from;
	}
	*run = str_from(m->text.p + *at, end - *at);
	*at = end;
	return true;
}

#endif
