/* SPDX-License-Identifier: ISC */
/*
 * <response><generic key='value' …/></response> into lines of AMI, by libxml2's reader: each inner
 * element is a message, whose attributes are its headers in order.
 */
#include "session/http_xml.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/library.h"
#include "base/mem.h"
#include "session/http_names.h"
#include "session/http_xml_escape.h"

#define MESSAGE_DEPTH 2 /* <ajax-response><response><generic …/> */

static struct {
	void (*start)(void);
	void (*on_text)(void *arg, xmlGenericErrorFunc take);
	xmlTextReaderPtr (*open)(
	    const char *bytes, int n, const char *url, const char *encoding, int options);
	void (*close)(xmlTextReaderPtr reader);
	int (*read)(xmlTextReaderPtr reader);
	int (*type)(xmlTextReaderPtr reader);
	int (*depth)(xmlTextReaderPtr reader);
	int (*next_attribute)(xmlTextReaderPtr reader);
	const xmlChar *(*name)(xmlTextReaderPtr reader);
	const xmlChar *(*value)(xmlTextReaderPtr reader);
} lib;

#define AT(member) offsetof(__typeof__(lib), member)

static const struct library_symbol symbols[] = {
    {"xmlInitParser", AT(start)},
    {"xmlSetGenericErrorFunc", AT(on_text)},
    {"xmlReaderForMemory", AT(open)},
    {"xmlFreeTextReader", AT(close)},
    {"xmlTextReaderRead", AT(read)},
    {"xmlTextReaderNodeType", AT(type)},
    {"xmlTextReaderDepth", AT(depth)},
    {"xmlTextReaderMoveToNextAttribute", AT(next_attribute)},
    {"xmlTextReaderConstName", AT(name)},
    {"xmlTextReaderConstValue", AT(value)},
};

static int
start(struct err *err)
{
	(void)err;
	lib.start();
	return 0;
}

static struct library library = {
    .what = "libxml2",
    .names = (const char *const[]){"libxml2.so.2", "libxml2.so.16", "libxml2.so", NULL},
    .symbols = symbols,
    .n = sizeof(symbols) / sizeof(symbols[0]),
    .table = &lib,
    .start = start,
};

struct http_xml {
	struct http_names *names;
	struct buf escaped;
	struct buf value;
	struct buf event; /* of the current message */
	struct buf channel;
};

/* libxml2 would print its messages on standard error, some even with XML_PARSE_NOERROR: we print
 * our own instead. */
static void
ignore_text(void *arg, const char *format, ...)
{
	(void)arg, (void)format;
}

struct http_xml *
http_xml_new(struct err *err)
{
	if (library_open(&library, err) < 0)
		return NULL;
	struct http_xml *x = mem_alloc(sizeof(*x));
	lib.on_text(NULL, ignore_text); /* of this thread: each has a handler of its own */
	x->names = http_names_new();
	buf_init(&x->escaped, BUF_MAX_TEXT * 3);
	buf_init(&x->value, BUF_MAX_TEXT);
	buf_init(&x->event, BUF_MAX_TEXT);
	buf_init(&x->channel, BUF_MAX_TEXT);
	return x;
}

void
http_xml_free(struct http_xml *x)
{
	if (!x)
		return;
	http_names_free(x->names);
	buf_clear(&x->escaped);
	buf_clear(&x->value);
	buf_clear(&x->event);
	buf_clear(&x->channel);
	free(x);
}

/* Append text without headers, line by line; empty lines would end the message. */
static void
add_lines(struct buf *out, struct str text)
{
	struct str line;

	while (str_cut_line(&text, &line)) {
		if (line.n == 0)
			continue;
		buf_adds(out, line);
		buf_addz(out, "\r\n");
	}
}

/* Keep what determines the spelling of later names. */
static void
note_attribute(struct http_xml *x, struct str key)
{
	if (str_eq(key, STR("event")))
		buf_adds(&x->event, buf_str(&x->value));
	if (str_eq(key, STR("channel")))
		buf_adds(&x->channel, buf_str(&x->value));
}

/* Append one attribute as a header. */
static void
add_attribute(struct http_xml *x, struct str key, struct str value, struct buf *out)
{
	buf_reset(&x->value);
	http_xml_unescape(&x->value, value);
	if (str_starts(key, STR("opaque_data"))) {
		add_lines(out, buf_str(&x->value));
		return;
	}
	note_attribute(x, key);
	const struct http_message m = {buf_str(&x->event), buf_str(&x->channel)};
	http_names_spell(x->names, &m, key, out);
	buf_addz(out, ": ");
	buf_adds(out, buf_str(&x->value));
	buf_addz(out, "\r\n");
}

/* The message that began at start is complete. */
static void
end_message(struct http_xml *x, size_t start, struct buf *out)
{
	if (out->n > start)
		buf_addz(out, "\r\n");
	buf_reset(&x->event);
	buf_reset(&x->channel);
}

/* Append the headers of the reader's current element. */
static void
add_headers(struct http_xml *x, xmlTextReaderPtr reader, struct buf *out)
{
	while (lib.next_attribute(reader) == 1) {
		const char *key = (const char *)lib.name(reader);
		const char *value = (const char *)lib.value(reader);
		add_attribute(x, str_of(key), str_of(value), out);
	}
}

/* Append the messages. Returns the reader's last result. */
static int
add_messages(struct http_xml *x, xmlTextReaderPtr reader, struct buf *out)
{
	size_t start = out->n;
	int got;

	while ((got = lib.read(reader)) == 1) {
		if (lib.type(reader) != XML_READER_TYPE_ELEMENT ||
		    lib.depth(reader) != MESSAGE_DEPTH)
			continue;
		if (strcmp((const char *)lib.name(reader), HTTP_XML_MORE) != 0) {
			end_message(x, start, out);
			start = out->n;
		}
		add_headers(x, reader, out);
	}
	end_message(x, start, out);
	return got;
}

int
http_xml_text(struct http_xml *x, struct str body, struct buf *out, size_t *odd, struct err *err)
{
	const int options = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                    XML_PARSE_NONET | XML_PARSE_HUGE;
	int got = -1;

	buf_reset(&x->escaped);
	*odd = http_xml_escape(&x->escaped, body);
	xmlTextReaderPtr reader = NULL;
	if (x->escaped.n <= INT_MAX && !buf_full(&x->escaped))
		reader = lib.open(buf_z(&x->escaped), (int)x->escaped.n, NULL, "UTF-8", options);
	if (reader) {
		got = add_messages(x, reader, out);
		lib.close(reader);
	}
	if (got < 0)
		return err_set(err, ERR_CONNECT, "the server's answer is not valid XML");
	return 0;
}
