/* SPDX-License-Identifier: ISC */
/*
 * The headers of an event as the members of a JSON object. Header names recur, and mostly in the
 * same order: the JSON form of each is kept, with the name that came after it the last time.
 */
#ifndef VIEW_JSON_HEADERS_H
#define VIEW_JSON_HEADERS_H

#include "ami/msg.h"
#include "base/json.h"

struct json_headers;

void json_headers_free(struct json_headers *h);

/* May a header of this name repeat, so that it is an array even when it comes once? Output,
 * Variable, …ChanVariable, ChanVariable(…), and the empty name, that of lines without a colon. */
bool json_headers_is_array(struct str name);

/* Append all headers of an event of AMI; j is in its object. *h is NULL at first. False: something
 * about it is unusual, and nothing is appended: a header that comes again, but for one next to
 * itself that is always an array; a name that is empty, long, begins with _ or needs escapes; more
 * headers than a usual event has; or anything else than an event that a server sent. */
bool json_headers_add(struct json_headers **h, struct json *j, const struct msg *m);

#endif
