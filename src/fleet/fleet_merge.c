/* SPDX-License-Identifier: ISC */
/* Merges complete lines of several sources, each in order, with answers in one piece if
 * possible. */
#include "fleet/fleet_merge.h"

#include <stdlib.h>

#include "base/mem.h"

/* Where lines go. */
enum way { ON_SCREEN, ELSEWHERE, WAYS };

struct source {
	struct buf bytes;
	size_t lines; /* bytes of it in complete lines */
	size_t ready; /* bytes of these that may be printed */
	msec since;   /* when the first that must wait came; CLOCK_NEVER: there is none */
	bool open;    /* lines pass as they come */
	struct buf aside; /* is not merged yet */
	bool lays_aside;  /* what comes goes there */
	struct buf name;   /* that its rows begin with */
	struct buf titles[WAYS]; /* their header row */
};

struct merge {
	struct source *sources;
	size_t n;
	struct buf above[WAYS]; /* the last header row that came out */
	enum way way;           /* of what merge_take gives */
	bool passing;           /* nothing waits */
};

static void
init_titles(struct buf titles[WAYS])
{
	for (size_t i = 0; i < WAYS; i++)
		buf_init(&titles[i], BUF_MAX_TEXT);
}

static void
clear_titles(struct buf titles[WAYS])
{
	for (size_t i = 0; i < WAYS; i++)
		buf_clear(&titles[i]);
}

struct merge *
merge_new(size_t sources)
{
	struct merge *m = mem_alloc(sizeof(*m));

	m->sources = mem_array(sources, sizeof(*m->sources));
	m->n = sources;
	init_titles(m->above);
	for (size_t i = 0; i < sources; i++) {
		buf_init(&m->sources[i].bytes, BUF_MAX_TEXT);
		buf_init(&m->sources[i].aside, BUF_MAX_TEXT);
		buf_init(&m->sources[i].name, BUF_MAX_LINE);
		init_titles(m->sources[i].titles);
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
		buf_clear(&m->sources[i].name);
		clear_titles(m->sources[i].titles);
	}
	clear_titles(m->above);
	free(m->sources);
	free(m);
}

void
merge_name(struct merge *m, size_t source, struct str name)
{
	struct buf *own = &m->sources[source].name;

	buf_reset(own);
	buf_adds(own, name);
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
	buf_reset(&m->above[ELSEWHERE]);
	for (size_t i = 0; i < m->n; i++)
		buf_reset(&m->sources[i].titles[ELSEWHERE]);
	m->way = elsewhere ? ELSEWHERE : ON_SCREEN;
}

/* Is it a row of column names? */
static bool
is_titles(struct str line)
{
	return str_starts(line, STR("_server\t"));
}

/* Or one of values, which has such a row above it? */
static bool
is_row(const struct source *s, struct str line)
{
	return str_starts(line, buf_str(&s->name)) && line.p[s->name.n] == '\t';
}

/* Append a header row, unless it is the same as that of the rows above. */
static void
put_titles(struct buf *above, const struct buf *titles, struct buf *out)
{
	if (titles->n == 0 || str_eq(buf_str(titles), buf_str(above)))
		return;
	buf_reset(above);
	buf_adds(above, buf_str(titles));
	buf_adds(out, buf_str(titles));
}

/* Append a complete line of a source. The header row is put off until there are rows, but the first
 * is printed even without. */
static void
put_line(struct buf *above, struct source *s, struct buf *titles, struct str line, struct buf *out)
{
	if (is_titles(line)) {
		buf_reset(titles);
		buf_adds(titles, line);
		if (above->n == 0)
			put_titles(above, titles, out);
		return;
	}
	if (is_row(s, line))
		put_titles(above, titles, out);
	buf_adds(out, line);
}

/* The same with several. */
static void
put_lines(struct merge *m, enum way way, struct source *s, struct str lines, struct buf *out)
{
	while (lines.n) {
		struct str line = str_head(lines, str_chr(lines, '\n') + 1);
		lines = str_from_at(lines, line.n);
		put_line(&m->above[way], s, &s->titles[way], line, out);
	}
}

/* The same, and drop them: so many bytes. */
static void
take_lines(struct merge *m, enum way way, struct source *s, size_t n, struct buf *out)
{
	put_lines(m, way, s, str_head(buf_str(&s->bytes), n), out);
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
	put_lines(m, ON_SCREEN, s, str_head(buf_str(&s->aside), aside), out);
	buf_drop(&s->aside, aside);
	take_lines(m, ON_SCREEN, s, s->lines, out);
}

void
merge_take(struct merge *m, msec now, struct buf *out)
{
	for (size_t i = 0; i < m->n; i++) {
		struct source *s = &m->sources[i];
		s->open |= s->since != CLOCK_NEVER && now - s->since >= MERGE_HOLD;
		size_t n = s->open || m->passing ? s->lines : s->ready;
		if (n)
			take_lines(m, m->way, s, n, out);
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
