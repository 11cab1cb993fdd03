/* SPDX-License-Identifier: ISC */
/*
 * Answers in mxml, converted to AMI's text, so that everything after that is the same as with
 * rawman. libxml2 reads them; it is opened only here.
 */
#ifndef SESSION_HTTP_XML_H
#define SESSION_HTTP_XML_H

#include "base/buf.h"
#include "base/err.h"

struct http_xml;

/* ERR_USAGE: there is no libxml2. */
struct http_xml *http_xml_new(struct err *err);
void http_xml_free(struct http_xml *x);

/*
 * Append the messages of a body as text, each with its empty line. Text without headers
 * (opaque_data) becomes the original lines. *odd: bytes that XML does not allow, which were read
 * anyway. ERR_CONNECT: it is not Asterisk's XML; what could be read of it is appended.
 */
int http_xml_text(
    struct http_xml *x, struct str body, struct buf *out, size_t *odd, struct err *err);

#endif
