/* SPDX-License-Identifier: ISC */
/* An action in HTTP: the body of a POST, application/x-www-form-urlencoded. Pure. */
#ifndef SESSION_HTTP_FORM_H
#define SESSION_HTTP_FORM_H

#include "base/buf.h"
#include "base/err.h"

/* A longer body is answered with 413 (capture http-post-over-40960). */
#define HTTP_FORM_MAX 40960

/*
 * Append the lines of a block, up to its empty line, as name=value&name=value in their order.
 * ERR_USAGE: a line without a colon, a CR, LF or NUL inside one (the server would put it into the
 * message as it is: capture http-encoded-crlf), or a body of more than HTTP_FORM_MAX bytes. out
 * should be a secret buffer.
 */
int http_form(struct buf *out, struct str block, struct err *err);

#endif
