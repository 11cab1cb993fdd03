/* SPDX-License-Identifier: ISC */
/* A value as people see it. */
#ifndef VIEW_VALUE_H
#define VIEW_VALUE_H

#include "ami/msg.h"
#include "base/buf.h"

/* Append a value of the message, made printable: an array of JSON as "a, b", objects in it as
 * "en/gsm", one that holds more than that as "3 elements"; everything else as it is. */
void value_print(struct buf *out, const struct msg *m, struct str value);

/* Is it an array of JSON? How many elements it has. */
bool value_count(const struct msg *m, struct str value, size_t *n);

#endif
