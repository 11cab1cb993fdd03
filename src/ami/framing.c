/* SPDX-License-Identifier: ISC */
/*
 * Frames events: 64 bytes at a time, since the lines between the head and the end do not matter. An
 * event that nobody looks at takes a fifth of the instructions that its lines would.
 */
#include "ami/framing.h"

#include "base/marks.h"

/* As str_starts, but inline: a text that is known here is compared as words. Both heads of a line
 * took 140 instructions an event, and take 50. */
static inline bool
begins(struct str s, struct str text)
{
	return s.n >= text.n && memcmp(s.p, text.p, text.n) == 0;
}

/* The field that a line with this name is, or not: *f, with positions from p on. */
static inline bool
read_line(const char *p, size_t from, size_t end, struct str name, struct field *f)
{
	struct str line = str_from(p + from, end - from);

	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	if (!begins(line, name))
		return false;
	*f = (struct field){
	    .name = (uint32_t)from,
	    .name_n = (uint32_t)(name.n - strlen(": ")),
	    .value = (uint32_t)(from + name.n),
	    .value_n = (uint32_t)(line.n - name.n),
	};
	return true;
}

/* The first two lines, if they are those of an event for all and within 64 bytes. */
static bool
read_head(struct str bytes, struct field head[FRAMING_HEAD])
{
	uint64_t ends = marks_in(bytes, 0, '\n');
	uint64_t second = ends & (ends - 1);
	const struct str all = STR(",all");

	if (!second)
		return false;
	size_t end = marks_first(ends);
	if (!read_line(bytes.p, 0, end, STR("Event: "), &head[0]) ||
	    !read_line(bytes.p, end + 1, marks_first(second), STR("Privilege: "), &head[1]))
		return false;
	struct str classes = str_from(bytes.p + head[1].value, head[1].value_n);
	return classes.n >= all.n && begins(str_from_at(classes, classes.n - all.n), all);
}

/* Where the message ends: after the first of these line ends that is that of an empty line. near:
 * those that are near to the one before them, in the block from at on. 0: there is none. */
static size_t
first_empty(struct str bytes, size_t at, uint64_t near)
{
	for (; near; near &= near - 1) {
		size_t i = at + marks_first(near);
		if (bytes.p[i - 1] == '\n' || bytes.p[i - 1] == '\r')
			return i + 1;
	}
	return 0;
}

/* The same among all line ends of a block. *last: those among the two bytes before it, and then
 * among its last two. */
static inline size_t
end_among(struct str bytes, size_t at, uint64_t ends, uint64_t *last)
{
	uint64_t near = ends & (ends << 1 | ends << 2 | *last >> 1 | *last);

	*last = ends >> (MARKS_BYTES - 2);
	return near ? first_empty(bytes, at, near) : 0;
}

/* find_end by one form of marks. */
static inline __attribute__((always_inline)) size_t
find_end_by(struct str bytes, uint64_t (*marks)(const char *p, char c))
{
	uint64_t last = 0;
	size_t at = 0, end;

	for (; bytes.n - at >= MARKS_BYTES; at += MARKS_BYTES)
		if ((end = end_among(bytes, at, marks(bytes.p + at, '\n'), &last)))
			return end;
	return at < bytes.n ? end_among(bytes, at, marks_of_last(bytes, at, '\n'), &last) : 0;
}

/* With AVX2 framing takes a quarter less, and a match a tenth. */
MARKS_WIDE static size_t
find_end_wide(struct str bytes)
{
	return find_end_by(bytes, marks_of_wide);
}

/* How many bytes are there up to the first empty line and with it? 0: there is none. It is a line
 * feed after another, or with a carriage return between them. */
static size_t
find_end(struct str bytes)
{
	return marks_wide() ? find_end_wide(bytes) : find_end_by(bytes, marks_of);
}

size_t
framing_event(struct str bytes, struct field head[FRAMING_HEAD])
{
	return bytes.n && read_head(bytes, head) ? find_end(bytes) : 0;
}
