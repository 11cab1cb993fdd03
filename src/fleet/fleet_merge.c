/* SPDX-License-Identifier: ISC */
/* Merges complete lines of several sources, each in order, with answers in one piece if
 * possible. */
#include "fleet/fleet_merge.h"

#include <stdlib.h>

#include "base/mem.h"

struct source {
	struct buf bytes;
	size_t lines; /* bytes of it in complete lines */
	size_t ready; /* bytes of these that may be printed */
	msec since;   /* when the first that must wait came; CLOCK_NEVER: there is none */
	bool open;    /* lines pass as they come */
	struct buf aside; /* is not merged yet */
	bool lays_aside;  /* what comes goes there */
	struct buf titles; /* the header row of its rows */
};

struct merge {
	struct source *sources;
	size_t n;
	struct buf titles; /* the last header row that came out… */
	struct buf diverted; /* and that went elsewhere */
	struct buf *above; /* of these, where merge_take's lines go */
	bool passing;      /* nothing waits */
};

struct merge *
merge_new(size_t sources)
{
	struct merge *m = mem_alloc(sizeof(*m));

	m->sources = mem_array(sources, sizeof(*m->sources));
	m->n = sources;
	buf_init(&m->titles, BUF_MAX_TEXT);
	buf_init(&m->diverted, BUF_MAX_TEXT);
	m->above = &m->titles;
	for (size_t i = 0; i < sources; i++) {
		buf_init(&m->sources[i].bytes, BUF_MAX_TEXT);
		buf_init(&m->sources[i].aside, BUF_MAX_TEXT);
		buf_init(&m->sources[i].titles, BUF_MAX_TEXT);
		m->sources[i].since = CLOCK_NEVER;
	}
	return m;
}

void
merge_free(struct merge *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->n; i++) {
		buf_clear(&m->sources[i].bytes);
		buf_clear(&m->sources[i].aside);
		buf_clear(&m->sources[i].titles);
	}
	buf_clear(&m->titles);
	buf_clear(&m->diverted);
	free(m->sources);
	free(m);
}

/* Bytes up to and with the last newline. */
static size_t
whole_lines(struct str s)
{
	while (s.n && s.p[s.n - 1] != '\n')
		s.n--;
	return s.n;
}

void
merge_add(struct merge *m, size_t source, struct str bytes, msec now)
{
	struct source *s = &m->sources[source];
	size_t lines = whole_lines(bytes), before = s->bytes.n;

	if (s->lays_aside) {
		buf_adds(&s->aside, bytes);
		return;
	}
	if (buf_adds(&s->bytes, bytes) < 0) {
		/* No message has lines this long: cut it here. */
		s->bytes.p[before - 1] = '\n';
		s->lines = before;
		s->bytes.full = false;
		return;
	}
	if (lines)
		s->lines = before + lines;
	if (s->since == CLOCK_NEVER)
		s->since = now;
	s->open |= s->bytes.n >= MERGE_HOLD_MAX;
}

void
merge_whole(struct merge *m, size_t source)
{
	struct source *s = &m->sources[source];

	s->ready = s->lines;
	s->open = false;
	if (s->ready == s->bytes.n)
		s->since = CLOCK_NEVER;
}

void
merge_end(struct merge *m, size_t source)
{
	struct source *s = &m->sources[source];
	const struct buf *last = s->lays_aside ? &s->aside : &s->bytes;

	if (last->n > whole_lines(buf_str(last)))
		merge_add(m, source, STR("\n"), s->since);
	merge_whole(m, source);
}

/* All of it has been taken. */
static void
empty(struct source *s)
{
	buf_reset(&s->bytes);
	s->lines = s->ready = 0;
	s->since = CLOCK_NEVER;
	s->open = false;
}

void
merge_drop(struct merge *m, size_t source)
{
	empty(&m->sources[source]);
}

void
merge_lay_aside(struct merge *m, size_t source, bool aside)
{
	struct source *s = &m->sources[source];

	s->lays_aside = aside;
	if (!aside)
		return;
	buf_adds(&s->aside, buf_str(&s->bytes));
	empty(s);
}

size_t
merge_aside(const struct merge *m, size_t source)
{
	return m->sources[source].aside.n;
}

void
merge_rejoin(struct merge *m, size_t source)
{
	struct source *s = &m->sources[source];
	struct buf aside = s->aside;

	s->lays_aside = false;
	if (aside.n == 0)
		return;
	buf_adds(&aside, buf_str(&s->bytes));
	s->aside = s->bytes;
	buf_reset(&s->aside);
	s->bytes = aside;
	s->lines = whole_lines(buf_str(&aside));
	merge_whole(m, source);
}

void
merge_pass(struct merge *m, bool passing)
{
	m->passing = passing;
}

void
merge_divert(struct merge *m, bool elsewhere)
{
	buf_reset(&m->diverted);
	m->above = elsewhere ? &m->diverted : &m->titles;
}

/* Is it a row of column names? */
static bool
is_titles(struct str line)
{
	return str_starts(line, STR("_server\t"));
}

/* Append the header row of a source, unless it is the same as that of the rows above. */
static void
put_titles(struct buf *above, const struct source *s, struct buf *out)
{
	if (s->titles.n == 0 || str_eq(buf_str(&s->titles), buf_str(above)))
		return;
	buf_reset(above);
	buf_adds(above, buf_str(&s->titles));
	buf_adds(out, buf_str(&s->titles));
}

/* Append complete lines of a source. */
static void
put_lines(struct buf *above, struct source *s, struct str lines, struct buf *out)
{
	while (lines.n) {
		struct str line = str_head(lines, str_chr(lines, '\n') + 1);
		lines = str_from_at(lines, line.n);
		if (is_titles(line)) {
			buf_reset(&s->titles);
			buf_adds(&s->titles, line);
			if (above->n) /* but the first is printed even without rows */
				continue;
			line = STR("");
		}
		put_titles(above, s, out);
		buf_adds(out, line);
	}
}

/* The same, and drop them: so many bytes. */
static void
take_lines(struct buf *above, struct source *s, size_t n, struct buf *out)
{
	put_lines(above, s, str_head(buf_str(&s->bytes), n), out);
	buf_drop(&s->bytes, n);
	s->lines -= n;
	s->ready = 0;
	if (s->bytes.n == 0)
		s->since = CLOCK_NEVER;
}

void
merge_take_source(struct merge *m, size_t source, struct buf *out)
{
	struct source *s = &m->sources[source];

	size_t aside = whole_lines(buf_str(&s->aside));
	put_lines(&m->titles, s, str_head(buf_str(&s->aside), aside), out);
	buf_drop(&s->aside, aside);
	take_lines(&m->titles, s, s->lines, out);
}

void
merge_take(struct merge *m, msec now, struct buf *out)
{
	for (size_t i = 0; i < m->n; i++) {
		struct source *s = &m->sources[i];
		s->open |= s->since != CLOCK_NEVER && now - s->since >= MERGE_HOLD;
		size_t n = s->open || m->passing ? s->lines : s->ready;
		if (n)
			take_lines(m->above, s, n, out);
	}
}

msec
merge_deadline(const struct merge *m)
{
	msec first = CLOCK_NEVER;

	for (size_t i = 0; !m->passing && i < m->n; i++) {
		const struct source *s = &m->sources[i];
		if (!s->open && s->lines && s->since != CLOCK_NEVER &&
		    s->since + MERGE_HOLD < first)
			first = s->since + MERGE_HOLD;
	}
	return first;
}
