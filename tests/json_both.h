/* SPDX-License-Identifier: ISC */
/*
 * An event as JSON by the quick way and by the simple one, which have to say the same. Does not use
 * libcheck, so that the fuzzer can use it too.
 */
#ifndef TESTS_JSON_BOTH_H
#define TESTS_JSON_BOTH_H

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "view/render.h"

#define JSON_BOTH_FIELDS 100

/* The message of lines, `Name: value`: each split at its first colon, without one it has no name. The
 * raw bytes are the lines themselves, up to the empty line after them, or to their end. */
static inline struct msg
json_both_event(struct str lines, struct field fields[JSON_BOTH_FIELDS])
{
	struct msg m = {.kind = MSG_EVENT, .raw = lines, .fields = fields};
	struct str rest = lines, line;

	while (m.n < JSON_BOTH_FIELDS && str_cut(&rest, '\n', &line) && line.n) {
		size_t colon = str_chr(line, ':'), start = (size_t)(line.p - lines.p);
		size_t value = colon < line.n ? colon + 1 : 0;
		value += value < line.n && line.p[value] == ' ';
		fields[m.n++] = (struct field){
		    .name = (uint32_t)start,
		    .name_n = (uint32_t)(colon < line.n ? colon : 0),
		    .value = (uint32_t)(start + value),
		    .value_n = (uint32_t)(line.n - value),
		};
	}
	m.raw.n = rest.p ? (size_t)(rest.p - lines.p) : lines.n;
	return m;
}

/* Append the escape of a unit of UTF-16. */
static inline void
json_both_unit(struct buf *out, uint32_t unit)
{
	static const char digits[] = "0123456789abcdef";

	buf_addz(out, "\\u");
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_addc(out, digits[unit >> shift & 0xf]);
}

/* Append s as a string, a character at a time. */
static inline void
json_both_string(struct buf *out, struct str s)
{
	static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	uint32_t code;

	buf_addc(out, '"');
	while (s.n) {
		size_t n = text_decode(s, &code);
		const char *name = n == 1 && code ? strchr(named, (int)code) : NULL;
		if (n == 0) {
			buf_addz(out, "\xef\xbf\xbd");
		} else if (name) {
			buf_addc(out, '\\');
			buf_addc(out, letters[name - named]);
		} else if (text_is_unsafe(code) && code > 0xffff) {
			json_both_unit(out, 0xd7c0 + (code >> 10));
			json_both_unit(out, 0xdc00 | (code & 0x3ff));
		} else if (text_is_unsafe(code)) {
			json_both_unit(out, code);
		} else {
			buf_add(out, s.p, n);
		}
		s = str_from_at(s, n ? n : text_broken(s));
	}
	buf_addc(out, '"');
}

/* End the program if the texts differ. */
static inline void
json_both_same(const struct buf *quick, const struct buf *simple)
{
	if (str_eq(buf_str(quick), buf_str(simple)))
		return;
	fprintf(stderr, "quick:  %.*s\n", STR_ARG(buf_str(quick)));
	fprintf(stderr, "simple: %.*s\n", STR_ARG(buf_str(simple)));
	abort();
}

/* Render the event both ways; they must be the same. What is no event has no quick way. */
static inline void
json_both_must(struct render *r, struct msg m)
{
	static struct buf quick = {.max = BUF_MAX_TEXT}, simple = {.max = BUF_MAX_TEXT};

	buf_reset(&quick);
	buf_reset(&simple);
	render_event(r, &m, false, &quick);
	m.kind = MSG_BANNER;
	render_event(r, &m, false, &simple);
	json_both_same(&quick, &simple);
}

#endif
