/* SPDX-License-Identifier: ISC */
/*
 * Makes Asterisk's XML valid: its values contain raw bytes, including controls and broken UTF-8
 * (capture http-mxml), and a line break in one would be read as a blank. Such bytes become
 * characters of a private range, and are restored in the values that were read. Pure.
 */
#ifndef SESSION_HTTP_XML_ESCAPE_H
#define SESSION_HTTP_XML_ESCAPE_H

#include "base/buf.h"

/* Continues the attributes of the previous element. */
#define HTTP_XML_MORE "amsh-more"

/* Append xml with every such byte inside of quotes replaced; returns how many were not XML. An
 * element of very many attributes is cut into several, the second and later ones HTTP_XML_MORE. */
size_t http_xml_escape(struct buf *out, struct str xml);

/* Append text with the bytes put back. */
void http_xml_unescape(struct buf *out, struct str text);

#endif
