/* SPDX-License-Identifier: ISC */
/*
 * Splits the body of an HTTP answer into messages, whatever its encoding. No I/O.
 *
 * 	if (http_body_open(b, body, false, HTTP_REPLY, &err) == 0)
 * 		while (http_body_next(b, &msg, &err) == 1)
 * 			…
 */
#ifndef SESSION_HTTP_BODY_H
#define SESSION_HTTP_BODY_H

#include "ami/msg.h"
#include "base/err.h"

struct http_body;

enum http_body_kind {
	HTTP_REPLY,  /* the answer to an action */
	HTTP_PART,   /* of that: it broke off. http_body_begun has the incomplete message. */
	HTTP_EVENTS, /* of WaitEvent: none of it can be console output, whatever it looks like */
};

/* mxml: bodies may be XML, not rawman alone. ERR_USAGE: no library can read that. */
struct http_body *http_body_new(bool mxml, struct err *err);
void http_body_free(struct http_body *b);

/* Begin with a body, which is copied. mxml: it is XML, which only such a reader takes. ERR_CONNECT:
 * it is not XML; what could be read of it follows anyway. */
int http_body_open(struct http_body *b, struct str body, bool mxml, enum http_body_kind kind,
    struct err *err);

/* The next message: 1 and *m, good until the next call; 0 at the end; -1 as parse_next. */
int http_body_next(struct http_body *b, struct msg *m, struct err *err);

/* What is left when there is no next one: as parse_begun. */
bool http_body_begun(const struct http_body *b, struct msg *m);

/* Bytes of the bodies so far that were not valid XML. */
size_t http_body_odd(const struct http_body *b);

#endif
