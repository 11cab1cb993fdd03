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

/* Is there the end of an empty line among the line ends near to the one before them? *end is where
 * the message ends then. */
static bool
ends_empty(struct str bytes, size_t at, uint64_t near, size_t *end)
{
	for (; near; near &= near - 1) {
		size_t i = at + marks_first(near);
		*end = i + 1;
		if (bytes.p[i - 1] == '\n' || bytes.p[i - 1] == '\r')
			return true;
	}
	return false;
}

/* How many bytes are there up to the first empty line and with it? 0: there is none. It is a line
 * feed after another, or with a carriage return between them. */
static size_t
find_end(struct str bytes)
{
	uint64_t last = 0; /* the line ends among the last two bytes */
	size_t end;

	for (size_t at = 0; at < bytes.n; at += MARKS_BYTES) {
		uint64_t ends = marks_in(bytes, at, '\n');
		uint64_t near = ends & (ends << 1 | ends << 2 | last >> 1 | last);
		if (near && ends_empty(bytes, at, near, &end))
			return end;
		last = ends >> (MARKS_BYTES - 2);
	}
	return 0;
}

size_t
framing_event(struct str bytes, struct field head[FRAMING_HEAD])
{
	return bytes.n && read_head(bytes, head) ? find_end(bytes) : 0;
}
