/* SPDX-License-Identifier: ISC */
/*
 * Any bytes as a body of HTTP, in either encoding, end in messages or an error; and any bytes as a
 * value of XML come out of it as they went in. The last byte says what is done with the rest.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "session/http_body.h"
#include "session/http_xml_escape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The reader of an encoding, made once. */
static struct http_body *
reader(bool mxml)
{
	static struct http_body *readers[2];
	struct err err;

	if (!readers[mxml])
		readers[mxml] = http_body_new(mxml, &err);
	if (!readers[mxml])
		abort();
	return readers[mxml];
}

/* Read a body to its end. */
static void
read_body(struct str body, bool mxml, enum http_body_kind kind)
{
	struct http_body *b = reader(mxml);
	struct err err;
	struct msg m;

	http_body_open(b, body, mxml, kind, &err);
	while (http_body_next(b, &m, &err) == 1)
		for (size_t i = 0; i < m.n; i++)
			if (msg_name(&m, i).n + msg_value(&m, i).n > m.raw.n + sizeof("Output"))
				abort();
}

/* A value that the server escapes as it does: all but the controls. */
static void
write_value(struct buf *xml, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		if (c == '<' || c == '>' || c == '&' || c == '\'' || c == '"')
			buf_addf(xml, "&#%d;", c);
		else
			buf_addc(xml, c);
	}
}

/* A value goes through XML unharmed; a line break would begin another header. */
static void
round_trip(struct str value)
{
	struct buf xml = BUF_INIT(BUF_MAX_MESSAGE);
	struct http_body *b = reader(true);
	struct err err;
	struct msg m;

	if (str_chr(value, '\n') < value.n || str_ends(value, STR("\r")))
		return;
	buf_addz(&xml, "<ajax-response>\n<response><generic event='E' value='x");
	write_value(&xml, value);
	buf_addz(&xml, "'/></response>\n</ajax-response>\n");
	if (http_body_open(b, buf_str(&xml), true, HTTP_EVENTS, &err) < 0 ||
	    http_body_next(b, &m, &err) != 1 || m.n != 2 ||
	    !str_eq(str_from_at(msg_value(&m, 1), 1), value)) {
		fprintf(stderr, "expected x%.*s\ncame %.*s\n", STR_ARG(value), STR_ARG(m.raw));
		abort();
	}
	buf_clear(&xml);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 1)
		return 0;
	struct str bytes = str_from((const char *)data, n - 1);
	uint8_t what = data[n - 1];
	if (what % 4 == 3)
		round_trip(bytes);
	else
		read_body(bytes, what % 4 > 0, what % 4 == 2 ? HTTP_EVENTS : HTTP_REPLY);
	return 0;
}
