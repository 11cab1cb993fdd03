/* SPDX-License-Identifier: ISC */
/*
 * Makes valid XML of what Asterisk calls XML: its values hold bytes as they are, controls and
 * broken UTF-8 too (capture http-mxml), and a line break in one would read as a blank. Such bytes
 * become characters of a private range, and values that were read get them back. Pure.
 */
#ifndef SESSION_HTTP_XML_ESCAPE_H
#define SESSION_HTTP_XML_ESCAPE_H

#include "base/buf.h"

/* What goes on with the attributes of the element before it. */
#define HTTP_XML_MORE "amsh-more"

/* Append xml with every such byte inside of quotes replaced; returns how many were no XML. An
 * element of very many attributes is cut into several, the second and later ones HTTP_XML_MORE. */
size_t http_xml_escape(struct buf *out, struct str xml);

/* Append text with the bytes put back. */
void http_xml_unescape(struct buf *out, struct str text);

#endif
