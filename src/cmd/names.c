/* SPDX-License-Identifier: ISC */
/* A list of names, and edit distances for suggestions. */
#include "cmd/names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

#define SUGGESTIONS  3
#define LONGEST_NAME 64

void
names_clear(struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		free(names->v[i].name);
		free(names->v[i].summary);
	}
	free(names->v);
	*names = (struct names){0};
}

static int
compare(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return str_icmp(str_of(x->name), str_of(y->name));
}

/* Can the name be put into a line and shown as it is? */
static bool
is_printable(struct str name)
{
	uint32_t code;

	while (name.n) {
		size_t used = text_decode(name, &code);
		if (used == 0 || text_is_unsafe(code))
			return false;
		name = str_from_at(name, used);
	}
	return true;
}

void
names_add(struct names *names, struct str name, struct str summary)
{
	struct buf text = BUF_INIT(BUF_MAX_LINE);

	if (!is_printable(name))
		return;
	text_escape(&text, summary);
	if ((names->n & (names->n + 1)) == 0)
		names->v = mem_grow(names->v, (names->n + 1) * 2, sizeof(*names->v));
	names->v[names->n++] =
	    (struct name){.name = mem_strndup(name), .summary = mem_strndup(buf_str(&text))};
	buf_clear(&text);
}

/* "Ping: Keepalive command. (Priv: <none>)": the part before the privileges. */
static struct str
synopsis(struct str value)
{
	return str_trim(str_head(value, str_find(value, STR("(Priv: "))));
}

void
names_read(struct names *names, const struct msg *reply)
{
	names_clear(names);
	for (size_t i = 0; i < reply->n; i++) {
		struct str name = msg_name(reply, i);
		if (i > 0 && name.n && !str_ieq(name, STR("ActionID")))
			names_add(names, name, synopsis(msg_value(reply, i)));
	}
	if (names->n)
		qsort(names->v, names->n, sizeof(*names->v), compare);
	names->known = true;
}

const char *
names_find(const struct names *names, struct str name)
{
	size_t low = 0, high = names->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int d = str_icmp(name, str_of(names->v[middle].name));
		if (d == 0)
			return names->v[middle].name;
		if (d < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return c < least ? c : least;
}

size_t
names_distance(struct str a, struct str b)
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

/* How far a candidate is; one that holds the name, or begins like it, is nearer than its letters
 * say. */
static size_t
score(struct str name, struct str candidate)
{
	size_t distance = names_distance(name, candidate);
	size_t limit = 1 + name.n / 3;

	if (name.n >= 3 && str_istarts(candidate, name))
		return 1;
	return distance <= limit ? distance : LONGEST_NAME;
}

void
names_suggest(struct buf *out, struct str name, const char *(*candidate)(void *arg, size_t i),
    void *arg)
{
	const char *best[SUGGESTIONS];
	size_t scores[SUGGESTIONS], n = 0;

	for (size_t i = 0; candidate(arg, i); i++) {
		const char *one = candidate(arg, i);
		size_t s = score(name, str_of(one)), at = n;
		if (s == LONGEST_NAME)
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
