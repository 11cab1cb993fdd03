/* SPDX-License-Identifier: ISC */
/*
 * Writes JSON text into a buffer: strings as RFC 8259 requires, invalid UTF-8 as U+FFFD. The caller
 * must make the calls in the right order; commas are added where needed.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdint.h>

#include "base/buf.h"

struct json {
	struct buf *out;
	bool comma; /* the next value or key needs one before it */
};

void json_init(struct json *j, struct buf *out);
void json_object_open(struct json *j);
void json_object_close(struct json *j);
void json_array_open(struct json *j);
void json_array_close(struct json *j);
void json_key(struct json *j, struct str key);
void json_string(struct json *j, struct str value);
void json_pair(struct json *j, struct str key, struct str value); /* a key and its string */
void json_raw(struct json *j, struct str value);                  /* JSON text of a value */

/* Append the inside of a string. */
void json_text(struct buf *out, struct str s);

/* Append the escape of a character, \u202e. */
void json_escape(struct buf *out, uint32_t code);

#endif
