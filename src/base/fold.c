/* SPDX-License-Identifier: ISC */
/* Case folding by a table of ranges, and globs over characters. */
#include "base/fold.h"

#include "base/text.h"

#define ODD_BYTE 0x110000u /* plus the byte: what is not UTF-8 */

static const struct fold_range {
	uint32_t first, last;
	uint32_t step;
	int32_t distance;
} ranges[] = {
#include "base/fold_table.inc"
};

uint32_t
fold_code(uint32_t code)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(*ranges);

	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct fold_range *r = &ranges[middle];
		if (code < r->first)
			high = middle;
		else if (code > r->last)
			low = middle + 1;
		else
			return (code - r->first) % r->step
			    ? code : (uint32_t)((int32_t)code + r->distance);
	}
	return code;
}

/* Take a character off the front of *s (s->n > 0), folded; each byte that is not UTF-8 becomes a
 * code beyond all characters. */
static uint32_t
take(struct str *s)
{
	unsigned char first = (unsigned char)s->p[0];
	uint32_t code = first;
	size_t used = first < 0x80 ? 1 : text_decode(*s, &code);

	*s = str_from_at(*s, used ? used : 1);
	return used ? fold_code(code) : ODD_BYTE + first;
}

bool
fold_starts(struct str s, struct str prefix)
{
	while (prefix.n && s.n)
		if (take(&s) != take(&prefix))
			return false;
	return prefix.n == 0;
}

/* Does code match the set that *glob begins with? Then *glob moves past it. A [ that is not closed
 * is an ordinary character. */
static bool
set_matches(struct str *glob, uint32_t code)
{
	struct str rest = str_from_at(*glob, 1);
	bool inverted = rest.n && (rest.p[0] == '!' || rest.p[0] == '^');
	bool found = false, first = true;

	rest = str_from_at(rest, inverted);
	for (; rest.n && (rest.p[0] != ']' || first); first = false) {
		uint32_t low = take(&rest), high = low;
		if (rest.n > 1 && rest.p[0] == '-' && rest.p[1] != ']') {
			rest = str_from_at(rest, 1);
			high = take(&rest);
		}
		found |= low <= code && code <= high;
	}
	if (rest.n == 0) {
		*glob = str_from_at(*glob, 1);
		return code == '[';
	}
	*glob = str_from_at(rest, 1);
	return found != inverted;
}

/* Does code match what *glob begins with (no star)? Then *glob moves past that. */
static bool
one_matches(struct str *glob, uint32_t code)
{
	if (glob->p[0] == '[')
		return set_matches(glob, code);
	if (glob->p[0] == '?') {
		*glob = str_from_at(*glob, 1);
		return true;
	}
	return take(glob) == code;
}

bool
fold_glob(struct str glob, struct str s)
{
	struct str after_star = {0}, retry = {0};
	bool star = false;

	while (s.n || glob.n) {
		if (glob.n && glob.p[0] == '*') {
			glob = after_star = str_from_at(glob, 1);
			retry = s;
			star = true;
			continue;
		}
		struct str next = s;
		if (glob.n && s.n && one_matches(&glob, take(&next))) {
			s = next;
		} else if (star && retry.n) {
			take(&retry);
			s = retry;
			glob = after_star;
		} else {
			return false;
		}
	}
	return true;
}
