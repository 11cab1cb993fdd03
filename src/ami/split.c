/* SPDX-License-Identifier: ISC */
/*
 * Splits lines at their colons. An event's line ends and colons are found together, 64 bytes at a
 * time: with the framing before it, a quarter fewer instructions than line by line.
 */
#include "ami/split.h"

#include "ami/own_name.h"
#include "base/marks.h"
#include "base/mem.h"

#define NONE SIZE_MAX

/* Where in an event we are. */
struct place {
	const char *raw;
	struct field *next;
	size_t from;  /* where the line begins */
	size_t colon; /* the first one in it, or NONE */
};

size_t
split_colon(struct str line)
{
	if (line.n > 12 && line.p[12] == '(' && str_starts(line, STR("ChanVariable("))) {
		size_t close = str_find(line, STR("): "));
		if (close < line.n)
			return close + 1;
	}
	return str_chr(line, ':');
}

bool
split_is_forged(struct str line)
{
	size_t colon = str_chr(line, ':');

	return colon < line.n && own_name_is(str_head(line, colon));
}

/* The line from..end with its colon there; without one it is all value. */
static inline void
add(struct place *at, size_t colon, size_t end)
{
	bool named = colon < end;
	size_t value = named ? colon + 1 : at->from;

	if (named && value < end && at->raw[value] == ' ')
		value++;
	*at->next++ = (struct field){
	    .name = (uint32_t)at->from,
	    .name_n = named ? (uint32_t)(colon - at->from) : 0,
	    .value = (uint32_t)value,
	    .value_n = (uint32_t)(end - value),
	};
}

/* Take the line that ends before the line feed at end. */
static inline void
take_line(struct place *at, size_t end)
{
	const char *p = at->raw + at->from;
	size_t colon = at->colon;

	if (end > at->from && at->raw[end - 1] == '\r')
		end--;
	struct str line = str_from(p, end - at->from);
	if (line.n == 0 || (p[0] == '_' && split_is_forged(line)))
		return;
	if (line.n > 12 && p[12] == '(')
		colon = at->from + split_colon(line);
	add(at, colon, end);
}

/* Take the lines that end within the next 64 bytes; marks count from the byte i. */
static inline void
take_lines(struct place *at, size_t i, uint64_t ends, uint64_t colons)
{
	for (; ends; ends &= ends - 1) {
		uint64_t line = colons & (ends ^ (ends - 1));
		if (line && at->colon == NONE)
			at->colon = i + marks_first(line);
		size_t end = i + marks_first(ends);
		take_line(at, end);
		at->from = end + 1;
		at->colon = NONE;
		colons &= ~(ends ^ (ends - 1));
	}
	if (colons && at->colon == NONE)
		at->colon = i + marks_first(colons);
}

/* Have room for as many lines as 64 bytes may have. */
static void
reserve(struct fields *fields, size_t n)
{
	if (n + MARKS_BYTES <= fields->size)
		return;
	fields->size = fields->size ? 2 * fields->size : 2 * (size_t)MARKS_BYTES;
	fields->p = mem_grow(fields->p, fields->size, sizeof(*fields->p));
}

void
split_framed(struct fields *fields, struct msg *m)
{
	struct place at = {.raw = m->raw.p, .colon = NONE};
	size_t n = 0;

	if (!m->framed)
		return;
	for (size_t i = 0; i < m->raw.n; i += MARKS_BYTES) {
		reserve(fields, n);
		at.next = fields->p + n;
		take_lines(&at, i, marks_in(m->raw, i, '\n'), marks_in(m->raw, i, ':'));
		n = (size_t)(at.next - fields->p);
	}
	m->fields = fields->p;
	m->n = n;
	m->framed = false;
}
