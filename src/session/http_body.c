/* SPDX-License-Identifier: ISC */
/* Feeds bodies to the AMI parser, after converting XML to AMI's text. */
#include "session/http_body.h"

#include <stdlib.h>

#include "ami/parse.h"
#include "base/clock.h"
#include "base/mem.h"
#include "session/http_xml.h"

/* Any version that never answers `Response: Follows`. */
#define MODERN STR("Asterisk Call Manager/11.0.0\r\n")

struct http_body {
	struct http_xml *xml; /* NULL: rawman */
	struct buf text;
	struct parse *parse;
	size_t odd;
	int64_t came; /* as msg.time */
};

struct http_body *
http_body_new(bool mxml, struct err *err)
{
	struct http_xml *xml = mxml ? http_xml_new(err) : NULL;

	if (mxml && !xml)
		return NULL;
	struct http_body *b = mem_alloc(sizeof(*b));
	b->xml = xml;
	buf_init(&b->text, BUF_MAX_TEXT);
	return b;
}

void
http_body_free(struct http_body *b)
{
	if (!b)
		return;
	http_xml_free(b->xml);
	parse_free(b->parse);
	buf_clear(&b->text);
	free(b);
}

static void
feed(struct parse *p, struct str text)
{
	size_t n;
	char *room = parse_room(p, text.n + 1, &n);

	if (text.n)
		memcpy(room, text.p, text.n);
	parse_fed(p, text.n);
}

int
http_body_open(struct http_body *b, struct str body, bool mxml, enum http_body_kind kind,
    struct err *err)
{
	struct msg banner;
	size_t odd = 0;
	int failed = 0;

	b->came = clock_today();
	parse_free(b->parse);
	b->parse = parse_new(BUF_MAX_MESSAGE, kind == HTTP_EVENTS);
	if (kind == HTTP_EVENTS) {
		feed(b->parse, MODERN);
		parse_next(b->parse, &banner, err);
	}
	if (mxml && kind == HTTP_PART)
		body.n = 0; /* XML without its end proves nothing */
	if (mxml && body.n) {
		buf_clear(&b->text);
		failed = http_xml_text(b->xml, body, &b->text, &odd, err);
		body = buf_str(&b->text);
		b->odd += odd;
	}
	feed(b->parse, body);
	if (kind != HTTP_PART)
		feed(b->parse, STR("\r\n\r\n"));
	return failed;
}

int
http_body_next(struct http_body *b, struct msg *m, struct err *err)
{
	int got = parse_next(b->parse, m, err);

	if (got == 1)
		m->time = b->came;
	return got;
}

bool
http_body_begun(const struct http_body *b, struct msg *m)
{
	return parse_begun(b->parse, m);
}

size_t
http_body_odd(const struct http_body *b)
{
	return b->odd;
}
