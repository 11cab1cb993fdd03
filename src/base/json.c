/* SPDX-License-Identifier: ISC */
/*
 * JSON text. Control characters and invisible characters (text_is_unsafe) are written as \u
 * escapes, which mean the same to every reader of JSON; other valid UTF-8 is copied.
 */
#include "base/json.h"

#include <stdio.h>

#include "base/scan.h"
#include "base/text.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define ESCAPE      13             /* bytes of the longest escape and a NUL: two surrogates */

void
json_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

/* Length of the head of s that needs no escape in a JSON string. */
static size_t
literal(struct str s)
{
	size_t i = 0;

	while ((i += scan_plain(str_from_at(s, i), '"', '\\')) < s.n) {
		uint32_t code;
		size_t n = (unsigned char)s.p[i] < 0x80 ? 0 : text_decode(str_from_at(s, i), &code);
		if (n == 0 || text_is_unsafe(code))
			break;
		i += n;
	}
	return i;
}

/* The escape of a code, in room. */
static struct str
code_escape(uint32_t code, char room[ESCAPE])
{
	unsigned low = code & 0xffff, high = 0xd7c0 + (code >> 10);
	int n;

	if (code > 0xffff)
		n = snprintf(room, ESCAPE, "\\u%04x\\u%04x", high & 0xffff, 0xdc00 | (low & 0x3ff));
	else
		n = snprintf(room, ESCAPE, "\\u%04x", low);
	return str_from(room, (size_t)n);
}

void
json_escape(struct buf *out, uint32_t code)
{
	char room[ESCAPE];

	buf_adds(out, code_escape(code, room));
}

/* Take one character that needs an escape off the front of *s; returns its escape, in room. */
static struct str
escape(struct str *s, char room[ESCAPE])
{
	static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	uint32_t code;
	size_t n = text_decode(*s, &code);

	if (n == 0) {
		*s = str_from_at(*s, text_broken(*s));
		return STR(REPLACEMENT);
	}
	*s = str_from_at(*s, n);
	for (size_t i = 0; i + 1 < sizeof(shorts); i += 2)
		if (code == (unsigned char)shorts[i]) {
			room[0] = '\\';
			room[1] = shorts[i + 1];
			return str_from(room, 2);
		}
	return code_escape(code, room);
}

/* Append the controls that s begins with and that have no short escape, up to a thousand in a row;
 * returns how many. */
static size_t
add_controls(struct buf *out, struct str s)
{
	size_t n = 0;

	while (n < s.n && n < 1000 && (unsigned char)s.p[n] < ' ' &&
	       !memchr("\b\f\n\r\t", s.p[n], 5))
		n++;
	char *to = buf_room(out, 6 * n);
	for (size_t i = 0; to && i < n; i++) {
		memcpy(to + 6 * i, "\\u00", 4);
		to[6 * i + 4] = "01"[s.p[i] >> 4];
		to[6 * i + 5] = "0123456789abcdef"[s.p[i] & 0xf];
	}
	out->n += to ? 6 * n : 0;
	return n;
}

/* Plain runs and escapes in turn. */
void
json_text(struct buf *out, struct str s)
{
	char room[ESCAPE];

	while (s.n && !buf_full(out)) {
		struct str run = str_head(s, literal(s));
		s = str_from_at(s, run.n);
		buf_adds(out, run);
		size_t controls = add_controls(out, s);
		s = str_from_at(s, controls);
		if (s.n && !controls)
			buf_adds(out, escape(&s, room));
	}
}

/* Append the comma that is due, and s as a string. */
static void
add_string(struct json *j, struct str s)
{
	if (j->comma)
		buf_addc(j->out, ',');
	buf_addc(j->out, '"');
	json_text(j->out, s);
	buf_addc(j->out, '"');
}

static void
open_with(struct json *j, char bracket)
{
	if (j->comma)
		buf_addc(j->out, ',');
	buf_addc(j->out, bracket);
	j->comma = false;
}

static void
close_with(struct json *j, char bracket)
{
	buf_addc(j->out, bracket);
	j->comma = true;
}

void
json_object_open(struct json *j)
{
	open_with(j, '{');
}

void
json_object_close(struct json *j)
{
	close_with(j, '}');
}

void
json_array_open(struct json *j)
{
	open_with(j, '[');
}

void
json_array_close(struct json *j)
{
	close_with(j, ']');
}

void
json_key(struct json *j, struct str key)
{
	add_string(j, key);
	buf_addc(j->out, ':');
	j->comma = false;
}

void
json_string(struct json *j, struct str value)
{
	add_string(j, value);
	j->comma = true;
}

void
json_raw(struct json *j, struct str value)
{
	if (j->comma)
		buf_addc(j->out, ',');
	buf_adds(j->out, value);
	j->comma = true;
}

/* Copy a string to where there is room; returns its end, or NULL if it needs escapes. */
static char *
put_plain(char *at, struct str s)
{
	*at++ = '"';
	if (scan_copy(at, s, '"', '\\') < s.n)
		return NULL;
	at += s.n;
	*at++ = '"';
	return at;
}

/* Nearly all pairs are plain text, and nearly all JSON is pairs: these are copied at once. */
void
json_pair(struct json *j, struct str key, struct str value)
{
	char *at = buf_room(j->out, key.n + value.n + 5 + j->comma);

	if (at && j->comma)
		*at++ = ',';
	if (at && (at = put_plain(at, key)))
		*at++ = ':';
	if (at && (at = put_plain(at, value))) {
		j->out->n = (size_t)(at - j->out->p);
		j->comma = true;
		return;
	}
	json_key(j, key);
	json_string(j, value);
}
