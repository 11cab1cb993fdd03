/* SPDX-License-Identifier: ISC */
/* What a picture shows, by libxml2: the text of each <text>, and where lanes and arrows are. */
#ifndef TESTS_STORY_SVG_XML_H
#define TESTS_STORY_SVG_XML_H

#include "base/buf.h"

#define SVG_XML_MAX 4096 /* places of one kind */

struct svg_places {
	int v[SVG_XML_MAX];
	size_t n;
};

struct svg_seen {
	struct buf text;   /* a line for each <text>; its parts with a tab between them */
	struct buf title;
	struct svg_places boxes; /* x of the lanes' names */
	struct svg_places lines; /* x of lines down, of dots */
};

/* Read a picture; a failure of the test if it is no XML. Clear what was seen. */
void svg_xml_read(struct svg_seen *seen, struct str picture);
void svg_xml_clear(struct svg_seen *seen);

#endif
