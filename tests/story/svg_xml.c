/* SPDX-License-Identifier: ISC */
/* Walks through a picture with libxml2's reader, the one that the program loads for HTTP. */
#include "svg_xml.h"

#include <check.h>
#include <libxml/xmlreader.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/library.h"

static struct {
	xmlTextReaderPtr (*open)(const char *bytes, int n, const char *url, const char *encoding,
	    int options);
	void (*close)(xmlTextReaderPtr reader);
	int (*read)(xmlTextReaderPtr reader);
	int (*type)(xmlTextReaderPtr reader);
	const xmlChar *(*name)(xmlTextReaderPtr reader);
	const xmlChar *(*value)(xmlTextReaderPtr reader);
	xmlChar *(*attribute)(xmlTextReaderPtr reader, const xmlChar *name);
} xml;

#define SYMBOL(member, name) {name, offsetof(__typeof__(xml), member)}

static const struct library_symbol symbols[] = {
    SYMBOL(open, "xmlReaderForMemory"),
    SYMBOL(close, "xmlFreeTextReader"),
    SYMBOL(read, "xmlTextReaderRead"),
    SYMBOL(type, "xmlTextReaderNodeType"),
    SYMBOL(name, "xmlTextReaderConstName"),
    SYMBOL(value, "xmlTextReaderConstValue"),
    SYMBOL(attribute, "xmlTextReaderGetAttribute"),
};

static struct library library = {
    .what = "libxml2",
    .names = (const char *const[]){"libxml2.so.2", "libxml2.so.16", "libxml2.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &xml,
};

static void
load(void)
{
	struct err err;

	if (library_open(&library, &err) < 0)
		ck_abort_msg("%s", err.text);
}

static void
note(struct svg_places *places, int x)
{
	if (places->n < SVG_XML_MAX)
		places->v[places->n++] = x;
}

/* The attribute of the element; false if it has none. */
static bool
attribute(xmlTextReaderPtr reader, const char *name, char *value, size_t room)
{
	xmlChar *text = xml.attribute(reader, (const xmlChar *)name);

	snprintf(value, room, "%s", text ? (const char *)text : "");
	free(text);
	return text != NULL;
}

/* Take an element's beginning. */
static void
take_element(struct svg_seen *seen, xmlTextReaderPtr reader)
{
	struct str name = str_of((const char *)xml.name(reader));
	char value[128], x[32];
	int at;

	if (str_eq(name, STR("text")))
		buf_addc(&seen->text, '\n');
	if (str_eq(name, STR("tspan")))
		buf_addc(&seen->text, '\t');
	if (str_eq(name, STR("text")) && attribute(reader, "text-anchor", value, sizeof(value)) &&
	    strcmp(value, "middle") == 0 && attribute(reader, "x", x, sizeof(x)))
		note(&seen->boxes, atoi(x));
	if (str_eq(name, STR("path")) && attribute(reader, "d", value, sizeof(value)) &&
	    strchr(value, 'V') && sscanf(value, "M%d", &at) == 1)
		note(&seen->lines, at);
	if (str_eq(name, STR("circle")) && attribute(reader, "cx", x, sizeof(x)))
		note(&seen->lines, atoi(x));
}

void
svg_xml_read(struct svg_seen *seen, struct str picture)
{
	bool title = false, style = false;
	int more;

	load();
	*seen = (struct svg_seen){.text = BUF_INIT(BUF_MAX_TEXT), .title = BUF_INIT(BUF_MAX_LINE)};
	xmlTextReaderPtr reader = xml.open(picture.p, (int)picture.n, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_HUGE);
	ck_assert_ptr_nonnull(reader);
	while ((more = xml.read(reader)) == 1) {
		int type = xml.type(reader);
		struct str name = str_of((const char *)xml.name(reader));
		if (type == XML_READER_TYPE_ELEMENT) {
			title = str_eq(name, STR("title"));
			style = str_eq(name, STR("style"));
			take_element(seen, reader);
		} else if (type == XML_READER_TYPE_END_ELEMENT) {
			title = style = false;
		} else if (xml.value(reader) && !style) {
			struct str text = str_of((const char *)xml.value(reader));
			bool blank = str_trim(text).n == 0 || text.p[0] == '\n';
			if (!blank)
				buf_adds(title ? &seen->title : &seen->text, text);
		}
	}
	ck_assert_msg(more == 0, "not well formed:\n%.*s", STR_ARG(picture));
	xml.close(reader);
}

void
svg_xml_clear(struct svg_seen *seen)
{
	buf_clear(&seen->text);
	buf_clear(&seen->title);
}
