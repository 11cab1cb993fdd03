/* SPDX-License-Identifier: ISC */
/* Edit distances, and the names that are nearest by them. */
#include "base/suggest.h"

#define SUGGESTIONS  3
#define LONGEST_NAME 64

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return c < least ? c : least;
}

size_t
suggest_distance(struct str a, struct str b)
{
	size_t rows[3][LONGEST_NAME + 1];
	size_t *before = rows[0], *last = rows[1], *now = rows[2];

	if (a.n > LONGEST_NAME || b.n > LONGEST_NAME)
		return LONGEST_NAME;
	for (size_t k = 0; k <= b.n; k++)
		last[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			char x = str_lower(a.p[i - 1]), y = str_lower(b.p[k - 1]);
			now[k] = smallest(last[k] + 1, now[k - 1] + 1, last[k - 1] + (x != y));
			if (i > 1 && k > 1 && x == str_lower(b.p[k - 2]) &&
			    y == str_lower(a.p[i - 2]) && before[k - 2] + 1 < now[k])
				now[k] = before[k - 2] + 1;
		}
		size_t *reused = before;
		before = last;
		last = now;
		now = reused;
	}
	return last[b.n];
}

/* The distance of a candidate; one that contains the name, or begins like it, is nearer than its
 * letters say. */
static size_t
score(struct str name, struct str candidate)
{
	size_t limit = 1 + name.n / 3;

	if (name.n >= 3 && str_istarts(candidate, name))
		return 1;
	if (candidate.n > name.n + limit || name.n > candidate.n + limit)
		return LONGEST_NAME;
	size_t distance = suggest_distance(name, candidate);
	return distance <= limit ? distance : LONGEST_NAME;
}

/* Is it one of them, whatever its case? */
static bool
is_among(const char *const best[], size_t n, const char *one)
{
	size_t i = 0;

	while (i < n && !str_ieq(str_of(best[i]), str_of(one)))
		i++;
	return i < n;
}

void
suggest_names(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg)
{
	const char *best[SUGGESTIONS];
	size_t scores[SUGGESTIONS], n = 0;

	for (size_t i = 0; candidate(arg, i); i++) {
		const char *one = candidate(arg, i);
		size_t s = score(name, str_of(one)), at = n;
		if (s == LONGEST_NAME || is_among(best, n, one))
			continue;
		while (at > 0 && scores[at - 1] > s)
			at--;
		if (at == SUGGESTIONS)
			continue;
		if (n < SUGGESTIONS)
			n++;
		for (size_t k = n - 1; k > at; k--) {
			best[k] = best[k - 1];
			scores[k] = scores[k - 1];
		}
		best[at] = one;
		scores[at] = s;
	}
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "%s%s", i ? ", " : "", best[i]);
}

void
suggest_hint(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg)
{
	struct buf near = BUF_INIT(BUF_MAX_LINE);

	suggest_names(&near, name, candidate, arg);
	if (near.n)
		buf_addf(out, " (did you mean %s?)", buf_z(&near));
	buf_clear(&near);
}
